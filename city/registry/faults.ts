import { z } from "zod";
import { hashFraction } from "#city/world/random.ts";

const share = z.number().min(0).max(1);
/** From so many requests (or ms) after the faults were set, for so many. */
const windows = z
  .array(
    z.strictObject({ unit: z.enum(["requests", "ms"]), from: z.number().min(0), length: z.number().min(0) }),
  )
  .default([]);

/** What the registry can be told to do wrong; README.md says it in words. All absent: it does nothing wrong. */
export const Faults = z.strictObject({
  /** Time before an answer, log-normal. */
  latency: z.strictObject({ medianMs: z.number().min(0), p99Ms: z.number().min(0) }).optional(),
  /** Share of requests that end so; they add up to 1 at most. */
  errors: z
    .strictObject({
      /** 500, nothing done. */
      http500: share.default(0),
      /** Work done, connection cut in the middle of the answer. */
      reset: share.default(0),
      /** Work done, answer is not JSON. */
      malformed: share.default(0),
      /** Work done, answer is about somebody who wasn't asked for. */
      stranger: share.default(0),
      /** No answer ever. */
      silence: share.default(0),
    })
    .optional(),
  /** Connections are cut at once. */
  outages: windows,
  /** 503 with Retry-After. */
  maintenance: z.strictObject({ windows, retryAfterSeconds: z.number().int().min(0) }).optional(),
  /** 429 with Retry-After. */
  rateLimit: z.strictObject({ requestsPerSecond: z.number().positive() }).optional(),
  /** Share of claims that are answered only when asked again in another batch. */
  pendingShare: share.default(0),
  /** The answer comes in pieces. */
  drip: z
    .strictObject({ bytes: z.number().int().positive(), everyMs: z.number().int().positive() })
    .optional(),
});
export type Faults = z.infer<typeof Faults>;

export type Mishap = keyof NonNullable<Faults["errors"]>;
export type Refusal = { kind: "outage" } | { kind: 503 | 429; retryAfterSeconds: number };

/** Decides what goes wrong. By seed and by name of the request, so the order in which requests arrive changes nothing. */
export class FaultPlan {
  readonly faults: Faults;
  readonly #seed: number;
  readonly #sinceMs = performance.now();
  #requests = 0;
  #attempts = new Map<string, number>();
  #tokens: number;
  #tokensAtMs = performance.now();

  constructor(seed: number, faults: Faults = Faults.parse({})) {
    this.#seed = seed;
    this.faults = faults;
    this.#tokens = Math.max(1, faults.rateLimit?.requestsPerSecond ?? 0);
  }

  /** Counts a request; tells whether it is let in. */
  admit(): Refusal | undefined {
    const at = { requests: this.#requests, ms: performance.now() - this.#sinceMs };
    this.#requests += 1;
    const within = (list: Faults["outages"]): boolean =>
      list.some(({ unit, from, length }) => at[unit] >= from && at[unit] < from + length);
    const { outages, maintenance } = this.faults;
    if (within(outages)) return { kind: "outage" };
    if (maintenance !== undefined && within(maintenance.windows))
      return { kind: 503, retryAfterSeconds: maintenance.retryAfterSeconds };
    return this.#limit();
  }

  /** A bucket that holds one second's worth, at least one request. */
  #limit(): Refusal | undefined {
    const perSecond = this.faults.rateLimit?.requestsPerSecond;
    if (perSecond === undefined) return undefined;
    const nowMs = performance.now();
    const refilled = this.#tokens + ((nowMs - this.#tokensAtMs) / 1000) * perSecond;
    this.#tokens = Math.min(Math.max(1, perSecond), refilled);
    this.#tokensAtMs = nowMs;
    if (this.#tokens < 1) return { kind: 429, retryAfterSeconds: Math.ceil((1 - this.#tokens) / perSecond) };
    this.#tokens -= 1;
    return undefined;
  }

  /** @param name of the request, the same when it is sent again: every attempt draws anew */
  draw(name: string): { latencyMs: number; mishap: Mishap | undefined } {
    const attempt = this.#attempts.get(name) ?? 0;
    this.#attempts.set(name, attempt + 1);
    return { latencyMs: this.#latency(name, attempt), mishap: this.#mishap(name, attempt) };
  }

  #latency(name: string, attempt: number): number {
    const { latency } = this.faults;
    if (latency === undefined) return 0;
    const uniform = (which: string): number => hashFraction(this.#seed, which, name, attempt);
    const normal =
      Math.sqrt(-2 * Math.log(1 - uniform("latency"))) * Math.cos(2 * Math.PI * uniform("phase"));
    // The 99th percentile of the standard normal is 2.326.
    const spread = Math.log(Math.max(1, latency.p99Ms / Math.max(latency.medianMs, 0.001))) / 2.326;
    return latency.medianMs * Math.exp(spread * normal);
  }

  #mishap(name: string, attempt: number): Mishap | undefined {
    let left = hashFraction(this.#seed, "mishap", name, attempt);
    for (const [mishap, portion] of Object.entries(this.faults.errors ?? {}) as [Mishap, number][]) {
      if (left < portion) return mishap;
      left -= portion;
    }
    return undefined;
  }

  keepsForLater(claimKey: string): boolean {
    const { pendingShare } = this.faults;
    return pendingShare > 0 && hashFraction(this.#seed, "pending", claimKey) < pendingShare;
  }
}
