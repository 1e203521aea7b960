/**
 * How a vendor's table is laid out, as data: the writers print from it, README.md prints it for people,
 * and a test holds the two together.
 */

/**
 * How a value is spelt in this column.
 * - `text`: as it is
 * - `date`: a true date cell in xlsx (serial number with a date style), `dd/MM/yyyy` in csv
 * - `dateText`: always text `dd/MM/yyyy`, also in xlsx
 * - `dateShort`: always text `d/M/yyyy`
 * - `number`: a numeric cell
 * - `mark`: a number with one decimal as the vendor prints it, or a word (Đ, CĐ)
 * - `flag`: a yes/no spelt with the words of the layout
 */
export type CellKind = "text" | "date" | "dateText" | "dateShort" | "number" | "mark" | "flag";

export type LayoutColumn = {
  /** Column of the intake vocabulary, or `stt` (the running number), or `skip.*` for columns nobody maps. */
  column: string;
  /** One part a header row; a single part is merged over all header rows of the sheet. */
  header: readonly [string] | readonly [string, string];
  kind: CellKind;
};

export type SheetLayout = {
  vendor: string;
  /** Intake of the pipeline the rows are meant for. */
  intake: string;
  /** File name without folder; `{…}` stands for what varies. */
  file: string;
  /** Sheet name in xlsx; for csv and JSON the empty string. */
  sheet: string;
  headerRows: 1 | 2;
  /** First line(s) before the header, as a pattern for people to read. */
  titleRows: readonly string[];
  /** Words for yes and no. */
  flag: readonly [yes: string, no: string];
  columns: readonly LayoutColumn[];
};

export function text(column: string, ...header: readonly [string] | readonly [string, string]): LayoutColumn {
  return { column, header, kind: "text" };
}

export function date(column: string, ...header: readonly [string] | readonly [string, string]): LayoutColumn {
  return { column, header, kind: "date" };
}

export function dateText(
  column: string,
  ...header: readonly [string] | readonly [string, string]
): LayoutColumn {
  return { column, header, kind: "dateText" };
}

export function dateShort(
  column: string,
  ...header: readonly [string] | readonly [string, string]
): LayoutColumn {
  return { column, header, kind: "dateShort" };
}

export function number(
  column: string,
  ...header: readonly [string] | readonly [string, string]
): LayoutColumn {
  return { column, header, kind: "number" };
}

export function mark(column: string, ...header: readonly [string] | readonly [string, string]): LayoutColumn {
  return { column, header, kind: "mark" };
}

export function flag(column: string, ...header: readonly [string] | readonly [string, string]): LayoutColumn {
  return { column, header, kind: "flag" };
}

/** The running number every Vietnamese list begins with. */
export const STT: LayoutColumn = { column: "stt", header: ["STT"], kind: "number" };

/** Header as the pipeline joins it: `Cha › Họ tên`. */
export function joinedHeader(column: LayoutColumn): string {
  return column.header.join(" › ");
}
