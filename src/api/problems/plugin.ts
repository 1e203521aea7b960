import type { FastifyInstance, FastifyRequest } from "fastify";
import { HpError } from "#src/platform/errors.ts";
import { shownBack } from "#src/platform/shown-back.ts";
import { htmlType } from "../etag.ts";
import { languageOf, localised } from "../language.ts";
import { errorPage } from "../pages/error-page.ts";
import { framed } from "../pages/frame.ts";
import { loggable, sendProblem, toHpError, toProblem } from "./problem.ts";

/** Every error leaves as a problem document; a person in a browser gets the same as a page. */
export function registerProblems(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => {
    const known = toHpError(error, request);
    // The route's pattern, never the address: filters and searches hold names.
    const facts = { requestId: request.id, code: known.code, route: request.routeOptions.url };
    if (known.status >= 500) request.log.error({ ...facts, error: loggable(error) }, known.code);
    else request.log.info(facts, known.code);
    if (wantsPage(request.headers.accept, request.url)) {
      // Who lacks only a sign-in is led to it, and from there to where they were going.
      if (leadsToSignIn.has(known.code) && request.method === "GET")
        return reply.header("cache-control", "no-store").redirect(signInPath(request), 303);
      return reply
        .code(known.status)
        .type(htmlType)
        .send(framed(request, errorPage(toProblem(known, request.id), languageOf(request))));
    }
    return sendProblem(reply, known);
  });

  app.setNotFoundHandler((request, reply) => {
    const path = shownBack(request.url.split("?")[0] ?? "", 200);
    const error = new HpError("address-not-found", { path, method: request.method });
    if (wantsPage(request.headers.accept, request.url)) {
      return reply
        .code(404)
        .type(htmlType)
        .send(framed(request, errorPage(toProblem(error, request.id), languageOf(request))));
    }
    return sendProblem(reply, error);
  });
}

const leadsToSignIn: ReadonlySet<string> = new Set(["sign-in-needed", "step-up-needed"]);

const signInPath = (request: FastifyRequest): string =>
  localised(`/sign-in?next=${encodeURIComponent(request.url)}`, languageOf(request));

const wantsPage = (accept: string | undefined, url: string): boolean =>
  accept?.includes("text/html") === true && !url.startsWith("/api/");
