import { describe, expect, test } from "vitest";
import { codeSets, intakes } from "#src/domains/catalogue.ts";
import { recogniseFile } from "./recognise-file.ts";
import { recogniseTable, recogniseTables } from "./recognise-table.ts";
import type { SheetRow, TableDescription, TableInput } from "./types.ts";

const knowledge = { intakes, codeSets };

/** `|` between cells, blank cells are empty; a line of nothing is an empty row and leaves a gap. */
function sheet(text: string, more: Partial<TableInput> = {}): TableInput {
  const rows: SheetRow[] = text
    .split("\n")
    .map((line, at) => ({
      rowNo: at + 1,
      cells: line.split("|").map((cell) => (cell.trim() === "" ? null : cell.trim())),
    }))
    .filter((row) => row.cells.some((cell) => cell !== null));
  return {
    sheetName: "Sheet1",
    headRows: rows,
    merges: [],
    sampleRows: rows.slice(-10),
    fileName: "bang.xlsx",
    pathSegments: [],
    ...more,
  };
}

const PUPILS = [
  "1|Nguyễn Văn An|2015-03-02|Nam|6A",
  "2|Trần Thị Bình|2015-04-12|Nữ|6A",
  "3|Lê Minh Chi|2015-05-22|Nữ|6B",
  "4|Vũ Đức Dũng|2015-06-01|Nam|6B",
  "5|Phạm Thu Hà|2015-07-09|Nữ|6B",
];
const HEADER = "STT|Họ và tên|Ngày sinh|Giới tính|Lớp";
const meanings = (table: TableDescription) => table.columns.map(({ column }) => column);

describe("where the header stands", () => {
  test("under titles, mottoes and an empty row", () => {
    const input = sheet(
      `SỞ GIÁO DỤC VÀ ĐÀO TẠO||CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTrường TH Lê Lợi||Độc lập - Tự do - Hạnh phúc\n\nDANH SÁCH HỌC SINH\nNăm học 2026-2027\n\n${HEADER}\n${PUPILS.join("\n")}`,
    );
    const table = recogniseTable(input, knowledge);
    expect([table.headerRows, table.firstDataRow, table.intake]).toEqual([[7, 7], 8, "learnerRow"]);
    expect(meanings(table)).toEqual([null, "fullName", "birthDate", "sex", "className"]);
    expect(table.context).toEqual({ schoolName: "Trường TH Lê Lợi", schoolYear: "2026-2027" });
  });

  test("in the first row, with a row of column numbers under it", () => {
    const table = recogniseTable(sheet(`${HEADER}\n(1)|(2)|(3)|(4)|(5)\n${PUPILS.join("\n")}`), knowledge);
    expect([table.headerRows, table.firstDataRow]).toEqual([[1, 1], 3]);
  });

  test("over two rows of a csv, which has no merged cells", () => {
    const table = recogniseTable(
      sheet(
        `STT|Họ và tên|Ngày sinh|Cha||Mẹ||Lớp\n|||Họ tên|Nghề nghiệp|Họ tên|Nghề nghiệp|\n${PUPILS.map((line) => line.replace(/\|(Nam|Nữ)\|/, "|Vũ Văn Bảo|Nông dân|Lê Thị Hoa|Công nhân|")).join("\n")}`,
      ),
      knowledge,
    );
    expect(table.headerRows).toEqual([1, 2]);
    expect(meanings(table)).toEqual([
      null,
      "fullName",
      "birthDate",
      "fatherName",
      "fatherOccupation",
      "motherName",
      "motherOccupation",
      "className",
    ]);
    expect(table.columns[3]?.header).toBe("Cha › Họ tên");
  });

  test("over three rows with merged cells", () => {
    const input = sheet(
      `STT|Học sinh|||Lớp\n|Họ và tên|Khai sinh||\n||Ngày sinh|Nơi sinh|\n${PUPILS.map((line) => line.replace(/\|(Nam|Nữ)\|/, "|Hải Phòng|")).join("\n")}`,
      {
        merges: [
          { firstRow: 1, lastRow: 3, firstColumn: 1, lastColumn: 1 },
          { firstRow: 1, lastRow: 1, firstColumn: 2, lastColumn: 4 },
          { firstRow: 2, lastRow: 3, firstColumn: 2, lastColumn: 2 },
          { firstRow: 2, lastRow: 2, firstColumn: 3, lastColumn: 4 },
          { firstRow: 1, lastRow: 3, firstColumn: 5, lastColumn: 5 },
        ],
      },
    );
    const table = recogniseTable(input, knowledge);
    expect(table.headerRows).toEqual([1, 3]);
    expect(meanings(table)).toEqual([null, "fullName", "birthDate", "birthPlace", "className"]);
  });

  test("nowhere: asked, not guessed", () => {
    const table = recogniseTable(sheet(PUPILS.join("\n")), knowledge);
    expect([table.intake, table.headerRows]).toEqual([null, [0, 0]]);
    expect(table.questions.map(({ code, severity }) => [code, severity])).toEqual([
      ["header-missing", "needed"],
    ]);
  });

  test("a page of instructions needs no answer", () => {
    const table = recogniseTable(sheet("HƯỚNG DẪN\nĐiền đủ các cột\nGửi trước ngày 25"), knowledge);
    expect(table.questions.map(({ severity }) => severity)).toEqual(["optional"]);
  });
});

