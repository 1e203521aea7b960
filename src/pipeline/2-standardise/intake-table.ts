import type { MarkReading, TableDescription } from "../1-landing/recognise/types.ts";

/** A landed table whose columns are known: what the standardising step works from. */
export interface IntakeTable {
  readonly fileSeq: number;
  readonly sheetNo: number;
  readonly firstDataRow: number;
  readonly lastRow: number;
  readonly intake: string;
  readonly sourceSystem: string;
  /** Lower wins at survivorship when authority is equal. */
  readonly trust: number;
  /** Whose local keys the table carries: the sector's (the same everywhere) or the vendor's own. */
  readonly keyIssuer: "sector" | "vendor";
  readonly delivery: "full" | "delta";
  /** School the whole table belongs to; absent in city-wide registers. */
  readonly schoolId: string | null;
  readonly receivedAt: string;
  /** Intake column → 1-based position in the row. */
  readonly positions: Readonly<Record<string, number>>;
  /** Header texts by intake column, for the sender's eyes. */
  readonly headers: Readonly<Record<string, string>>;
  /** Values that hold for all rows (school year in the title …). */
  readonly context: Readonly<Record<string, string>>;
  readonly readings: Readonly<Record<string, MarkReading>>;
  /** Raw Parquet part that holds the rows, relative to the lake. */
  readonly rawPart: string;
  /** Made of several tables of a package: its rows stand in a part of their own, under the numbers they came from. */
  readonly joined?: true;
  /** How the school is known where the file named it by something else than its code. */
  readonly schoolBy?: {
    readonly by: "person" | "likeness";
    readonly named: string;
    readonly probability: number;
  };
  /** What parsing took out of the rows; absent when nothing. */
  readonly issues?: readonly TableIssue[];
}

/** A cell that parsing took out, or a row it could not split into cells for certain (`column` null). */
export interface TableIssue {
  readonly rowNo: number;
  /** Intake column, or `@C` for column C when nobody reads it. */
  readonly column: string | null;
  readonly columnNo: number | null;
  readonly reason: string;
  /** What was found, at most 100 characters. */
  readonly raw: string;
}

/** `mark.TOAN.t1` and `level.TOAN.year` are subject columns; they stay together as one map. */
export function isSubjectColumn(column: string): boolean {
  return /^(mark|level)\.[A-Z_]+\.(t1|t2|year)$/.test(column);
}

/** Picks what standardising needs out of a recognised table. */
export function intakeTableOf(
  description: Omit<TableDescription, "context"> & {
    readonly intake: string;
    readonly context: TableDescription["context"] & { readonly schoolYearBy?: string };
  },
  source: Pick<
    IntakeTable,
    "sourceSystem" | "trust" | "keyIssuer" | "delivery" | "schoolId" | "receivedAt" | "rawPart"
  >,
): IntakeTable {
  const mapped = description.columns.flatMap((column) =>
    column.column === null ? [] : [{ ...column, column: column.column }],
  );
  const { delivery: _delivery, vendor: _vendor, ...context } = description.context;
  return {
    ...source,
    fileSeq: description.fileSeq,
    sheetNo: description.sheetNo,
    firstDataRow: description.firstDataRow,
    lastRow: description.lastRow,
    intake: description.intake,
    positions: Object.fromEntries(mapped.map((column) => [column.column, column.index])),
    headers: Object.fromEntries(mapped.map((column) => [column.column, column.header])),
    context: Object.fromEntries(
      Object.entries(context).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
    ),
    readings: Object.fromEntries(
      mapped.flatMap((column) => (column.reading === undefined ? [] : [[column.column, column.reading]])),
    ),
  };
}
