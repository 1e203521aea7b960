import type { FastifyInstance } from "fastify";
import { HpError } from "#src/platform/errors.ts";
import { serverLimits } from "./limits.ts";
import { type Now, RateLimiter, registerAccountLimit, registerAddressLimit } from "./rate-limits.ts";
import { registerSharedBytes } from "./shared-bytes.ts";
import { registerSignInTries, SignInTries } from "./sign-in-tries.ts";

const monotonic: Now = () => performance.now();

/**
 * Limits of requests, after the guard and before it is known who asks; what belongs to the account runs by itself
 * once that is known. The server's own limits come with `limitedServerOptions`.
 */
export function registerLimits(app: FastifyInstance, now: Now = monotonic): void {
  app.addHook("onRequest", async (request) => {
    // Node drops what is beyond its count without a word: a header that matters could be pushed out.
    if (request.raw.rawHeaders.length / 2 > serverLimits.headerLines)
      throw new HpError("headers-too-many", { limit: serverLimits.headerLines });
  });
  const limiter = new RateLimiter(now);
  registerAddressLimit(app, limiter);
  registerSignInTries(app, new SignInTries(now));
  registerAccountLimit(app, limiter);
  registerSharedBytes(app);
}
