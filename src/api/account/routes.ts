import type { FastifyInstance } from "fastify";
import type { SignInParts } from "../sign-in/flow.ts";
import { registerMe } from "./me-routes.ts";
import { registerOwnAccount } from "./own-routes.ts";
import { registerReviews } from "./review-routes.ts";

/** One's own account under `/api/v1/me`, for the portal's `/tai-khoan`; and the half-yearly review, a page of forms. */
export function registerAccount(app: FastifyInstance, parts: SignInParts): void {
  registerMe(app, parts);
  registerOwnAccount(app, parts);
  app.register(async (scope) => {
    scope.addContentTypeParser(
      "application/x-www-form-urlencoded",
      { parseAs: "string", bodyLimit: 16 * 1024 },
      (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    );
    scope.addHook("onRequest", async (_request, reply) => {
      // With no referrer at all a browser posts the forms with `Origin: null`, which the guard refuses.
      reply.header("referrer-policy", "same-origin");
    });
    registerReviews(scope, parts.accounts);
  });
}
