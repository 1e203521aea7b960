import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { apportion, hashPath, permuteMillion, Rng, Weighted } from "./random.ts";

describe("random", () => {
  it("gives a path the same stream every time, and another path another one", () => {
    const draw = (...path: (string | number)[]) =>
      Array.from(
        { length: 5 },
        (
          (rng) => () =>
            rng.next()
        )(Rng.of(7, ...path)),
      );
    expect(draw("a", 1)).toEqual(draw("a", 1));
    expect(draw("a", 1)).not.toEqual(draw("a", 2));
    expect(draw("a", 1)).not.toEqual(draw("b", 1));
    expect(hashPath(1, "x")).not.toBe(hashPath(2, "x"));
  });

  it("spreads evenly", () => {
    const rng = Rng.of(1, "even");
    const tally = Array.from({ length: 10 }, () => 0);
    for (let i = 0; i < 100_000; i++) {
      const x = rng.int(10);
      tally[x] = (tally[x] ?? 0) + 1;
    }
    for (const n of tally) expect(Math.abs(n - 10_000)).toBeLessThan(500);
  });

  it("permutes a million serials without a collision", () => {
    const seen = new Uint8Array(1_000_000);
    for (let i = 0; i < 1_000_000; i++) {
      const x = permuteMillion(12345, i);
      seen[x] = (seen[x] ?? 0) + 1;
    }
    expect(seen.every((n) => n === 1)).toBe(true);
    expect(() => permuteMillion(1, 1_000_000)).toThrow(RangeError);
  });

  it("apportions exactly", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 100_000 }),
        fc.array(fc.float({ min: Math.fround(0.001), max: 100, noNaN: true }), {
          minLength: 1,
          maxLength: 40,
        }),
        (total, weights) => {
          const parts = apportion(total, weights);
          const sum = weights.reduce((a, b) => a + b, 0);
          expect(parts.reduce((a, b) => a + b, 0)).toBe(total);
          for (const [i, part] of parts.entries()) {
            expect(Math.abs(part - (total * (weights[i] ?? 0)) / sum)).toBeLessThan(1.0001);
          }
        },
      ),
    );
  });

  it("draws by weight", () => {
    const rng = Rng.of(3, "weighted");
    const choice = new Weighted([
      ["a", 1],
      ["b", 3],
      ["never", 0],
    ] as const);
    let b = 0;
    for (let i = 0; i < 10_000; i++) {
      const x = choice.draw(rng);
      expect(x).not.toBe("never");
      if (x === "b") b++;
    }
    expect(b).toBeGreaterThan(7_200);
    expect(b).toBeLessThan(7_800);
  });
});
