import type { FastifyInstance, FastifyRequest } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { completeRequest } from "#src/access/privacy/rights/complete.ts";
import { acceptRequest, refuseRequest } from "#src/access/privacy/rights/handle.ts";
import { getRequest, type RightsRequest, readRequests } from "#src/access/privacy/rights/request.ts";
import { closeTask, readTasksOf } from "#src/access/privacy/rights/tasks.ts";
import { getSubject } from "#src/access/privacy/subject.ts";
import { getRole } from "#src/access/roles/roles.ts";
import { HpError } from "#src/platform/errors.ts";
import { type Client, inTransaction } from "#src/platform/postgres/pool.ts";
import { readRecordsNow } from "../corrections/record-now.ts";
import { takeCorrections } from "../corrections/take.ts";
import type { DecisionRuns } from "../identity/decision-runs.ts";
import { actOf } from "../mine/mine.ts";
import { toProblem } from "../problems/problem.ts";
import { nameRecords } from "../worklist/name-records.ts";
import { readEvidence } from "./evidence.ts";
import type { RequestParts } from "./parts.ts";
import { type CorrectionRequest, describeRequest } from "./read-requests.ts";

const params = z.object({ requestId: z.guid() });

/** The school's answers: accepting mends the values in the school's name, with the request as the reason. */
export function registerSchoolRequests(app: FastifyInstance, parts: RequestParts, runs: DecisionRuns): void {
  const { pool, keyring, clock } = parts;
  const typed = app.withTypeProvider<ZodTypeProvider>();

  app.get(
    "/api/v1/correction-requests",
    {
      config: { access: "record.correct" },
      schema: {
        operationId: "listCorrectionRequests",
        tags: ["learner"],
        summary: "Đề nghị sửa của phụ huynh, học sinh, giáo viên gửi tới trường",
      },
    },
    async (request, reply) => {
      const { state = "open" } = request.query as { state?: string };
      const found = (await readRequests(pool, { openOnly: state === "open" })).filter(
        (one) => one.kind === "correct" && answersFor(request, one),
      );
      const data: Awaited<ReturnType<typeof withRecord>>[] = [];
      for (const one of found.slice(0, 200)) data.push(await withRecord(parts, request, one));
      await recordLook(request, "list", data);
      return reply.header("cache-control", "no-store").send({ data, next: null });
    },
  );

  typed.get(
    "/api/v1/correction-requests/:requestId",
    {
      config: { access: "record.correct" },
      schema: { operationId: "readCorrectionRequest", tags: ["learner"], summary: "Một đề nghị sửa", params },
    },
    async (request, reply) => {
      const data = await withRecord(parts, request, await getAnswered(parts, request));
      await recordLook(request, "read", [data]);
      return reply.header("cache-control", "no-store").send(data);
    },
  );

  typed.get(
    "/api/v1/correction-requests/:requestId/evidence/:evidenceId",
    {
      config: { access: "record.correct" },
      schema: {
        operationId: "readRequestEvidence",
        tags: ["learner"],
        summary: "Giấy tờ kèm đề nghị sửa",
        params: params.extend({ evidenceId: z.guid() }),
      },
    },
    async (request, reply) => {
      const found = await getAnswered(parts, request);
      const { evidenceId } = request.params;
      const store = { dir: parts.evidenceDir, keyring };
      const { evidence, content } = await readEvidence(pool, store, found.requestId, evidenceId);
      await recordLook(request, "read", [{ recordId: found.recordId }], { evidence: evidenceId });
      const ending = { "application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png" }[
        evidence.mediaType
      ];
      // Saved, never shown in place: a file from outside runs nothing under our address.
      return reply
        .header("cache-control", "no-store")
        .header("content-disposition", `attachment; filename="giay-to-${evidenceId.slice(0, 8)}.${ending}"`)
        .header("x-content-type-options", "nosniff")
        .header("content-security-policy", "default-src 'none'; sandbox")
        .type(evidence.mediaType)
        .send(content);
    },
  );

  typed.post(
    "/api/v1/correction-requests/:requestId/acceptance",
    {
      config: { access: "record.correct" },
      schema: {
        operationId: "acceptCorrectionRequest",
        tags: ["learner"],
        summary: "Nhận đề nghị: sửa giá trị theo yêu cầu",
        description:
          "All cells must be good: else nothing of the request is closed, and the outcomes say why. `proof` says how the asker was identified where VNeID did not.",
        params,
        body: z.strictObject({
          cells: z
            .array(
              z.strictObject({
                field: z.string().min(1).max(60),
                value: z.string().max(500),
                version: z.int().min(0),
              }),
            )
            .min(1)
            .max(30),
          answer: z.string().trim().min(1).max(2_000).describe("Trả lời người gửi"),
          proof: z.enum(["inPerson", "papers"]).optional(),
          childAgrees: z.boolean().optional(),
        }),
      },
    },
    async (request, reply) => {
      const found = await getAnswered(parts, request);
      const { cells, answer, proof, childAgrees } = request.body;
      const act = actOf(request, clock);
      if (found.state !== "accepted") {
        if (proof === undefined) throw new HpError("argument-missing", { name: "proof" });
        await inTransaction(pool, (client) =>
          acceptRequest(client, found.requestId, { proof, childAgrees: childAgrees === true }, act),
        );
      }
      const { recordId } = await getSubject(pool, found);
      const taken = await takeCorrections(parts, request, {
        cells: cells.map((cell) => ({ ...cell, dataset: found.entity, recordKey: recordId })),
        reason: answer.slice(0, 500),
        requestId: found.requestId,
        idempotencyKey: `request ${found.requestId}`,
      });
      if (taken.outcomes.some(({ state }) => state === "accepted")) runs.request();
      const bad = taken.outcomes.filter(
        ({ state, reason }) => state !== "accepted" && reason !== "unchanged",
      );
      if (bad.length > 0) {
        const isConflict = bad.some(({ state }) => state === "conflict");
        const error = isConflict ? new HpError("corrections-conflict") : new HpError("corrections-refused");
        return reply
          .code(error.status)
          .type("application/problem+json; charset=utf-8")
          .send(JSON.stringify({ ...toProblem(error, request.id), ...taken }));
      }
      await inTransaction(pool, async (client) => {
        await closeTasks(client, found.requestId, "corrected", act);
        await completeRequest(
          client,
          found.requestId,
          { keyring, erasureKey: parts.erasureKey, outcome: answer },
          act,
        );
      });
      return { ...(await withRecord(parts, request, await getRequest(pool, found.requestId))), ...taken };
    },
  );

  typed.post(
    "/api/v1/correction-requests/:requestId/refusal",
    {
      config: { access: "record.correct" },
      schema: {
        operationId: "refuseCorrectionRequest",
        tags: ["learner"],
        summary: "Không nhận đề nghị, kèm lý do",
        params,
        body: z.strictObject({ reason: z.string().trim().min(1).max(2_000) }),
      },
    },
    async (request) => {
      const found = await getAnswered(parts, request);
      const act = actOf(request, clock);
      await inTransaction(pool, async (client) => {
        await closeTasks(client, found.requestId, "rejected", act);
        await refuseRequest(client, keyring, found.requestId, request.body.reason, act);
      });
      return describeRequest(pool, keyring, await getRequest(pool, found.requestId));
    },
  );
}

