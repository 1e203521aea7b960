import { cleanHeader } from "./header-text.ts";
import type { MergedRange, SheetRow } from "./types.ts";

/** Header of one column, group first; parts that repeat or are empty are left out. */
export type HeaderPath = readonly string[];

/** A run of rows taken as the header, and what it says over each column (index 0 is column A). */
export interface HeaderBlock {
  readonly rows: readonly SheetRow[];
  readonly paths: readonly HeaderPath[];
  /** Columns that share one merged header without parts of their own: [first, last], 1-based. */
  readonly sharedHeaders: readonly (readonly [number, number])[];
}

/** `cha.hoTen`: a key path of JSON, or a column of OneRoster's extensions. */
const KEY_PATH = /^[a-z$_][A-Za-z0-9_]*(\.[A-Za-z0-9_]+)+$/;

function partsOf(text: string): string[] {
  return KEY_PATH.test(text) ? text.split(".") : [text];
}

function textAt(row: SheetRow, column: number): string {
  return row.cells[column]?.trim() ?? "";
}

/** Cell texts of the rows with merged cells written into every cell they cover. */
function spread(rows: readonly SheetRow[], merges: readonly MergedRange[], width: number): string[][] {
  const grid = rows.map((row) => Array.from({ length: width }, (_, column) => textAt(row, column)));
  const rowAt = new Map(rows.map((row, at) => [row.rowNo, at]));
  for (const merge of merges) {
    const top = rowAt.get(merge.firstRow);
    if (top === undefined) continue;
    const value = grid[top]?.[merge.firstColumn - 1] ?? "";
    for (let rowNo = merge.firstRow; rowNo <= merge.lastRow; rowNo += 1) {
      const line = grid[rowAt.get(rowNo) ?? -1];
      if (line === undefined) continue;
      for (let column = merge.firstColumn; column <= Math.min(merge.lastColumn, width); column += 1) {
        line[column - 1] = value;
      }
    }
  }
  return grid;
}

/** Files without merge marks (csv) leave the cells right of a group's name empty. */
function fillGroupsRight(grid: string[][]): void {
  for (let at = 0; at + 1 < grid.length; at += 1) {
    const groups = grid[at] ?? [];
    const parts = grid[at + 1] ?? [];
    for (let column = 1; column < groups.length; column += 1) {
      const isOpen = groups[column] === "" && parts[column] !== "";
      const left = groups[column - 1] ?? "";
      if (isOpen && left !== "" && parts[column - 1] !== "") groups[column] = left;
    }
  }
}

function touches(merge: MergedRange, rows: readonly SheetRow[]): boolean {
  return rows.some((row) => row.rowNo >= merge.firstRow && row.rowNo <= merge.lastRow);
}

/** Reads a run of rows as a header of `width` columns. */
export function readHeaderBlock(
  rows: readonly SheetRow[],
  merges: readonly MergedRange[],
  width: number,
): HeaderBlock {
  const near = merges.filter((merge) => touches(merge, rows));
  const grid = spread(rows, near, width);
  if (rows.length > 1 && near.length === 0) fillGroupsRight(grid);
  const paths = Array.from({ length: width }, (_, column) => {
    const parts: string[] = [];
    for (const line of grid) {
      const text = (line[column] ?? "").normalize("NFC").replace(/\s+/g, " ").trim();
      for (const part of partsOf(text)) {
        if (part !== "" && cleanHeader(part) !== cleanHeader(parts.at(-1) ?? "")) parts.push(part);
      }
    }
    return parts;
  });
  const last = rows.at(-1);
  const sharedHeaders = near
    .filter(
      (merge) => last !== undefined && merge.lastRow >= last.rowNo && merge.lastColumn > merge.firstColumn,
    )
    .map((merge) => [merge.firstColumn, Math.min(merge.lastColumn, width)] as const);
  return { rows, paths, sharedHeaders };
}
