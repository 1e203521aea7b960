import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type CsvDialect, CsvWriter } from "./csv-writer.ts";

const folder = mkdtempSync(join(tmpdir(), "csv-writer-"));
let instance: DuckDBInstance;
beforeAll(async () => {
  instance = await DuckDBInstance.create(":memory:");
});
afterAll(() => {
  instance.closeSync();
  rmSync(folder, { recursive: true });
});

/** Reads with an independent reader: DuckDB, told the dialect. */
async function read(text: string, dialect: CsvDialect, columns: number): Promise<unknown[][]> {
  const path = join(folder, "file.csv");
  writeFileSync(path, text);
  const connection = await instance.connect();
  const names = Array.from({ length: columns }, (_, index) => `'c${index}': 'VARCHAR'`).join(", ");
  const reader = await connection.runAndReadAll(
    `select * from read_csv('${path}', delim = '${dialect.delimiter}', quote = '"', escape = '"', header = false,
      auto_detect = false, null_padding = false, nullstr = '\u0001', columns = {${names}})`,
  );
  connection.closeSync();
  return reader.getRows();
}

const dialects: CsvDialect[] = [
  { delimiter: ";", newline: "\r\n", byteOrderMark: true },
  { delimiter: ",", newline: "\n", byteOrderMark: false },
  { delimiter: "\t", newline: "\r\n", byteOrderMark: false },
];

test.each(dialects)("an independent reader gets the cells back: %j", async (dialect) => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.tuple(
          fc.constantFrom("Nguyễn Thị Hòa", 'a "b" c', "x;y", "x,y", "x\ty", " cách ", "0"),
          fc.string({ unit: fc.constantFrom("a", '"', ";", ",", "đ", " "), minLength: 1 }),
        ),
        { minLength: 1, maxLength: 10 },
      ),
      async (rows) => {
        const csv = new CsvWriter(dialect);
        const lines = rows.map((row) => csv.addRow(row));
        expect(lines).toEqual(rows.map((_, index) => index + 1));
        expect(await read(csv.toText(), dialect, 2)).toEqual(rows);
      },
    ),
    { numRuns: 25 },
  );
});

test("mark, line ends and quoting are those of the dialect", () => {
  const csv = new CsvWriter({ delimiter: ";", newline: "\r\n", byteOrderMark: true });
  csv.addRow(["Mã HS", 1, null, 'Lô 3; tổ "Hoa"']);
  expect(csv.toText()).toBe('\ufeffMã HS;1;;"Lô 3; tổ ""Hoa"""\r\n');
});
