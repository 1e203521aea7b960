import type { FastifyInstance, FastifyRequest } from "fastify";
import { readIdentityHistory } from "#src/pipeline/3-identity/decide/history.ts";
import { countIdentity, type QueuePlace, readQueue } from "#src/pipeline/3-identity/decide/queue.ts";
import { measureReviewers } from "#src/pipeline/3-identity/decide/reviewers.ts";
import { HpError } from "#src/platform/errors.ts";
import type { Keyring } from "#src/platform/sealing/keyring.ts";
import { actorOf } from "../access/request-access.ts";
import { jsonType, sendTagged } from "../etag.ts";
import { decodeCursor, encodeCursor } from "../read/cursor.ts";
import { maxLimit } from "../read/list-request.ts";
import {
  assertKind,
  findSingle,
  getInteger,
  kindRules,
  printableName,
  type Query,
} from "../read/parameters.ts";
import { lookAtDecided, readOwnDecisions } from "./own-decisions.ts";
import { lookAtPairs } from "./pair-look.ts";
import { getPairStory, pairJson } from "./pair-story.ts";

const parameters = ["limit", "cursor", "schoolId", "entity", "secondFor"] as const;

/** Pairs in doubt, most valuable first; one pair side by side; why a record is one person; how reviewers agree. */
export function registerIdentityReadRoutes(app: FastifyInstance, keyring: Keyring): void {
  const tags = ["exchange"];

  app.get(
    "/api/v1/identity/reviews",
    {
      config: { access: "identity.read" },
      schema: {
        operationId: "listIdentityQueue",
        tags,
        summary: "Cặp hồ sơ chờ quyết, đáng xét nhất trước",
        description:
          "`secondFor=name` lists pairs that wait for a second reviewer of that name; how the first one answered is never told.",
        querystring: {
          type: "object",
          properties: Object.fromEntries(parameters.map((name) => [name, { type: "string" }])),
        },
      },
    },
    async (request, reply) => {
      const query = request.query as Query;
      const asked = readQueueQuery(query);
      const page = await request.reader.read(
        async (client) => ({
          ...(await readQueue(client, asked.request)),
          counts: await countIdentity(client),
        }),
        { look: ({ pairs }) => lookAtPairs(pairs, "list") },
      );
      const next =
        page.next === undefined ? null : nextUrl(request, encodeQueuePlace(asked.scope, page.next));
      return sendTagged(request, reply, JSON.stringify({ data: page.pairs, next, ...page.counts }), jsonType);
    },
  );

  app.get(
    "/api/v1/identity/reviews/:reviewId",
    {
      config: { access: "identity.read" },
      schema: {
        operationId: "compareIdentityReview",
        tags,
        summary: "Một cặp hồ sơ đặt cạnh nhau",
        params: idParam("reviewId"),
      },
    },
    async (request, reply) => {
      const reviewId = getId(request, "reviewId");
      const story = await request.reader.read((client) => getPairStory(client, keyring, reviewId), {
        look: ({ pair }) => lookAtPairs([pair], "read"),
      });
      return sendTagged(request, reply, JSON.stringify(pairJson(story)), jsonType);
    },
  );

  app.get(
    "/api/v1/identity/records/:recordId",
    {
      config: { access: "identity.read" },
      schema: {
        operationId: "getIdentityHistory",
        tags,
        summary: "Khóa, mã cũ và quyết định của một hồ sơ",
        params: idParam("recordId"),
      },
    },
    async (request, reply) => {
      const recordId = getId(request, "recordId");
      const history = await request.reader.read((client) => readIdentityHistory(client, recordId), {
        look: (found) => ({
          action: "link.history",
          object: `${found.entity}/${found.recordId}`,
          subjects: [found.recordId, ...found.formerIds.map((former) => former.recordId)],
        }),
      });
      return sendTagged(request, reply, JSON.stringify(history), jsonType);
    },
  );

  app.get(
    "/api/v1/identity/decisions/mine",
    {
      config: { access: "identity.read" },
      schema: {
        operationId: "listOwnIdentityDecisions",
        tags,
        summary: "Quyết định gần đây của người đang đăng nhập, để rút lại",
      },
    },
    async (request, reply) => {
      const data = await request.reader.read((client) => readOwnDecisions(client, actorOf(request)), {
        look: lookAtDecided,
      });
      return reply.header("cache-control", "no-store").send({ data, next: null });
    },
  );

  app.get(
    "/api/v1/identity/reviewers",
    {
      config: { access: "identity.read" },
      schema: { operationId: "getIdentityReviewers", tags, summary: "Người xét đồng ý với nhau đến đâu" },
    },
    async (request, reply) => {
      const report = await request.reader.read(measureReviewers);
      const body = JSON.stringify(report, (_, value: unknown) => value ?? null);
      return sendTagged(request, reply, body, jsonType);
    },
  );
}

const idParam = (name: string): object => ({
  type: "object",
  properties: { [name]: { type: "string", format: "uuid" } },
  required: [name],
});

function getId(request: FastifyRequest, name: string): string {
  const value = (request.params as Readonly<Record<string, string>>)[name] ?? "";
  assertKind(name, "uuid", value);
  return value;
}

/** Reads the queue's parameters; `scope` ties a cursor to this very list. */
function readQueueQuery(query: Query, defaultLimit = 50) {
  const unknown = Object.keys(query).find((name) => !parameters.some((one) => one === name));
  if (unknown !== undefined)
    throw new HpError("parameter-unknown", { name: printableName(unknown), allowed: parameters.join(", ") });
  const filters = Object.fromEntries(
    (["schoolId", "entity", "secondFor"] as const).flatMap((name) => {
      const value = findSingle(query, name);
      if (value === undefined) return [];
      assertKind(name, "text", value);
      return [[name, value]];
    }),
  ) as { readonly schoolId?: string; readonly entity?: string; readonly secondFor?: string };
  const scope = `identity-queue ${JSON.stringify(filters)}`;
  const cursor = findSingle(query, "cursor");
  const after = cursor === undefined ? undefined : decodeQueuePlace(cursor, scope);
  const limit = getInteger(query, "limit", defaultLimit, 1, maxLimit);
  return { scope, request: { ...filters, limit, ...(after === undefined ? {} : { after }) } };
}

const encodeQueuePlace = (scope: string, { priority, reviewId }: QueuePlace): string =>
  encodeCursor(scope, { at: 0, values: [String(priority), reviewId] });

function decodeQueuePlace(cursor: string, scope: string): QueuePlace {
  const { values } = decodeCursor(
    cursor,
    scope,
    (position) =>
      position.values.length === 2 &&
      kindRules.decimal.fits(position.values[0] ?? "") &&
      kindRules.uuid.fits(position.values[1] ?? ""),
  );
  return { priority: Number(values[0]), reviewId: values[1] ?? "" };
}

function nextUrl(request: FastifyRequest, cursor: string): string {
  const [path = "", search = ""] = request.url.split("?", 2);
  const parameters = new URLSearchParams(search);
  parameters.set("cursor", cursor);
  return `${path}?${parameters.toString()}`;
}
