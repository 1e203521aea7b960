import type { Client } from "#src/platform/postgres/pool.ts";
import type { Judged } from "./rules.ts";
import { consistentNow, ruleRows } from "./tally.ts";

/** Unit id of records that no known school owns, and of schools in no known commune. */
export const noUnit = "-";
/** The city as a unit, all datasets, all dimensions. */
export const whole = "*";

/**
 * Temporary tables of one scoring, gone with its transaction:
 * - `quality_rule`, `quality_dimension`, `quality_dataset`: the rules with penalties and weights;
 * - `quality_judged`: the figures each dataset of a school has, and by what its points are divided in them;
 * - `quality_found`: every broken rule that the pass saw;
 * - `quality_was`: what stood of the judged records before, when not all were judged;
 * - `quality_pair`, `quality_tally`: records, failing records and lost points per dataset and school: all there are,
 *   or, when not all were judged, how many more or fewer;
 * - `quality_new`: scores on their way to the tables that keep them.
 */
export async function prepareStage(client: Client, judged: readonly Judged[]): Promise<void> {
  // One scoring at a time: two would each compare with what the other is about to change.
  await client.query("select pg_advisory_xact_lock(hashtext('hoa-phuong.quality'))");
  await createStage(client);
  const { rules, dimensions, datasets } = ruleRows(judged);
  const fill = (table: string, types: readonly string[], rows: readonly (readonly unknown[])[]) =>
    client.query(
      `insert into ${table} select * from unnest(${types.map((type, index) => `$${index + 1}::${type}[]`).join(", ")})`,
      types.map((_, index) => rows.map((row) => row[index])),
    );
  await fill("quality_rule", ["text", "text", "text", "numeric"], rules);
  await fill("quality_dimension", ["text", "text", "numeric"], dimensions);
  await fill("quality_dataset", ["text", "numeric"], datasets);
  const identity = judged.filter(({ view }) => view.identityRules.length > 0);
  await client.query(
    `insert into quality_judged
     select dataset, dimension, 1 from quality_dimension
     union all select dataset, '${whole}', sum(weight) from quality_dimension group by 1
     union all select unnest($1::text[]), '${consistentNow}', 1`,
    [identity.map(({ dataset }) => dataset.id)],
  );
  await client.query("analyze quality_rule; analyze quality_judged; analyze quality_dimension");
}

/** The same tables, empty, for a connection that only judges. */
export async function createStage(client: Client): Promise<void> {
  // Sorts and joins of a million issues stay in memory; the setting ends with the transaction.
  await client.query("set local work_mem = '256MB'");
  // Temporary tables are analysed for their sizes and keys; a small sample tells these.
  await client.query("set local default_statistics_target = 10");
  await client.query(`
    create temp table quality_rule (code text primary key, dataset text, dimension text, penalty numeric) on commit drop;
    create temp table quality_dimension (dataset text, dimension text, weight numeric) on commit drop;
    create temp table quality_dataset (dataset text primary key, weight numeric) on commit drop;
    create temp table quality_found (dataset text, record_key text, check_code text, school_id text, source_row_id bigint) on commit drop;
    create temp table quality_was (dataset text, record_key text, check_code text, school_id text, source_row_id bigint) on commit drop;
    create temp table quality_pair (dataset text, unit_id text, records bigint, primary key (dataset, unit_id)) on commit drop;
    create temp table quality_tally (dataset text, unit_id text, dimension text, failing bigint, lost numeric) on commit drop;
    create temp table quality_judged (dataset text, dimension text, weight numeric, primary key (dataset, dimension)) on commit drop;
    create temp table quality_new (
      unit_kind text, unit_id text, dataset text, dimension text, records bigint, failing bigint, score numeric(5,2), lost numeric
    ) on commit drop`);
}
