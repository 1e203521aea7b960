import fc from "fast-check";
import { expect, test } from "vitest";
import type { LinkageSpec } from "#src/domains/dictionary/linkage.ts";
import { learnLambda, learnRandom, learnTrue } from "./learn.ts";
import type { Pattern } from "./patterns.ts";

const seed = 20261123;

/** Four fields that agree or not; what they are expected to do is far from what they do below. */
const spec: LinkageSpec = {
  entity: "test",
  comparisons: ["a", "b", "c", "d"].map((name) => ({
    name,
    title: { vi: name, en: name },
    features: {},
    needs: [],
    levels: [{ name: "same", title: { vi: "giống", en: "same" }, holds: "true", expected: 0.9 }],
  })),
  blocks: [],
  vetoes: [],
};

/** Exact counts of every pattern in a world where fields err independently. */
function world(pairs: number, share: number, m: readonly number[], u: readonly number[]): readonly Pattern[] {
  const patterns: Pattern[] = [];
  for (let bits = 0; bits < 2 ** m.length; bits += 1) {
    const levels = m.map((_, at) => (bits >> at) & 1);
    const chance = (agree: readonly number[]) =>
      levels.reduce(
        (product, level, at) => product * (level === 0 ? (agree[at] ?? 0) : 1 - (agree[at] ?? 0)),
        1,
      );
    patterns.push({ levels, pairs: pairs * (share * chance(m) + (1 - share) * chance(u)) });
  }
  return patterns;
}

test("what made the patterns is learnt back from them", () => {
  const agree = fc.double({ min: 0.85, max: 0.98, noNaN: true });
  const chance = fc.double({ min: 0.005, max: 0.05, noNaN: true });
  fc.assert(
    fc.property(
      fc.tuple(agree, agree, agree, agree),
      fc.tuple(chance, chance, chance, chance),
      fc.double({ min: 0.05, max: 0.4, noNaN: true }),
      (m, u, share) => {
        const random = learnRandom(spec, world(1_000_000, 0, m, u));
        for (const [at, shares] of random.entries()) expect(shares[0]).toBeCloseTo(u[at] ?? 0, 3);
        const candidates = world(100_000, share, m, u);
        const learnt = learnTrue(spec, random, [{ patterns: candidates, fixed: new Set() }]);
        for (const [at, shares] of learnt.m.entries()) expect(shares[0]).toBeCloseTo(m[at] ?? 0, 1);
        expect(learnt.expectedMatches / (100_000 * share)).toBeCloseTo(1, 1);
        const comparisons = Object.fromEntries(
          spec.comparisons.map(({ name }, at) => [
            name,
            { m: [...(learnt.m[at] ?? [])], u: [...(random[at] ?? [])] },
          ]),
        );
        const model = {
          entity: "test",
          comparisons,
          frequencies: {},
          learntFrom: { rows: 0, pairs: 0, expectedMatches: 0 },
        };
        // Only candidates can be true pairs, ten times as many pairs were never compared.
        expect(learnLambda(model, spec, candidates, 1_000_000) / (share / 10)).toBeCloseTo(1, 0);
      },
    ),
    { seed, numRuns: 60 },
  );
});

test("a block says nothing of what it settles", () => {
  const m = [0.9, 0.8, 0.7, 0.95];
  const u = [0.01, 0.02, 0.05, 0.01];
  const random = learnRandom(spec, world(1_000_000, 0, m, u));
  // Everybody in the block agrees in the first field, strangers too.
  const inBlock = world(50_000, 0.2, [1, ...m.slice(1)], [1, ...u.slice(1)]).filter(({ pairs }) => pairs > 0);
  const learnt = learnTrue(spec, random, [{ patterns: inBlock, fixed: new Set(["a"]) }]);
  expect(learnt.m[0]?.[0]).toBeCloseTo(0.9, 5);
  expect(learnt.m[1]?.[0]).toBeCloseTo(0.8, 1);
});

test("a handful of pairs does not overturn what is expected", () => {
  const learnt = learnTrue(
    spec,
    spec.comparisons.map(() => [0.1, 0.9]),
    [{ patterns: [{ levels: [0, 0, 0, 1], pairs: 2 }], fixed: new Set() }],
  );
  expect(learnt.m[3]?.[0]).toBeGreaterThan(0.75);
  expect(learnt.m[3]?.[0]).toBeLessThan(0.9);
});
