import { type Column, columnsOf, type Dataset, sealedColumnsOf } from "#src/domains/dictionary/dataset.ts";
import { toSnakeCase } from "#src/domains/dictionary/text.ts";
import { askByKey } from "../ask-by-key.ts";
import type { RunContext } from "../context.ts";
import { openedSql } from "../sealed-columns.ts";

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
  const sealed = new Map(sealedColumnsOf(dataset).map((column) => [column.name, column]));
  const list = columns.map((column) =>
    isList(column) ? `array_to_string(t.${column.name}, ';')` : `t.${column.name}`,
  );
  await askByKey(context, {
    into,
    keys: firstKeys,
    keyType: columns.find((column) => column.name === firstKey)?.postgresType ?? "text",
    answer: `select ${list.join(", ")} from asked join ${dataset.table} t on t.${firstKey} = k`,
    columns: Object.fromEntries(
      columns.map((column) => [
        column.name,
        isList(column) || column.sealed !== undefined ? "VARCHAR" : fileType(column),
      ]),
    ),
    keep: columns
      .map((column) => {
        const hidden = sealed.get(column.name);
        if (hidden !== undefined) return openedSql(dataset, hidden, "found");
        return isList(column) ? `string_split(${column.name}, ';') as ${column.name}` : column.name;
      })
      .join(", "),
  });
}

/** JSON travels as text: it is compared and written, never looked into here. */
function fileType(column: Column): string {
  return column.duckdbType === "JSON" ? "VARCHAR" : column.duckdbType;
}
