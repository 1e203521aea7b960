import { datasets, getDataset } from "#src/domains/catalogue.ts";
import { type Dataset, type SealedColumn, sealedColumnsOf } from "#src/domains/dictionary/dataset.ts";
import { toSnakeCase } from "#src/domains/dictionary/text.ts";
import type { FieldPlace } from "#src/platform/sealing/cipher.ts";

/** One place where sealed values stand in a row, and what they are values of. */
export interface StoredCell {
  /** SQL of the stored text in row `t`. */
  readonly sql: string;
  /** Condition on row `t` under which there is a value of this field there. */
  readonly where: string;
  /** What the value is bound to, beside the record's key. */
  readonly dataset: string;
  readonly column: SealedColumn;
  /** Rows are found by the value here, as kind. */
  readonly indexed: string | undefined;
  /** Column of the table, and the path inside it where it is JSON. */
  readonly target: { readonly column: string; readonly path: string | undefined };
}

/** A table of the database that holds sealed values. */
export interface StoredTable {
  readonly table: string;
  readonly key: readonly { readonly name: string; readonly type: string }[];
  /** SQL of the key that values of row `t` are bound to. */
  readonly recordKey: string;
  readonly cells: readonly StoredCell[];
}

const sides = ["before", "after"] as const;

const keyOf = (dataset: Dataset): StoredTable["key"] =>
  dataset.key.map((name) => ({
    name: toSnakeCase(name),
    type: dataset.fields[name]?.postgresType ?? "text",
  }));

/** Every table that holds sealed values: those of datasets with such columns, the change log, corrections. */
export function storedTables(): readonly StoredTable[] {
  const sealed = datasets.filter((dataset) => sealedColumnsOf(dataset).length > 0);
  const tables = sealed.map((dataset): StoredTable => {
    const key = keyOf(dataset);
    return {
      table: dataset.table,
      key,
      recordKey: key.map(({ name }) => `t.${name}::text`).join(" || '|' || "),
      cells: sealedColumnsOf(dataset).map((column) => ({
        sql: `t.${column.name}`,
        where: "true",
        dataset: dataset.id,
        column,
        indexed: column.sealed.indexed,
        target: { column: column.name, path: undefined },
      })),
    };
  });
  const [log, correction] = [getDataset("changeLog"), getDataset("correction")];
  const published = sealed
    .filter(({ origin }) => origin === "vendor")
    .flatMap((dataset) => sealedColumnsOf(dataset).map((column) => ({ dataset, column })));
  return [
    ...tables,
    {
      table: log.table,
      key: keyOf(log),
      recordKey: "t.record_key",
      cells: published.flatMap(({ dataset, column }) =>
        sides.map((side) => ({
          sql: `(t.${side} ->> '${column.name}')`,
          where: `t.dataset = '${dataset.id}'`,
          dataset: dataset.id,
          column,
          indexed: column.sealed.indexed,
          target: { column: side, path: `{${column.name}}` },
        })),
      ),
    },
    {
      // What people mended waits as JSON, each value bound to its own correction.
      table: correction.table,
      key: keyOf(correction),
      recordKey: "t.correction_id::text",
      cells: published.flatMap(({ dataset, column }) =>
        sides.map((side) => ({
          sql: `(t.${side} #>> '{}')`,
          where: `t.dataset = '${dataset.id}' and t.field = '${column.field}'`,
          dataset: correction.id,
          column,
          indexed: undefined,
          target: { column: side, path: "{}" },
        })),
      ),
    },
  ];
}

/** Everything that is declared encrypted, in one text: another text means that something was declared since. */
export const declaredColumns = (): string =>
  storedTables()
    .flatMap(({ table, cells }) => cells.map(({ sql, where }) => `${table} ${where} ${sql}`))
    .join("\n");

export const placeOf = ({ dataset, column }: StoredCell, recordId: string): FieldPlace => ({
  dataset,
  field: column.field,
  recordId,
});
