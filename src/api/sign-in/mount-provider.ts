import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Whence } from "#src/access/provider/directory.ts";
import type { CityProvider } from "#src/access/provider/provider.ts";
import { declareAccess } from "../access/request-access.ts";

/**
 * Hands everything under the issuer's path to the city's OpenID provider. It reads bodies itself and writes to the
 * socket, so Fastify parses nothing here and lets the reply go; hooks (guard, limits, log line) run as everywhere.
 */
export function mountProvider(app: FastifyInstance, city: CityProvider): void {
  const path = new URL(city.parts.issuer).pathname.replace(/\/$/, "");
  app.register(async (scope) => {
    declareAccess(scope, "public");
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", (_request, _payload, done) => done(null));
    scope.route({
      method: ["GET", "POST", "OPTIONS"],
      url: `${path}/*`,
      schema: { hide: true } as object,
      handler: async (request, reply) => {
        reply.hijack();
        const { raw } = request;
        for (const [name, value] of Object.entries(reply.getHeaders()))
          if (value !== undefined) reply.raw.setHeader(name, value);
        // Its pages post to themselves: without a referrer a browser would send `Origin: null`, which the guard refuses.
        reply.raw.setHeader("referrer-policy", "same-origin");
        raw.url = (raw.url ?? "/").slice(path.length);
        await city.handle(raw, reply.raw, whenceOf(request));
      },
    });
  });
}

/** Who is at the other end, for the record. */
export function whenceOf(request: FastifyRequest): Whence {
  return {
    address: request.ip,
    requestId: request.id,
    device: request.headers["user-agent"]?.slice(0, 200) ?? null,
  };
}
