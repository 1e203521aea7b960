import type { Dataset } from "#src/domains/dictionary/dataset.ts";
import { quoteName } from "#src/platform/duckdb.ts";
import { type Keyring, noKeys } from "#src/platform/sealing/keyring.ts";
import { type ReadColumn, readColumnsOf } from "./read-column.ts";
import { resourceName } from "./resource-names.ts";

/** A total order of a table that an index gives: no two rows are equal in it. */
export interface Sort {
  readonly name: string;
  readonly columns: readonly ReadColumn[];
}

/** A dataset as the API serves it. */
export interface Resource {
  readonly dataset: Dataset;
  /** `/api/v1/{name}`. */
  readonly name: string;
  readonly table: string;
  readonly columns: ReadonlyMap<string, ReadColumn>;
  /** What a list shows when `fields` says nothing. */
  readonly listed: readonly ReadColumn[];
  readonly key: readonly ReadColumn[];
  readonly sorts: ReadonlyMap<string, Sort>;
  readonly defaultSort: Sort;
  /** The name that `q` searches, where the dataset has one. */
  readonly searched?: ReadColumn;
}

const searchedFields = ["fullName", "schoolName"];

/**
 * @param indexes column lists of the table's indexes
 * @param keyring opens encrypted columns; without it a row that has one can't be shown
 */
export function createResource(
  target: Dataset,
  indexes: readonly (readonly string[])[] = [],
  keyring: Keyring = noKeys,
): Resource {
  const columns = new Map(readColumnsOf(target, keyring).map((column) => [column.name, column]));
  const get = (name: string): ReadColumn => {
    const found = columns.get(name);
    if (found === undefined) throw new Error(`${target.id} has no column ${name}`);
    return found;
  };
  const key = target.key.map(get);
  const byKey: Sort = { name: key[0]?.name ?? "", columns: key };
  const sorts = new Map([[byKey.name, byKey]]);
  const bySqlName = new Map([...columns.values()].map((column) => [column.column, column]));
  for (const index of indexes) {
    const sort = sortOf(
      index.map((name) => bySqlName.get(quoteName(name))),
      key,
    );
    // Of two indexes that begin alike the first by name serves the sort; both give the same first column.
    if (sort !== undefined && !sorts.has(sort.name)) sorts.set(sort.name, sort);
  }
  const searchedName = searchedFields.find((name) => columns.has(name));
  return {
    dataset: target,
    name: resourceName(target.id),
    table: quoteName(target.table),
    columns,
    // Where each field came from is long and asked for by name, or seen on the single record.
    listed: [...columns.values()].filter((column) => column.name !== "fieldSource"),
    key,
    sorts,
    defaultSort: byKey,
    ...(searchedName === undefined ? {} : { searched: get(searchedName) }),
  };
}

/** The index's columns as far as they are never null after the first, then the rest of the key as tie-break. */
function sortOf(index: readonly (ReadColumn | undefined)[], key: readonly ReadColumn[]): Sort | undefined {
  const [first, ...rest] = index;
  if (first === undefined || first.sealed !== undefined) return undefined;
  if (first.kind === "json" || first.kind === "codes") return undefined;
  const columns = [first];
  for (const column of rest) {
    if (column === undefined || !column.notNull || column.kind === "json") break;
    columns.push(column);
  }
  for (const column of key) if (!columns.includes(column)) columns.push(column);
  return { name: first.name, columns };
}

/** `rowRejection` → the path of one record: `/api/v1/row-rejections/:sourceRowId/:columnName/:reason`. */
export function recordPath(resource: Resource): string {
  return `/api/v1/${resource.name}/${resource.key.map((column) => `:${column.name}`).join("/")}`;
}

/** Address of one record, from its key's values by name. */
export function recordHref(resource: Resource, row: Readonly<Record<string, unknown>>): string {
  const parts = resource.key.map((column) => encodeURIComponent(String(row[column.name])));
  return `/api/v1/${resource.name}/${parts.join("/")}`;
}

export const listPath = (resource: Resource): string => `/api/v1/${resource.name}`;
