import { subjectLevel } from "./code-sets.ts";

/**
 * Reading a cell of a wide result sheet as DuckDB SQL: the same text may be a mark (`8,5`) or a level (`Đ`,
 * `T`), and the column does not say which, because comment-only subjects stand among the scored ones.
 */

/**
 * A mark of the 0..10 scale as `decimal(4,2)`; null for anything else. 0 is a mark. The cast rounds: a cell of more
 * characters than two places need (`8.755`) is taken only when nothing is lost.
 */
export function markSql(cell: string): string {
  const plain = `replace(${cell}, ',', '.')`;
  const value = `try_cast(${plain} as decimal(4,2))`;
  return `case when ${value} between 0 and 10 and (strlen(${cell}) <= 4 or try_cast(${plain} as decimal(18,6)) = ${value}) then ${value} end`;
}

const levelSpellings: readonly (readonly [code: string, spellings: string])[] = subjectLevel.entries.map(
  (entry) => {
    // Spelled out in three cases: `upper()` of 30 M cells costs more than a longer list.
    const texts = [entry.code, entry.title.vi, ...(entry.aliases ?? [])].flatMap((text) => [
      text,
      text.toUpperCase(),
      text.toLowerCase(),
    ]);
    return [entry.code, [...new Set(texts)].map((text) => `'${text.replaceAll("'", "''")}'`).join(", ")];
  },
);

/** T, H, C of a primary subject (TT 27/2020), Đ, CĐ of a comment-only subject (TT 22/2021) as `D`, `CD`. */
export function levelSql(cell: string): string {
  const whens = levelSpellings.map(([code, spellings]) => `when ${cell} in (${spellings}) then '${code}'`);
  // Digits sort before letters: most cells are marks and need no look at the words.
  return `case when ${cell} < ':' then null ${whens.join(" ")} end`;
}

/** Words for "exempt" and "no mark" that are neither a mark nor a mistake. */
const noMarkWords = ["M", "MIỄN", "MG", "-", "–", "X", "/"];

/**
 * RE2 over a row's whole map as DuckDB prints it, `{mark.TOAN.t1=8.5, level.TOAN.year=T}`: rows that match hold
 * nothing {@link markRejectSql} would reject. One search a row instead of 26 tests.
 */
export const usualMarks = (() => {
  const mark = "10([.,]0{1,2})?|[0-9]([.,][0-9]{1,2})?";
  const level = "T|H|C|Đ|CĐ";
  const column = String.raw`\.[A-Z_]+\.(t1|t2|year)=`;
  return String.raw`\{(((mark${column}'?(${mark}|${level})'?)|(level${column}(${level})))(, )?)*\}`;
})();

/**
 * Why a cell of a subject column can't be used, or null; `key` is the column's name (`mark.TOAN.t1`).
 * The standardising step lists these with file, sheet, row and column.
 */
export function markRejectSql(key: string, cell: string): string {
  const isNumber = `try_cast(replace(${cell}, ',', '.') as decimal(18,6))`;
  return `case
    when ${cell} is null or upper(${cell}) in (${noMarkWords.map((word) => `'${word}'`).join(", ")}) then null
    when starts_with(${key}, 'level.') then
      case when ${levelSql(cell)} is null then 'level-unknown' end
    when ${isNumber} is null then case when ${levelSql(cell)} is null then 'mark-malformed' end
    when ${isNumber} not between 0 and 10 then 'mark-out-of-range'
    when ${isNumber} <> cast(${isNumber} as decimal(18,2)) then 'mark-too-precise' end`;
}
