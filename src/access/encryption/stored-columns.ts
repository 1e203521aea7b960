import { datasets } from "#src/domains/catalogue.ts";
import { type Dataset, type SealedColumn, sealedColumnsOf } from "#src/domains/dictionary/dataset.ts";
import { toSnakeCase } from "#src/domains/dictionary/text.ts";
import type { FieldPlace } from "#src/platform/sealing/cipher.ts";

/** One place where sealed values stand in a row, and what they are values of. */
export interface StoredCell {
  /** SQL of the stored text in row `t`. */
  readonly sql: string;
  /** Condition on row `t` under which there is a value of this field there. */
  readonly where: string;
  readonly dataset: string;
  readonly column: SealedColumn;
  /** Column of the table, and the name inside it where it is JSON. */
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

const keyOf = (dataset: Dataset): StoredTable["key"] =>
  dataset.key.map((name) => ({
    name: toSnakeCase(name),
    type: dataset.fields[name]?.postgresType ?? "text",
  }));

/** Every table that holds sealed values: those of datasets with such columns, and the change log with its pictures. */
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
        target: { column: column.name, path: undefined },
      })),
    };
  });
  const log = datasets.find(({ id }) => id === "changeLog");
  if (log === undefined) throw new Error("no dataset changeLog");
  return [
    ...tables,
    {
      table: log.table,
      key: keyOf(log),
      recordKey: "t.record_key",
      cells: sealed
        .filter(({ origin }) => origin === "vendor")
        .flatMap((dataset) =>
          sealedColumnsOf(dataset).flatMap((column) =>
            (["before", "after"] as const).map((side) => ({
              sql: `(t.${side} ->> '${column.name}')`,
              where: `t.dataset = '${dataset.id}'`,
              dataset: dataset.id,
              column,
              target: { column: side, path: column.name },
            })),
          ),
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
