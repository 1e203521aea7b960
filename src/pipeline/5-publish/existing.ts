import { join } from "node:path";
import { type Column, columnsOf, type Dataset } from "#src/domains/dictionary/dataset.ts";
import { toSnakeCase } from "#src/domains/dictionary/text.ts";
import { quote } from "#src/platform/duckdb.ts";
import type { RunContext } from "../context.ts";
import { copiedCsv, copyIn, copyOut } from "./copy.ts";

/** Whether nothing of a dataset is published yet. */
export async function isEmpty(context: Pick<RunContext, "pool">, dataset: Dataset): Promise<boolean> {
  const { rows } = await context.pool.query<{ any: boolean }>(
    `select exists (select 1 from ${dataset.table}) as any`,
  );
  return rows[0]?.any !== true;
}

/**
 * Table `existing`: published rows whose first key field is among `firstKeys` (a query of one column).
 * Fetched by key, so the cost follows the change; empty without a query when the table is empty or no keys are asked for.
 */
export async function loadExisting(
  context: RunContext,
  dataset: Dataset,
  firstKeys: string | undefined,
): Promise<void> {
  const { lake, pool, runDir } = context;
  const columns = columnsOf(dataset);
  await lake.run(
    `create or replace temp table existing (${columns.map((column) => `${column.name} ${fileType(column)}`).join(", ")})`,
  );
  if (firstKeys === undefined || (await isEmpty(context, dataset))) return;
  const firstKey = toSnakeCase(dataset.key[0] ?? "");
  const keyType = columns.find((column) => column.name === firstKey)?.postgresType ?? "text";
  const asked = join(runDir, `asked-${dataset.table}.csv`);
  const found = join(runDir, `existing-${dataset.table}.csv`);
  await lake.run(`copy (${firstKeys}) to ${quote(asked)} (format csv, header false)`);
  const client = await pool.connect();
  try {
    await client.query(`create temp table asked (k ${keyType} primary key)`);
    await copyIn(client, "asked (k)", asked);
    await client.query("analyze asked");
    const list = columns.map((column) =>
      column.postgresType === "text[]" ? `array_to_string(t.${column.name}, ';')` : `t.${column.name}`,
    );
    await copyOut(
      client,
      `select ${list.join(", ")} from asked a join ${dataset.table} t on t.${firstKey} = a.k`,
      found,
    );
  } finally {
    await client.query("drop table if exists asked");
    client.release();
  }
  const types = columns.map(
    (column) => `${column.name}: '${column.postgresType === "text[]" ? "VARCHAR" : fileType(column)}'`,
  );
  const values = columns.map((column) =>
    column.postgresType === "text[]" ? `string_split(${column.name}, ';') as ${column.name}` : column.name,
  );
  await lake.run(
    `insert into existing select ${values.join(", ")} from read_csv(${quote(found)}, ${copiedCsv}, columns = {${types.join(", ")}})`,
  );
}

/** JSON travels as text: it is compared and written, never looked into here. */
function fileType(column: Column): string {
  return column.duckdbType === "JSON" ? "VARCHAR" : column.duckdbType;
}
