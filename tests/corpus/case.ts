import type { ReasonCode } from "#src/pipeline/1-landing/parse/reason-codes.ts";
import type { CellText, ParseOptions } from "#src/pipeline/1-landing/parse/types.ts";

/** Every row the file must give, by its number; a row not named must not come. */
export type ExpectedSheet = {
  name: string;
  hidden?: boolean;
  rows: Record<number, CellText[]>;
  merges?: number;
};

/** `[code, row, column or null, sheet number (1 when left out)]` */
export type ExpectedIssue = [code: ReasonCode, rowNo: number, columnNo: number | null, sheetNo?: number];

export type Taken = {
  sheets: ExpectedSheet[];
  issues?: ExpectedIssue[];
  encoding?: string;
  leftOut?: [part: string, code: ReasonCode][];
};

export type Refused = {
  refused: ReasonCode;
  rowNo?: number;
  sheetName?: string;
  part?: string;
  candidates?: string[];
};

export type Expected = Taken | Refused;

export type CorpusCase = {
  /** Also says what is tricky about it. */
  name: string;
  /** The sender's file name; its ending may lie. */
  file: string;
  bytes: () => Uint8Array;
  options?: ParseOptions;
  expect: Expected;
};

export function utf8(text: string): Uint8Array {
  return Buffer.from(text, "utf8");
}

export function joinBytes(...pieces: (Uint8Array | string)[]): Uint8Array {
  return Buffer.concat(pieces.map((piece) => Buffer.from(piece as string)));
}

/** Rows 1, 2, 3 … of a table without gaps. */
export function rowsFrom(first: number, ...rows: CellText[][]): Record<number, CellText[]> {
  return Object.fromEntries(rows.map((cells, index) => [first + index, cells]));
}
