import { Refusal } from "../refusal.ts";
import type { RowGate } from "../row-gate.ts";
import type { CellText, MergeRange } from "../types.ts";
import { readAttributes } from "../xml/attributes.ts";
import { isName, type XmlHandler, type XmlScanner } from "../xml/scanner.ts";
import { type Cell, cellText } from "./cell-text.ts";
import { plainCell, readPlainCell } from "./plain-cell.ts";
import { maxRow, parseCellRange, readCellReference } from "./reference.ts";
import type { Workbook } from "./workbook.ts";

/**
 * One worksheet part → rows. Works on tag positions only (root 1, sheetData 2, row 3, c 4, v/f/is 5),
 * so the elements of extension lists that share their names are never mistaken for cells.
 *
 * Measured, 50,000 rows × 40 columns with shared strings and dates, cells with a value per CPU second on
 * one of two busy cores: this 2.0 M (240 MB); saxes events alone, no cell made of them, 1.0 M (280 MB);
 * ExcelJS streaming 0.27 M (450 MB). Inflating is a fifth of it with node:zlib, half with fflate.
 */
export class Worksheet implements XmlHandler {
  readonly merges: MergeRange[] = [];
  private readonly workbook: Workbook;
  private readonly gate: RowGate;
  private scanner: XmlScanner = undefined as unknown as XmlScanner;
  private inData = false;
  private rowNo = 0;
  private columnNo = 0;
  private cells: CellText[] = [];
  private phoneticDepth = 0;
  private readonly cell: Cell = { type: "", style: 0, value: "", hasValue: false, hasFormula: false };

  constructor(workbook: Workbook, gate: RowGate) {
    this.workbook = workbook;
    this.gate = gate;
  }

  attach(scanner: XmlScanner): void {
    this.scanner = scanner;
  }

  open(source: string, nameStart: number, nameEnd: number, tagEnd: number): void {
    const depth = this.scanner.depth;
    if (!this.inData) {
      if (depth === 2 && isName(source, nameStart, nameEnd, "sheetData")) {
        this.inData = true;
        this.scanner.elementDepth = 3;
      } else if (depth === 3 && isName(source, nameStart, nameEnd, "mergeCell"))
        this.openMerge(source, nameEnd, tagEnd);
    } else if (depth === 4) {
      if (isCell(source, nameStart, nameEnd)) this.openCell(source, nameEnd, tagEnd);
    } else if (depth === 5) {
      if (nameEnd - nameStart === 1) {
        const name = source.charCodeAt(nameStart);
        if (name === 118) {
          this.cell.hasValue = true;
          this.scanner.capture = this.cell.type !== "inlineStr";
        } else if (name === 102) this.cell.hasFormula = true;
      }
    } else if (depth === 3) {
      if (isName(source, nameStart, nameEnd, "row")) this.openRow(source, nameEnd, tagEnd);
    } else if (isName(source, nameStart, nameEnd, "t")) {
      this.scanner.capture = this.phoneticDepth === 0 && this.cell.type === "inlineStr";
    } else if (isName(source, nameStart, nameEnd, "rPh")) this.phoneticDepth++;
  }

  close(source: string, nameStart: number, nameEnd: number): void {
    if (!this.inData) return;
    const depth = this.scanner.depth;
    this.scanner.capture = false;
    if (depth === 3) {
      if (isCell(source, nameStart, nameEnd)) this.closeCell();
    } else if (depth === 2) this.closeRow();
    else if (depth === 1) {
      this.inData = false;
      this.scanner.elementDepth = -1;
    } else if (depth > 4 && isName(source, nameStart, nameEnd, "rPh")) this.phoneticDepth--;
  }

  element(source: string, open: number): number {
    const behind = readPlainCell(source, open, this.rowNo, this.cell);
    if (behind >= 0) {
      this.columnNo = plainCell.columnNo;
      this.closeCell();
    }
    return behind;
  }

  text(text: string): void {
    const cell = this.cell;
    // Pieces beyond any cell's limit are dropped; the gate then lists the cell as too long.
    if (cell.value === "") cell.value = text;
    else if (cell.value.length <= 100_000) cell.value += text;
  }

  private openRow(source: string, nameEnd: number, tagEnd: number): void {
    const given = readAttributes(source, nameEnd, tagEnd).get("r");
    const rowNo = given === undefined ? this.rowNo + 1 : Number(given);
    if (!Number.isInteger(rowNo) || rowNo < 1 || rowNo > maxRow)
      throw new Refusal("xlsx-bad-reference", `row ${given}`);
    if (rowNo <= this.rowNo) throw new Refusal("xlsx-row-order", `${rowNo} ≤ ${this.rowNo}`, { rowNo });
    this.rowNo = rowNo;
    this.columnNo = 0;
    this.cells.length = 0;
  }

  /** Reads r, s and t in one pass without making strings of them. */
  private openCell(source: string, nameEnd: number, tagEnd: number): void {
    const cell = this.cell;
    cell.type = "";
    cell.style = 0;
    cell.value = "";
    cell.hasValue = false;
    cell.hasFormula = false;
    let referenced = false;
    let at = nameEnd;
    while (at < tagEnd) {
      const equals = source.indexOf("=", at);
      if (equals < 0 || equals >= tagEnd) break;
      let name = equals - 1;
      while (source.charCodeAt(name) <= 32) name--;
      let from = equals + 1;
      while (source.charCodeAt(from) <= 32) from++;
      const to = source.indexOf(source.charAt(from), from + 1);
      if (to < 0 || to >= tagEnd)
        throw new Refusal("xml-malformed", "attribute of a cell", { rowNo: this.rowNo });
      // One-letter names only: `cm`, `vm`, `ph` and prefixed ones don't end here.
      if (source.charCodeAt(name - 1) <= 32) {
        const letter = source.charCodeAt(name);
        if (letter === 114) {
          this.columnNo = readCellReference(source, from + 1, to, this.rowNo);
          referenced = true;
        } else if (letter === 115) cell.style = Number(source.substring(from + 1, to));
        else if (letter === 116) cell.type = source.substring(from + 1, to);
      }
      at = to + 1;
    }
    if (!referenced) this.columnNo++;
  }

  private closeCell(): void {
    const { cell, workbook } = this;
    if (!cell.hasValue && !cell.hasFormula && cell.value === "") return;
    const found = cellText(cell, workbook);
    if (found === null) return;
    if (typeof found !== "string") {
      this.gate.reject(found.reject, this.rowNo, this.columnNo, found.detail);
      return;
    }
    const cells = this.cells;
    const index = this.columnNo - 1;
    if (index < cells.length && cells[index] !== null) {
      this.gate.reject("cell-duplicate", this.rowNo, this.columnNo, found);
      cells[index] = null;
      return;
    }
    while (cells.length < index) cells.push(null);
    cells[index] = found;
  }

  private closeRow(): void {
    if (this.cells.length > 0) this.gate.row(this.rowNo, this.cells);
    this.cells.length = 0;
  }

  private openMerge(source: string, nameEnd: number, tagEnd: number): void {
    const range = parseCellRange(readAttributes(source, nameEnd, tagEnd).get("ref") ?? "");
    if (range !== undefined) this.merges.push(range);
  }
}

function isCell(source: string, nameStart: number, nameEnd: number): boolean {
  return nameEnd - nameStart === 1 && source.charCodeAt(nameStart) === 99;
}