describe("columns that need their values", () => {
  test("a name written over two columns", () => {
    const input = sheet(
      `STT|Họ và tên||Ngày sinh|Lớp\n${PUPILS.map((line) => line.replace(/ (\S+)\|(\d{4}[^|]*)\|(Nam|Nữ)/, "|$1|$2")).join("\n")}`,
      { merges: [{ firstRow: 1, lastRow: 1, firstColumn: 2, lastColumn: 3 }] },
    );
    expect(meanings(recogniseTable(input, knowledge))).toEqual([
      null,
      "familyMiddleName",
      "givenName",
      "birthDate",
      "className",
    ]);
  });

  test("ticks under Nữ, and Nam beside them", () => {
    const rows = PUPILS.map((line) => line.replace("|Nam|", "|x||").replace("|Nữ|", "||x|"));
    const table = recogniseTable(sheet(`STT|Họ và tên|Ngày sinh|Nam|Nữ|Lớp\n${rows.join("\n")}`), knowledge);
    expect(meanings(table)).toEqual([null, "fullName", "birthDate", null, "sex", "className"]);
    expect(table.columns[4]?.reading).toEqual({ whenMarked: "Nữ", otherwise: "Nam" });
    expect(table.questions).toEqual([]);
  });

  test("NS is a day, a year or a place by what stands under it", () => {
    const under = (values: readonly string[]) =>
      meanings(
        recogniseTable(
          sheet(
            `STT|Họ và tên|Ngày sinh|NS|Lớp\n${PUPILS.map((line, at) => line.replace(/\|(Nam|Nữ)\|/, `|${values[at]}|`)).join("\n")}`,
          ),
          knowledge,
        ),
      )[3];
    expect(under(["Hải Phòng", "Hải Dương", "Hà Nội", "Hải Phòng", "Thái Bình"])).toBe("birthPlace");
    expect(under(["2015", "2014", "2015", "2013", "2015"])).toBe(null);
  });

  test("values that contradict the header stop the mapping", () => {
    const rows = PUPILS.map((line) => line.replace(/\|\d{4}-\d\d-\d\d\|/, "|Thôn Đông|"));
    const table = recogniseTable(
      sheet(`STT|Họ và tên|Ngày sinh|Giới tính|Lớp\n${rows.join("\n")}`),
      knowledge,
    );
    expect(table.columns[2]?.column).toBe(null);
    expect(table.questions.find(({ columnIndex }) => columnIndex === 3)?.severity).toBe("needed");
  });

  test("a column of ids without a header is proposed, never taken", () => {
    const many = Array.from(
      { length: 12 },
      (_, at) => `${at + 1}|Lê Văn An|2015-03-0${1 + (at % 9)}|0312150${10_000 + at}|6A`,
    );
    const table = recogniseTable(sheet(`STT|Họ và tên|Ngày sinh||Lớp\n${many.join("\n")}`), knowledge);
    expect(table.columns[3]).toMatchObject({ column: null, by: "value" });
    const question = table.questions.find(({ columnIndex }) => columnIndex === 4);
    expect(question?.candidates.map(({ value }) => value)).toContain("nationalId");
  });

  test("the same header twice: the empty one is dropped, two filled ones are asked", () => {
    const empty = PUPILS.map((line) => `${line}|tốt|`);
    const filled = PUPILS.map((line) => `${line}|tốt|khá`);
    const read = (rows: readonly string[]) =>
      recogniseTable(sheet(`${HEADER}|Ghi chú|Ghi chú\n${rows.join("\n")}`), knowledge);
    expect(meanings(read(empty)).slice(5)).toEqual(["note", null]);
    expect(meanings(read(filled)).slice(5)).toEqual([null, null]);
    expect(read(filled).questions.map(({ code }) => code)).toEqual(["columns-compete", "columns-compete"]);
  });
});

