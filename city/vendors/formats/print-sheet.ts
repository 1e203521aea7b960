import type { LayoutColumn, SheetLayout } from "../layout.ts";
import { shortSlashDate, slashDate } from "../rows/spellings.ts";
import { type Row, textOf, type Value } from "../rows/value.ts";
import type { CsvWriter } from "./csv-writer.ts";
import type { XlsxCell, XlsxSheet } from "./xlsx-writer.ts";

const FULL_DATE = /^\d{4}-\d{2}-\d{2}$/;

export type SheetPrinter = {
  /** Writes one data row and returns its row number as Excel shows it. */
  print(row: Row): number;
  skip(): void;
};

/**
 * Writes title and header rows and returns a printer for the data rows.
 * @param titles text of the rows above the header; "" leaves a row empty. All but short ones are merged
 * over the table's width, the way report tools do.
 */
export function beginSheet(sheet: XlsxSheet, layout: SheetLayout, titles: readonly string[]): SheetPrinter {
  const width = layout.columns.length;
  for (const title of titles) {
    if (title === "") {
      sheet.skipRow();
      continue;
    }
    const row = sheet.addRow([title], true);
    if (layout.headerRows === 2) sheet.merge(row, 1, row, Math.min(width, 12));
  }
  printHeader(sheet, layout);
  const cells = layout.columns.map((column) => xlsxCellOf(column, layout));
  const names = layout.columns.map((column) => column.column);
  let running = 0;
  return {
    print(row) {
      running += 1;
      const out: XlsxCell[] = new Array(width);
      for (let index = 0; index < width; index += 1) {
        const name = names[index] ?? "";
        out[index] = name === "stt" ? running : cells[index]?.(row[name]);
      }
      return sheet.addRow(out);
    },
    skip: () => sheet.skipRow(),
  };
}

/** One or two header rows; equal neighbours of the first row become one merged cell, single headings span both. */
function printHeader(sheet: XlsxSheet, layout: SheetLayout): void {
  const { columns } = layout;
  if (layout.headerRows === 1) {
    sheet.addRow(
      columns.map((column) => column.header.join(" ")),
      true,
    );
    return;
  }
  const first: XlsxCell[] = columns.map((column, index) =>
    index > 0 && column.header.length === 2 && columns[index - 1]?.header[0] === column.header[0]
      ? null
      : column.header[0],
  );
  const top = sheet.addRow(first, true);
  const bottom = sheet.addRow(
    columns.map((column) => (column.header.length === 2 ? column.header[1] : null)),
    true,
  );
  for (let start = 0; start < columns.length; ) {
    let end = start;
    while (end + 1 < columns.length && first[end + 1] === null) end += 1;
    if (columns[start]?.header.length === 1) sheet.merge(top, start + 1, bottom, start + 1);
    else if (end > start) sheet.merge(top, start + 1, top, end + 1);
    start = end + 1;
  }
}

function xlsxCellOf(column: LayoutColumn, layout: SheetLayout): (value: Value | undefined) => XlsxCell {
  const [yes, no] = layout.flag;
  return (value) => {
    if (value === null || value === undefined) return null;
    if (typeof value === "object") return "raw" in value ? value.raw : value;
    if (typeof value === "boolean") return value ? yes : no;
    if (column.kind === "date" && typeof value === "string" && FULL_DATE.test(value)) return { date: value };
    if (typeof value === "string" && column.kind !== "text") return datedText(column, value);
    if (column.kind === "text") return String(value);
    return value;
  };
}

export type CsvSpelling = {
  /** Decimal sign of numbers: csv of a Vietnamese Windows has a comma. */
  decimal: "." | ",";
};

/** Writes the header line and returns a printer for data lines. */
export function beginCsv(csv: CsvWriter, layout: SheetLayout, spelling: CsvSpelling): SheetPrinter {
  const { columns } = layout;
  const [yes, no] = layout.flag;
  csv.addRow(columns.map((column) => column.header.join(" ")));
  const names = columns.map((column) => column.column);
  let running = 0;
  return {
    print(row) {
      running += 1;
      return csv.addRow(
        columns.map((column, index) => {
          const name = names[index] ?? "";
          if (name === "stt") return running;
          const value = row[name];
          if (value === null || value === undefined) return "";
          if (typeof value === "boolean") return value ? yes : no;
          if (typeof value === "number") return String(value).replace(".", spelling.decimal);
          if (typeof value === "string") {
            return column.kind === "text" ? value : datedText(column, value);
          }
          return textOf(value);
        }),
      );
    },
    skip: () => {
      csv.addRow([]);
    },
  };
}

/** dd/MM/yyyy or d/M/yyyy of an ISO day, other texts as they are. */
function datedText(column: LayoutColumn, value: string): string {
  if (!FULL_DATE.test(value)) return value;
  return column.kind === "dateShort" ? shortSlashDate(value) : slashDate(value);
}
