import { type HeaderBlock, readHeaderBlock } from "./header-paths.ts";
import { readHeader } from "./header-text.ts";
import { RUNNING_NUMBER_HEADERS } from "./header-words.ts";
import type { MergedRange, SheetRow } from "./types.ts";

/** How surely a header path names a column of any intake, 0..1. */
export type Familiarity = (path: readonly string[]) => number;

export interface FoundHeader {
  readonly block: HeaderBlock;
  /** Familiar columns count 1 at most, strange ones and data-like cells are taken off. */
  readonly score: number;
  readonly familiar: number;
  /** Most of a wide row is known: no better header is to be expected elsewhere. */
  readonly isClear: boolean;
}

const MAX_HEADER_ROWS = 3;
/** How many rows from the top a header is looked for. */
const SEARCH_ROWS = 60;
const FAMILIAR = 0.7;
const CLEAR_COLUMNS = 4;
const CLEAR_SHARE = 0.6;
const MAX_HEADER_LENGTH = 120;
const DATA_LIKE =
  /^(\d{4}-\d{2}-\d{2}.*|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{5,}|-?\d+[.,]\d+|[^\s@]+@[^\s@]+\.[^\s@]+)$/;

function filled(row: SheetRow): number {
  return row.cells.filter((cell) => (cell ?? "").trim() !== "").length;
}

function isDataLike(text: string): boolean {
  return text.length > MAX_HEADER_LENGTH || DATA_LIKE.test(text);
}

/** Dates, long numbers and decimals stand in data; a header may hold one by chance, not several. */
function isDataRow(row: SheetRow): boolean {
  const texts = row.cells.map((cell) => (cell ?? "").trim()).filter((text) => text !== "");
  const dataLike = texts.filter(isDataLike).length;
  return dataLike >= 2 || (dataLike === 1 && texts.length <= 5);
}

function scoreBlock(block: HeaderBlock, familiarity: Familiarity): { score: number; familiar: number } {
  let score = 0;
  let familiar = 0;
  const seen = new Set<string>();
  for (const path of block.paths) {
    if (path.length === 0) continue;
    // The same header over several columns is a group whose parts stand in the next row.
    const isRepeated = seen.has(path.join("\n"));
    seen.add(path.join("\n"));
    if (isRepeated) {
      score -= 0.3;
      continue;
    }
    const dataLike = path.filter(isDataLike).length;
    const isNumber = RUNNING_NUMBER_HEADERS.has(readHeader(path.join(" ")).folded);
    const known = isNumber ? 0.5 : familiarity(path);
    if (known >= FAMILIAR) familiar += 1;
    if (known >= FAMILIAR || isNumber) score += known;
    else score -= 0.3;
    score -= dataLike;
  }
  // A row more must earn itself: else the first data row would be drawn into the header.
  return { score: score - 0.4 * (block.rows.length - 1), familiar };
}

function areNeighbours(rows: readonly SheetRow[]): boolean {
  return rows.every((row, at) => at === 0 || row.rowNo === (rows[at - 1]?.rowNo ?? 0) + 1);
}

/** Width of the sheet as seen. */
export function widthOf(rows: readonly SheetRow[]): number {
  return rows.reduce((width, row) => Math.max(width, row.cells.length), 0);
}

/**
 * Finds the header among the first rows: the run of one to three neighbouring rows that names most columns.
 * Title rows name none, data rows look like data, and of two equal headers the upper one wins (the lower one
 * is the same header printed again). Undefined when fewer than two columns are familiar.
 */
export function findHeader(
  rows: readonly SheetRow[],
  merges: readonly MergedRange[],
  familiarity: Familiarity,
  width = widthOf(rows.slice(0, SEARCH_ROWS)),
): FoundHeader | undefined {
  const searched = rows.slice(0, SEARCH_ROWS);
  let best: FoundHeader | undefined;
  let until = searched.length;
  for (let at = 0; at < until; at += 1) {
    for (let height = 1; height <= MAX_HEADER_ROWS && at + height <= searched.length; height += 1) {
      const run = searched.slice(at, at + height);
      if (run.some(isDataRow)) break;
      if (!areNeighbours(run) || run.every((row) => filled(row) < 2)) continue;
      const block = readHeaderBlock(run, merges, width);
      const { score, familiar } = scoreBlock(block, familiarity);
      if (familiar < 2 || score <= (best?.score ?? 0) + 0.01) continue;
      const named = block.paths.filter((path) => path.length > 0).length;
      const isClear = familiar >= CLEAR_COLUMNS && familiar >= named * CLEAR_SHARE;
      best = { block, score, familiar, isClear };
      // Reading data rows as headers is dear: once the header is clear only its own further rows are looked at.
      if (isClear) until = Math.min(until, at + MAX_HEADER_ROWS);
    }
  }
  return best;
}

/** `(1) (2) (3)`, `A B 1 2 3`: the row of column numbers that forms print under the header. */
export function isColumnNumbers(row: SheetRow): boolean {
  const texts = row.cells.map((cell) => (cell ?? "").trim()).filter((text) => text !== "");
  if (texts.length < 3) return false;
  const marks = texts.map((text) => text.replace(/^[([{]\s*|\s*[)\]}.]$/g, ""));
  if (!marks.every((mark) => /^(\d{1,3}|[A-Z])$/.test(mark))) return false;
  const numbers = marks.filter((mark) => /^\d+$/.test(mark)).map(Number);
  return numbers.every((number, at) => at === 0 || number === (numbers[at - 1] ?? 0) + 1);
}