describe("several tables", () => {
  test("one below the other: each has its own rows", () => {
    const classes =
      "STT|Tên lớp|Khối|GVCN|Sĩ số\n1|6A|6|Lê Thị Hoa|35\n2|6B|6|Vũ Văn Bảo|36\n3|7A|7|Đỗ Thị Lan|33";
    const tables = recogniseTables(
      sheet(`Mã trường: 311194802001\n${HEADER}\n${PUPILS.join("\n")}\n\nDANH SÁCH LỚP\n${classes}`),
      knowledge,
    );
    expect(tables.map(({ intake, firstDataRow, lastRow }) => [intake, firstDataRow, lastRow])).toEqual([
      ["learnerRow", 3, 7],
      ["classRow", 11, 13],
    ]);
    expect(tables[1]?.context.schoolCode).toBe("311194802001");
  });

  test("the header printed again is no second table", () => {
    const tables = recogniseTables(
      sheet(`${HEADER}\n${PUPILS.join("\n")}\n${HEADER}\n${PUPILS.join("\n")}`),
      knowledge,
    );
    expect(tables).toHaveLength(1);
  });

  test("side by side: asked", () => {
    const rows = PUPILS.map((line) => `${line}||${line}`).join("\n");
    const table = recogniseTable(sheet(`${HEADER}||${HEADER}\n${rows}`), knowledge);
    expect(table.questions.map(({ code }) => code)).toContain("tables-side-by-side");
  });

  test("classes as rows between the pupils: asked", () => {
    const rows = PUPILS.map((line) => line.split("|").slice(0, 4).join("|"));
    const table = recogniseTable(
      sheet(`STT|Họ và tên|Ngày sinh|Giới tính\nLớp 6A\n${rows.join("\n")}\nLớp 6B\n${rows.join("\n")}`),
      knowledge,
    );
    expect(table.questions.map(({ code }) => code)).toEqual(["class-in-group-rows"]);
  });

  test("what stands beside the tables of a JSON text is said of each", () => {
    const beside = sheet("maTruong|namHoc|kieuGui\n311194802001|2026-2027|thay đổi", { sheetName: "$" });
    const data = sheet(
      `hoTen|ngaySinh|gioiTinh|lop.tenLop\n${PUPILS.map((line) => line.replace(/^\d+\|/, "")).join("\n")}`,
      {
        sheetName: "data",
      },
    );
    const [table, ...others] = recogniseFile([data, beside], knowledge);
    expect(others).toEqual([]);
    expect(table?.intake).toBe("learnerRow");
    expect(table?.context).toEqual({
      schoolCode: "311194802001",
      schoolYear: "2026-2027",
      delivery: "delta",
    });
    expect(table?.columns[3]?.header).toBe("lop › tenLop");
  });
});
