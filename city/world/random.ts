/**
 * Seeded randomness. A stream is named by a path (`Rng.of(seed, "learner", 12, 3)`), so what one school or
 * person draws never depends on what was generated before. xoshiro128** over a hashed path.
 */

function mix(h: number): number {
  let x = h | 0;
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return x ^ (x >>> 15);
}

function absorb(h: number, part: string | number): number {
  if (typeof part === "number") return mix(Math.imul(h, 0x9e3779b1) ^ part);
  let x = h ^ 0x5bd1e995;
  for (let i = 0; i < part.length; i++) x = Math.imul(x ^ part.charCodeAt(i), 0x01000193);
  return mix(x);
}

/** A 32-bit hash of a path, unsigned. */
export function hashPath(seed: number, ...path: readonly (string | number)[]): number {
  let h = mix(seed + 0x6a09e667);
  for (const part of path) h = absorb(h, part);
  return h >>> 0;
}

/** The same as a fraction in [0, 1). */
export function hashFraction(seed: number, ...path: readonly (string | number)[]): number {
  return hashPath(seed, ...path) / 4294967296;
}

export class Rng {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  constructor(h1: number, h2: number) {
    this.#a = mix(h1 + 0x3c6ef372);
    this.#b = mix(h2 + 0xa54ff53a);
    this.#c = mix(h1 ^ 0x510e527f);
    this.#d = mix(h2 ^ 0x1b56c4e9) | 1;
  }

  static of(seed: number, ...path: readonly (string | number)[]): Rng {
    let h1 = mix(seed + 0x6a09e667);
    let h2 = mix(seed + 0xbb67ae85);
    for (const part of path) {
      h1 = absorb(h1, part);
      h2 = absorb(h2 ^ 0x2545f491, part);
    }
    return new Rng(h1, h2);
  }

  /** Unsigned 32 bits. */
  next(): number {
    const s = Math.imul(this.#b, 5);
    const result = Math.imul((s << 7) | (s >>> 25), 9);
    const t = this.#b << 9;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= t;
    this.#d = (this.#d << 11) | (this.#d >>> 21);
    return result >>> 0;
  }

  /** [0, 1) */
  float(): number {
    return this.next() / 4294967296;
  }

  /** 0 … n-1 */
  int(n: number): number {
    return Math.floor(this.float() * n);
  }

  /** from … to, both included */
  between(from: number, to: number): number {
    return from + this.int(to - from + 1);
  }

  chance(p: number): boolean {
    return this.float() < p;
  }

  pick<T>(items: readonly T[]): T {
    const item = items[this.int(items.length)];
    if (item === undefined) throw new Error("pick from an empty list");
    return item;
  }

  /** Roughly normal (sum of four uniforms): mean 0, deviation 1, never beyond 3.5. */
  normal(): number {
    return (this.float() + this.float() + this.float() + this.float() - 2) * 1.7320508;
  }

  shuffle<T>(items: T[]): T[] {
    for (let i = items.length - 1; i > 0; i--) {
      const j = this.int(i + 1);
      const x = items[i] as T;
      items[i] = items[j] as T;
      items[j] = x;
    }
    return items;
  }
}

/** Draws items by weight in constant time (Vose's alias method). */
export class Weighted<T> {
  #items: readonly T[];
  #keep: Float64Array;
  #alias: Int32Array;

  constructor(entries: readonly (readonly [T, number])[]) {
    const used = entries.filter(([, weight]) => weight > 0);
    if (used.length === 0) throw new Error("a weighted choice needs a positive weight");
    const n = used.length;
    const total = used.reduce((sum, [, weight]) => sum + weight, 0);
    this.#items = used.map(([item]) => item);
    this.#keep = new Float64Array(n).fill(1);
    this.#alias = new Int32Array(n);
    const scaled = used.map(([, weight]) => (weight * n) / total);
    const small: number[] = [];
    const large: number[] = [];
    for (let i = 0; i < n; i++) ((scaled[i] as number) < 1 ? small : large).push(i);
    while (small.length > 0 && large.length > 0) {
      const s = small.pop() as number;
      const l = large.pop() as number;
      this.#keep[s] = scaled[s] as number;
      this.#alias[s] = l;
      scaled[l] = (scaled[l] as number) - (1 - (scaled[s] as number));
      ((scaled[l] as number) < 1 ? small : large).push(l);
    }
  }

  draw(rng: Rng): T {
    const i = rng.int(this.#items.length);
    const at = rng.float() < (this.#keep[i] as number) ? i : (this.#alias[i] as number);
    return this.#items[at] as T;
  }
}

/** A keyed bijection of 0…999,999: serial numbers that look random and never collide. */
export function permuteMillion(key: number, serial: number): number {
  if (!(serial >= 0 && serial < 1_000_000)) throw new RangeError(`serial out of range: ${serial}`);
  let left = Math.floor(serial / 1000);
  let right = serial % 1000;
  for (let round = 0; round < 4; round++) {
    const f = mix(mix(key + round * 0x9e3779b1) ^ Math.imul(right + 1, 0x85ebca6b)) >>> 0;
    const next = (left + f) % 1000;
    left = right;
    right = next;
  }
  return left * 1000 + right;
}

/** Splits a whole number over weights so that the parts sum exactly (largest remainder, ties by order). */
export function apportion(total: number, weights: readonly number[], minimum = 0): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  const open = weights.filter((w) => w > 0).length;
  const free = total - minimum * open;
  if (free < 0 || sum <= 0)
    throw new Error(`cannot split ${total} over ${open} parts of at least ${minimum}`);
  const exact = weights.map((w) => (w > 0 ? minimum + (free * w) / sum : 0));
  const parts = exact.map(Math.floor);
  let rest = total - parts.reduce((a, b) => a + b, 0);
  const order = exact
    .map((x, i) => ({ i, fraction: x - Math.floor(x) }))
    .filter(({ i }) => (weights[i] as number) > 0)
    .sort((a, b) => b.fraction - a.fraction || a.i - b.i);
  for (const { i } of order) {
    if (rest === 0) break;
    parts[i] = (parts[i] as number) + 1;
    rest--;
  }
  return parts;
}
