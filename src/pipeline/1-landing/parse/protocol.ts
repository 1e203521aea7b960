import type { ReasonCode } from "./reason-codes.ts";
import type { Place } from "./refusal.ts";
import type {
  CellIssue,
  CellText,
  EncodingGuess,
  FileFormat,
  MergeRange,
  ParseLimits,
  ParseOptions,
  PartOutcome,
  Question,
} from "./types.ts";

/** One file to read. `fileSeq` is the run's number of the file and goes into every row. */
export type FileJob = { fileSeq: number; path: string; options: ParseOptions };

export type KeptRow = { rowNo: number; cells: CellText[] };

/** What finding header rows and recognising columns needs to know of a table. */
export type SheetSummary = {
  sheetNo: number;
  sheetName: string;
  part: string | null;
  hidden: boolean;
  rows: number;
  lastRow: number;
  columns: number;
  /** The first rows with a value, at most `headRowCount`. */
  headRows: KeptRow[];
  /** Merged ranges that begin in the head. */
  headMerges: MergeRange[];
  /** Rows below the head, evenly spread over the table, at most `sampleRowCount`. */
  sampleRows: KeptRow[];
};

export type FileResult = {
  fileSeq: number;
  status: "parsed" | "refused";
  /** Why it was refused; null when parsed. */
  reasonCode: ReasonCode | null;
  detail: string;
  /** Where the reason was met, as far as known. */
  place: Place;
  format: FileFormat | null;
  encoding: EncodingGuess | null;
  sheets: SheetSummary[];
  issues: CellIssue[];
  questions: Question[];
  refusedParts: PartOutcome[];
};

/** A written part: all rows of the batch's parsed files. */
export type BatchResult = { partPath: string; rows: number; files: FileResult[] };

export type ParentMessage = { kind: "batch"; partPath: string; jobs: FileJob[]; limits: ParseLimits };

export type ChildMessage =
  /** Sent once, after the start: a child that dies before it never saw a file. */
  | { kind: "ready" }
  | { kind: "started"; fileSeq: number }
  | { kind: "file"; result: FileResult }
  | { kind: "written"; rows: number }
  | { kind: "failed"; message: string };

/** The result of a file nothing more is known of than why it was refused. */
export function refusedResult(
  fileSeq: number,
  reasonCode: ReasonCode,
  detail: string,
  place: Place = {},
): FileResult {
  return {
    fileSeq,
    status: "refused",
    reasonCode,
    detail,
    place,
    format: null,
    encoding: null,
    sheets: [],
    issues: [],
    questions: [],
    refusedParts: [],
  };
}
