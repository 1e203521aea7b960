import ExcelJS from "exceljs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { columnName, dateSerial, XlsxWriter } from "./xlsx-writer.ts";

/** Reads with an independent reader. */
async function read(bytes: Buffer): Promise<ExcelJS.Workbook> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes as unknown as ArrayBuffer);
  return book;
}

function sheetOf(book: ExcelJS.Workbook, name: string): ExcelJS.Worksheet {
  const sheet = book.getWorksheet(name);
  if (sheet === undefined) throw new Error(`no sheet ${name}`);
  return sheet;
}

describe.each(["shared", "inline"] as const)("xlsx with %s strings", (strings) => {
  test("gives back texts, numbers, dates, flags, gaps and merges at their places", async () => {
    const book = new XlsxWriter({ strings });
    const first = book.addSheet("Danh sách học sinh");
    expect(first.addRow(["TRƯỜNG <A> & B"], true)).toBe(1);
    first.merge(1, 1, 1, 5);
    first.skipRow();
    expect(
      first.addRow(["Hòa  Bình ", 8.5, { date: "2015-02-28" }, null, true, { literal: "31315001234" }]),
    ).toBe(3);
    const second = book.addSheet("Sổ & điểm");
    second.addRow([0, "", "Hòa".normalize("NFD")]);
    const workbook = await read(book.finish());
    const sheet = sheetOf(workbook, "Danh sách học sinh");
    expect(sheet.getCell("A1").value).toBe("TRƯỜNG <A> & B");
    expect(sheet.getCell("E1").isMerged).toBe(true);
    expect(sheet.getCell("F1").isMerged).toBe(false);
    expect(sheet.getCell("A3").value).toBe("Hòa  Bình ");
    expect(sheet.getCell("B3").value).toBe(8.5);
    expect(sheet.getCell("C3").value).toEqual(new Date("2015-02-28T00:00:00Z"));
    expect(sheet.getCell("C3").numFmt).toBe("dd/mm/yyyy");
    expect(sheet.getCell("D3").value).toBeNull();
    expect(sheet.getCell("E3").value).toBe(true);
    expect(sheet.getCell("F3").value).toBe(31315001234);
    const other = sheetOf(workbook, "Sổ & điểm");
    expect(other.getCell("A1").value).toBe(0);
    expect(other.getCell("B1").value).toBeNull();
    expect(other.getCell("C1").value).toBe("Hòa".normalize("NFD"));
  });

  test("keeps any text of printable characters", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.string({ unit: "grapheme-ascii", minLength: 1 }).filter((text) => text.trim() !== ""),
          { minLength: 1, maxLength: 8 },
        ),
        async (texts) => {
          const book = new XlsxWriter({ strings });
          book.addSheet("S").addRow(texts);
          const sheet = sheetOf(await read(book.finish()), "S");
          texts.forEach((text, index) => {
            expect(sheet.getCell(1, index + 1).value).toBe(text);
          });
        },
      ),
      { numRuns: 40 },
    );
  });

  test("the same content gives the same bytes", () => {
    const write = (): Buffer => {
      const book = new XlsxWriter({ strings });
      book.addSheet("S").addRow(["a", 1, { date: "2026-10-20" }]);
      return book.finish();
    };
    expect(write().equals(write())).toBe(true);
  });
});

test("columns after Z and AZ", () => {
  expect([1, 26, 27, 52, 53, 702, 703].map(columnName)).toEqual(["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
});

test("serial numbers of known days, and refusal of days which are none", () => {
  expect(dateSerial("1900-03-01")).toBe(61);
  expect(dateSerial("2026-10-20")).toBe(46315);
  expect(() => dateSerial("2026-02-30x")).toThrow(RangeError);
});
