import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { HpError } from "#src/platform/errors.ts";
import { credentialName } from "./credential.ts";
import { type Allowance, rateLimits, rememberedLimits } from "./limits.ts";
import { isLoopbackAddress, networkOf } from "./network.ts";
import { Recent } from "./recent.ts";
import { type Taken, TokenBuckets } from "./token-bucket.ts";

/** Milliseconds that only go forward. */
export type Now = () => number;

/**
 * Requests by account, machine and address. Whoever's session was good a moment ago is counted by the account alone: a
 * stranger who floods from a school's address takes nothing from those who are signed in there. This machine itself
 * is not counted: whoever sits at it needs no door.
 */
export class RateLimiter {
  readonly #now: Now;
  readonly #addresses = new TokenBuckets(rememberedLimits.addresses);
  readonly #open = new TokenBuckets(rememberedLimits.addresses);
  readonly #accounts = new TokenBuckets(rememberedLimits.accounts);
  /** Credentials that were good, and whose they were. */
  readonly #good = new Recent<string>(rememberedLimits.credentials, rateLimits.seenForMs);
  readonly #seen: SeenAccounts;

  constructor(now: Now) {
    this.#now = now;
    this.#seen = new SeenAccounts(now);
  }

  /** Before anything is known of who asks. @returns why not, if not */
  atDoor(address: string, credential: string | undefined, isOpenData: boolean): Taken | undefined {
    const nowMs = this.#now();
    if (credential !== undefined && this.#good.find(credential, nowMs) !== undefined) return undefined;
    const network = networkOf(address);
    if (isOpenData) {
      const open = this.#open.take(network, rateLimits.open, nowMs);
      if (!open.allowed) return open;
    }
    const taken = this.#addresses.take(network, this.#seen.allowanceOf(network), nowMs);
    return taken.allowed ? undefined : taken;
  }

  /** Once it is known whose request it is. */
  signedIn(address: string, credential: string | undefined, accountId: string, allowance: Allowance): Taken {
    const nowMs = this.#now();
    if (credential !== undefined) this.#good.set(credential, accountId, nowMs);
    this.#seen.add(networkOf(address), accountId);
    return this.#accounts.take(accountId, allowance, nowMs);
  }
}

/** Which accounts came from an address lately: they raise what the address may. */
class SeenAccounts {
  readonly #now: Now;
  readonly #counts = new Map<string, number>();
  readonly #pairs: Recent<string>;

  constructor(now: Now) {
    this.#now = now;
    this.#pairs = new Recent(rememberedLimits.accounts, rateLimits.seenForMs, (_pair, network) => {
      const left = (this.#counts.get(network) ?? 1) - 1;
      if (left > 0) this.#counts.set(network, left);
      else this.#counts.delete(network);
    });
  }

  add(network: string, accountId: string): void {
    const pair = `${network} ${accountId}`;
    if (!this.#pairs.has(pair)) this.#counts.set(network, (this.#counts.get(network) ?? 0) + 1);
    this.#pairs.set(pair, network, this.#now());
  }

  allowanceOf(network: string): Allowance {
    const { address, perAccountSeen, mostAccountsSeen } = rateLimits;
    const seen = Math.min(this.#counts.get(network) ?? 0, mostAccountsSeen);
    return {
      burst: address.burst + seen * perAccountSeen.burst,
      perSecond: address.perSecond + seen * perAccountSeen.perSecond,
    };
  }
}

/** The door's hook; register it before `registerAccess`, which costs a statement a request. */
export function registerAddressLimit(app: FastifyInstance, limiter: RateLimiter): void {
  app.addHook("onRequest", async (request, reply) => {
    if (isLoopbackAddress(request.ip)) return;
    const refused = limiter.atDoor(
      request.ip,
      credentialName(request),
      request.url.startsWith("/api/v1/open/"),
    );
    if (refused !== undefined) throw tooMany(reply, refused);
  });
}

/** The account's hook: runs when `registerAccess` has found who asks. */
export function registerAccountLimit(app: FastifyInstance, limiter: RateLimiter): void {
  app.addHook("preParsing", async (request, reply) => {
    const { principal } = request;
    if (principal === undefined || isLoopbackAddress(request.ip)) return;
    const allowance = principal.grant.role === "vendorClient" ? rateLimits.machine : rateLimits.account;
    const taken = limiter.signedIn(request.ip, credentialName(request), principal.accountId, allowance);
    tellRate(request, reply, allowance, taken);
    if (!taken.allowed) throw tooMany(reply, taken);
  });
}

/** RateLimit fields for programs (draft-ietf-httpapi-ratelimit-headers): quota, window and what is left. */
function tellRate(request: FastifyRequest, reply: FastifyReply, allowance: Allowance, { left }: Taken): void {
  if (!request.url.startsWith("/api/")) return;
  const { burst, perSecond } = allowance;
  reply.header("ratelimit-policy", `"account";q=${burst};w=${Math.ceil(burst / perSecond)}`);
  reply.header("ratelimit", `"account";r=${left};t=${Math.ceil((burst - left) / perSecond)}`);
}

function tooMany(reply: FastifyReply, { retrySeconds }: Taken): HpError {
  reply.header("retry-after", String(retrySeconds));
  return new HpError("requests-too-many", { seconds: retrySeconds });
}
