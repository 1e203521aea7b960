import { readFileSync } from "node:fs";
import { extname, join } from "node:path";
import ExcelJS from "exceljs";
import { strFromU8, unzipSync } from "fflate";

/**
 * Reads delivered files with independent readers (ExcelJS, fflate, JSON.parse), for tests of the city itself.
 * Rows and cells count from 1 like in the truth tables: `table[row][column]`.
 */
export type Cells = readonly (readonly string[])[];

/** Lines of csv text with `delimiter`; quotes doubled inside quotes. Index 0 is unused. */
function parseCsv(text: string, delimiter: string): Cells {
  const rows: string[][] = [[]];
  const field = new RegExp(`("(?:[^"]|"")*"|[^${delimiter}]*)(${delimiter}|$)`, "g");
  for (const line of text.replace(/^\ufeff/, "").split(/\r?\n/)) {
    const cells: string[] = [""];
    for (const [, cell = "", end] of line.matchAll(field)) {
      cells.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
      if (end === "") break;
    }
    rows.push(cells);
  }
  return rows;
}

/** A truth table as objects. */
export function readTruth(folder: string, table: string): Record<string, string>[] {
  const [, head = [], ...rows] = parseCsv(readFileSync(join(folder, `${table}.csv`), "utf8"), ",");
  return rows
    .filter((row) => row.length > 2 || row[1] !== "")
    .map((row) => Object.fromEntries(head.map((name, index) => [name, row[index] ?? ""]).slice(1)));
}

/** Tables of a delivered file by sheet name; csv and JSON have the one sheet "". */
export async function readDelivered(path: string): Promise<Map<string, Cells>> {
  const bytes = readFileSync(path);
  switch (extname(path)) {
    case ".xlsx":
      return readXlsx(bytes);
    case ".zip":
      return new Map(
        Object.entries(unzipSync(bytes)).map(([name, part]) => [name, parseCsv(strFromU8(part), ",")]),
      );
    case ".json": {
      const page = JSON.parse(bytes.toString("utf8")) as { data: unknown[] };
      return new Map([["", [[], ...page.data.map((record) => ["", ...leaves(record)])]]]);
    }
    case ".csv":
      return new Map([["", parseCsv(decode(bytes), delimiterOf(bytes))]]);
    default:
      throw new Error(`no reader for ${path}`);
  }
}

async function readXlsx(bytes: Buffer): Promise<Map<string, Cells>> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes as unknown as ArrayBuffer);
  return new Map(
    book.worksheets.map((sheet) => {
      const rows: string[][] = [[]];
      for (let row = 1; row <= sheet.rowCount; row += 1) {
        const cells: string[] = [""];
        sheet.getRow(row).eachCell({ includeEmpty: true }, (cell, column) => {
          const { value } = cell;
          const shown = cell.isMerged && cell.master !== cell ? "" : (value ?? "");
          cells[column] = shown instanceof Date ? shown.toISOString().slice(0, 10) : String(shown);
        });
        rows.push(cells);
      }
      return [sheet.name, rows];
    }),
  );
}

function leaves(value: unknown): string[] {
  if (typeof value === "object" && value !== null) return Object.values(value).flatMap(leaves);
  return [value === null ? "" : String(value)];
}

/** UTF-8 when marked so, else Windows-1258: good enough for ASCII fields of the other encodings. */
function decode(bytes: Buffer): string {
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return marked ? bytes.toString("utf8") : new TextDecoder("windows-1258").decode(bytes).normalize("NFC");
}

function delimiterOf(bytes: Buffer): string {
  const line = bytes.subarray(0, 2000).toString("latin1").split("\n")[0] ?? "";
  return [";", "\t", ","].find((candidate) => line.includes(candidate)) ?? ",";
}
