import type { FastifyInstance } from "fastify";
import { decidePair } from "#src/pipeline/3-identity/decide/decide-pair.ts";
import { HpError } from "#src/platform/errors.ts";
import type { Pool } from "#src/platform/postgres/pool.ts";
import type { Keyring } from "#src/platform/sealing/keyring.ts";
import { actOf, pairDecisionBody } from "../identity/bodies.ts";
import type { DecisionRuns } from "../identity/decision-runs.ts";
import { assertAsRead } from "../identity/pair-tag.ts";
import { languageOf, localised } from "../language.ts";
import { assertKind, type Query } from "../read/parameters.ts";
import { sendFramed } from "./frame.ts";
import { identityPairPage } from "./identity-pair-page.ts";
import { identityQueuePage } from "./identity-queue-page.ts";

/** The pages where people decide who is who; the form is the only one of the program, so only here are forms read. */
export function registerIdentityPages(
  app: FastifyInstance,
  pool: Pool,
  keyring: Keyring,
  runs: DecisionRuns,
): void {
  const read = { config: { access: "identity.read" as const }, schema: { hide: true } };
  const decide = { config: { access: "identity.decide" as const }, schema: { hide: true } };

  app.get("/identity", read, async (request, reply) => {
    const html = await identityQueuePage(
      request.reader,
      keyring,
      request.query as Query,
      languageOf(request),
    );
    return sendFramed(request, reply, html);
  });

  app.get("/identity/:reviewId", read, async (request, reply) => {
    const html = await identityPairPage(
      request.reader,
      keyring,
      getReviewId(request.params),
      languageOf(request),
    );
    // Without a referrer a browser posts the form with `Origin: null`, which the guard can't tell from another site's.
    reply.header("referrer-policy", "same-origin");
    return sendFramed(request, reply, html);
  });

  app.register(async (forms) => {
    forms.addContentTypeParser(
      "application/x-www-form-urlencoded",
      { parseAs: "string" },
      (_request, body, done) => {
        done(null, Object.fromEntries(new URLSearchParams(String(body))));
      },
    );
    forms.post("/identity/:reviewId", decide, async (request, reply) => {
      const reviewId = getReviewId(request.params);
      const { tag = "", ...answer } = (request.body ?? {}) as Readonly<Record<string, string>>;
      const parsed = pairDecisionBody.safeParse(answer);
      if (!parsed.success)
        throw new HpError("body-invalid", { pointer: `/${parsed.error.issues[0]?.path.join("/") ?? ""}` });
      await assertAsRead(request.reader, keyring, reviewId, tag);
      const decision = await decidePair(
        pool,
        reviewId,
        parsed.data.verdict,
        actOf(request, parsed.data.reason),
      );
      if (!decision.isSecond) runs.request();
      return reply.redirect(localised("/identity?done=1", languageOf(request)), 303);
    });
  });
}

function getReviewId(params: unknown): string {
  const { reviewId } = params as { readonly reviewId: string };
  assertKind("reviewId", "uuid", reviewId);
  return reviewId;
}
