import { Refusal } from "../refusal.ts";
import type { MergeRange } from "../types.ts";

export const maxRow = 1_048_576;
const maxColumn = 16_384;

/** Column number of `AB12` at these positions; the row must be the one we are in. @throws Refusal xlsx-bad-reference */
export function readCellReference(source: string, from: number, to: number, rowNo: number): number {
  let at = from;
  let column = 0;
  for (; at < to; at++) {
    const code = source.charCodeAt(at);
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
  }
  let row = 0;
  const digits = at;
  for (; at < to; at++) {
    const code = source.charCodeAt(at);
    if (code < 48 || code > 57) break;
    row = row * 10 + code - 48;
  }
  if (at !== to || digits === from || row !== rowNo || column === 0 || column > maxColumn) {
    throw new Refusal("xlsx-bad-reference", source.slice(from, Math.min(to, from + 20)), { rowNo });
  }
  return column;
}

/** `A1:C2` → range; one cell or a malformed reference is no merge. */
export function parseCellRange(reference: string): MergeRange | undefined {
  const match = /^([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})$/.exec(reference);
  if (match === null) return undefined;
  const [, left = "", top = "", right = "", bottom = ""] = match;
  const columns = [columnNumber(left), columnNumber(right)].sort((a, b) => a - b);
  const rows = [Number(top), Number(bottom)].sort((a, b) => a - b);
  return {
    firstRow: rows[0] ?? 0,
    lastRow: rows[1] ?? 0,
    firstColumn: columns[0] ?? 0,
    lastColumn: columns[1] ?? 0,
  };
}

function columnNumber(letters: string): number {
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column;
}
