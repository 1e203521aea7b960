import { type Column, columnsOf, type Dataset } from "#src/domains/dictionary/dataset.ts";
import { toSnakeCase } from "#src/domains/dictionary/text.ts";
import { askByKey } from "../ask-by-key.ts";
import type { RunContext } from "../context.ts";

/** Whether nothing of a dataset is published yet. */
export async function isEmpty(context: Pick<RunContext, "pool">, dataset: Dataset): Promise<boolean> {
  const { rows } = await context.pool.query<{ any: boolean }>(
    `select exists (select 1 from ${dataset.table}) as any`,
  );
  return rows[0]?.any !== true;
}

/**
 * Fills table `into` with the published rows whose first key field is among `firstKeys` (a query of one column);
 * leaves it empty without a query, or while nothing of the dataset is published.
 */
export async function loadExisting(
  context: RunContext,
  dataset: Dataset,
  into: string,
  firstKeys: string | undefined,
): Promise<void> {
  const columns = columnsOf(dataset);
  await context.lake.run(
    `create or replace temp table ${into} (${columns.map((column) => `${column.name} ${fileType(column)}`).join(", ")})`,
  );
  if (firstKeys === undefined || (await isEmpty(context, dataset))) return;
  const firstKey = toSnakeCase(dataset.key[0] ?? "");
  const isList = (column: Column) => column.postgresType === "text[]";
  const list = columns.map((column) =>
    isList(column) ? `array_to_string(t.${column.name}, ';')` : `t.${column.name}`,
  );
  await askByKey(context, {
    into,
    keys: firstKeys,
    keyType: columns.find((column) => column.name === firstKey)?.postgresType ?? "text",
    answer: `select ${list.join(", ")} from asked join ${dataset.table} t on t.${firstKey} = k`,
    columns: Object.fromEntries(
      columns.map((column) => [column.name, isList(column) ? "VARCHAR" : fileType(column)]),
    ),
    keep: columns
      .map((column) => (isList(column) ? `string_split(${column.name}, ';') as ${column.name}` : column.name))
      .join(", "),
  });
}

/** JSON travels as text: it is compared and written, never looked into here. */
function fileType(column: Column): string {
  return column.duckdbType === "JSON" ? "VARCHAR" : column.duckdbType;
}
