import type { IntakeTable, TableIssue } from "../2-standardise/intake-table.ts";
import type { CellIssue, ParseOptions, Question as ParseQuestion, PartOutcome } from "./parse/types.ts";
import type { PackageLeftover } from "./recognise/join-packages.ts";
import type { Question, TableDescription } from "./recognise/types.ts";

/** What a person said about how a file's bytes are to be read. */
export type ReadingAnswers = Pick<ParseOptions, "encoding" | "delimiter" | "font">;

/** A file of this run after parsing and recognition; stored in `file.tables` so that a resumed run has it. */
export interface LandedFile {
  readonly fileId: string;
  readonly fileSeq: number;
  readonly pathSegments: readonly string[];
  readonly status: "landed" | "waiting" | "refused";
  readonly reason: string | null;
  /** Rows that have their end already: those that wait, and those of a package that fit nowhere. */
  readonly heldRows: number;
  readonly tables: readonly IntakeTable[];
  readonly waiting: readonly WaitingTable[];
  /** Where and why the file was refused. */
  readonly detail: string;
  /** Answers the file was read with; a later question is asked on top of them. */
  readonly answers: ReadingAnswers;
  /** Cells and rows that parsing took out or found odd, those outside of tables included. */
  readonly issues: readonly CellIssue[];
  /** Parts of a zip and sheets that can hold no table, each with its reason. */
  readonly refusedParts: readonly PartOutcome[];
  /** Sheets with text but no table (instructions); nothing in them is a record. */
  readonly notTables: readonly { readonly sheetName: string; readonly rows: number }[];
  /** Rows of a package of tables that found no place in any of its lists. */
  readonly leftovers: readonly PackageLeftover[];
}

/** A table, or a whole file, that a person must say something about. */
export interface WaitingTable {
  readonly sheetName: string;
  readonly rows: number;
  readonly questions: readonly (Question | ParseQuestion)[];
  readonly description?: TableDescription;
}

/** What parsing took out of a table's rows, by intake column; a column nobody reads is called by its letter, `@C`. */
export function issuesOfTable(
  issues: readonly CellIssue[],
  table: Pick<IntakeTable, "sheetNo" | "firstDataRow" | "lastRow" | "positions">,
  nameOf: (columnNo: number) => string,
): readonly TableIssue[] {
  const byPosition = new Map(Object.entries(table.positions).map(([column, at]) => [at, column]));
  return issues
    .filter((issue) => issue.severity === "reject" && issue.sheetNo === table.sheetNo)
    .filter((issue) => issue.rowNo >= table.firstDataRow && issue.rowNo <= table.lastRow)
    .map((issue) => ({
      rowNo: issue.rowNo,
      column:
        issue.columnNo === null ? null : (byPosition.get(issue.columnNo) ?? `@${nameOf(issue.columnNo)}`),
      columnNo: issue.columnNo,
      reason: issue.code,
      raw: issue.detail,
    }));
}
