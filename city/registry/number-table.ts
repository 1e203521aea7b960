/**
 * Whole numbers up to 2^53 → 32-bit integers, in 12 bytes a slot and at most half full: a million entries take 48 MB
 * where a `Map` takes twice that and slows the collector. Nothing is ever removed.
 */
export class NumberTable {
  #keys: Float64Array;
  #values: Int32Array;
  #mask: number;
  #size = 0;

  constructor(expected = 1024) {
    const slots = 2 ** Math.ceil(Math.log2(Math.max(16, expected * 2)));
    this.#keys = new Float64Array(slots).fill(-1);
    this.#values = new Int32Array(slots);
    this.#mask = slots - 1;
  }

  get size(): number {
    return this.#size;
  }

  find(key: number): number | undefined {
    const slot = this.#slotOf(key);
    return this.#keys[slot] === key ? this.#values[slot] : undefined;
  }

  set(key: number, value: number): void {
    if (!Number.isSafeInteger(key) || key < 0)
      throw new RangeError("a key is a whole number from 0 to 2^53 - 1");
    let slot = this.#slotOf(key);
    if (this.#keys[slot] !== key) {
      if ((this.#size + 1) * 2 > this.#keys.length) {
        this.#grow();
        slot = this.#slotOf(key);
      }
      this.#keys[slot] = key;
      this.#size += 1;
    }
    this.#values[slot] = value;
  }

  /** The key's slot, or the free one where it would stand. */
  #slotOf(key: number): number {
    const low = key >>> 0;
    const high = Math.floor(key / 4294967296);
    let slot = Math.imul(low ^ Math.imul(high, 0x85ebca6b), 0x9e3779b1);
    slot = (slot ^ (slot >>> 15)) & this.#mask;
    for (;;) {
      const held = this.#keys[slot];
      if (held === key || held === -1) return slot;
      slot = (slot + 1) & this.#mask;
    }
  }

  #grow(): void {
    const keys = this.#keys;
    const values = this.#values;
    this.#keys = new Float64Array(keys.length * 2).fill(-1);
    this.#values = new Int32Array(keys.length * 2);
    this.#mask = this.#keys.length - 1;
    for (let from = 0; from < keys.length; from += 1) {
      const key = keys[from] ?? -1;
      if (key === -1) continue;
      const slot = this.#slotOf(key);
      this.#keys[slot] = key;
      this.#values[slot] = values[from] ?? 0;
    }
  }
}
