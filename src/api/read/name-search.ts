import { foldText } from "#src/domains/dictionary/fold.ts";
import type { Client, Pool } from "#src/platform/postgres/pool.ts";
import type { Position } from "./cursor.ts";
import { type Condition, Values } from "./filters.ts";
import { countWhere, type Page } from "./list.ts";
import { asText, type ReadColumn, rowToJson, type TextRow } from "./read-column.ts";
import { inReadTransaction } from "./read-transaction.ts";
import type { Resource } from "./resource.ts";

/**
 * Names are found in windows of this many matches in key order, and ranked inside the window. A rare name has
 * one window, so its list is ranked as a whole; for "Nguyễn", a third of the city, ranking all matches would
 * read them all for each page. No match is ever left out: the next window follows.
 */
export const windowSize = 1_000;

export interface SearchRequest {
  readonly searched: ReadColumn;
  readonly text: string;
  readonly fields: readonly ReadColumn[];
  readonly filters: readonly Condition[];
  readonly limit: number;
  /** `at` is how many rows of the window after `values` were shown. */
  readonly after?: Position;
  readonly count?: "exact" | "estimate";
}

/** Whether a search text can find anything: it needs a letter or digit, and Postgres takes no U+0000. */
export const isSearchable = (text: string): boolean =>
  /[\p{L}\p{N}]/u.test(text) && text.length <= 200 && !text.includes("\u0000");

/** The position may stand before the first row (no values) or after a window's last row (the key's values). */
export const searchOrder =
  (resource: Resource) =>
  (at: number): readonly ReadColumn[] | undefined =>
    at >= 0 && at < windowSize ? resource.key : at >= windowSize && at < 2 * windowSize ? [] : undefined;

export function searchNames(pool: Pool, resource: Resource, request: SearchRequest): Promise<Page> {
  return inReadTransaction(pool, async (client) => {
    const after = request.after ?? { at: windowSize, values: [] };
    // Numbers from windowSize on mean: the first window, before which there is no key.
    const shown = after.at % windowSize;
    const found = await readWindow(client, resource, request, after.values);
    const more = found.length > windowSize;
    const inWindow = found.slice(0, windowSize);
    const lastKey = keyOf(inWindow.at(-1));
    // Array.sort is stable: inside a rank the key order of the window stays.
    const ranked = [...inWindow].sort((a, b) => Number(a[0]) - Number(b[0]));
    const page = ranked.slice(shown, shown + request.limit).map(keyOf);
    const rows = await readByKeys(client, resource, request.fields, page);
    const ended = shown + page.length;
    const next: Position | undefined =
      ended < ranked.length
        ? { at: after.values.length === 0 ? windowSize + ended : ended, values: after.values }
        : more
          ? { at: 0, values: lastKey }
          : undefined;
    const count =
      request.count === undefined
        ? undefined
        : await countWhere(client, resource, [...request.filters, reach(request)], request.count);
    return { rows, ...(next === undefined ? {} : { next }), ...(count === undefined ? {} : { count }) };
  });
}

const keyOf = (row: TextRow | undefined): readonly string[] => (row ?? []).slice(1).map(String);

/** Every word of the search begins a word of the name; each part can use the trigram index on `hp_fold(name)`. */
function reach(request: Pick<SearchRequest, "searched" | "text">): Condition {
  const fold = `hp_fold(${request.searched.column})`;
  const words = [...new Set(foldText(request.text).split(" "))];
  return (values) => words.map((word) => beginsWord(values, fold, word)).join(" and ");
}

function beginsWord(values: Values, of: string, text: string): string {
  const pattern = text.replace(/[\\%_]/g, "\\$&");
  return `(${of} like ${values.add(`${pattern}%`)} or ${of} like ${values.add(`% ${pattern}%`)})`;
}

/** Rank and key of the window's matches, in key order: 0 the very name, then ever looser likenesses. */
async function readWindow(
  client: Client,
  resource: Resource,
  request: SearchRequest,
  after: readonly string[],
): Promise<readonly TextRow[]> {
  const values = new Values();
  const key = resource.key.map((column) => column.column).join(", ");
  const name = request.searched.column;
  const typed = request.text.normalize("NFC").toLowerCase().replace(/\s+/g, " ").trim();
  const folded = foldText(request.text);
  const conditions = [...request.filters, reach(request)].map((condition) => condition(values));
  if (after.length > 0) {
    const place = resource.key.map(
      (column, at) => `${values.add(after[at] ?? null)}::${column.postgresType}`,
    );
    conditions.push(`(${key}) > (${place.join(", ")})`);
  }
  const rank = `case when lower(${name}) = ${values.add(typed)} then 0
    when folded = ${values.add(folded)} then 1
    when ${beginsWord(values, `lower(${name})`, typed)} then 2
    when ${beginsWord(values, "folded", folded)} then 3
    else 4 end`;
  const text = `with match as materialized (
      select ${key}, ${name}, hp_fold(${name}) as folded from ${resource.table}
      where ${conditions.join(" and ")}
      order by ${key} limit ${windowSize + 1})
    select ${rank}, ${resource.key.map((column) => column.select).join(", ")} from match order by ${key}`;
  const { rows } = await client.query<(string | null)[]>({
    ...asText,
    text,
    values: values.list as unknown[],
  });
  return rows;
}

async function readByKeys(
  client: Client,
  resource: Resource,
  fields: readonly ReadColumn[],
  keys: readonly (readonly string[])[],
): Promise<readonly string[]> {
  if (keys.length === 0) return [];
  const lists = resource.key.map((_, at) => keys.map((key) => key[at]));
  const given = resource.key.map((column, at) => `$${at + 1}::${column.postgresType}[]`).join(", ");
  const same = resource.key.map((column, at) => `t.${column.column} = given.hp_k${at}`).join(" and ");
  const { rows } = await client.query<(string | null)[]>({
    ...asText,
    text: `select ${fields.map((column) => column.select).join(", ")}
      from unnest(${given}) with ordinality as given(${resource.key.map((_, at) => `hp_k${at}`).join(", ")}, hp_place)
      join ${resource.table} t on ${same} order by given.hp_place`,
    values: lists,
  });
  return rows.map((row) => rowToJson(fields, row));
}
