import { type Dimension, dimensions, dimensionTitles } from "#src/domains/dictionary/check.ts";
import type { Text } from "#src/domains/dictionary/text.ts";
import { dimensionWeight } from "./formula.ts";

/** A named way to show the eight dimensions: each criterion gathers one or more of them. */
export interface DimensionSet {
  readonly id: string;
  readonly title: Text;
  readonly criteria: readonly Criterion[];
}

export interface Criterion {
  readonly id: string;
  readonly title: Text;
  readonly dimensions: readonly Dimension[];
}

/** The eight principles of the Đề án. */
export const eightPrinciples: DimensionSet = {
  id: "eight",
  title: { vi: "Tám nguyên tắc", en: "Eight principles" },
  criteria: dimensions.map((dimension) => ({
    id: dimension,
    title: dimensionTitles[dimension],
    dimensions: [dimension],
  })),
};

/**
 * The six criteria of the Ministry's and Ho Chi Minh City's form: đúng, đủ, sạch, sống, thống nhất, dùng chung.
 * Data can be used in common when it is connected, open and safe, so no rule drops out of the view.
 */
export const sixCriteria: DimensionSet = {
  id: "six",
  title: { vi: "Sáu tiêu chí", en: "Six criteria" },
  criteria: [
    ...(["accurate", "complete", "clean", "live", "consistent"] as const).map((dimension) => ({
      id: dimension,
      title: dimensionTitles[dimension],
      dimensions: [dimension],
    })),
    { id: "shared", title: { vi: "Dùng chung", en: "Shared" }, dimensions: ["connected", "open", "safe"] },
  ],
};

export const dimensionSets: readonly DimensionSet[] = [eightPrinciples, sixCriteria];

/** Score of a criterion from the scores of its dimensions; undefined when none of them was judged. */
export function criterionScore(
  criterion: Criterion,
  scores: ReadonlyMap<string, number>,
): number | undefined {
  let sum = 0;
  let weight = 0;
  for (const dimension of criterion.dimensions) {
    const score = scores.get(dimension);
    if (score === undefined) continue;
    sum += score * dimensionWeight[dimension];
    weight += dimensionWeight[dimension];
  }
  return weight === 0 ? undefined : sum / weight;
}
