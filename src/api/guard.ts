import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { isLoopbackName, plainAddress, type SecurityConfig } from "#src/platform/config-security.ts";
import { HpError } from "#src/platform/errors.ts";
import { isLoopbackAddress } from "./limits/network.ts";

const thisMachineOnly: SecurityConfig = { trustedProxies: [], demo: false };

/** Whether an address is a proxy's whose word on who asks is taken (Fastify's `trustProxy`). */
export const isTrustedProxy =
  ({ trustedProxies }: Pick<SecurityConfig, "trustedProxies">) =>
  (address: string): boolean =>
    trustedProxies.includes(plainAddress(address.toLowerCase()));

/**
 * The doors of a server that holds children's data: a machine that should not reach us at all (it goes around the
 * proxy, or something forwards our port), a page whose own name resolves to our address (its `Host` is not ours), and
 * another site's page that makes this browser ask us with the person's own cookie.
 */
export function registerGuard(app: FastifyInstance, security: SecurityConfig = thisMachineOnly): void {
  const isProxy = isTrustedProxy(security);
  app.addHook("onRequest", async (request) => {
    const from = request.socket.remoteAddress ?? "127.0.0.1";
    if (!isLoopbackAddress(from) && security.tls === undefined && !isProxy(from))
      throw new HpError("host-refused");
    const origin = findOurOrigin(request, security, isProxy(from));
    if (origin === undefined) throw new HpError("host-refused");
    // Without it everybody would be the proxy: for limits, for the audit, for who guesses passwords.
    if (isProxy(from) && origin === security.publicUrl && request.headers["x-forwarded-for"] === undefined)
      throw new HpError("proxy-silent");
    if (isProxy(from) && request.headers["x-forwarded-proto"] === "http" && origin.startsWith("https:"))
      throw new HpError("https-needed");
    assertSameSite(request, origin);
  });
}

/** The origin a browser knows us by in this request; undefined when its `Host` is none of ours. */
function findOurOrigin(
  { headers }: FastifyRequest,
  { publicUrl, tls }: SecurityConfig,
  isProxied: boolean,
): string | undefined {
  const host = (headers.host ?? "").toLowerCase();
  if (publicUrl !== undefined) {
    // A default port may be written or left out.
    const given = URL.parse(`${new URL(publicUrl).protocol}//${host}`);
    if (given?.origin === publicUrl && host !== "") return publicUrl;
    // What a proxy hands on came from elsewhere: for it we have one name.
    if (isProxied && headers["x-forwarded-for"] !== undefined) return undefined;
  }
  if (!isLoopbackName(host.replace(/:\d+$/, ""))) return undefined;
  return `${tls === undefined ? "http" : "https"}://${host}`;
}

/**
 * Cross-site requests (ASVS 5.0 §3.5). Browsers say where a request comes from: `Sec-Fetch-Site`, `Origin`, the oldest
 * `Referer` alone. Neighbours under one domain are strangers too. Programs say nothing and bring no session cookie;
 * who brings one and does not say where from is refused, whatever SameSite keeps away.
 */
function assertSameSite({ method, headers, url }: FastifyRequest, ownOrigin: string): void {
  const site = headers["sec-fetch-site"];
  const isForeign = site !== undefined && site !== "same-origin" && site !== "none";
  if (method === "GET" || method === "HEAD") {
    // A link may lead anywhere; data are not for other sites' scripts, frames and pictures.
    if (isForeign && headers["sec-fetch-mode"] !== "navigate" && url.startsWith("/api/"))
      throw new HpError("origin-refused");
    return;
  }
  if (isForeign) throw new HpError("origin-refused");
  const from = headers.origin ?? headers.referer;
  const isSilent = site === undefined && from === undefined;
  if (isSilent ? sessionCookie.test(headers.cookie ?? "") : from !== undefined && !isOrigin(from, ownOrigin))
    throw new HpError("origin-refused");
}

/** Of src/api/sign-in/cookies.ts. */
const sessionCookie = /(?:^|;\s*)(?:__Host-)?hp_session=/;

const isOrigin = (given: string, own: string): boolean => URL.parse(given)?.origin === new URL(own).origin;

const basePolicy = [
  "default-src 'none'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  "form-action 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** What a page of ours may ask the browser for: nothing but a passkey. */
const permissions = [
  ...["accelerometer", "autoplay", "camera", "display-capture", "geolocation", "gyroscope"],
  ...["hid", "magnetometer", "microphone", "midi", "payment", "screen-wake-lock", "serial", "usb"],
]
  .map((name) => `${name}=()`)
  .concat("publickey-credentials-create=(self)", "publickey-credentials-get=(self)")
  .join(", ");

/**
 * Headers of every answer. Pages load nothing from elsewhere, and the browser holds them to it; nothing is stored
 * unless the route is for everybody and says that it may be.
 */
export function registerSecurityHeaders(
  app: FastifyInstance,
  { publicUrl }: Pick<SecurityConfig, "publicUrl"> = thisMachineOnly,
): void {
  const always = {
    "content-security-policy": basePolicy,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": permissions,
    "cache-control": "no-store",
    // Told to browsers once they came by https; the loopback of a laptop must stay reachable without.
    ...(publicUrl?.startsWith("https:") === true
      ? { "strict-transport-security": "max-age=63072000; includeSubDomains" }
      : {}),
  };
  app.addHook("onRequest", async (_request, reply) => {
    reply.headers(always);
  });
  app.addHook("onSend", async (request, reply, payload) => {
    if (!mayBeStored(request, reply)) reply.header("cache-control", "no-store");
    return payload;
  });
}

/** Schools share computers: what a person saw must not lie in the browser's cache for the next one. */
function mayBeStored({ principal, routeOptions }: FastifyRequest, { statusCode }: FastifyReply): boolean {
  return principal === undefined && routeOptions.config?.access === "public" && statusCode < 400;
}
