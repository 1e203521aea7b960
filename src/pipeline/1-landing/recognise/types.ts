import type { CodeSet } from "#src/domains/dictionary/code-set.ts";
import type { Intake } from "#src/domains/dictionary/intake.ts";
import type { Text } from "#src/domains/dictionary/text.ts";
import type { SavedMapping } from "./saved-mapping.ts";
import type { VendorProfile } from "./vendor-profile.ts";

/** One row as parsing hands it on: `cells[0]` is column A, null is an empty cell, `rowNo` is 1-based. */
export interface SheetRow {
  readonly rowNo: number;
  readonly cells: readonly (string | null)[];
}

/** 1-based and inclusive, as Excel counts. */
export interface MergedRange {
  readonly firstRow: number;
  readonly lastRow: number;
  readonly firstColumn: number;
  readonly lastColumn: number;
}

/** What is seen of one sheet. Rows without any value are absent, so row numbers may jump. */
export interface TableInput {
  readonly sheetName: string;
  /** The first rows of the sheet; the header must be among them. */
  readonly headRows: readonly SheetRow[];
  readonly merges: readonly MergedRange[];
  /** Rows from all over the sheet, the last ones included where possible; may overlap `headRows`. */
  readonly sampleRows: readonly SheetRow[];
  readonly fileName: string;
  /** Folders of the delivery, outermost first: `["inbox", "smas", "311194802001"]`. */
  readonly pathSegments: readonly string[];
  /** Texts that are said of the whole file, outside this sheet. */
  readonly fileTitles?: readonly string[];
  readonly fileSeq?: number;
  readonly sheetNo?: number;
  /** Row number of the last row with a value; the highest row seen when absent. */
  readonly lastRow?: number;
}

/** What the recogniser may lean on. */
export interface Knowledge {
  readonly intakes: readonly Intake[];
  /** Values of coded columns are compared with these; subject columns take their names from set `subject`. */
  readonly codeSets: readonly CodeSet[];
  /** The vendor the delivery is known to come from. */
  readonly vendor?: VendorProfile;
  /** Vendors to recognise by folder or title when `vendor` is not given. */
  readonly vendors?: readonly VendorProfile[];
  readonly savedMappings?: readonly SavedMapping[];
}

/** Who says that a column means what it means. */
export type MappedBy = "person" | "vendor" | "alias" | "value";

/**
 * How cells are read when the header names a value instead of a field: under `Nữ` an `x` means female.
 * The code `whenMarked` is taken for a marked cell (its own text when absent), `otherwise` for an empty one.
 */
export interface MarkReading {
  readonly whenMarked?: string | undefined;
  readonly otherwise: string;
}

export interface ColumnCandidate {
  readonly column: string;
  readonly confidence: number;
  readonly by: MappedBy;
}

export interface ColumnDescription {
  /** 1-based. */
  readonly index: number;
  /** Header parts joined with ` › `; empty when the column has none. */
  readonly header: string;
  /** Column of the intake; null when unknown, unsure or of no interest (running numbers). */
  readonly column: string | null;
  readonly confidence: number;
  readonly by: MappedBy;
  readonly reading?: MarkReading;
}

export type QuestionCode =
  | "header-missing"
  | "intake-unsure"
  | "intake-unknown"
  | "column-unsure"
  | "column-unknown"
  | "columns-compete"
  | "period-missing"
  | "context-conflict"
  | "context-missing"
  | "class-in-group-rows"
  | "tables-side-by-side"
  | "school-unsure";

/** Something a person must say before (needed) or may say after (optional) the table is taken. */
export interface Question {
  readonly code: QuestionCode;
  /** `needed`: without an answer the table can't be taken. `optional`: it is taken without this column. */
  readonly severity: "needed" | "optional";
  readonly columnIndex?: number;
  readonly header?: string;
  readonly sentence: Text;
  /** Best first; ids of columns, intakes or values of the context. */
  readonly candidates: readonly {
    readonly value: string;
    readonly confidence: number;
    /** The value as people call it. */
    readonly sample?: string;
  }[];
}

/** What title rows, sheet name, file name and folders say about all rows of the table. */
export interface TableContext {
  schoolCode?: string;
  schoolName?: string;
  /** Commune, former district or authority of the letterhead, as written. */
  place?: string;
  schoolYear?: string;
  /** HK1, HK2 or CN. */
  term?: string;
  vendor?: string;
  className?: string;
  gradeLevel?: string;
  /** `yyyy-mm-dd`. */
  asOf?: string;
  examId?: string;
  /** `delta`: only changed rows are in the file; what is missing is not gone. */
  delivery?: "full" | "delta";
}

export interface TableDescription {
  readonly fileSeq: number;
  readonly sheetNo: number;
  readonly sheetName: string;
  /** First and last header row, `[0, 0]` when no header was found. */
  readonly headerRows: readonly [number, number];
  readonly firstDataRow: number;
  readonly lastRow: number;
  readonly columns: readonly ColumnDescription[];
  readonly intake: string | null;
  readonly intakeConfidence: number;
  readonly context: TableContext;
  /** Whose local codes the rows carry; `vendor` when nothing is known of the sender. */
  readonly keyIssuer: VendorProfile["learnerCodeIssuer"];
  /** Folded headers in column order: the key under which a person's mapping is found again. */
  readonly fingerprint: readonly string[];
  readonly questions: readonly Question[];
}

/** Below this a column is asked about and stays unmapped. */
export const ACCEPT_CONFIDENCE = 0.8;
/** Two candidates nearer to each other than this are asked about. */
export const MIN_MARGIN = 0.06;
/** Between the parts of a header that spans several rows. */
export const HEADER_JOINT = " › ";
