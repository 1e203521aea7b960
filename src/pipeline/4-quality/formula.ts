import { type Check, type Dimension, dimensions, type Severity } from "#src/domains/dictionary/check.ts";

/**
 * How scores are made (docs/quality.md shows it with an example).
 *
 * A record loses, in each dimension, the penalty of its worst broken rule there: several rules that see the same
 * defect count once. Its score is 100 × (1 − Σ weight × penalty / Σ weight) over the dimensions its dataset has
 * rules for. The score of a school's dataset is the mean of its records, so it needs no list of records:
 * only how many there are and the sum of penalties.
 */
export const severityPenalty: Readonly<Record<Severity, number>> = {
  blocking: 1,
  error: 0.6,
  warning: 0.3,
  notice: 0.1,
};

/** Weights of the eight dimensions; they sum to 100. [design] */
export const dimensionWeight: Readonly<Record<Dimension, number>> = {
  accurate: 20,
  complete: 15,
  clean: 15,
  live: 15,
  consistent: 15,
  connected: 10,
  open: 5,
  safe: 5,
};

/** The dimensions a dataset is judged by: those it has at least one rule for. */
export function judgedDimensions(checks: readonly Check[]): readonly Dimension[] {
  return dimensions.filter((dimension) => checks.some((check) => check.dimension === dimension));
}

/** Penalty of a record in each dimension it is judged by, 0 (clean) to 1. */
function recordPenalties(
  checks: readonly Check[],
  broken: ReadonlySet<string>,
): ReadonlyMap<Dimension, number> {
  const penalties = new Map<Dimension, number>(judgedDimensions(checks).map((dimension) => [dimension, 0]));
  for (const check of checks) {
    if (!broken.has(check.code)) continue;
    const before = penalties.get(check.dimension) ?? 0;
    penalties.set(check.dimension, Math.max(before, severityPenalty[check.severity]));
  }
  return penalties;
}

/** Score of one record, 0-100, from all rules of its dataset and the codes of those it breaks. */
export function recordScore(checks: readonly Check[], broken: ReadonlySet<string>): number {
  let lost = 0;
  let total = 0;
  for (const [dimension, penalty] of recordPenalties(checks, broken)) {
    lost += dimensionWeight[dimension] * penalty;
    total += dimensionWeight[dimension];
  }
  return total === 0 ? 100 : 100 * (1 - lost / total);
}
