import type { CodeSet } from "../dictionary/code-set.ts";
import { commentLevel, primaryLevel } from "./code-sets.ts";

/**
 * Reading a cell of a wide result sheet as DuckDB SQL: the same text may be a mark (`8,5`) or a level (`Đ`,
 * `T`), and the column does not say which, because comment-only subjects stand among the scored ones.
 */

/** A mark of the 0..10 scale as `decimal(4,2)`; null for anything else. 0 is a mark. */
export function markSql(cell: string): string {
  const value = `try_cast(replace(${cell}, ',', '.') as decimal(4,2))`;
  return `case when ${value} between 0 and 10 then ${value} end`;
}

function levelsSql(cell: string, sets: readonly CodeSet[]): string {
  const whens = sets.flatMap((set) =>
    set.entries.map((entry) => {
      const spellings = [entry.code, entry.title.vi, ...(entry.aliases ?? [])].map((text) =>
        text.toUpperCase(),
      );
      const quoted = [...new Set(spellings)].map((text) => `'${text.replaceAll("'", "''")}'`);
      return `when upper(${cell}) in (${quoted.join(", ")}) then '${entry.code}'`;
    }),
  );
  return `case ${whens.join(" ")} end`;
}

/** Đ, CĐ of a comment-only subject (TT 22/2021) as `D`, `CD`. */
export const commentSql = (cell: string): string => levelsSql(cell, [commentLevel]);

/** T, H, C of a primary subject (TT 27/2020). */
export const primaryLevelSql = (cell: string): string => levelsSql(cell, [primaryLevel]);

/** Words for "exempt" and "no mark" that are neither a mark nor a mistake. */
const noMarkWords = ["M", "MIỄN", "MG", "-", "–", "X", "/"];

/**
 * Why a cell of a subject column can't be used, or null; `key` is the column's name (`mark.TOAN.t1`).
 * The standardising step lists these with file, sheet, row and column.
 */
export function markRejectSql(key: string, cell: string): string {
  const isNumber = `try_cast(replace(${cell}, ',', '.') as decimal(18,6))`;
  return `case
    when ${cell} is null or upper(${cell}) in (${noMarkWords.map((word) => `'${word}'`).join(", ")}) then null
    when starts_with(${key}, 'level.') then
      case when ${primaryLevelSql(cell)} is null and ${commentSql(cell)} is null then 'level-unknown' end
    when ${isNumber} is null then case when ${commentSql(cell)} is null then 'mark-malformed' end
    when ${isNumber} not between 0 and 10 then 'mark-out-of-range'
    when ${isNumber} <> cast(${isNumber} as decimal(18,2)) then 'mark-too-precise' end`;
}
