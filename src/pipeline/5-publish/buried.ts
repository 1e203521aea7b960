import type { Dataset } from "#src/domains/dictionary/dataset.ts";
import { askByKey } from "../ask-by-key.ts";
import type { RunContext } from "../context.ts";
import { recordKeySql, recordSql } from "./record.ts";

/**
 * Fills table `into` (record_id, record_key, version) with the last version of rows that were retired before and
 * whose record brings rows now: a row that comes back goes on counting, since receivers ignore versions they have.
 *
 * @param rows relation with the dataset's columns
 */
export async function loadBuried(
  context: RunContext,
  dataset: Dataset,
  into: string,
  rows: string,
): Promise<void> {
  await context.lake.run(
    `create or replace temp table ${into} (record_id uuid, record_key varchar, version integer)`,
  );
  await askByKey(context, {
    into,
    keys: `select distinct ${recordSql(dataset, "t")} from ${rows} t`,
    keyType: "uuid",
    answer: `select record_id, record_key, max(version) from asked join change_log on record_id = k
      where dataset = '${dataset.id}' and operation = 'delete' group by record_id, record_key`,
    columns: { record_id: "UUID", record_key: "VARCHAR", version: "INTEGER" },
  });
}

/** Joins row `g` with its retired form, if there is one. */
export function buriedJoinSql(dataset: Dataset, table: string): string {
  return `left join ${table} on ${table}.record_id = ${recordSql(dataset, "g")} and ${table}.record_key = ${recordKeySql(dataset, "g")}`;
}

/** Version of a new row: one more than its retired form had. */
export function buriedVersionSql(table: string): string {
  return `1 + coalesce(${table}.version, 0)`;
}
