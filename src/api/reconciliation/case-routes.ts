import type { FastifyInstance, FastifyRequest } from "fastify";
import { type CaseFilter, readCases, type Within } from "#src/pipeline/3-identity/reconcile/read-figures.ts";
import { localDay } from "#src/platform/clock.ts";
import { HpError } from "#src/platform/errors.ts";
import type { Keyring } from "#src/platform/sealing/keyring.ts";
import { decodeCursor, encodeCursor } from "../read/cursor.ts";
import { assertKind, findSingle, kindRules, type Query } from "../read/parameters.ts";
import { findCaseStory, lookAtCases, nameCases } from "./case-story.ts";
import { readCommuneParts, readSchoolParts } from "./parts.ts";

const pageSize = 50;
const tags = ["exchange"];

/** Open cases as work, one case with what is to be done, and how the parts of a unit stand. */
export function registerReconciliationCases(app: FastifyInstance, keyring: Keyring): void {
  const route = (operationId: string, summary: string) => ({
    config: { access: "reconciliation.read" as const },
    schema: { operationId, tags, summary },
  });

  app.get(
    "/api/v1/reconciliation/cases",
    route("listReconciliationWork", "Hồ sơ đối soát đang mở, gấp nhất trước, với tên và việc cần làm"),
    async (request, reply) => {
      const query = request.query as Query;
      const today = localDay(new Date());
      const status = findSingle(query, "status");
      const filter: CaseFilter = {
        ...withinOf(query),
        ...(status === undefined ? {} : { status }),
        ...(findSingle(query, "overdue") === "1" ? { overdueOn: today } : {}),
        ...(findSingle(query, "asked") === "1" ? { isAsked: true } : {}),
      };
      const scope = `reconciliation-cases ${JSON.stringify(filter)}`;
      const cursor = findSingle(query, "cursor");
      const after = cursor === undefined ? undefined : placeOf(cursor, scope);
      const data = await request.reader.read(
        async (client) =>
          nameCases(
            client,
            await readCases(client, filter, { size: pageSize, ...(after === undefined ? {} : { after }) }),
            today,
          ),
        { look: (cases) => lookAtCases(cases, "list") },
      );
      const last = data.at(-1);
      const next =
        data.length < pageSize || last === undefined || last.dueOn === null
          ? null
          : nextUrl(request, encodeCursor(scope, { at: 0, values: [last.dueOn, last.caseId] }));
      return reply.header("cache-control", "no-store").send({ data, next });
    },
  );

  app.get(
    "/api/v1/reconciliation/cases/:caseId",
    route("getReconciliationStory", "Một hồ sơ đối soát: hồ sơ ghi gì, dân cư trả lời gì, phải làm gì"),
    async (request, reply) => {
      const { caseId } = request.params as { readonly caseId: string };
      assertKind("caseId", "uuid", caseId);
      const story = await request.reader.read(
        (client) => findCaseStory(client, keyring, caseId, localDay(new Date())),
        {
          look: (found) => (found === undefined ? undefined : lookAtCases([found], "read")),
        },
      );
      if (story === undefined)
        throw new HpError("record-not-found", { id: caseId, dataset: "reconciliationCase" });
      return reply.header("cache-control", "no-store").send(story);
    },
  );

  app.get(
    "/api/v1/reconciliation/parts",
    route("listReconciliationParts", "Các xã của thành phố, hoặc các trường của một xã, khớp đến đâu"),
    async (request, reply) => {
      const communeCode = findSingle(request.query as Query, "communeCode");
      const data = await request.reader.read((client) =>
        communeCode === undefined ? readCommuneParts(client) : readSchoolParts(client, communeCode),
      );
      return reply.header("cache-control", "no-store").send({ data, next: null });
    },
  );
}

function withinOf(query: Query): { readonly within?: Within } {
  const schoolId = findSingle(query, "schoolId");
  const communeCode = findSingle(query, "communeCode");
  if (schoolId !== undefined && communeCode !== undefined)
    throw new HpError("parameters-conflict", { name: "schoolId", other: "communeCode" });
  if (schoolId !== undefined) return { within: { schoolId } };
  return communeCode === undefined ? {} : { within: { communeCode } };
}

function placeOf(cursor: string, scope: string): { readonly dueOn: string; readonly caseId: string } {
  const { values } = decodeCursor(
    cursor,
    scope,
    (position) =>
      position.values.length === 2 &&
      kindRules.date.fits(position.values[0] ?? "") &&
      kindRules.uuid.fits(position.values[1] ?? ""),
  );
  return { dueOn: String(values[0]), caseId: String(values[1]) };
}

function nextUrl(request: FastifyRequest, cursor: string): string {
  const [path = "", search = ""] = request.url.split("?", 2);
  const parameters = new URLSearchParams(search);
  parameters.set("cursor", cursor);
  return `${path}?${parameters.toString()}`;
}
