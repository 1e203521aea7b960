/**
 * Beginnings that a spreadsheet takes for a formula, also behind blanks, marks nobody sees and in their full-width
 * forms (OWASP, CSV Injection). What people wrote, a vendor's or a parent's text, must never run on a clerk's machine.
 */
const formula = /^[\s\p{Cf}]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\t\r]/u;
const guard = "'";
/** A dash alone is how tables say "nothing". */
const nothing = "-";

/** A text that no spreadsheet runs: an apostrophe before it where it would. {@link withoutGuard} takes it back. */
const guarded = (text: string): string =>
  (formula.test(text) && text !== nothing) || text.startsWith(guard) ? `${guard}${text}` : text;

export const withoutGuard = (text: string): string => (text.startsWith(guard) ? text.slice(1) : text);

export type Cell = string | number | null;

/** A cell of RFC 4180. Numbers stay numbers, below zero too; only text can be a formula. */
export function csvCell(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  const text = guarded(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export const csvLine = (cells: readonly Cell[]): string => `${cells.map(csvCell).join(",")}\r\n`;

/** Excel reads UTF-8 only behind this mark. */
export const byteOrderMark = "\uFEFF";
