import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { HpError } from "#src/platform/errors.ts";
import { getRequiredHeader } from "../headers.ts";
import type { DecisionRuns } from "../identity/decision-runs.ts";
import { toProblem } from "../problems/problem.ts";
import { watchBatch } from "./batch-events.ts";
import { type CorrectionParts, takeCorrections } from "./take.ts";
import { takeBack } from "./take-back.ts";

/** A school's whole worklist pasted at once; more comes in several batches. */
const maxCells = 2_000;

const cell = z.strictObject({
  dataset: z.string().min(1).max(60).describe("Tập dữ liệu"),
  recordKey: z.string().min(1).max(200).describe("Khóa của bản ghi, các phần nối bằng |"),
  field: z.string().min(1).max(60).describe("Trường dữ liệu"),
  value: z
    .union([z.string().max(2_000), z.number(), z.boolean(), z.array(z.string().max(35)).max(50)])
    .describe("Như gõ hoặc dán; chữ được đọc như trong tệp Excel"),
  version: z.int().min(0).describe("Phiên bản của bản ghi lúc xem"),
});

const body = z.strictObject({
  cells: z.array(cell).min(1).max(maxCells),
  reason: z.string().trim().min(1).max(500).optional().describe("Vì sao"),
});

const keyed = z.object({ "idempotency-key": z.string().optional() });

/** Longer than any run of a day takes; then the page asks again. */
const streamTimeoutMs = 3_600_000;

/**
 * People mend values and take that back. The answer doesn't wait for the run that brings them into the records: the
 * batch's events tell when it has.
 */
export function registerCorrections(app: FastifyInstance, parts: CorrectionParts, runs: DecisionRuns): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();

  typed.post(
    "/api/v1/corrections",
    {
      config: { access: "record.correct" },
      bodyLimit: 4 * 1024 * 1024,
      schema: {
        operationId: "correctValues",
        tags: ["exchange"],
        summary: "Sửa giá trị của các bản ghi",
        description:
          "Each cell is judged by itself: accepted, refused with the reason, or in conflict with somebody else's change. 202 when any was accepted.",
        headers: keyed,
        body,
      },
    },
    async (request, reply) => {
      const idempotencyKey = getRequiredHeader(request, "idempotency-key");
      const taken = await takeCorrections(parts, request, { ...request.body, idempotencyKey });
      if (taken.outcomes.some(({ state }) => state === "accepted")) {
        runs.request();
        return reply.code(202).send(taken);
      }
      const isConflict = taken.outcomes.some(({ state }) => state === "conflict");
      const error = isConflict ? new HpError("corrections-conflict") : new HpError("corrections-refused");
      return reply
        .code(error.status)
        .type("application/problem+json; charset=utf-8")
        .send(JSON.stringify({ ...toProblem(error, request.id), ...taken }));
    },
  );

  typed.post(
    "/api/v1/corrections/undo",
    {
      config: { access: "record.correct" },
      schema: {
        operationId: "undoCorrections",
        tags: ["exchange"],
        summary: "Rút lại các lần sửa: giá trị của các nguồn khác trở lại",
        description: "By their ids, or a whole batch. Asked again it answers the same.",
        body: z
          .strictObject({
            correctionIds: z.array(z.guid()).min(1).max(maxCells).optional(),
            batchId: z.guid().optional(),
          })
          .refine(({ correctionIds, batchId }) => (correctionIds === undefined) !== (batchId === undefined)),
      },
    },
    async (request) => {
      const answer = await takeBack(parts, request, request.body);
      if (answer.corrections.some(({ state }) => state === "undoing")) runs.request();
      return answer;
    },
  );

  app.get(
    "/api/v1/correction-batches/:batchId/events",
    {
      handlerTimeout: streamTimeoutMs,
      exposeHeadRoute: false,
      config: { access: "record.correct" },
      schema: { operationId: "watchCorrections", tags: ["exchange"], summary: "Theo dõi một đợt sửa (SSE)" },
    },
    (request, reply) => watchBatch(request, reply),
  );
}
