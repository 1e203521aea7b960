import { HpError } from "#src/platform/errors.ts";

/**
 * Lets one at a time work under a key, in the order they came. Attempts at one name are counted before they are
 * checked; without turns, five right passwords sent at once would lock their owner out.
 */
export class KeyedTurns {
  readonly #last = new Map<string, Promise<void>>();
  readonly #waiting = new Map<string, number>();
  readonly #most: number;

  /** @param most who may wait under one key; more are refused */
  constructor(most = 20) {
    this.#most = most;
  }

  /** @throws HpError `sign-in-busy` */
  async take<T>(key: string, work: () => Promise<T>): Promise<T> {
    const waiting = (this.#waiting.get(key) ?? 0) + 1;
    if (waiting > this.#most) throw new HpError("sign-in-busy");
    this.#waiting.set(key, waiting);
    const before = this.#last.get(key) ?? Promise.resolve();
    const turn = Promise.withResolvers<void>();
    this.#last.set(key, turn.promise);
    try {
      await before;
      return await work();
    } finally {
      turn.resolve();
      const left = (this.#waiting.get(key) ?? 1) - 1;
      if (left === 0) {
        this.#waiting.delete(key);
        this.#last.delete(key);
      } else this.#waiting.set(key, left);
    }
  }
}
