import { columnsOf, type Dataset, publishedColumns } from "#src/domains/dictionary/dataset.ts";
import type { FieldKind } from "#src/domains/dictionary/field.ts";
import { quoteName } from "#src/platform/duckdb.ts";

/**
 * A column as the API reads it. Postgres sends every value as text and {@link toJson} writes that text as JSON:
 * no Date, number or object is made in between, so a mark of 7.10 and a 64-bit id arrive as they are stored.
 */
export interface ReadColumn {
  /** Name in the API: the field's name. */
  readonly name: string;
  readonly kind: FieldKind;
  readonly postgresType: string;
  readonly notNull: boolean;
  /** Quoted SQL identifier; from the dictionary, never from a request. */
  readonly column: string;
  /** Select expression whose text output {@link toJson} understands. */
  readonly select: string;
  readonly toJson: (text: string) => string;
}

const publishedKinds: Readonly<Record<string, FieldKind>> = {
  version: "integer",
  sourceRowId: "bigint",
  fieldSource: "json",
  runSeq: "integer",
  changedAt: "timestamp",
};

export function readColumnsOf(target: Dataset): readonly ReadColumn[] {
  const published = new Set<string>(
    target.origin === "vendor" ? publishedColumns.map((column) => column.field) : [],
  );
  return columnsOf(target).map((column) => {
    const declared = published.has(column.field) ? undefined : target.fields[column.field]?.kind;
    const kind = declared ?? publishedKinds[column.field];
    if (kind === undefined) throw new Error(`${target.id}.${column.field}: no kind is known for this column`);
    const name = quoteName(column.name);
    return {
      name: column.field,
      kind,
      postgresType: column.postgresType,
      notNull: column.notNull,
      column: name,
      select: selectExpression(kind, name),
      toJson: jsonWriters[kind],
    };
  });
}

function selectExpression(kind: FieldKind, name: string): string {
  // Microseconds stay: a cursor made of a rounded instant would skip or repeat rows.
  if (kind === "timestamp") return `to_char(${name} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
  if (kind === "codes") return `to_json(${name})::text`;
  return name;
}

const asIs = (text: string): string => text;
const quoted = (text: string): string => `"${text}"`;

const jsonWriters: Readonly<Record<FieldKind, (text: string) => string>> = {
  uuid: quoted,
  date: quoted,
  timestamp: quoted,
  bigint: quoted,
  integer: asIs,
  // numeric may hold NaN, which JSON can't say.
  decimal: (text) => (text === "NaN" ? "null" : text),
  boolean: (text) => (text === "t" ? "true" : "false"),
  json: asIs,
  codes: asIs,
  text: JSON.stringify,
  personName: JSON.stringify,
  nationalId: JSON.stringify,
  phone: JSON.stringify,
  email: JSON.stringify,
  code: JSON.stringify,
  schoolYear: JSON.stringify,
};

export type TextRow = readonly (string | null)[];

/** One row as a JSON object; `columns` in the order of the select list. */
export function rowToJson(columns: readonly ReadColumn[], row: TextRow): string {
  let json = "";
  for (let at = 0; at < columns.length; at += 1) {
    const column = columns[at];
    const value = row[at];
    if (column === undefined) continue;
    json += `${json === "" ? "" : ","}"${column.name}":${value === null || value === undefined ? "null" : column.toJson(value)}`;
  }
  return `{${json}}`;
}

/** Query settings under which `pg` hands over the text that Postgres sent. */
export const asText = {
  rowMode: "array" as const,
  types: { getTypeParser: () => (text: string) => text },
};
