import { argon2, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { availableParallelism } from "node:os";
import { promisify } from "node:util";
import { HpError } from "#src/platform/errors.ts";
import type { HashCost } from "./policy.ts";

const derive = promisify(argon2);
const tagBytes = 32;
const saltBytes = 16;

/**
 * Passwords as argon2id PHC strings (RFC 9106; 80 ms at OWASP's cost on a loaded 2-core machine). The work runs on
 * libuv's threads, never on the event loop, and only so many at once: each holds its memory, so 20 people who sign in
 * together take the memory of {@link atOnce} and wait for each other.
 */
export class PasswordHashing {
  /** Hashes computed so far. */
  done = 0;
  readonly #pepper: Buffer;
  readonly #costs: readonly HashCost[];
  readonly #atOnce: number;
  readonly #mostWaiting: number;
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  /**
   * @param costs every cost that stored hashes may have, oldest first
   * @param atOnce hashes computed together; libuv has four threads and files need one of them
   * @param mostWaiting more are refused: answering late is worse than answering no
   */
  constructor(
    pepper: Buffer,
    costs: readonly HashCost[],
    atOnce = Math.max(1, Math.min(3, availableParallelism())),
    mostWaiting = 200,
  ) {
    this.#pepper = pepper;
    this.#costs = costs;
    this.#atOnce = atOnce;
    this.#mostWaiting = mostWaiting;
  }

  /** @param password as {@link preparePassword} gives it */
  async hash(password: string, cost: HashCost): Promise<string> {
    const salt = randomBytes(saltBytes);
    const tag = await this.#derive(password, salt, cost);
    const text = (bytes: Buffer): string => bytes.toString("base64").replace(/=+$/, "");
    return `$argon2id$v=19$m=${cost.memoryKib},t=${cost.passes},p=${cost.lanes}$${text(salt)}$${text(tag)}`;
  }

  async matches(password: string, stored: string): Promise<boolean> {
    const { cost, salt, tag } = parse(stored);
    return timingSafeEqual(await this.#derive(password, salt, cost), tag);
  }

  /**
   * Does for a name nobody has what {@link matches} does for one that exists. While two costs are in use a name costs
   * one of them, always the same: old and new costs among names tell nothing either.
   */
  async matchesNobody(password: string, name: string): Promise<false> {
    const draw = createHmac("sha256", this.#pepper).update(name).digest();
    const cost = this.#costs[(draw[0] ?? 0) % this.#costs.length];
    if (cost === undefined) throw new Error("no cost of a password hash is declared");
    timingSafeEqual(await this.#derive(password, draw.subarray(0, saltBytes), cost), draw);
    return false;
  }

  /** A stored hash is cheaper than what is asked today. */
  isOutdated(stored: string, wanted: HashCost): boolean {
    const { cost } = parse(stored);
    return cost.memoryKib < wanted.memoryKib || cost.passes < wanted.passes || cost.lanes < wanted.lanes;
  }

  async #derive(message: string, nonce: Buffer, cost: HashCost): Promise<Buffer> {
    await this.#enter();
    try {
      this.done += 1;
      return await derive("argon2id", {
        message,
        nonce,
        parallelism: cost.lanes,
        tagLength: tagBytes,
        memory: cost.memoryKib,
        passes: cost.passes,
        secret: this.#pepper,
      });
    } finally {
      // The place is handed on: were it given back first, somebody new could take it before who waits.
      const next = this.#waiting.shift();
      if (next === undefined) this.#running -= 1;
      else next();
    }
  }

  async #enter(): Promise<void> {
    if (this.#running < this.#atOnce) {
      this.#running += 1;
      return;
    }
    if (this.#waiting.length >= this.#mostWaiting) throw new HpError("sign-in-busy");
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }
}

const shape = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

function parse(stored: string): { readonly cost: HashCost; readonly salt: Buffer; readonly tag: Buffer } {
  const [, memoryKib, passes, lanes, salt = "", tag = ""] = shape.exec(stored) ?? [];
  const tagBuffer = Buffer.from(tag, "base64");
  // A row somebody cut short must not become a hash of no bytes that anything matches.
  if (tagBuffer.length !== tagBytes) throw new Error("a stored password hash is damaged");
  return {
    cost: { memoryKib: Number(memoryKib), passes: Number(passes), lanes: Number(lanes) },
    salt: Buffer.from(salt, "base64"),
    tag: tagBuffer,
  };
}
