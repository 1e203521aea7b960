import { type Dataset, type SealedColumn, sealedColumnsOf } from "#src/domains/dictionary/dataset.ts";
import { quote } from "#src/platform/duckdb.ts";
import { recordKeySql } from "./5-publish/record.ts";

/**
 * SQL of the lake between the two forms of an encrypted column: in clear in a run's files, sealed in Postgres. Asks for
 * the functions of `registerSealing`; a value is bound to the dataset, the field and the key of row `alias`.
 */
export function sealedSql(dataset: Dataset, column: SealedColumn, alias: string): string {
  const { field, name, sealed } = column;
  return `seal_value(${quote(dataset.id)}, ${quote(field)}, ${quote(sealed.indexed ?? "")}, ${recordKeySql(dataset, alias)}, cast(${alias}.${name} as varchar))`;
}

/** The clear value in its own type. */
export function openedSql(
  dataset: Dataset,
  { field, name, duckdbType }: SealedColumn,
  alias: string,
): string {
  return `cast(open_value(${quote(dataset.id)}, ${quote(field)}, ${recordKeySql(dataset, alias)}, ${alias}.${name}) as ${duckdbType})`;
}

/** JSON of row `alias` as the change log keeps it: encrypted columns sealed. */
export function sealedJsonSql(dataset: Dataset, alias: string): string {
  return sealedColumnsOf(dataset).reduce((json, column) => {
    // A patch of null would take the name out.
    const patch = `json_object('${column.name}', ${sealedSql(dataset, column, alias)})`;
    return `case when ${alias}.${column.name} is null then ${json} else json_merge_patch(${json}, ${patch}) end`;
  }, `to_json(${alias})`);
}
