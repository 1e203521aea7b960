import type { KeptRow, SheetSummary } from "./protocol.ts";
import type { CellText, SheetEnd, SheetStart } from "./types.ts";

const headRowCount = 40;
const sampleRowCount = 60;

/** Keeps the head of a table and rows spread evenly below it, whatever the table's length turns out to be. */
export class SheetSummarizer {
  private readonly start: SheetStart;
  private readonly head: KeptRow[] = [];
  private sample: KeptRow[] = [];
  private step = 1;
  private below = 0;

  constructor(start: SheetStart) {
    this.start = start;
  }

  add(rowNo: number, cells: readonly CellText[]): void {
    if (this.head.length < headRowCount) {
      this.head.push({ rowNo, cells: [...cells] });
      return;
    }
    if (this.below++ % this.step !== 0) return;
    if (this.sample.length === sampleRowCount) {
      // Full: every second one goes and from here on only every second is taken.
      this.sample = this.sample.filter((_, index) => index % 2 === 0);
      this.step *= 2;
      if ((this.below - 1) % this.step !== 0) return;
    }
    this.sample.push({ rowNo, cells: [...cells] });
  }

  finish(end: SheetEnd): SheetSummary {
    const lastHeadRow = this.head.at(-1)?.rowNo ?? 0;
    return {
      sheetNo: this.start.sheetNo,
      sheetName: this.start.sheetName,
      part: this.start.part,
      hidden: this.start.hidden,
      rows: end.rows,
      lastRow: end.lastRow,
      columns: end.columns,
      headRows: this.head,
      headMerges: end.merges.filter((range) => range.firstRow <= lastHeadRow),
      sampleRows: this.sample,
    };
  }
}
