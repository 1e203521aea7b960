import { findIntake } from "#src/domains/catalogue.ts";
import { fieldTitle } from "#src/domains/dictionary/dataset.ts";
import type { Text } from "#src/domains/dictionary/text.ts";
import type { LandedFile } from "#src/pipeline/1-landing/landed-file.ts";
import { reasonWords } from "../pages/reason-words.ts";
import { shownName } from "../uploads/shown-name.ts";

/** What one file was taken for, told to who sent it. */
export interface DeliveredFile {
  readonly fileSeq: number;
  readonly runSeq: number;
  readonly fileName: string;
  /** Code set fileStatus. */
  readonly status: string;
  readonly reason: { readonly code: string; readonly text: Text } | null;
  /** Where a refused file stopped being readable: sheet, row, column as far as they are known. */
  readonly place: Readonly<Record<string, string | number>>;
  readonly schoolId: string | null;
  readonly schoolName: string | null;
  readonly sourceSystem: string | null;
  readonly receivedAt: string;
  readonly rowsIn: number;
  readonly tables: readonly DeliveredTable[];
  readonly waiting: readonly WaitingPart[];
  /** Sheets with text and no table: instructions, covers. */
  readonly passedOver: readonly string[];
  /** Parts of a zip and sheets that can hold no table. */
  readonly refusedParts: readonly { readonly name: string; readonly reason: Text }[];
}

export interface DeliveredTable {
  readonly sheetNo: number;
  readonly intake: string;
  readonly title: Text;
  readonly schoolId: string | null;
  readonly schoolYear: string | null;
  readonly term: string | null;
  readonly rows: number;
  /** What each recognised column of the sender means, in the order of the file. */
  readonly columns: readonly { readonly header: string; readonly title: Text }[];
}

interface WaitingPart {
  readonly sheetName: string;
  readonly rows: number;
  readonly questions: readonly Text[];
}

/** A row of `file`, with the school's name. */
export interface FileRow {
  readonly file_id: string;
  readonly file_seq: string;
  readonly run_seq: number;
  readonly file_name: string;
  readonly status: string;
  readonly reason: string | null;
  readonly school_id: string | null;
  readonly school_name: string | null;
  readonly source_system: string | null;
  readonly received_at: Date;
  readonly rows_in: number;
  readonly tables: Partial<LandedFile> | null;
}

export const fileColumns = `f.file_id, f.file_seq, f.run_seq, f.file_name, f.status, f.reason, f.school_id,
  (select k.school_name from school k where k.school_id = f.school_id) as school_name, f.source_system, f.received_at,
  f.rows_in, f.tables`;

/** Why something was not taken, in both languages. */
export const reasonText = (code: string): Text => ({
  vi: reasonWords(code, "vi"),
  en: reasonWords(code, "en"),
});

export function describeDelivered(row: FileRow): DeliveredFile {
  const landed = row.tables ?? {};
  const tables = (landed.tables ?? []).map(describeTable);
  const waiting = (landed.waiting ?? []).map(({ sheetName, rows, questions }) => ({
    sheetName,
    rows,
    questions: questions.map(questionText),
  }));
  return {
    fileSeq: Number(row.file_seq),
    runSeq: row.run_seq,
    fileName: shownName(row.file_name, row.file_id),
    status: row.status,
    reason: row.reason === null ? null : { code: row.reason, text: reasonText(row.reason) },
    place: placeOf(landed.detail),
    schoolId: row.school_id,
    schoolName: row.school_name,
    sourceSystem: row.source_system,
    receivedAt: row.received_at.toISOString(),
    rowsIn: rowsOf(row),
    tables,
    waiting,
    passedOver: (landed.notTables ?? []).map(({ sheetName }) => sheetName),
    refusedParts: (landed.refusedParts ?? []).map((part) => ({
      name: part.part,
      reason: reasonText(part.reasonCode),
    })),
  };
}

type Asked = LandedFile["waiting"][number]["questions"][number];

const readingQuestions: Readonly<Record<string, Text>> = {
  "encoding-unsure": {
    vi: "Chưa chắc chữ trong tệp viết bằng bảng mã nào.",
    en: "The text's encoding is not certain.",
  },
  "delimiter-unsure": {
    vi: "Chưa chắc dấu nào ngăn các cột.",
    en: "Which sign parts the columns is not certain.",
  },
  "font-unsure": { vi: "Chữ có thể gõ bằng phông cũ.", en: "The text may have been typed with an old font." },
};

/** What a person is asked: recognition says it itself, the parsers have codes. */
export const questionText = (asked: Asked): Text =>
  "sentence" in asked ? asked.sentence : (readingQuestions[asked.code] ?? { vi: asked.code, en: asked.code });

/** Rows of a file that is not settled yet are counted from its tables: what waits has no row elsewhere. */
export function rowsOf({ status, reason, rows_in, tables }: FileRow): number {
  const isSettled = status !== "landed" && reason !== "feed-shrunk";
  return isSettled ? rows_in : rows_in + tableRows(tables ?? {});
}

/** Rows of the file that have their end without a source row: they wait for an answer, or for a feed's release. */
export function waitingRowsOf({ status, reason, tables }: FileRow): number {
  const landed = tables ?? {};
  const asked =
    (landed.waiting ?? []).reduce((sum, one) => sum + one.rows, 0) + (landed.leftovers?.length ?? 0);
  return status === "waiting" && reason === "feed-shrunk" ? asked + tableRows(landed) : asked;
}

const tableRows = ({ tables = [] }: Partial<LandedFile>): number =>
  tables.reduce((sum, table) => sum + table.lastRow - table.firstDataRow + 1, 0);

function describeTable(table: LandedFile["tables"][number]): DeliveredTable {
  const intake = findIntake(table.intake);
  const columns = Object.entries(table.positions)
    .toSorted(([, a], [, b]) => a - b)
    .flatMap(([column]) => {
      const header = table.headers[column] ?? column;
      const field = intake?.columns[column];
      // Columns of subjects are recognised by pattern and called as the sender calls them.
      return [
        { header, title: field === undefined ? { vi: header, en: header } : fieldTitle(column, field) },
      ];
    });
  return {
    sheetNo: table.sheetNo,
    intake: table.intake,
    title: intake?.title ?? { vi: table.intake, en: table.intake },
    schoolId: table.schoolId,
    schoolYear: table.context.schoolYear ?? null,
    term: table.context.term ?? null,
    rows: Math.max(0, table.lastRow - table.firstDataRow + 1),
    columns,
  };
}

function placeOf(detail: string | undefined): DeliveredFile["place"] {
  if (detail === undefined || !detail.startsWith("{")) return {};
  const known = JSON.parse(detail) as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    ["part", "sheetName", "rowNo", "columnNo"].flatMap((key) => {
      const value = known[key];
      return typeof value === "string" || typeof value === "number" ? [[key, value]] : [];
    }),
  );
}
