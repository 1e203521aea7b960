import { openColumns } from "#src/access/encryption/opened-row.ts";
import { findDataset } from "#src/domains/catalogue.ts";
import {
  type Column,
  columnsOf,
  type Dataset,
  publishedColumns,
  sealedColumnsOf,
} from "#src/domains/dictionary/dataset.ts";
import type { FieldKind } from "#src/domains/dictionary/field.ts";
import { toSnakeCase } from "#src/domains/dictionary/text.ts";
import { readStored } from "#src/pipeline/1-landing/correction-rows.ts";
import { quoteName } from "#src/platform/duckdb.ts";
import type { Keyring } from "#src/platform/sealing/keyring.ts";
import { indexesOf, openStored } from "#src/platform/sealing/stored-value.ts";

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
  /** Present where the database holds the column encrypted. */
  readonly sealed?: SealedRead;
}

/** How rows are found by a value that the database holds encrypted. */
export interface SealedRead {
  /** Quoted column of what values are found by; undefined: they are not. */
  readonly indexColumn: string | undefined;
  /** What stands there for a value, under each key. */
  readonly indexes: (value: string) => readonly string[];
}

const publishedKinds: Readonly<Record<string, FieldKind>> = {
  version: "integer",
  sourceRowId: "bigint",
  fieldSource: "json",
  runSeq: "integer",
  changedAt: "timestamp",
};

/** @param keyring opens encrypted columns, once the database has let the row and the column through */
export function readColumnsOf(target: Dataset, keyring: Keyring): readonly ReadColumn[] {
  const sealed = new Map(sealedColumnsOf(target).map((column) => [column.name, column]));
  const published = new Set<string>(
    target.origin === "vendor" ? publishedColumns.map((column) => column.field) : [],
  );
  return columnsOf(target).map((column) => {
    const declared = published.has(column.field) ? undefined : target.fields[column.field]?.kind;
    const kind = declared ?? publishedKinds[column.field];
    if (kind === undefined) throw new Error(`${target.id}.${column.field}: no kind is known for this column`);
    const name = quoteName(column.name);
    const hidden = sealed.get(column.name);
    if (hidden !== undefined) {
      const { indexed } = hidden.sealed;
      return {
        name: column.field,
        kind,
        postgresType: column.postgresType,
        notNull: column.notNull,
        column: name,
        select: withKey(target, name),
        toJson: (text) => jsonWriters[kind](openText(keyring, target, column.field, text)),
        sealed: {
          indexColumn: indexed === undefined ? undefined : quoteName(`${column.name}_index`),
          indexes: (value) => (indexed === undefined ? [] : indexesOf(keyring, indexed, value)),
        },
      };
    }
    if (column.field === "before" || column.field === "after") {
      const pictured = pictureColumn(target, name, keyring);
      if (pictured !== undefined) return { ...plainColumn(column, kind), ...pictured };
    }
    return plainColumn(column, kind);
  });
}

function plainColumn(column: Column, kind: FieldKind): ReadColumn {
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
}

const keyEnd = "\u001f";

/** An encrypted value is bound to its record's key, and travels with it. */
function withKey(target: Dataset, name: string): string {
  const key = target.key.map((field) => `${quoteName(toSnakeCase(field))}::text`).join(" || '|' || ");
  return `${key} || chr(31) || ${name}`;
}

function openText(keyring: Keyring, target: Dataset, field: string, text: string): string {
  const at = text.indexOf(keyEnd);
  const place = { dataset: target.id, field, recordId: text.slice(0, at) };
  return openStored(keyring, place, text.slice(at + 1));
}

/**
 * Values before and after a change, as JSON: of the change log those of columns by name, of a correction the one of its
 * field. Some of them are encrypted.
 */
function pictureColumn(
  target: Dataset,
  name: string,
  keyring: Keyring,
): Pick<ReadColumn, "select" | "toJson"> | undefined {
  const withPlace = (...place: readonly string[]): string =>
    `case when ${name} is not null then jsonb_build_array(${[...place, name].join(", ")})::text end`;
  if (target.id === "changeLog")
    return {
      select: withPlace('"dataset"', '"record_key"'),
      toJson: (text) => {
        const [dataset, recordKey, values] = JSON.parse(text) as [string, string, Record<string, unknown>];
        return JSON.stringify(openColumns(keyring, findDataset(dataset), recordKey, values));
      },
    };
  if (target.id === "correction")
    return {
      select: withPlace('"correction_id"', '"field"'),
      toJson: (text) => {
        const [correctionId, field, value] = JSON.parse(text) as [string, string, unknown];
        return JSON.stringify(readStored(keyring, { correctionId, field }, value));
      },
    };
  return undefined;
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
  // Encrypted ones were written by the lake, which says it in full.
  boolean: (text) => (text === "t" || text === "true" ? "true" : "false"),
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
