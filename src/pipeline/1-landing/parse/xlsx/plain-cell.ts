import type { Cell } from "./cell-text.ts";

/** Where `readPlainCell` leaves the column of the cell it read; a return value of two would be an object a cell. */
export const plainCell = { columnNo: 0 };

const quote = 34;
const space = 32;
const gt = 62;

/**
 * The cell as nearly every program writes it, taken in one go:
 * `<c r="AB12" s="3" t="s"><v>17</v></c>` or `…t="inlineStr"><is><t>An</t></is></c>`.
 * Anything else (other attributes or their order, formulas, entities, a cell cut off by the end of the
 * piece) gives -1 and goes the general way, which is the truth; the property tests cut sheets at every
 * place, so that both ways see the same cells. Doubles the speed of a whole sheet.
 * @returns position behind `</c>`, or -1
 */
export function readPlainCell(source: string, open: number, rowNo: number, cell: Cell): number {
  if (!source.startsWith('<c r="', open)) return -1;
  let at = open + 6;
  let column = 0;
  let code = source.charCodeAt(at);
  for (; code >= 65 && code <= 90; code = source.charCodeAt(++at)) column = column * 26 + code - 64;
  let row = 0;
  for (; code >= 48 && code <= 57; code = source.charCodeAt(++at)) row = row * 10 + code - 48;
  if (code !== quote || row !== rowNo || column === 0 || column > 16_384) return -1;
  code = source.charCodeAt(++at);
  let style = 0;
  if (code === space && source.startsWith('s="', at + 1)) {
    at += 4;
    for (code = source.charCodeAt(at); code >= 48 && code <= 57; code = source.charCodeAt(++at)) {
      style = style * 10 + code - 48;
    }
    if (code !== quote) return -1;
    code = source.charCodeAt(++at);
  }
  let type = "";
  if (code === space) {
    if (source.startsWith('t="s"', at + 1)) {
      type = "s";
      at += 6;
    } else if (source.startsWith('t="inlineStr"', at + 1))
      return readInlineCell(source, at + 14, column, style, cell);
    else return -1;
    code = source.charCodeAt(at);
  }
  if (code !== gt || !source.startsWith("<v>", at + 1)) return -1;
  const end = source.indexOf("<", at + 4);
  if (end < 0 || !source.startsWith("</v></c>", end)) return -1;
  return fill(cell, type, style, source.substring(at + 4, end), column) ? end + 8 : -1;
}

function readInlineCell(source: string, at: number, column: number, style: number, cell: Cell): number {
  let from: number;
  if (source.startsWith("><is><t>", at)) from = at + 8;
  else if (source.startsWith('><is><t xml:space="preserve">', at)) from = at + 29;
  else return -1;
  const end = source.indexOf("<", from);
  if (end < 0 || !source.startsWith("</t></is></c>", end)) return -1;
  return fill(cell, "inlineStr", style, source.substring(from, end), column) ? end + 13 : -1;
}

function fill(cell: Cell, type: string, style: number, value: string, column: number): boolean {
  if (value.includes("&") || value.includes("\r")) return false;
  cell.type = type;
  cell.style = style;
  cell.value = value;
  cell.hasValue = type !== "inlineStr";
  cell.hasFormula = false;
  plainCell.columnNo = column;
  return true;
}
