import type { FastifyInstance, FastifyRequest } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { notify } from "#src/access/notifications/notify.ts";
import { askException, refuseException } from "#src/pipeline/3-identity/reconcile/exception-requests.ts";
import { findCase } from "#src/pipeline/3-identity/reconcile/read-figures.ts";
import { HpError } from "#src/platform/errors.ts";
import type { Pool } from "#src/platform/postgres/pool.ts";
import { actor, exceptionBody, id, revocationBody } from "./bodies.ts";

const askBody = exceptionBody.pick({ kind: true, reason: true, document: true, expiresOn: true });
const tags = ["exchange"];

/** A school or commune asks that a case may stand for now; who approves exceptions does so, or says no and why. */
export function registerExceptionRequests(app: FastifyInstance, pool: Pool): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();

  typed.post(
    "/api/v1/reconciliation/cases/:caseId/exception-request",
    {
      config: { access: "reconciliation.decide" },
      schema: {
        operationId: "askException",
        tags,
        summary: "Đề nghị Sở duyệt ngoại lệ cho một hồ sơ đối soát",
        params: z.object({ caseId: id }),
        body: askBody,
      },
    },
    async (request, reply) => {
      const { caseId } = request.params;
      await assertSeen(request, caseId);
      const { document, ...asked } = request.body;
      const by = actor(request);
      await askException(
        pool,
        caseId,
        { ...asked, ...(document === undefined ? {} : { document }) },
        by,
        (client) =>
          notify(
            client,
            {
              to: { permission: "reconciliation.approve", unit: { kind: "city" } },
              kind: "exceptionAsked",
              about: `reconciliationCase/${caseId}`,
              path: `/doi-soat/${caseId}`,
              ...(request.principal === undefined ? {} : { except: request.principal.accountId }),
            },
            by.at,
          ),
      );
      return reply.code(204).send();
    },
  );

  typed.post(
    "/api/v1/reconciliation/cases/:caseId/exception-request/refusal",
    {
      config: { access: "reconciliation.approve" },
      schema: {
        operationId: "refuseException",
        tags,
        summary: "Không duyệt ngoại lệ được đề nghị, kèm lý do",
        params: z.object({ caseId: id }),
        body: revocationBody,
      },
    },
    async (request, reply) => {
      const { caseId } = request.params;
      await assertSeen(request, caseId);
      await refuseException(pool, caseId, request.body.reason, actor(request));
      return reply.code(204).send();
    },
  );
}

/** The row policies say whose case it is. @throws HpError `record-not-found` */
async function assertSeen(request: FastifyRequest, caseId: string): Promise<void> {
  const found = await request.reader.read((client) => findCase(client, caseId));
  if (found === undefined)
    throw new HpError("record-not-found", { id: caseId, dataset: "reconciliationCase" });
}
