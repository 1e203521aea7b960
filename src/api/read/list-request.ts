import { HpError } from "#src/platform/errors.ts";
import { decodeCursor, fitsOrder } from "./cursor.ts";
import { readFilters, sealedParameter } from "./filters.ts";
import type { ListRequest } from "./list.ts";
import { isSearchable } from "./name-match.ts";
import { isSearchPosition, type SearchRequest } from "./name-search.ts";
import { findOneOf, findSingle, getInteger, printableName, type Query } from "./parameters.ts";
import type { ReadColumn } from "./read-column.ts";
import type { Resource } from "./resource.ts";
import { sortSegments } from "./segments.ts";

export const maxLimit = 500;
const defaultLimit = 50;

const reservedParameters = ["limit", "cursor", "sort", "order", "fields", "count", "q"] as const;
const reserved: ReadonlySet<string> = new Set(reservedParameters);

export type ParsedList =
  | { readonly kind: "list"; readonly scope: string; readonly request: ListRequest }
  | { readonly kind: "search"; readonly scope: string; readonly request: SearchRequest };

/** Reads a list's parameters; throws a problem that names the parameter for anything that can't be meant. */
export function readListRequest(resource: Resource, query: Query): ParsedList {
  const filters = readFilters(query, resource.columns, reservedOf(resource));
  const fields = readFields(resource, query, resource.listed);
  const limit = getInteger(query, "limit", defaultLimit, 1, maxLimit);
  const count = findOneOf(query, "count", ["exact", "estimate"]);
  const order = findOneOf(query, "order", ["asc", "desc"]);
  assertSortable(resource, query);
  const sortName = findOneOf(query, "sort", [...resource.sorts.keys()]);
  const text = findSingle(query, "q");
  const cursor = findSingle(query, "cursor");
  const shared = { fields, filters, limit, ...(count === undefined ? {} : { count }) };

  if (text !== undefined && resource.searched !== undefined) {
    if (sortName !== undefined) throw new HpError("parameters-conflict", { name: "q", other: "sort" });
    if (order !== undefined) throw new HpError("parameters-conflict", { name: "q", other: "order" });
    if (!isSearchable(text))
      throw new HpError("parameter-not-of-kind", { name: "q", example: "Nguyễn Thị Hoa" });
    const scope = `${resource.name}?q=${text}`;
    return {
      kind: "search",
      scope,
      request: {
        ...shared,
        searched: resource.searched,
        text,
        ...(cursor === undefined
          ? {}
          : { after: decodeCursor(cursor, scope, (position) => isSearchPosition(resource, position)) }),
      },
    };
  }
  const sort = resource.sorts.get(sortName ?? resource.defaultSort.name) ?? resource.defaultSort;
  const descending = order === "desc";
  const segments = sortSegments(sort, descending);
  const scope = `${resource.name}:${sort.name}:${descending ? "desc" : "asc"}`;
  return {
    kind: "list",
    scope,
    request: {
      ...shared,
      segments,
      descending,
      ...(cursor === undefined
        ? {}
        : { after: decodeCursor(cursor, scope, ({ at, values }) => fitsOrder(segments[at]?.order, values)) }),
    },
  };
}

/** @throws HpError `parameter-on-encrypted-field`: an order of values would tell them */
function assertSortable(resource: Resource, query: Query): void {
  const column = resource.columns.get(findSingle(query, "sort") ?? "");
  if (column?.sealed !== undefined) throw sealedParameter("sort", column);
}

/** `q` is a parameter only where there is a name to search. */
function reservedOf(resource: Resource): ReadonlySet<string> {
  if (resource.searched !== undefined) return reserved;
  return new Set([...reserved].filter((name) => name !== "q"));
}

/** The columns that `fields=a,b` names, in the dictionary's order. */
export function readFields(
  resource: Resource,
  query: Query,
  otherwise: readonly ReadColumn[],
): readonly ReadColumn[] {
  const given = findSingle(query, "fields");
  if (given === undefined) return otherwise;
  const names = new Set(given.split(","));
  for (const name of names) {
    if (!resource.columns.has(name)) {
      throw new HpError("parameter-not-one-of", {
        name: `fields (${printableName(name)})`,
        allowed: [...resource.columns.keys()].join(", "),
      });
    }
  }
  return [...resource.columns.values()].filter((column) => names.has(column.name));
}
