import { dimensionWeight, judgedDimensions, severityPenalty } from "./formula.ts";
import type { Judged } from "./rules.ts";
import { whole } from "./stage.ts";

/** The figure of people without a broken rule on identity; it stands beside the dimensions (handbook §2). */
export const consistentNow = "currentlyConsistent";

/** Rows of the temporary tables `quality_rule`, `quality_dimension` and `quality_dataset`, in either engine. */
export function ruleRows(judged: readonly Judged[]): {
  readonly rules: readonly (readonly [code: string, dataset: string, dimension: string, penalty: number])[];
  readonly dimensions: readonly (readonly [dataset: string, dimension: string, weight: number])[];
  readonly datasets: readonly (readonly [dataset: string, weight: number])[];
} {
  return {
    rules: judged.flatMap(({ checks }) =>
      checks.map(
        (check) => [check.code, check.dataset, check.dimension, severityPenalty[check.severity]] as const,
      ),
    ),
    dimensions: judged.flatMap(({ dataset, checks }) =>
      judgedDimensions(checks).map(
        (dimension) => [dataset.id, dimension, dimensionWeight[dimension]] as const,
      ),
    ),
    datasets: judged.map(({ dataset, view }) => [dataset.id, view.weight] as const),
  };
}

/**
 * Failing records and lost points per dataset, school and dimension; `*` is overall, its points weighted. Portable:
 * a full scoring sums up in DuckDB, where the findings are, a scoring of a change in Postgres.
 * `issues` is a relation of `dataset, unit_id, record_key, check_code`.
 */
export function tallySql(issues: string): string {
  return `
    with worst as (
      select i.dataset, i.unit_id, i.record_key, r.dimension, max(r.penalty) as penalty
      from (${issues}) i join quality_rule r on r.code = i.check_code group by 1, 2, 3, 4
    ),
    by_dimension as (
      select dataset, unit_id, dimension, count(*) as failing, sum(penalty) as lost from worst group by 1, 2, 3
    ),
    by_record as (
      select dataset, unit_id, count(*) as failing from (select distinct dataset, unit_id, record_key from worst) w group by 1, 2
    ),
    weighted as (
      select b.dataset, b.unit_id, sum(b.lost * d.weight) as lost
      from by_dimension b join quality_dimension d on d.dataset = b.dataset and d.dimension = b.dimension group by 1, 2
    )
    select dataset, unit_id, dimension, failing, lost from by_dimension
    union all
    select r.dataset, r.unit_id, '${whole}', r.failing, w.lost
    from by_record r join weighted w on w.dataset = r.dataset and w.unit_id = r.unit_id`;
}

/**
 * People with a broken rule on identity, as {@link tallySql} gives other failing records; Postgres only.
 * `issues` is a relation of `dataset, unit_id, record_key, check_code`.
 */
export function identityTallySql(judged: readonly Judged[], issues: string): string {
  const codes = judged.flatMap(({ view }) => view.identityRules.map((code) => `'${code}'`));
  return `
    select dataset, unit_id, '${consistentNow}', count(distinct record_key) as failing, cast(count(distinct record_key) as numeric) as lost
    from (${issues}) i where check_code in (${[...codes, "''"].join(", ")}) group by 1, 2`;
}
