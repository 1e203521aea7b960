import type { FastifyInstance } from "fastify";
import { readReconciliation, type Within } from "#src/pipeline/3-identity/reconcile/read-figures.ts";
import { getReport, type ReportLine } from "#src/pipeline/3-identity/reconcile/report.ts";
import { localDay } from "#src/platform/clock.ts";
import { HpError } from "#src/platform/errors.ts";
import { jsonType, sendTagged } from "../etag.ts";
import { findSingle, getInteger, printableName, type Query } from "../read/parameters.ts";

const strings = (...names: readonly string[]) => ({
  type: "object",
  properties: Object.fromEntries(names.map((name) => [name, { type: "string" }])),
});

/** Figures and reports; cases and exceptions are read as any other dataset. */
export function registerReconciliationReadRoutes(app: FastifyInstance): void {
  const tags = ["exchange"];

  app.get(
    "/api/v1/reconciliation/figures",
    {
      config: { access: "reconciliation.read" },
      schema: {
        operationId: "getReconciliationFigures",
        tags,
        summary: "Đối soát dân cư: hiện khớp, từng khớp, lệch, chờ, của thành phố, một xã hay một trường",
        querystring: strings("schoolId", "communeCode"),
      },
    },
    async (request, reply) => {
      const query = request.query as Query;
      assertKnown(query, ["schoolId", "communeCode"]);
      const figures = await request.reader.read((client) =>
        readReconciliation(client, localDay(new Date()), withinOf(query)),
      );
      return sendTagged(request, reply, JSON.stringify(figures), jsonType);
    },
  );

  app.get(
    "/api/v1/reconciliation/report",
    {
      config: { access: "reconciliation.read" },
      schema: {
        operationId: "readMonthlyReconciliation",
        tags,
        summary: "Báo cáo đối soát tháng như đã lập; bản mới nhất nếu không nói bản nào",
        querystring: strings("month", "revision", "schoolId", "communeCode"),
      },
    },
    async (request, reply) => {
      const query = request.query as Query;
      assertKnown(query, ["month", "revision", "schoolId", "communeCode"]);
      const within = withinOf(query);
      const revision =
        findSingle(query, "revision") === undefined
          ? undefined
          : getInteger(query, "revision", 1, 1, 100_000);
      const report = await request.reader.read((client) =>
        getReport(client, findSingle(query, "month") ?? "", revision),
      );
      const lines = report.lines.filter((line) => isWithin(line, within));
      return sendTagged(request, reply, JSON.stringify({ ...report, lines }), jsonType);
    },
  );
}

function assertKnown(query: Query, allowed: readonly string[]): void {
  const unknown = Object.keys(query).find((name) => !allowed.includes(name));
  if (unknown !== undefined)
    throw new HpError("parameter-unknown", { name: printableName(unknown), allowed: allowed.join(", ") });
}

function withinOf(query: Query): Within {
  const schoolId = findSingle(query, "schoolId");
  const communeCode = findSingle(query, "communeCode");
  if (schoolId !== undefined && communeCode !== undefined)
    throw new HpError("parameters-conflict", { name: "schoolId", other: "communeCode" });
  if (schoolId !== undefined) return { schoolId };
  return communeCode === undefined ? undefined : { communeCode };
}

function isWithin(line: ReportLine, within: Within): boolean {
  if (within === undefined) return true;
  if ("schoolId" in within) return line.unitKind === "school" && line.unitId === within.schoolId;
  return line.unitKind === "commune"
    ? line.unitId === within.communeCode
    : line.communeCode === within.communeCode;
}
