import type { Allowance } from "./limits.ts";

interface Bucket {
  tokens: number;
  atMs: number;
}

/** What a bucket answered: whether there was a token, how many are left, and how long until the next one. */
export interface Taken {
  readonly allowed: boolean;
  readonly left: number;
  /** Whole seconds until it is worth asking again; 0 when allowed. */
  readonly retrySeconds: number;
}

/**
 * Token buckets by key, in bounded memory: the key unseen for longest is forgotten first. Who is forgotten has a full
 * bucket, so there must be room for more keys than somebody can make at will: addresses, not header values.
 */
export class TokenBuckets {
  readonly #buckets = new Map<string, Bucket>();
  readonly #most: number;

  /** @param most keys that are remembered */
  constructor(most: number) {
    this.#most = most;
  }

  get size(): number {
    return this.#buckets.size;
  }

  /** Takes a token when one is there. */
  take(key: string, allowance: Allowance, nowMs: number): Taken {
    const bucket = this.#filled(key, allowance, nowMs);
    const taken = answerOf(bucket, allowance);
    if (!taken.allowed) return taken;
    bucket.tokens -= 1;
    return { ...taken, left: taken.left - 1 };
  }

  /** Gives tokens back, to a full bucket at most. */
  give(key: string, allowance: Allowance, nowMs: number, tokens: number): void {
    const bucket = this.#filled(key, allowance, nowMs);
    bucket.tokens = Math.min(allowance.burst, bucket.tokens + tokens);
  }

  #filled(key: string, { burst, perSecond }: Allowance, nowMs: number): Bucket {
    const known = this.#buckets.get(key);
    const bucket = known ?? { tokens: burst, atMs: nowMs };
    // A clock set back gives nothing; one set forward fills the bucket, no more.
    const passedMs = Math.max(0, nowMs - bucket.atMs);
    bucket.tokens = Math.min(burst, bucket.tokens + (passedMs / 1_000) * perSecond);
    bucket.atMs = nowMs;
    this.#buckets.delete(key);
    this.#buckets.set(key, bucket);
    if (this.#buckets.size > this.#most) {
      const oldest = this.#buckets.keys().next();
      if (oldest.done !== true) this.#buckets.delete(oldest.value);
    }
    return bucket;
  }
}

function answerOf({ tokens }: Bucket, { perSecond }: Allowance): Taken {
  const allowed = tokens >= 1;
  const retrySeconds = allowed ? 0 : Math.max(1, Math.ceil((1 - tokens) / perSecond));
  return { allowed, left: Math.floor(tokens), retrySeconds };
}
