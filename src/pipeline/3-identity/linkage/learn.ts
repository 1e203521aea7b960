import type { Comparison, LinkageSpec } from "#src/domains/dictionary/linkage.ts";
import type { LinkageModel } from "./model.ts";
import type { Pattern } from "./patterns.ts";

/** Pairs that what is expected of a level counts for; with thousands of pairs it vanishes. */
const expectationPairs = 20;
/** No level is impossible: a share of zero would let one comparison outvote all others. */
const smallestShare = 1e-7;
const smallestTrueShare = 1e-4;

/** Pairs of one block, and which comparisons say nothing there because the block already fixed them. */
export interface Lesson {
  readonly patterns: readonly Pattern[];
  readonly fixed: ReadonlySet<string>;
  /** When the pairs stand for all there are: how many those are, of how many rows. The others are no true pairs. */
  readonly among?: { readonly pairs: number; readonly rows: number };
}

/** Shares of random pairs by level: counted, and lifted off zero. */
export function learnRandom(spec: LinkageSpec, patterns: readonly Pattern[]): readonly (readonly number[])[] {
  return spec.comparisons.map((comparison, at) => {
    const counts = countLevels(comparison, patterns, at, (pattern) => pattern.pairs);
    const total = counts.reduce((sum, count) => sum + count, 0);
    return counts.map((count) => Math.max(smallestShare, (count + 0.1) / (total + 0.1 * counts.length)));
  });
}

/**
 * Shares of true pairs by level, by expectation maximisation with the random shares held fixed (Winkler 1988): each
 * block is a lesson on the comparisons it leaves free, and what the lessons say is averaged by the true pairs in them.
 *
 * @param startLambda by lesson is learnt too, but not kept: it is the share among pairs of the block
 */
export function learnTrue(
  spec: LinkageSpec,
  random: readonly (readonly number[])[],
  lessons: readonly Lesson[],
): { readonly m: readonly (readonly number[])[]; readonly expectedMatches: number } {
  const sums = spec.comparisons.map(({ levels }) => new Array<number>(levels.length + 1).fill(0));
  let expectedMatches = 0;
  for (const { patterns, fixed, among } of lessons) {
    const free = spec.comparisons.map(({ name }) => !fixed.has(name));
    const { posterior, matches } = maximise(spec, random, patterns, free, among);
    expectedMatches = Math.max(expectedMatches, matches);
    for (const [at, comparison] of spec.comparisons.entries()) {
      if (free[at] !== true) continue;
      const counts = countLevels(
        comparison,
        patterns,
        at,
        (pattern, index) => pattern.pairs * (posterior[index] ?? 0),
      );
      sums[at] = (sums[at] ?? []).map((sum, level) => sum + (counts[level] ?? 0));
    }
  }
  return {
    m: spec.comparisons.map((comparison, at) => trueShares(comparison, sums[at] ?? [])),
    expectedMatches,
  };
}

function maximise(
  spec: LinkageSpec,
  random: readonly (readonly number[])[],
  patterns: readonly Pattern[],
  free: readonly boolean[],
  among: Lesson["among"],
): { readonly posterior: readonly number[]; readonly matches: number } {
  const total = among?.pairs ?? patterns.reduce((sum, { pairs }) => sum + pairs, 0);
  let shares = spec.comparisons.map((comparison) => trueShares(comparison, []));
  // Among all pairs of a list about one a row may be true.
  let lambda = among === undefined ? 0.05 : Math.min(0.05, among.rows / Math.max(1, among.pairs));
  let posterior: number[] = [];
  for (let round = 0; round < 100; round += 1) {
    posterior = patterns.map(({ levels }) => {
      let odds = lambda / (1 - lambda);
      for (const [at, level] of levels.entries())
        if (free[at] === true && level >= 0) odds *= (shares[at]?.[level] ?? 1) / (random[at]?.[level] ?? 1);
      return odds / (1 + odds);
    });
    const matches = patterns.reduce((sum, { pairs }, index) => sum + pairs * (posterior[index] ?? 0), 0);
    const next = Math.min(0.999, Math.max(1e-9, matches / Math.max(1, total)));
    shares = spec.comparisons.map((comparison, at) =>
      free[at] === true
        ? trueShares(
            comparison,
            countLevels(
              comparison,
              patterns,
              at,
              (pattern, index) => pattern.pairs * (posterior[index] ?? 0),
            ),
          )
        : (shares[at] ?? []),
    );
    const settled = Math.abs(next - lambda) < 1e-7 * next;
    lambda = next;
    if (settled) break;
  }
  return { posterior, matches: lambda * total };
}

/** What was counted, and twenty pairs of what is expected. */
function trueShares({ levels }: Comparison, counts: readonly number[]): readonly number[] {
  const expected = [...levels.map((level) => level.expected)];
  expected.push(Math.max(0.001, 1 - expected.reduce((sum, share) => sum + share, 0)));
  const total = counts.reduce((sum, count) => sum + count, 0) + expectationPairs;
  return expected.map((share, level) =>
    Math.max(smallestTrueShare, ((counts[level] ?? 0) + expectationPairs * share) / total),
  );
}

function countLevels(
  { levels }: Comparison,
  patterns: readonly Pattern[],
  at: number,
  weigh: (pattern: Pattern, index: number) => number,
): number[] {
  const counts = new Array<number>(levels.length + 1).fill(0);
  for (const [index, pattern] of patterns.entries()) {
    const level = pattern.levels[at] ?? -1;
    if (level >= 0) counts[level] = (counts[level] ?? 0) + weigh(pattern, index);
  }
  return counts;
}

/**
 * Share of true pairs among all pairs, from the candidates alone: whoever is no candidate is no true pair either.
 *
 * @param allPairs pairs there are, compared or not
 */
export function learnLambda(
  model: Omit<LinkageModel, "lambda">,
  spec: LinkageSpec,
  candidates: readonly Pattern[],
  allPairs: number,
): number {
  const bayes = candidates.map((pattern) => bayesFactor(model, spec, pattern));
  let lambda = 1 / Math.max(2, allPairs);
  for (let round = 0; round < 200; round += 1) {
    const odds = lambda / (1 - lambda);
    const matches = candidates.reduce((sum, { pairs }, index) => {
      const joint = odds * (bayes[index] ?? 0);
      return sum + (pairs * joint) / (1 + joint);
    }, 0);
    const next = Math.min(0.5, Math.max(1, matches) / Math.max(2, allPairs));
    if (Math.abs(next - lambda) < 1e-6 * lambda) return next;
    lambda = next;
  }
  return lambda;
}

/** The patterns with the pairs of each that are probably no true pairs. */
export function strangersAmong(
  patterns: readonly Pattern[],
  model: LinkageModel,
  spec: LinkageSpec,
): readonly Pattern[] {
  const odds = model.lambda / (1 - model.lambda);
  return patterns.map((pattern) => ({
    ...pattern,
    pairs: pattern.pairs / (1 + odds * bayesFactor(model, spec, pattern)),
  }));
}

/** How much likelier a pattern is among true pairs than among random ones. */
function bayesFactor(
  model: Pick<LinkageModel, "comparisons">,
  spec: LinkageSpec,
  { levels }: Pattern,
): number {
  return spec.comparisons.reduce((product, { name }, at) => {
    const level = levels[at] ?? -1;
    const learnt = model.comparisons[name];
    return level < 0 ? product : product * ((learnt?.m[level] ?? 1) / (learnt?.u[level] ?? 1));
  }, 1);
}
