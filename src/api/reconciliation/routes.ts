import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { approveException, revokeException } from "#src/pipeline/3-identity/reconcile/exceptions.ts";
import { makeReport } from "#src/pipeline/3-identity/reconcile/report.ts";
import type { Pool } from "#src/platform/postgres/pool.ts";
import { getRequiredHeader } from "../headers.ts";
import type { DecisionRuns } from "../identity/decision-runs.ts";
import { actor, exceptionBody, id, reportBody, revocationBody } from "./bodies.ts";

/** What people do about reconciliation: answer for an exception, take it back, make the month's report, ask again. */
export function registerReconciliationRoutes(app: FastifyInstance, pool: Pool, runs: DecisionRuns): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  const tags = ["exchange"];

  typed.post(
    "/api/v1/reconciliation/exceptions",
    {
      config: { access: "reconciliation.approve" },
      schema: {
        operationId: "approveException",
        tags,
        summary: "Duyệt ngoại lệ đối soát cho một hồ sơ, có hạn",
        description: "`Idempotency-Key`: the same request sent twice is one exception.",
        headers: z.object({ "idempotency-key": z.string().optional() }),
        body: exceptionBody,
      },
    },
    async (request, reply) => {
      const { document, ...parts } = request.body;
      const requestKey = getRequiredHeader(request, "idempotency-key");
      const exceptionId = await approveException(
        pool,
        { ...parts, ...(document === undefined ? {} : { document }), requestKey },
        actor(request),
      );
      return reply
        .code(201)
        .header("location", `/api/v1/approved-exceptions/${exceptionId}`)
        .send({ exceptionId });
    },
  );

  typed.post(
    "/api/v1/reconciliation/exceptions/:exceptionId/revocation",
    {
      config: { access: "reconciliation.approve" },
      schema: {
        operationId: "revokeException",
        tags,
        summary: "Thu hồi một ngoại lệ đã duyệt",
        params: z.object({ exceptionId: id }),
        body: revocationBody,
      },
    },
    async (request, reply) => {
      const { reason } = request.body;
      await revokeException(pool, request.params.exceptionId, reason, actor(request));
      return reply.code(204).send();
    },
  );

  typed.post(
    "/api/v1/reconciliation/reports",
    {
      config: { access: "reconciliation.approve" },
      schema: {
        operationId: "makeReconciliationReport",
        tags,
        summary: "Lập báo cáo đối soát tháng; lập lại là bản mới, bản cũ giữ nguyên",
        body: reportBody,
      },
    },
    async (request, reply) =>
      reply.code(201).send(await makeReport(pool, request.body.month, actor(request))),
  );

  app.post(
    "/api/v1/reconciliation/runs",
    {
      config: { access: "reconciliation.approve" },
      schema: {
        operationId: "askRegistryAgain",
        tags,
        summary: "Hỏi lại những gì dân cư chưa trả lời hoặc báo đã đổi; chạy nền, không cần tệp nào",
      },
    },
    async (request, reply) => {
      await request.reader.record({ action: "reconciliation.run", object: null });
      runs.request();
      return reply.code(202).send({ requested: true });
    },
  );
}
