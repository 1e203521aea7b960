import type { ReasonCode } from "./reason-codes.ts";

/** Text of one cell as the landing step hands it on; null is an empty cell. */
export type CellText = string | null;

/** Rows and columns are 1-based and inclusive, as a person reads them in Excel. */
export type MergeRange = { firstRow: number; lastRow: number; firstColumn: number; lastColumn: number };

export type SheetStart = {
  /** 1-based, running through all tables of the file (all sheets, all entries of a zip). */
  sheetNo: number;
  /** Sheet name; for csv and json inside a zip the entry's path; for json the path of the array. */
  sheetName: string;
  hidden: boolean;
  /** Path of the zip entry it came from, null when the file itself holds the table. */
  part: string | null;
};

export type SheetEnd = {
  /** Rows handed on: rows without any value are not counted. */
  rows: number;
  /** Row number of the last row handed on, 0 when there was none. */
  lastRow: number;
  /** Widest row handed on. */
  columns: number;
  merges: MergeRange[];
};

/**
 * Something wrong with one cell (or one row when `columnNo` is null).
 * `reject`: the cell is handed on as null (a row stays as it is) and must be listed for the sender.
 * `warn`: the value is handed on, a person may want to look.
 */
export type CellIssue = {
  code: ReasonCode;
  severity: "reject" | "warn";
  sheetNo: number;
  sheetName: string;
  rowNo: number;
  columnNo: number | null;
  /** What was found, at most 100 characters of it. */
  detail: string;
};

/** Receives one file's rows in order. `cells` is reused by the parser: copy what is kept. */
export interface RowSink {
  begin(sheet: SheetStart): void;
  row(rowNo: number, cells: readonly CellText[]): void;
  issue(issue: CellIssue): void;
  end(end: SheetEnd): void;
  /** Awaited between pieces of input, so that a sink that passes rows on need not hold a whole file. */
  drain?(): Promise<void> | undefined;
}

export const encodingIds = ["utf-8", "utf-16le", "utf-16be", "windows-1258", "tcvn3", "vni"] as const;
export type EncodingId = (typeof encodingIds)[number];

export type EncodingGuess = { encoding: EncodingId; confidence: number; byteOrderMark: boolean };

/** Asked of a person before the file can be taken; answered by `ParseOptions`. */
export type Question = {
  code: "encoding-unsure" | "delimiter-unsure" | "font-unsure";
  part: string | null;
  /** Best first. `sample` is what the text would read like. */
  candidates: { value: string; confidence: number; sample: string }[];
};

export type FileFormat = "xlsx" | "csv" | "json" | "zip";

export type ParseOptions = {
  /** Name the sender gave the file: used in messages and as a csv's sheet name, never to tell the format. */
  fileName?: string;
  encoding?: EncodingId;
  delimiter?: ";" | "," | "\t" | "|";
  /** The text was typed with an old Vietnamese font: read it through that font ("none": take it as it is). */
  font?: "tcvn3" | "vni" | "none";
};

export type ParseLimits = {
  /** Size of the file as received. */
  maxFileBytes: number;
  /** Sum of everything inflated from one file. */
  maxInflatedBytes: number;
  /** Inflated / compressed, looked at once an entry has inflated more than `ratioFreeBytes`. */
  maxInflationRatio: number;
  ratioFreeBytes: number;
  maxZipEntries: number;
  /** One entry of a zip of tables; it is held in memory while it is read. */
  maxZipEntryBytes: number;
  maxRows: number;
  maxColumns: number;
  maxCellChars: number;
  maxSheets: number;
  maxSharedStringChars: number;
  maxDepth: number;
  /** Listed cell issues of one file; beyond it the file is refused, nothing is left unlisted. */
  maxIssues: number;
  /** Wall clock for one file. */
  timeoutMs: number;
  /** Heap of the child process. */
  childHeapMb: number;
};

export type PartOutcome = {
  /** Entry of a zip, or a sheet that can't hold a table. */
  part: string;
  reasonCode: ReasonCode;
  detail: string;
};

/** What `parseFile` says about a file it could read. A refused file throws `Refusal`. */
export type ParseOutcome = {
  format: FileFormat;
  /** Of the csv parts; null when the format says its encoding itself (xlsx). */
  encoding: EncodingGuess | null;
  questions: Question[];
  /** Parts of a zip that were left out, each with its reason. */
  refusedParts: PartOutcome[];
};
