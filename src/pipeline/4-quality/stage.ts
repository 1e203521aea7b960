import type { Client } from "#src/platform/postgres/pool.ts";
import { dimensionWeight, judgedDimensions, severityPenalty } from "./formula.ts";
import type { Judged } from "./rules.ts";

/** Unit id of records that no known school owns, and of schools in no known commune. */
export const noUnit = "-";
/** The city as a unit, all datasets, all dimensions. */
export const whole = "*";

/**
 * Temporary tables of one scoring, gone with its transaction:
 * - `quality_rule`, `quality_dimension`, `quality_dataset`: the rules with penalties and weights;
 * - `quality_found`: every broken rule that the pass saw;
 * - `quality_touched`: records that were judged, when not all were;
 * - `quality_pair`: datasets of schools whose scores are worked out anew, with their count of records.
 */
export async function prepareStage(client: Client, judged: readonly Judged[]): Promise<void> {
  // One scoring at a time: two would each compare with what the other is about to change.
  await client.query("select pg_advisory_xact_lock(hashtext('hoa-phuong.quality'))");
  await client.query(`
    create temp table quality_rule (code text primary key, dataset text, dimension text, penalty numeric) on commit drop;
    create temp table quality_dimension (dataset text, dimension text, weight numeric) on commit drop;
    create temp table quality_dataset (dataset text primary key, weight numeric) on commit drop;
    create temp table quality_found (dataset text, record_key text, check_code text, school_id text, source_row_id bigint) on commit drop;
    create temp table quality_touched (dataset text, record_key text) on commit drop;
    create temp table quality_pair (dataset text, unit_id text, records bigint, primary key (dataset, unit_id)) on commit drop;
    create temp table quality_new (
      unit_kind text, unit_id text, dataset text, dimension text, records bigint, failing bigint, score numeric(5,2)
    ) on commit drop`);
  const checks = judged.flatMap((item) => item.checks);
  await client.query(
    "insert into quality_rule select * from unnest($1::text[], $2::text[], $3::text[], $4::numeric[])",
    [
      checks.map((check) => check.code),
      checks.map((check) => check.dataset),
      checks.map((check) => check.dimension),
      checks.map((check) => severityPenalty[check.severity]),
    ],
  );
  const weights = judged.flatMap(({ dataset, checks: own }) =>
    judgedDimensions(own).map((dimension) => ({
      dataset: dataset.id,
      dimension,
      weight: dimensionWeight[dimension],
    })),
  );
  await client.query(
    "insert into quality_dimension select * from unnest($1::text[], $2::text[], $3::numeric[])",
    [
      weights.map((row) => row.dataset),
      weights.map((row) => row.dimension),
      weights.map((row) => row.weight),
    ],
  );
  await client.query("insert into quality_dataset select * from unnest($1::text[], $2::numeric[])", [
    judged.map(({ dataset }) => dataset.id),
    judged.map(({ view }) => view.weight),
  ]);
}
