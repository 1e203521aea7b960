import { FontWatch, readThroughFont } from "./encoding/font-text.ts";
import type { ReasonCode } from "./reason-codes.ts";
import { Refusal } from "./refusal.ts";
import type { CellText, MergeRange, ParseLimits, ParseOptions, RowSink } from "./types.ts";

/** Characters that show a cell was damaged before it came, or can't be kept by the stores behind us. */
const suspicious =
  /[\0\ufffd\ud800-\udfff]|[\u00c3-\u00c6\u00e1\u00e2][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]/;

/**
 * UTF-8 read as Windows-1252 and saved again: every Vietnamese letter above ASCII becomes one of these
 * pairs ("Nguyá»…n", "Ä‘", "Æ°", "Ã¡"). None of them occurs in Vietnamese writing: the second is
 * never a letter.
 */
const mojibake =
  /á[»º]|[ÄÅ][\u0080-\u00bf\u2018-\u201e\u0160\u0161\u0192]|Æ[\u00a0-\u00bf]|Ã[\u00a0-\u00bf\u0192\u0160\u201a\u02c6\u2030\u0160\u2019\u201c\u201d\u2122]|â€/;

/** Why a cell's text can't be taken, or undefined. */
export function findTextDamage(text: string): ReasonCode | undefined {
  if (!suspicious.test(text)) return undefined;
  if (text.includes("\0")) return "nul-character";
  if (text.includes("\ufffd")) return "replacement-character";
  if (!text.isWellFormed()) return "lone-surrogate";
  return mojibake.test(text) ? "mojibake" : undefined;
}

/**
 * The one way from every parser to the sink: holds the limits, drops what is empty, and takes out (and
 * lists) cells whose text is damaged, so no format can forget to.
 */
export class RowGate {
  private readonly sink: RowSink;
  private readonly limits: ParseLimits;
  private readonly font: ParseOptions["font"];
  private readonly fontWatch: FontWatch | undefined;
  private rowsOfFile = 0;
  private issuesOfFile = 0;
  private sheetsOfFile = 0;
  private sheetName = "";
  private rows = 0;
  private lastRow = 0;
  private columns = 0;
  /** The code for U+FFFD in a file whose own bytes did not decode. */
  undecodable: ReasonCode = "replacement-character";

  constructor(sink: RowSink, limits: ParseLimits, options: Pick<ParseOptions, "font"> = {}) {
    this.sink = sink;
    this.limits = limits;
    this.font = options.font;
    this.fontWatch = options.font === undefined ? new FontWatch() : undefined;
  }

  get sheetNo(): number {
    return this.sheetsOfFile;
  }

  /** Starts a table and gives it the next number. @throws Refusal too-many-sheets */
  begin(sheetName: string, part: string | null, hidden: boolean): void {
    this.sheetsOfFile++;
    if (this.sheetsOfFile > this.limits.maxSheets)
      throw new Refusal("too-many-sheets", `> ${this.limits.maxSheets}`);
    this.sheetName = sheetName;
    this.rows = 0;
    this.lastRow = 0;
    this.columns = 0;
    this.sink.begin({ sheetNo: this.sheetsOfFile, sheetName, hidden, part });
  }

  /** Hands a row on. Changes `cells`: empty texts become null, damaged ones null with an issue. */
  row(rowNo: number, cells: CellText[]): void {
    let length = cells.length;
    const font = this.font === "none" ? undefined : this.font;
    // The first rows and then some of the rest: words repeat.
    if (this.rows < 500 || this.rows % 16 === 0) this.fontWatch?.look(cells);
    for (let at = 0; at < length; at++) {
      const raw = cells[at];
      if (raw === null || raw === undefined) continue;
      const text = font === undefined ? raw : readThroughFont(raw, font);
      if (font !== undefined) cells[at] = text;
      if (text === "") cells[at] = null;
      else if (text.length > this.limits.maxCellChars) {
        this.reject("cell-too-long", rowNo, at + 1, `${text.length} > ${this.limits.maxCellChars}`);
        cells[at] = null;
      } else {
        const damage = findTextDamage(text);
        if (damage === undefined) continue;
        this.reject(damage === "replacement-character" ? this.undecodable : damage, rowNo, at + 1, text);
        cells[at] = null;
      }
    }
    while (length > 0 && (cells[length - 1] ?? null) === null) length--;
    cells.length = length;
    if (length === 0) return;
    const place = { sheetName: this.sheetName, rowNo };
    if (length > this.limits.maxColumns) {
      throw new Refusal("too-many-columns", `${length} > ${this.limits.maxColumns}`, place);
    }
    this.rowsOfFile++;
    if (this.rowsOfFile > this.limits.maxRows)
      throw new Refusal("too-many-rows", `> ${this.limits.maxRows}`, place);
    this.rows++;
    this.lastRow = rowNo;
    if (length > this.columns) this.columns = length;
    this.sink.row(rowNo, cells);
  }

  reject(code: ReasonCode, rowNo: number, columnNo: number | null, detail: string): void {
    this.issue(code, "reject", rowNo, columnNo, detail);
  }

  warn(code: ReasonCode, rowNo: number, columnNo: number | null, detail: string): void {
    this.issue(code, "warn", rowNo, columnNo, detail);
  }

  end(merges: MergeRange[]): void {
    this.undecodable = "replacement-character";
    this.sink.end({ rows: this.rows, lastRow: this.lastRow, columns: this.columns, merges });
  }

  /** To be called when the whole file was read. @throws Refusal font-unsure */
  finish(): void {
    const found = this.fontWatch?.suspicions() ?? [];
    const first = found[0];
    if (first === undefined) return;
    const candidates = found.map(({ encoding, confidence, sample }) => ({
      value: encoding,
      confidence,
      sample,
    }));
    throw new Refusal("font-unsure", first.sample, {}, [{ code: "font-unsure", part: null, candidates }]);
  }

  drain(): Promise<void> | undefined {
    return this.sink.drain?.();
  }

  private issue(
    code: ReasonCode,
    severity: "reject" | "warn",
    rowNo: number,
    columnNo: number | null,
    detail: string,
  ): void {
    this.issuesOfFile++;
    if (this.issuesOfFile > this.limits.maxIssues) {
      throw new Refusal("too-many-issues", `> ${this.limits.maxIssues}`, {
        sheetName: this.sheetName,
        rowNo,
      });
    }
    const { sheetNo, sheetName } = this;
    this.sink.issue({ code, severity, sheetNo, sheetName, rowNo, columnNo, detail: shown(detail) });
  }
}

/** At most 100 characters, fit to be printed and stored. */
function shown(detail: string): string {
  return detail.slice(0, 100).toWellFormed().replaceAll("\0", "␀");
}
