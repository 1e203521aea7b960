import type { RowGate } from "../row-gate.ts";
import { commonest } from "./dialect.ts";

/** Share of records of one width from which on another width is a sign of damage. */
const regularShare = 0.9;

/**
 * Remembers how wide each record was and says at the end which rows don't fit a regular table: a
 * delimiter too many shifts every cell behind it, a line break in a plain field makes two rows of one.
 */
export class RowShape {
  private readonly rowNos: number[] = [];
  /** Fields cut by delimiters, and the last field with a value. */
  private readonly widths: number[] = [];
  private readonly used: number[] = [];

  add(rowNo: number, width: number, used: number): void {
    this.rowNos.push(rowNo);
    this.widths.push(width);
    this.used.push(used);
  }

  report(gate: RowGate): void {
    const { widths, used, rowNos } = this;
    const usual = commonest(widths);
    const start = widths.indexOf(usual);
    if (usual < 2 || widths.filter((width) => width === usual).length < widths.length * regularShare) return;
    for (let at = start + 1; at < widths.length; at++) {
      const width = widths[at] ?? 0;
      const rowNo = rowNos[at] ?? 0;
      if ((used[at] ?? 0) > usual) gate.reject("csv-row-too-wide", rowNo, null, `${used[at]} > ${usual}`);
      if (width >= usual) continue;
      const pieces = this.brokenPieces(at, usual);
      if (pieces > 0) {
        for (let piece = 0; piece < pieces; piece++) {
          gate.reject("csv-row-broken", rowNos[at + piece] ?? 0, null, `${pieces} → 1`);
        }
        at += pieces - 1;
      } else gate.warn("csv-row-too-narrow", rowNo, null, `${width} < ${usual}`);
    }
  }

  /** Number of narrow rows from here that together make one row of the usual width, 0 when they don't. */
  private brokenPieces(from: number, usual: number): number {
    let fields = this.widths[from] ?? 0;
    for (let at = from + 1; at < this.widths.length; at++) {
      const width = this.widths[at] ?? 0;
      if (width >= usual) return 0;
      fields += width - 1;
      if (fields === usual) return at - from + 1;
      if (fields > usual) return 0;
    }
    return 0;
  }
}
