import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { decidePair } from "#src/pipeline/3-identity/decide/decide-pair.ts";
import type { Decision } from "#src/pipeline/3-identity/decide/decision.ts";
import { mergeRecords, splitRecord } from "#src/pipeline/3-identity/decide/merge-split.ts";
import { undoDecision, undoMerge } from "#src/pipeline/3-identity/decide/undo.ts";
import type { Pool } from "#src/platform/postgres/pool.ts";
import type { Keyring } from "#src/platform/sealing/keyring.ts";
import { getRequiredHeader } from "../headers.ts";
import { actOf, id, mergeBody, pairDecisionBody, splitBody, undoBody } from "./bodies.ts";
import type { DecisionRuns } from "./decision-runs.ts";
import { assertAsRead } from "./pair-tag.ts";

const keyed = z.object({ "idempotency-key": z.string().optional() });

/**
 * What people decide of who is who. `Idempotency-Key` makes a repeated request harmless after a lost answer; a decision
 * on a pair also needs `If-Match` with the tag of the pair as it was read, so that nobody decides on what has changed.
 * Every decision starts a run without files; the answer doesn't wait for it.
 */
export function registerIdentityRoutes(
  app: FastifyInstance,
  pool: Pool,
  keyring: Keyring,
  runs: DecisionRuns,
): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  const answer = (decisions: readonly Decision[]): { readonly decisions: readonly Decision[] } => {
    if (decisions.some((decision) => !decision.isSecond)) runs.request();
    return { decisions };
  };

  typed.post(
    "/api/v1/identity/reviews/:reviewId/decision",
    {
      config: { access: "identity.decide" },
      schema: {
        operationId: "decideIdentityReview",
        tags: ["exchange"],
        summary: "Trả lời một cặp hồ sơ: một người hay hai",
        params: z.object({ reviewId: id }),
        headers: keyed.extend({ "if-match": z.string().optional() }),
        body: pairDecisionBody,
      },
    },
    async (request) => {
      const { reviewId } = request.params;
      const key = getRequiredHeader(request, "idempotency-key");
      const ifMatch = getRequiredHeader(request, "if-match");
      await assertAsRead(request.reader, keyring, reviewId, ifMatch);
      return answer([
        await decidePair(pool, reviewId, request.body.verdict, actOf(request, request.body.reason, key)),
      ]);
    },
  );

  typed.post(
    "/api/v1/identity/merges",
    {
      config: { access: "identity.decide" },
      schema: {
        operationId: "mergeRecords",
        tags: ["exchange"],
        summary: "Hai hồ sơ là một người",
        headers: keyed,
        body: mergeBody,
      },
    },
    async (request) => {
      const key = getRequiredHeader(request, "idempotency-key");
      const { left, right } = request.body;
      return answer([await mergeRecords(pool, left, right, actOf(request, request.body.reason, key))]);
    },
  );

  typed.post(
    "/api/v1/identity/splits",
    {
      config: { access: "identity.decide" },
      schema: {
        operationId: "splitRecord",
        tags: ["exchange"],
        summary: "Một hồ sơ là nhiều người",
        headers: keyed,
        body: splitBody,
      },
    },
    async (request) => {
      const key = getRequiredHeader(request, "idempotency-key");
      const { recordId, keys, apart } = request.body;
      return answer(
        await splitRecord(
          pool,
          { recordId, keys, apart: apart === true },
          actOf(request, request.body.reason, key),
        ),
      );
    },
  );

  typed.post(
    "/api/v1/identity/decisions/:decisionId/undo",
    {
      config: { access: "identity.decide" },
      schema: {
        operationId: "undoIdentityDecision",
        tags: ["exchange"],
        summary: "Rút lại một quyết định",
        description: "Asked again with the same name and reason it answers the same.",
        params: z.object({ decisionId: id }),
        body: undoBody,
      },
    },
    async (request) =>
      answer(await undoDecision(pool, request.params.decisionId, actOf(request, request.body.reason))),
  );

  typed.post(
    "/api/v1/identity/former-ids/:recordId/undo",
    {
      config: { access: "identity.decide" },
      schema: {
        operationId: "undoMerge",
        tags: ["exchange"],
        summary: "Tách lại những gì đã đến cùng một mã cũ",
        params: z.object({ recordId: id }),
        headers: keyed,
        body: undoBody,
      },
    },
    async (request) => {
      const key = getRequiredHeader(request, "idempotency-key");
      return answer(await undoMerge(pool, request.params.recordId, actOf(request, request.body.reason, key)));
    },
  );
}
