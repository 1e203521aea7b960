import type { FastifyInstance } from "fastify";
import type { Config } from "#src/platform/config.ts";
import { HpError } from "#src/platform/errors.ts";

const loopbackNames = new Set(["127.0.0.1", "localhost", "[::1]", "::1"]);

/** Until there is sign-in nobody but this machine may ask: not over the network, and not through its browser. */
export function assertLoopback(config: Pick<Config, "host">): void {
  if (!loopbackNames.has(config.host)) throw new HpError("host-not-loopback", { host: config.host });
}

const hostName = (host: string): string => host.replace(/:\d+$/, "").toLowerCase();

const isLoopbackAddress = (address: string | undefined): boolean =>
  address === undefined || address === "::1" || /^(::ffff:)?127\./.test(address);

/**
 * Three doors a loopback server leaves open: another machine (when something forwards the port), a web page whose
 * own name resolves to 127.0.0.1 (its `Host` is not ours), and a web page that posts to us (its `Origin` is not).
 */
export function registerGuard(app: FastifyInstance): void {
  app.addHook("onRequest", async (request) => {
    if (!isLoopbackAddress(request.socket.remoteAddress)) throw new HpError("host-refused");
    if (!loopbackNames.has(hostName(request.headers.host ?? ""))) throw new HpError("host-refused");
    if (request.method === "GET" || request.method === "HEAD") return;
    const { origin } = request.headers;
    if (origin === undefined) return;
    if (!URL.canParse(origin) || new URL(origin).host !== request.headers.host)
      throw new HpError("origin-refused");
  });
}

/** Headers of every answer. Pages load nothing from elsewhere, and the browser holds them to it. */
export function registerSecurityHeaders(app: FastifyInstance): void {
  app.addHook("onRequest", async (_request, reply) => {
    reply.headers({
      "content-security-policy":
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cross-origin-resource-policy": "same-origin",
    });
  });
}
