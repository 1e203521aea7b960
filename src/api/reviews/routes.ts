import { isDeepStrictEqual } from "node:util";
import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { HpError } from "#src/platform/errors.ts";
import type { Pool } from "#src/platform/postgres/pool.ts";
import { actorOf } from "../access/request-access.ts";
import { jsonType, namesTag, sendTagged, strongEtag } from "../etag.ts";
import { getRequiredHeader } from "../headers.ts";
import type { Resource } from "../read/resource.ts";
import { getRecordJson } from "../read/routes.ts";
import type { Decision, Services } from "../services.ts";
import { decisionBody, isAnswer } from "./decision.ts";

interface StoredReview {
  readonly kind: string;
  readonly decision: (Readonly<Record<string, unknown>> & { readonly idempotencyKey?: string }) | null;
  readonly decidedAt: string | null;
}

/**
 * A person's answer to a review. `If-Match` holds the tag of the review as it was read, so that nobody decides
 * on what has changed; `Idempotency-Key` makes a repeated request harmless after a lost answer.
 */
export function registerReviewRoutes(
  app: FastifyInstance,
  parts: { readonly pool: Pool; readonly services: Services },
  resources: readonly Resource[],
): void {
  const review = resources.find((resource) => resource.dataset.id === "review");
  if (review === undefined) throw new Error("the dictionary has no review dataset");

  app.withTypeProvider<ZodTypeProvider>().post(
    "/api/v1/reviews/:reviewId/decision",
    {
      config: { access: "review.decide" },
      schema: {
        operationId: "decideReview",
        tags: ["intake"],
        summary: "Quyết định một việc đang chờ",
        params: z.object({ reviewId: z.uuid() }),
        headers: z.object({ "idempotency-key": z.string().optional(), "if-match": z.string().optional() }),
        body: decisionBody,
      },
    },
    async (request, reply) => {
      const { reviewId } = request.params;
      const { note, ...decision } = request.body;
      const idempotencyKey = getRequiredHeader(request, "idempotency-key");
      const ifMatch = getRequiredHeader(request, "if-match");
      const body = await getRecordJson(request.reader, review, [reviewId]);
      const stored = JSON.parse(body) as StoredReview;
      if (stored.decidedAt !== null) {
        if (stored.decision?.idempotencyKey !== idempotencyKey)
          throw new HpError("review-already-decided", { reviewId });
        if (!isDeepStrictEqual(withoutKey(stored.decision), asStored(decision, note))) {
          throw new HpError("idempotency-key-reused");
        }
        return sendTagged(request, reply, body, jsonType);
      }
      if (!namesTag(ifMatch, strongEtag(body), false)) throw new HpError("precondition-failed");
      if (!isAnswer(stored.kind, decision.action)) {
        throw new HpError("review-decision-unfit", { action: decision.action, kind: stored.kind });
      }
      await parts.services.decideReview({
        reviewId,
        decision,
        ...(note === undefined ? {} : { note }),
        decidedBy: actorOf(request),
        idempotencyKey,
        record: request.recordDeed,
      });
      return sendTagged(request, reply, await getRecordJson(request.reader, review, [reviewId]), jsonType);
    },
  );
}

function withoutKey(decision: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { idempotencyKey: _, ...rest } = decision;
  return rest;
}

/** The JSON that `services.decideReview` stores, less the key. */
const asStored = (decision: Decision, note: string | undefined): Readonly<Record<string, unknown>> => ({
  ...decision,
  ...(note === undefined ? {} : { note }),
});
