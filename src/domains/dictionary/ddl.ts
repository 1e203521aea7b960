import { type Column, columnsOf, type Dataset, indexColumnsOf } from "./dataset.ts";
import { toSnakeCase } from "./text.ts";

/** What a dataset's table must look like in Postgres. */
export interface ExpectedTable {
  readonly table: string;
  readonly columns: readonly Column[];
  readonly primaryKey: readonly string[];
}

export function expectedTable(target: Dataset): ExpectedTable {
  return {
    table: target.table,
    columns: [...columnsOf(target), ...indexColumnsOf(target)],
    primaryKey: target.key.map(toSnakeCase),
  };
}

/** What stored values are compared by: their first signs (src/platform/sealing/stored-value.ts). */
const generatedIndex = (name: string): string =>
  `generated always as (left(${name.replace(/_index$/, "")}, 23)) stored`;

/**
 * The `create table` of a new dataset's migration, to be pasted into it and read by a person: comments,
 * indexes and later changes are written by hand, because migrations are forward-only.
 */
export function createTableSql(target: Dataset): string {
  const { table, columns, primaryKey } = expectedTable(target);
  const generated = new Set(indexColumnsOf(target).map(({ name }) => name));
  const lines = columns.map(
    ({ name, postgresType, notNull }) =>
      `  ${name} ${postgresType}${generated.has(name) ? ` ${generatedIndex(name)}` : notNull ? " not null" : ""}`,
  );
  return `create table ${table} (\n${[...lines, `  primary key (${primaryKey.join(", ")})`].join(",\n")}\n);\n`;
}

/** The migration that adds one field to a table that stands: one line. */
export function addColumnSql(target: Dataset, fieldName: string): string {
  const column = columnsOf(target).find((candidate) => candidate.field === fieldName);
  if (column === undefined) throw new Error(`dataset ${target.id} has no field ${fieldName}`);
  if (column.notNull)
    throw new Error(`${target.id}.${fieldName}: a field added to a table with rows must be optional`);
  return `alter table ${target.table} add column ${column.name} ${column.postgresType};\n`;
}