async function closeTasks(
  client: Client,
  requestId: string,
  result: "corrected" | "rejected",
  act: Parameters<typeof closeTask>[3],
): Promise<void> {
  const open = (await readTasksOf(client, requestId)).filter(({ closedAt }) => closedAt === null);
  for (const { taskId } of open) await closeTask(client, taskId, result, act);
}

/** The school of the request, or the department for all, and alone for those that no school answers. */
function answersFor({ reader }: FastifyRequest, { schoolId }: RightsRequest): boolean {
  const { scope } = reader;
  return getRole(scope.role).reach === "city" || (schoolId !== null && scope.schools.includes(schoolId));
}

/** @throws HpError `record-not-found` for one that another school answers, like for none */
async function getAnswered({ pool }: RequestParts, request: FastifyRequest): Promise<RightsRequest> {
  const { requestId } = request.params as { requestId: string };
  const found = await getRequest(pool, requestId);
  if (found.kind === "correct" && answersFor(request, found)) return found;
  throw new HpError("record-not-found", { id: requestId, dataset: "rightsRequest" });
}

/** The request beside the record as the caller sees it now. */
async function withRecord(parts: RequestParts, request: FastifyRequest, found: RightsRequest) {
  const described: CorrectionRequest = await describeRequest(parts.pool, parts.keyring, found);
  const resource = parts.resources.get(found.entity);
  if (resource === undefined) throw new Error(`no dataset ${found.entity}`);
  const { recordId } = await getSubject(parts.pool, found);
  return request.reader.read(async (client) => {
    const { scope } = request.reader;
    const now = (await readRecordsNow(client, resource, scope.role, [recordId])).get(recordId);
    const name =
      now === undefined ? undefined : (await nameRecords(client, resource.dataset, [now])).get(recordId);
    return {
      ...described,
      recordId,
      name: name?.name ?? null,
      place: name?.place ?? null,
      version: now?.version ?? null,
      isVerified: now?.isVerified ?? false,
      current: Object.fromEntries(described.fields.map(({ field }) => [field, now?.values[field] ?? null])),
    };
  });
}

function recordLook(
  request: FastifyRequest,
  how: "list" | "read",
  shown: readonly { readonly recordId: string }[],
  detail: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  return request.reader.record({
    action: `correctionRequest.${how}`,
    object: "correctionRequest",
    subjects: [...new Set(shown.map(({ recordId }) => recordId))],
    detail: { rows: shown.length, ...detail },
  });
}
