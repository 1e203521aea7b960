import type { Reader } from "#src/access/scope/scoped-reader.ts";
import type { Client } from "#src/platform/postgres/pool.ts";
import type { Position } from "./cursor.ts";
import { type Condition, Values } from "./filters.ts";
import { countWhere, type Page } from "./list.ts";
import { lookOf, subjectColumns } from "./look-at.ts";
import { type MatchForm, type NameMatch, nameMatch } from "./name-match.ts";
import { kindRules } from "./parameters.ts";
import { asText, type ReadColumn, rowToJson, type TextRow } from "./read-column.ts";
import type { Resource } from "./resource.ts";
import { withinScope } from "./within-scope.ts";

/** A search with this many matches or fewer is ranked as a whole; at 2 µs a fold that is some 20 ms. */
export const rankedAtOnce = 5_000;
/** Records that a walk looks through at a time, in key order; each piece is ranked by itself. */
const walkedAtOnce = 2_000;

export interface SearchRequest {
  readonly searched: ReadColumn;
  readonly text: string;
  readonly fields: readonly ReadColumn[];
  readonly filters: readonly Condition[];
  readonly limit: number;
  readonly after?: Position;
  readonly count?: "exact" | "estimate";
}

/**
 * How a search is paged: all matches ranked at once, or walked through in key order; and which form of match finds
 * them. A search keeps the way its first page took.
 */
const ways = ["whole", "begins", "walk-whole", "walk-begins"] as const;
type Way = (typeof ways)[number];

interface Work {
  readonly client: Client;
  readonly resource: Resource;
  readonly request: SearchRequest;
  readonly form: MatchForm;
  readonly match: NameMatch;
}

/** Keys of a page's records, nearest first, and where the next page begins. */
interface Found {
  readonly keys: readonly (readonly string[])[];
  readonly next?: Position;
}

/**
 * Finds records by name, nearest first, page by page to the last match.
 *
 * "Nguyễn" is a third of the city: ranking all matches would read them all for each page. So common names are
 * walked in key order, where the next matches are never far, and rare ones are found by the index of name keys and
 * ranked as a whole. The planner can't be left to choose: an estimate that is wrong for one spelling costs it a
 * walk through a million records for thirty matches (measured: over 10 s).
 */
export function searchNames(reader: Reader, resource: Resource, asked: SearchRequest): Promise<Page> {
  const request = withinScope(asked, resource, reader.scope);
  const { fields } = request;
  const read = async (client: Client) => {
    const workOf = (form: MatchForm): Work => {
      const match = nameMatch(request.text, request.searched.column, form);
      return { client, resource, request, form, match };
    };
    const { work, found } = await findPage(workOf, request.after);
    const rows = await readByKeys(client, resource, fields, found.keys);
    const count =
      request.count === undefined
        ? undefined
        : await countWhere(client, resource, [...request.filters, work.match.found], request.count);
    const answer: Page = {
      rows: rows.map((row) => rowToJson(fields, row)),
      ...(found.next === undefined ? {} : { next: found.next }),
      ...(count === undefined ? {} : { count }),
    };
    return { answer, rows };
  };
  const look = lookOf<Awaited<ReturnType<typeof read>>>(resource, "search", fields, ({ rows }) => ({
    rows,
    subjectsAt: rows.map(() => fields.length),
  }));
  return reader.read(read, look).then(({ answer }) => answer);
}

/** A position holds the way, and for a walk the key it stands behind; `at` is how many matches were shown there. */
export function isSearchPosition(resource: Resource, { at, values }: Position): boolean {
  const [way, ...key] = values;
  if (!ways.some((one) => one === way) || at < 0 || at > rankedAtOnce) return false;
  if (key.length === 0) return true;
  return (
    way?.startsWith("walk-") === true &&
    key.length === resource.key.length &&
    resource.key.every((column, i) => kindRules[column.kind].fits(key[i] ?? ""))
  );
}

async function findPage(
  workOf: (form: MatchForm) => Work,
  after: Position | undefined,
): Promise<{ readonly work: Work; readonly found: Found }> {
  if (after !== undefined) {
    const work = workOf(after.values[0]?.endsWith("begins") === true ? "begins" : "whole");
    return { work, found: await laterPage(work, after) };
  }
  const work = workOf("whole");
  const found = await firstPage(work);
  if (found.keys.length > 0 || work.match.words.length === 1) return { work, found };
  const wider = workOf("begins");
  return { work: wider, found: await firstPage(wider) };
}

async function firstPage(work: Work): Promise<Found> {
  // Three words are rare by nature; of one or two the first records tell how many matches to expect.
  if (work.match.words.length <= 2) {
    const piece = await walkPiece(work, []);
    if (piece.ended) return walk(work, [], 0, piece);
    const expected = (piece.matches.length / walkedAtOnce) * (await readTableRows(work));
    if (expected > rankedAtOnce) return walk(work, [], 0, piece);
  }
  return (await ranked(work, 0)) ?? walk(work, [], 0);
}

/** Rows of the table as of its last ANALYZE; -1 before the first. */
async function readTableRows({ client, resource }: Work): Promise<number> {
  const { rows } = await client.query<{ n: number }>(
    "select reltuples::float8 as n from pg_class where oid = $1::regclass",
    [resource.table],
  );
  return rows[0]?.n ?? -1;
}

