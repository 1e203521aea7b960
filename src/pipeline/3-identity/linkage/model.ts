import { z } from "zod";

const share = z.number().min(0).max(1);

/**
 * What was learnt of an entity: for each comparison and level, how often true pairs (`m`) and random pairs (`u`) stand
 * there (Fellegi and Sunter 1969); `lambda`, the share of true pairs among all pairs. The last of a list is `else`.
 */
export const linkageModelSchema = z.strictObject({
  entity: z.string(),
  lambda: share,
  comparisons: z.record(z.string(), z.strictObject({ m: z.array(share), u: z.array(share) })),
  /** By feature: rows that have a value, and the chance that two of them have the same. */
  frequencies: z.record(z.string(), z.strictObject({ rows: z.number(), average: share })),
  learntFrom: z.strictObject({ rows: z.number(), pairs: z.number(), expectedMatches: z.number() }),
});

export type LinkageModel = z.infer<typeof linkageModelSchema>;

/** Weight of a level in bits: log2(m/u), positive for and negative against one person. */
export function weightOf(model: LinkageModel, comparison: string, level: number): number {
  const learnt = model.comparisons[comparison];
  if (level < 0 || learnt === undefined) return 0;
  return Math.log2((learnt.m[level] ?? 0) / (learnt.u[level] ?? 1));
}

/** Weight that a random pair brings along: log2 of the odds before anything is compared. */
export function priorWeight({ lambda }: LinkageModel): number {
  return Math.log2(lambda / (1 - lambda));
}

/** Probability that a pair of this total weight (prior included) is one person. */
export function probabilityOf(totalWeight: number): number {
  return 1 / (1 + 2 ** -totalWeight);
}
