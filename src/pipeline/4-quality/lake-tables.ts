import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import {
  type Column,
  columnsOf,
  type Dataset,
  indexColumnsOf,
  sealedColumnsOf,
} from "#src/domains/dictionary/dataset.ts";
import { type Lake, quote } from "#src/platform/duckdb.ts";
import type { Pool } from "#src/platform/postgres/pool.ts";
import { copyOut } from "../5-publish/copy.ts";
import { openedSql } from "../sealed-columns.ts";
import type { QualityRules } from "./rules.ts";

/** Parquet files of a golden table, with exactly the table's columns; none when the table is empty. */
export type GoldenFiles = (table: string) => readonly string[];

/**
 * Gives DuckDB a relation for every table that views name: golden tables are the Parquet files of the run,
 * everything else (reference data, feeds, rows marked absent) comes from Postgres, which alone has it.
 */
export async function openTables(
  lake: Lake,
  pool: Pool,
  rules: QualityRules,
  files: GoldenFiles,
  workDir: string,
): Promise<void> {
  for (const dataset of rules.datasets) {
    if (dataset.origin === "vendor") await openGolden(lake, dataset, files(dataset.table));
    else if (dataset.origin === "reference" || dataset.id === "feed" || dataset.id === "sourceSystem") {
      await fetchTable(lake, pool, dataset, workDir);
    } else if (dataset.id === "sourceRow")
      await fetchTable(lake, pool, dataset, workDir, "absent_since is not null");
  }
}

async function openGolden(lake: Lake, dataset: Dataset, paths: readonly string[]): Promise<void> {
  // Golden files hold encrypted columns in clear: values that are equal are their own index.
  const indexes = indexColumnsOf(dataset)
    .map(({ name }) => `, ${name.replace(/_index$/, "")} as ${name}`)
    .join("");
  if (paths.length > 0) {
    await lake.run(
      `create or replace temp view ${dataset.table} as select *${indexes} from read_parquet([${paths.map(quote).join(", ")}])`,
    );
    return;
  }
  const nothing = columnsOf(dataset).map((column) => `cast(null as ${lakeType(column)}) as ${column.name}`);
  await lake.run(
    `create or replace temp view ${dataset.table} as select *${indexes} from (select ${nothing.join(", ")} where false)`,
  );
}

async function fetchTable(
  lake: Lake,
  pool: Pool,
  dataset: Dataset,
  workDir: string,
  where = "true",
): Promise<void> {
  const file = join(workDir, `quality-${dataset.table}.csv`);
  mkdirSync(workDir, { recursive: true });
  await lake.run(
    `create or replace temp table ${dataset.table} as ${await fetchCsv(pool, dataset, file, where)}`,
  );
  rmSync(file);
}

/** Writes all published rows of a dataset as one Parquet file: golden files for a scoring without a full run. */
export async function exportGolden(lake: Lake, pool: Pool, dataset: Dataset, dir: string): Promise<string> {
  mkdirSync(dir, { recursive: true });
  const csv = join(dir, `${dataset.table}.csv`);
  const file = join(dir, `${dataset.table}.parquet`);
  await lake.run(`copy (${await fetchCsv(pool, dataset, csv, "true")}) to ${quote(file)} (format parquet)`);
  rmSync(csv);
  return file;
}

/** Copies rows out of Postgres; returns the select that reads them with the dataset's types. */
async function fetchCsv(pool: Pool, dataset: Dataset, file: string, where: string): Promise<string> {
  const columns = columnsOf(dataset);
  const isList = (column: Column) => column.postgresType === "text[]";
  const client = await pool.connect();
  try {
    const list = columns.map((column) =>
      isList(column) ? `array_to_string(${column.name}, ';')` : column.name,
    );
    await copyOut(client, `select ${list.join(", ")} from ${dataset.table} where ${where}`, file);
  } finally {
    client.release();
  }
  const sealed = new Map(sealedColumnsOf(dataset).map((column) => [column.name, column]));
  const types = columns.map(
    (column) =>
      `${column.name}: '${isList(column) || column.sealed !== undefined ? "VARCHAR" : lakeType(column)}'`,
  );
  const values = columns.map((column) => {
    const hidden = sealed.get(column.name);
    if (hidden !== undefined) return `${openedSql(dataset, hidden, "found")} as ${column.name}`;
    return isList(column) ? `string_split(${column.name}, ';') as ${column.name}` : column.name;
  });
  return `select ${values.join(", ")} from read_csv(${quote(file)}, auto_detect = false, allow_quoted_nulls = false, header = false, delim = ',', quote = '"', escape = '"', columns = {${types.join(", ")}}) found`;
}

/** JSON travels as text: no rule looks into it. */
function lakeType(column: Column): string {
  return column.duckdbType === "JSON" ? "VARCHAR" : column.duckdbType;
}
