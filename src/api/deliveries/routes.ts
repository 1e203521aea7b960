import type { FastifyInstance, FastifyRequest } from "fastify";
import { getRole } from "#src/access/roles/roles.ts";
import { HpError } from "#src/platform/errors.ts";
import type { Keyring } from "#src/platform/sealing/keyring.ts";
import { shownBack } from "#src/platform/shown-back.ts";
import { decodeCursor, encodeCursor } from "../read/cursor.ts";
import { findSingle, getInteger, type Query } from "../read/parameters.ts";
import { sendRunEvents } from "../runs/events.ts";
import { readRunState } from "../runs/run-state.ts";
import type { Services } from "../services.ts";
import {
  findDelivery,
  findWholeRun,
  readDeliveredFiles,
  readDeliveries,
  readWholeRuns,
  type Whose,
} from "./read-deliveries.ts";
import { countReasons, type PlacedRejection, readRejections } from "./read-rejections.ts";

const pageSize = 50;
const runsOnPage = 20;
const tags = ["intake"];

/**
 * What became of the files that were sent: of the whole city for who sees it, of a commune's schools or a school's own
 * for who sees those. Row policies decide whose files count, so two callers may read two accounts of one run.
 */
export function registerDeliveries(
  app: FastifyInstance,
  parts: { readonly services: Services; readonly keyring: Keyring },
): void {
  const route = (operationId: string, summary: string) => ({
    config: { access: "quality.read" as const },
    schema: { operationId, tags, summary },
  });

  app.get(
    "/api/v1/deliveries",
    route("listDeliveries", "Các lượt nhập có tệp của đơn vị, mới nhất trước"),
    async (request, reply) => {
      const query = request.query as Query;
      const whose = whoseOf(query);
      const before = getInteger(query, "before", 2 ** 31 - 1, 1, 2 ** 31 - 1);
      const page = { before, limit: runsOnPage };
      const data = await request.reader.read((client) =>
        isWhole(request, whose) ? readWholeRuns(client, page) : readDeliveries(client, whose, page),
      );
      const last = data.at(-1);
      const next =
        last === undefined || data.length < runsOnPage
          ? null
          : nextUrl(request, { before: String(last.runSeq) });
      return reply.header("cache-control", "no-store").send({ data, next });
    },
  );

  app.get(
    "/api/v1/deliveries/:runSeq",
    route("getDelivery", "Kết quả một lượt nhập: bao nhiêu dòng vào hồ sơ, cần xem, bị giữ, vì sao"),
    async (request, reply) => {
      const runSeq = runSeqOf(request);
      const whose = whoseOf(request.query as Query);
      const whole = isWhole(request, whose);
      const found = await request.reader.read(async (client) => {
        const delivery = await (whole ? findWholeRun(client, runSeq) : findDelivery(client, runSeq, whose));
        return delivery === undefined
          ? undefined
          : { ...delivery, whole, reasons: await countReasons(client, runSeq, whose) };
      });
      if (found === undefined) throw notFound(request);
      return reply.header("cache-control", "no-store").send(found);
    },
  );

  app.get(
    "/api/v1/deliveries/:runSeq/files",
    route("listDeliveredFiles", "Từng tệp của lượt nhập: nhận ra là gì, vào bao nhiêu dòng"),
    async (request, reply) => {
      const runSeq = runSeqOf(request);
      const query = request.query as Query;
      const after = getInteger(query, "after", 0, 0, Number.MAX_SAFE_INTEGER);
      const data = await request.reader.read((client) =>
        readDeliveredFiles(client, runSeq, whoseOf(query), { after, limit: pageSize }),
      );
      const last = data.at(-1);
      const next =
        last === undefined || data.length < pageSize
          ? null
          : nextUrl(request, { after: String(last.fileSeq) });
      return reply.header("cache-control", "no-store").send({ data, next });
    },
  );

  app.get(
    "/api/v1/deliveries/:runSeq/rejections",
    route("listDeliveredRejections", "Ô và dòng không dùng được: tệp, trang, dòng, cột, vì sao"),
    async (request, reply) => {
      const runSeq = runSeqOf(request);
      const query = request.query as Query;
      const filter = { ...whoseOf(query), reason: findSingle(query, "reason") };
      const scope = `rejections ${runSeq} ${JSON.stringify(filter)}`;
      const cursor = findSingle(query, "cursor");
      const after = cursor === undefined ? undefined : placeOf(cursor, scope);
      const data = await request.reader.read(
        (client) => readRejections(client, parts.keyring, runSeq, filter, { limit: pageSize, after }),
        { look: lookAtRejections },
      );
      const last = data.at(-1);
      const next =
        last === undefined || data.length < pageSize
          ? null
          : nextUrl(request, {
              cursor: encodeCursor(scope, {
                at: 0,
                values: [last.sourceRowId, last.columnName, last.reason.code],
              }),
            });
      return reply.header("cache-control", "no-store").send({ data, next });
    },
  );

  app.get(
    "/api/v1/deliveries/:runSeq/events",
    {
      ...route("watchDelivery", "Theo dõi một lượt nhập (SSE)"),
      handlerTimeout: 86_400_000,
      // HEAD would start a stream that nobody reads.
      exposeHeadRoute: false,
    },
    async (request, reply) => {
      const runSeq = runSeqOf(request);
      const readRun = () => request.reader.read((client) => readRunState(client, runSeq));
      if ((await readRun()) === undefined) throw notFound(request);
      return sendRunEvents(reply, readRun, () => parts.services.currentProgress(runSeq));
    },
  );
}

function lookAtRejections(rows: readonly PlacedRejection[]) {
  if (rows.length === 0) return undefined;
  const people = rows.flatMap(({ recordId }) => (recordId === null ? [] : [recordId]));
  return {
    action: "rowRejection.list",
    object: "rowRejection",
    subjects: [...new Set(people)],
    detail: { rows: rows.length, classes: ["direct"] },
  };
}

const runSeqOf = (request: FastifyRequest): number => {
  const { runSeq } = request.params as { readonly runSeq: string };
  return /^\d{1,9}$/.test(runSeq) ? Number(runSeq) : -1;
};

const notFound = (request: FastifyRequest): HpError =>
  new HpError("run-not-found", {
    runId: shownBack((request.params as { readonly runSeq: string }).runSeq, 20),
  });

/** Only who sees every file may be told the run's own account; of others' rows nobody else is told even the number. */
const isWhole = (request: FastifyRequest, whose: Whose): boolean =>
  getRole(request.reader.scope.role).reach === "city" &&
  whose.schoolId === undefined &&
  whose.communeCode === undefined;

function whoseOf(query: Query): Whose {
  const schoolId = findSingle(query, "schoolId");
  const communeCode = findSingle(query, "communeCode");
  if (schoolId !== undefined && communeCode !== undefined)
    throw new HpError("parameters-conflict", { name: "schoolId", other: "communeCode" });
  return { schoolId, communeCode };
}

function placeOf(cursor: string, scope: string) {
  const { values } = decodeCursor(
    cursor,
    scope,
    (position) => position.values.length === 3 && /^\d{1,19}$/.test(position.values[0] ?? ""),
  );
  return { sourceRowId: String(values[0]), columnName: String(values[1]), reason: String(values[2]) };
}

function nextUrl(request: FastifyRequest, changed: Readonly<Record<string, string>>): string {
  const [path = "", search = ""] = request.url.split("?", 2);
  const parameters = new URLSearchParams(search);
  for (const [name, value] of Object.entries(changed)) parameters.set(name, value);
  return `${path}?${parameters.toString()}`;
}
