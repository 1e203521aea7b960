/** A value by key for some time, in bounded memory: the key unseen for longest is forgotten first. */
export class Recent<Value> {
  readonly #entries = new Map<string, { readonly value: Value; readonly atMs: number }>();
  readonly #most: number;
  readonly #forMs: number;
  readonly #onForget: (key: string, value: Value) => void;

  constructor(most: number, forMs: number, onForget: (key: string, value: Value) => void = () => undefined) {
    this.#most = most;
    this.#forMs = forMs;
    this.#onForget = onForget;
  }

  get size(): number {
    return this.#entries.size;
  }

  find(key: string, nowMs: number): Value | undefined {
    const entry = this.#entries.get(key);
    return entry === undefined || nowMs - entry.atMs > this.#forMs ? undefined : entry.value;
  }

  has(key: string): boolean {
    return this.#entries.has(key);
  }

  set(key: string, value: Value, nowMs: number): void {
    this.#entries.delete(key);
    this.#entries.set(key, { value, atMs: nowMs });
    if (this.#entries.size > this.#most) this.#forgetOldest();
    // The oldest stand first: what is over goes while something comes, without a timer.
    for (const [, { atMs }] of this.#entries) {
      if (nowMs - atMs <= this.#forMs) break;
      this.#forgetOldest();
    }
  }

  #forgetOldest(): void {
    const first = this.#entries.entries().next();
    if (first.done === true) return;
    const [key, { value }] = first.value;
    this.#entries.delete(key);
    this.#onForget(key, value);
  }
}
