import type { FastifyInstance, FastifyRequest } from "fastify";
import { HpError } from "#src/platform/errors.ts";
import { secretName } from "./credential.ts";
import { rememberedLimits, signInLimits } from "./limits.ts";
import { isLoopbackAddress, networkOf } from "./network.ts";
import type { Now } from "./rate-limits.ts";
import { Recent } from "./recent.ts";
import { type Taken, TokenBuckets } from "./token-bucket.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** A guess at a secret: a password, a code, a machine's key. */
    isSecretTry: boolean;
  }
}

/**
 * Failed sign-ins by address, whatever account they were at. A try is counted before it is looked at, so that a
 * thousand at once are no way round; what was no failure is given back, and a success gives back more.
 */
export class SignInTries {
  readonly #now: Now;
  readonly #buckets = new TokenBuckets(rememberedLimits.addresses);
  readonly #successes: Recent<true>;

  constructor(now: Now) {
    this.#now = now;
    this.#successes = new Recent(rememberedLimits.accounts, signInLimits.successCountsEveryMs);
  }

  begin(address: string): Taken {
    return this.#buckets.take(networkOf(address), signInLimits.failures, this.#now());
  }

  /** It was no guess at all: a lost attempt, a server's fault. */
  giveBack(address: string, tokens = 1): void {
    this.#buckets.give(networkOf(address), signInLimits.failures, this.#now(), tokens);
  }

  /** @param who whose sign-in it was: one's own account, signed in to again and again, buys no guesses at others' */
  succeed(address: string, who: string | undefined): void {
    this.giveBack(address);
    if (who === undefined) return;
    const pair = `${networkOf(address)} ${who}`;
    if (this.#successes.find(pair, this.#now()) !== undefined) return;
    this.#successes.set(pair, true, this.#now());
    this.giveBack(address, signInLimits.perSuccess);
  }
}

/** Steps of sign-in that take a secret; VNeID's and passkeys' are not guessed at. */
const steps: ReadonlySet<string> = new Set(["/sign-in/:attempt/password", "/sign-in/:attempt/factor"]);

function isTry(request: FastifyRequest): boolean {
  if (request.method !== "POST") return false;
  const { url = "" } = request.routeOptions;
  return steps.has(url) || (url.endsWith("/oidc/*") && /\/oidc\/token(\?|$)/.test(request.url));
}

/** What a wrong secret is answered with; other refusals (a lost attempt, another site's form) are no guesses. */
const wrong: ReadonlySet<number> = new Set([401, 429]);

export function registerSignInTries(app: FastifyInstance, tries: SignInTries): void {
  app.decorateRequest("isSecretTry", false);
  app.addHook("onRequest", async (request, reply) => {
    if (isLoopbackAddress(request.ip) || !isTry(request)) return;
    const begun = tries.begin(request.ip);
    if (!begun.allowed) {
      reply.header("retry-after", String(begun.retrySeconds));
      throw new HpError("sign-in-tries-too-many", { seconds: begun.retrySeconds });
    }
    request.isSecretTry = true;
  });
  app.addHook("onResponse", async (request, reply) => {
    if (!request.isSecretTry) return;
    // The provider writes to the socket itself: what was sent stands there.
    const status = reply.raw.statusCode;
    if (status < 400) tries.succeed(request.ip, userOf(request));
    else if (!wrong.has(status)) tries.giveBack(request.ip);
  });
}

/** A name for the user name that was typed, kept nowhere as it is. */
function userOf({ body }: FastifyRequest): string | undefined {
  const { userName } = (body ?? {}) as { readonly userName?: unknown };
  return typeof userName === "string" && userName !== "" ? secretName(userName.toLowerCase()) : undefined;
}
