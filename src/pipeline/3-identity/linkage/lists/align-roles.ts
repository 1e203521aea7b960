import type { Lake } from "#src/platform/duckdb.ts";
import type { ColumnKind } from "./column-kind.ts";
import type { ReadList } from "./read-lists.ts";
import type { ProfiledColumn } from "./recognise-columns.ts";

/** A list with its columns understood. */
export type RecognisedList = ReadList & { readonly columns: readonly ProfiledColumn[] };

/** Kinds that may be one thing written in two ways. */
const alike: readonly (readonly ColumnKind[])[] = [
  ["fullName", "givenName", "familyName", "words", "text"],
  ["schoolName", "words", "text"],
  ["date", "year"],
  ["number", "phone", "nationalId"],
];

/** Share of the rarer column's words that the other must have. */
const sharedWords = 0.3;

/**
 * Columns that two lists call by names nobody knows are taken for the same thing when their values share their words:
 * the second list's column takes the role of the first's.
 */
export async function alignRoles(
  lake: Lake,
  lists: readonly RecognisedList[],
): Promise<readonly RecognisedList[]> {
  const [first, second] = lists;
  if (first === undefined || second === undefined) return lists;
  const [left, right] = [unmatched(first, second), unmatched(second, first)];
  const pairs: { readonly a: ProfiledColumn; readonly b: ProfiledColumn; readonly share: number }[] = [];
  for (const a of left)
    for (const b of right) {
      if (a.kind !== b.kind && !alike.some((kinds) => kinds.includes(a.kind) && kinds.includes(b.kind)))
        continue;
      // Of one kind before of two: among names every family name is found in every column.
      const share = await shareWords(lake, [first, a], [second, b]);
      pairs.push({ a, b, share: a.kind === b.kind ? share : share / 2 });
    }
  const roles = new Map<ProfiledColumn, ProfiledColumn>();
  for (const { a, b, share } of pairs.sort((x, y) => y.share - x.share || x.a.columnNo - y.a.columnNo)) {
    if (share < sharedWords || roles.has(b) || [...roles.values()].includes(a)) continue;
    roles.set(b, a);
  }
  const columns = second.columns.map((column) => {
    const same = roles.get(column);
    return same === undefined ? column : { ...column, role: same.role };
  });
  return [first, { ...second, columns }];
}

function unmatched({ columns }: RecognisedList, other: RecognisedList): readonly ProfiledColumn[] {
  const used = (all: readonly ProfiledColumn[]) => all.filter(({ leftOut }) => leftOut === undefined);
  const theirs = new Set(used(other.columns).map(({ role }) => role));
  // A name in parts meets a whole one, a year a date: they have their counterparts under other names.
  const hasParts = theirs.has("givenName") && (theirs.has("familyName") || theirs.has("familyMiddleName"));
  const met = (role: string) =>
    theirs.has(role) ||
    (role === "fullName" && hasParts) ||
    (["givenName", "familyName", "middleName", "familyMiddleName"].includes(role) &&
      theirs.has("fullName")) ||
    (role === "birthYear" && theirs.has("birthDate")) ||
    (role === "birthDate" && theirs.has("birthYear"));
  return used(columns).filter(({ role }) => !met(role));
}

/** Words and numbers that both columns hold, as a share of those of the column that has fewer. */
async function shareWords(
  lake: Lake,
  [leftList, left]: readonly [ReadList, ProfiledColumn],
  [rightList, right]: readonly [ReadList, ProfiledColumn],
): Promise<number> {
  const words = (list: ReadList, { columnNo }: ProfiledColumn) =>
    `select distinct unnest(regexp_extract_all(hp_fold(cells[${columnNo}]), '[\\p{L}\\p{N}]{2,}')) as word from list_cell where list_no = ${list.listNo}`;
  const [found] = await lake.rows<{ both: string; fewer: string }>(`
    with a as (${words(leftList, left)}), b as (${words(rightList, right)})
    select (select count(*) from a join b using (word)) as both, least((select count(*) from a), (select count(*) from b)) as fewer`);
  return Number(found?.both ?? 0) / Math.max(1, Number(found?.fewer ?? 0));
}
