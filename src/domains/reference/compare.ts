import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Lake, quote } from "#src/platform/duckdb.ts";
import type { Db } from "#src/platform/postgres/pool.ts";
import { type Dataset, fieldColumns } from "../dictionary/dataset.ts";
import type { Comparison } from "../dictionary/intake.ts";
import { toSnakeCase } from "../dictionary/text.ts";

/** One field in which an incoming row and our own differ; codes and numbers as text. */
export interface FieldDifference {
  readonly key: string;
  readonly field: string;
  readonly ours: string;
  readonly theirs: string;
  /** Leads to file, sheet and row. */
  readonly sourceRowId: string;
}

export interface ComparisonResult {
  readonly dataset: string;
  /** Incoming rows of the kind that is compared, and the others. */
  readonly compared: number;
  readonly notCompared: number;
  /** Rows that are in both and agree in every field that both fill. */
  readonly same: number;
  readonly different: readonly FieldDifference[];
  /** Keys, parts joined by `|`. */
  readonly onlyOurs: readonly string[];
  readonly onlyTheirs: readonly string[];
  /** Source rows under the keys of {@link onlyTheirs}. */
  readonly onlyTheirsRows: readonly string[];
}

/**
 * Holds an incoming list against our own reference table. Neither is changed: the table belongs to the
 * department, and a difference is for a person to judge.
 *
 * `rows` is a relation of standardised rows; `workDir` takes one small file.
 */
export async function compareWithReference(
  lake: Lake,
  db: Db,
  target: Dataset,
  comparison: Comparison,
  rows: string,
  workDir: string,
): Promise<ComparisonResult> {
  await loadOurs(lake, db, target, comparison, workDir);
  await loadTheirs(lake, target, comparison, rows);
  const keyOf = (alias: string) =>
    `concat_ws('|', ${Object.keys(comparison.key)
      .map((name) => `cast(${alias}.${toSnakeCase(name)} as varchar)`)
      .join(", ")})`;
  const on = Object.keys(comparison.key)
    .map((name) => `o.${toSnakeCase(name)} = t.${toSnakeCase(name)}`)
    .join(" and ");
  const fields = Object.keys(comparison.values).map((name) => {
    const column = toSnakeCase(name);
    return `{field: ${quote(name)}, ours: cast(o.${column} as varchar), theirs: cast(t.${column} as varchar), differs: o.${column} <> t.${column}}`;
  });
  await lake.run(`create or replace temp table compared_field as
    select ${keyOf("t")} as key, t.source_row_id, unnest([${fields.join(", ")}], recursive := true)
    from theirs t join ours o on ${on}`);
  const different = await lake.rows<FieldDifference>(
    `select key, field, ours, theirs, cast(source_row_id as varchar) as "sourceRowId"
       from compared_field where differs order by key, field, source_row_id`,
  );
  const keys = async (from: string, other: string, alias: string) =>
    (
      await lake.rows<{ key: string }>(
        `select distinct ${keyOf(alias)} as key from ${from} anti join ${other} on ${on} order by 1`,
      )
    ).map((row) => row.key);
  const count = async (sql: string) => Number((await lake.rows<{ n: string }>(sql))[0]?.n ?? 0);
  return {
    dataset: target.id,
    compared: await count("select count(*) as n from theirs"),
    notCompared: await count(
      `select count(*) as n from ${rows} where not coalesce(${comparison.theirs}, false)`,
    ),
    same: await count(
      "select count(*) as n from (select source_row_id from compared_field group by all having not bool_or(coalesce(differs, false)))",
    ),
    different,
    onlyOurs: await keys("ours o", "theirs t", "o"),
    onlyTheirs: await keys("theirs t", "ours o", "t"),
    onlyTheirsRows: (
      await lake.rows<{ id: string }>(
        `select cast(source_row_id as varchar) as id from theirs t anti join ours o on ${on} order by source_row_id`,
      )
    ).map((row) => row.id),
  };
}

/** Our rows come as JSON lines: small, and DuckDB reads no Postgres here. */
async function loadOurs(
  lake: Lake,
  db: Db,
  target: Dataset,
  comparison: Comparison,
  workDir: string,
): Promise<void> {
  const wanted = wantedColumns(target, comparison);
  const { rows } = await db.query<{ line: string }>(
    `select row_to_json(o)::text as line from (select ${wanted.map(({ name }) => name).join(", ")} from ${target.table} where ${comparison.ours}) o`,
  );
  const path = join(workDir, `ours-${target.table}.ndjson`);
  writeFileSync(path, rows.map(({ line }) => `${line}\n`).join(""));
  const types = wanted.map(({ name, duckdbType }) => `${name}: ${quote(duckdbType)}`).join(", ");
  await lake.run(
    `create or replace temp table ours as select * from read_json(${quote(path)}, format = 'newline_delimited', columns = {${types}})`,
  );
}

async function loadTheirs(lake: Lake, target: Dataset, comparison: Comparison, rows: string): Promise<void> {
  const expressions = { ...comparison.key, ...comparison.values };
  const values = wantedColumns(target, comparison).map(
    ({ name, field, duckdbType }) => `cast(${expressions[field]} as ${duckdbType}) as ${name}`,
  );
  await lake.run(
    `create or replace temp table theirs as select source_row_id, ${values.join(", ")} from ${rows} where ${comparison.theirs}`,
  );
}

function wantedColumns(target: Dataset, comparison: Comparison) {
  return fieldColumns(target).filter(({ field }) => field in comparison.key || field in comparison.values);
}
