import type { FastifyInstance, FastifyRequest } from "fastify";
import { type EventFilter, type FoundEvent, findEvents } from "#src/access/audit/find-events.ts";
import { whoLooked } from "#src/access/audit/looks.ts";
import { HpError } from "#src/platform/errors.ts";
import { addressNotFound } from "../access/request-access.ts";
import { jsonType, sendTagged } from "../etag.ts";
import { maxLimit } from "../read/list-request.ts";
import { assertKind, findSingle, getInteger, printableName, type Query } from "../read/parameters.ts";
import { type OwnRecord, ownRecords, tellLooks } from "./whose-looks.ts";
import { lookWords } from "./words.ts";

const strings = (...names: readonly string[]) => ({
  type: "object",
  properties: Object.fromEntries(names.map((name) => [name, { type: "string" }])),
});
const tags = ["exchange"];
/** Resources whose records are people, and what their key is called. */
const people = [
  ["learners", "learnerId", "learner"],
  ["guardians", "guardianId", "guardian"],
  ["staff-members", "staffId", "staffMember"],
] as const;

/** Who looked: told to the person concerned, and to auditors. */
export function registerLooks(app: FastifyInstance): void {
  app.get(
    "/api/v1/me/looks",
    {
      config: { access: "looks.read" },
      schema: {
        operationId: "listLooksAtMe",
        tags,
        summary: "Ai đã xem hồ sơ của tôi, của con tôi",
        description:
          "`record` names one of one's own records: oneself, a child. Twelve months back, newest first.",
        querystring: strings("record", "limit", "cursor"),
      },
    },
    async (request, reply) => {
      const query = request.query as Query;
      assertKnown(query, ["record", "limit", "cursor"]);
      const { id } = ownRecordOf(request, findSingle(query, "record"));
      const told = await request.reader.read((client) => tellLooks(client, id, pageOf(query)));
      const next = nextUrl(request, told.next);
      const body = JSON.stringify({ data: told.looks, counts: told.counts, next });
      return sendTagged(request, reply, body, jsonType);
    },
  );

  for (const [resource, key, entity] of people) {
    app.get(
      `/api/v1/${resource}/:${key}/looks`,
      {
        config: { access: "audit.read" },
        schema: {
          operationId: `listLooksAt${entity.charAt(0).toUpperCase()}${entity.slice(1)}`,
          tags,
          summary: "Ai đã xem một hồ sơ, cho kiểm toán viên nhật ký",
          querystring: strings("limit", "cursor"),
        },
      },
      async (request, reply) => {
        const query = request.query as Query;
        assertKnown(query, ["limit", "cursor"]);
        const id = (request.params as Readonly<Record<string, string>>)[key] ?? "";
        assertKind(key, "uuid", id);
        const page = await request.reader.read((client) => whoLooked(client, id, pageOf(query)), {
          look: () => ({ action: "audit.looks", object: `${entity}/${id}` }),
        });
        const body = JSON.stringify({ data: page.looks, next: nextUrl(request, page.next) });
        return sendTagged(request, reply, body, jsonType);
      },
    );
  }

  app.get(
    "/api/v1/audit/events",
    {
      config: { access: "audit.read" },
      schema: {
        operationId: "listAuditEvents",
        tags,
        summary: "Sự kiện trong nhật ký truy vết, cho kiểm toán viên nhật ký",
        querystring: strings("limit", "cursor", ...filters),
      },
    },
    async (request, reply) => {
      const query = request.query as Query;
      assertKnown(query, ["limit", "cursor", ...filters]);
      const filter = filterOf(query);
      const { size, after } = pageOf(query);
      const page = await request.reader.read(
        (client) => findEvents(client, filter, { size, ...(after === undefined ? {} : { after }) }),
        {
          look: ({ events }) => ({
            action: "audit.list",
            object: "audit",
            subjects: filter.subject === undefined ? [] : [filter.subject],
            detail: { rows: events.length, filters: Object.keys(filter) },
          }),
        },
      );
      const body = JSON.stringify({ data: page.events.map(toldEvent), next: nextUrl(request, page.next) });
      return sendTagged(request, reply, body, jsonType);
    },
  );
}

/** A record that is none of the caller's answers like one that is not there. @throws HpError `record-not-found` */
function ownRecordOf(request: FastifyRequest, asked: string | undefined): OwnRecord {
  const own = ownRecords(request.reader.scope);
  const found = asked === undefined ? own[0] : own.find(({ id }) => id === asked);
  if (found !== undefined) return found;
  if (asked === undefined) throw addressNotFound(request);
  throw new HpError("record-not-found", { id: printableName(asked), dataset: "looks" });
}

const filters = ["from", "to", "account", "who", "subject", "action", "result"] as const;

/** An event with its codes in words. */
const toldEvent = (event: FoundEvent) => ({
  ...event,
  says: lookWords({ ...event, classes: classesIn(event.detail) }),
});

const classesIn = (detail: unknown): readonly string[] =>
  typeof detail === "object" && detail !== null && "classes" in detail && Array.isArray(detail.classes)
    ? detail.classes.filter((one) => typeof one === "string")
    : [];

function filterOf(query: Query): EventFilter {
  const value = (name: (typeof filters)[number], kind: "uuid" | "timestamp" | "text"): string | undefined => {
    const given = findSingle(query, name);
    if (given !== undefined) assertKind(name, kind, given);
    return given;
  };
  const read = {
    from: value("from", "timestamp"),
    to: value("to", "timestamp"),
    accountId: value("account", "uuid"),
    who: value("who", "text"),
    subject: value("subject", "uuid"),
    action: value("action", "text"),
    result: value("result", "text"),
  };
  return Object.fromEntries(Object.entries(read).filter(([, one]) => one !== undefined));
}

function pageOf(query: Query): { readonly size: number; readonly after?: string } {
  const after = findSingle(query, "cursor");
  return { size: getInteger(query, "limit", 50, 1, maxLimit), ...(after === undefined ? {} : { after }) };
}

function assertKnown(query: Query, allowed: readonly string[]): void {
  const unknown = Object.keys(query).find((name) => !allowed.includes(name));
  if (unknown !== undefined)
    throw new HpError("parameter-unknown", { name: printableName(unknown), allowed: allowed.join(", ") });
}

function nextUrl(request: FastifyRequest, next: string | null): string | null {
  if (next === null) return null;
  const [path = "", search = ""] = request.url.split("?", 2);
  const parameters = new URLSearchParams(search);
  parameters.set("cursor", next);
  return `${path}?${parameters.toString()}`;
}