async function laterPage(work: Work, after: Position): Promise<Found> {
  const [way, ...key] = after.values;
  if (way === walkOf(work)) return walk(work, key, after.at);
  // More matches than before: records were added since the first page. The walk shows them all.
  return (await ranked(work, after.at)) ?? walk(work, [], 0);
}

/** A page of all matches in order of rank; undefined when there are too many to rank at once. */
async function ranked(work: Work, shown: number): Promise<Found | undefined> {
  const { client, resource, request, form, match } = work;
  const values = new Values();
  const key = resource.key.map((column) => column.column).join(", ");
  const where = [...request.filters, match.found].map((one) => one(values)).join(" and ");
  // Without this a wrong estimate reads the whole table instead of the index.
  await client.query("set local enable_seqscan = off");
  const { rows } = await client.query<(string | null)[]>({
    ...asText,
    text: `with match as materialized (
        select ${key}, ${request.searched.column} as name, hp_fold(${request.searched.column}) as folded
        from ${resource.table} where ${where} limit ${rankedAtOnce + 1}),
      ranked as (select ${key}, ${match.rank(values)} as rank from match)
      select total.n, page.* from (select count(*) as n from match) total left join (
        select ${resource.key.map((column) => column.select).join(", ")}
        from ranked where rank is not null order by rank, ${key}
        offset ${values.add(String(shown))}::integer limit ${values.add(String(request.limit + 1))}::integer) page on true`,
    values: values.list as unknown[],
  });
  await client.query("set local enable_seqscan = on");
  if (Number(rows[0]?.[0]) > rankedAtOnce) return undefined;
  const keys = rows.filter((row) => row[1] !== null).map((row) => row.slice(1).map(String));
  return {
    keys: keys.slice(0, request.limit),
    ...(keys.length > request.limit
      ? { next: { at: shown + request.limit, values: [form satisfies Way] } }
      : {}),
  };
}

const walkOf = (work: Work): Way => `walk-${work.form}`;

interface Piece {
  /** Keys of the piece's matches, nearest first. */
  readonly matches: readonly (readonly string[])[];
  readonly lastKey: readonly string[];
  /** No records after this piece. */
  readonly ended: boolean;
}

/** Looks through the next records in key order. */
async function walkPiece(
  { client, resource, request, match }: Work,
  after: readonly string[],
): Promise<Piece> {
  const values = new Values();
  const key = resource.key.map((column) => column.column).join(", ");
  const conditions = request.filters.map((one) => one(values));
  if (after.length > 0) {
    const place = resource.key.map(
      (column, at) => `${values.add(after[at] ?? null)}::${column.postgresType}`,
    );
    conditions.push(`(${key}) > (${place.join(", ")})`);
  }
  const { rows } = await client.query<(string | null)[]>({
    ...asText,
    text: `with piece as materialized (
        select ${key}, ${request.searched.column} as name, hp_fold(${request.searched.column}) as folded
        from ${resource.table} ${conditions.length === 0 ? "" : `where ${conditions.join(" and ")}`}
        order by ${key} limit ${walkedAtOnce})
      select ${match.rank(values)}, ${resource.key.map((column) => column.select).join(", ")} from piece order by ${key}`,
    values: values.list as unknown[],
  });
  const matches = rows.filter((row) => row[0] !== null);
  // Array.sort is stable: inside a rank the key order stays.
  matches.sort((a, b) => Number(a[0]) - Number(b[0]));
  return {
    matches: matches.map(keyOf),
    lastKey: keyOf(rows.at(-1) ?? []),
    ended: rows.length < walkedAtOnce,
  };
}

const keyOf = (row: TextRow): readonly string[] => row.slice(1).map(String);

/** Pieces until the page is full. `first` is the piece after `after`, where it is already known. */
async function walk(work: Work, after: readonly string[], shown: number, first?: Piece): Promise<Found> {
  const { limit } = work.request;
  const keys: (readonly string[])[] = [];
  let place = after;
  let skip = shown;
  let piece = first ?? (await walkPiece(work, place));
  for (;;) {
    const taken = piece.matches.slice(skip, skip + limit - keys.length);
    keys.push(...taken);
    if (skip + taken.length < piece.matches.length) {
      return { keys, next: { at: skip + taken.length, values: [walkOf(work), ...place] } };
    }
    if (piece.ended) return { keys };
    // A full page whose piece is spent still looks on, so that the last page never has an empty one after it.
    place = piece.lastKey;
    skip = 0;
    piece = await walkPiece(work, place);
  }
}

async function readByKeys(
  client: Client,
  resource: Resource,
  fields: readonly ReadColumn[],
  keys: readonly (readonly string[])[],
): Promise<readonly TextRow[]> {
  if (keys.length === 0) return [];
  const lists = resource.key.map((_, at) => keys.map((key) => key[at]));
  const given = resource.key.map((column, at) => `$${at + 1}::${column.postgresType}[]`).join(", ");
  const names = resource.key.map((_, at) => `hp_k${at}`);
  const same = resource.key.map((column, at) => `t.${column.column} = given.${names[at]}`).join(" and ");
  const { rows } = await client.query<(string | null)[]>({
    ...asText,
    text: `select ${[...fields, ...subjectColumns(resource)].map((column) => column.select).join(", ")}
      from unnest(${given}) with ordinality as given(${names.join(", ")}, hp_place)
      join ${resource.table} t on ${same} order by given.hp_place`,
    values: lists,
  });
  return rows;
}
