import { tmpdir } from "node:os";
import { afterAll, beforeAll, expect, test } from "vitest";
import { codeSets, getIntake, intakes } from "#src/domains/catalogue.ts";
import { type Lake, openLake, quote } from "#src/platform/duckdb.ts";
import { recogniseTable } from "./recognise-table.ts";
import { rowKind, rowKindSql } from "./row-kinds.ts";
import type { SheetRow, TableInput } from "./types.ts";

let lake: Lake;
beforeAll(async () => {
  lake = await openLake({ memoryMb: 200, threads: 1, temporaryDir: tmpdir() });
});
afterAll(() => lake.close());

const lines: readonly (readonly [line: string, kind: string])[] = [
  ["1|Nguyễn Văn An|2015-03-02|Nam|6A", "record"],
  ["2|Công Thị Tổng|2015-04-12|Nữ|6A", "record"],
  ["|Lê Minh Chi|||", "record"],
  ["STT|Họ và tên|Ngày sinh|Giới tính|Lớp", "repeatedHeader"],
  ["STT|HỌ VÀ TÊN|NGÀY SINH|GIỚI TÍNH|LỚP", "repeatedHeader"],
  ["Tổng số: 35 học sinh||||", "total"],
  ["|Tổng cộng|35||", "total"],
  ["Cộng||||35", "total"],
  ["TỔNG CỘNG:||||35".normalize("NFD"), "total"],
  ["Lớp 6B||||", "note"],
  ["3|Ghi Thị Chú|2015-05-05|Nữ|6B", "record"],
  ["Ghi chú: danh sách này có 35 em||||", "note"],
  ["|||Hải Phòng, ngày 20 tháng 10 năm 2026|", "note"],
  ["|Người lập biểu||HIỆU TRƯỞNG|", "note"],
  ["|(Ký, ghi rõ họ tên)||(Ký tên, đóng dấu)|", "note"],
];

const input: TableInput = {
  sheetName: "Sheet1",
  headRows: [
    { rowNo: 1, cells: ["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Lớp"] },
    ...lines.map(([line], at) => toRow(line, at + 2)),
  ],
  merges: [],
  sampleRows: [],
  fileName: "ds.xlsx",
  pathSegments: [],
};

function toRow(line: string, rowNo: number): SheetRow {
  return { rowNo, cells: line.split("|").map((cell) => (cell === "" ? null : cell)) };
}

const table = recogniseTable(input, { intakes, codeSets });
const intake = getIntake("learnerRow");

test("records stay, headers printed again, sums, notes and signatures are told apart", () => {
  expect(lines.map(([line]) => [line, rowKind(table, intake, toRow(line, 2))])).toEqual(lines);
});

test("DuckDB decides the same", async () => {
  const tuples = lines.map(([line], at) => {
    const cells = toRow(line, 0).cells.map((cell) => (cell === null ? "null" : quote(cell)));
    return `(${at}, [${cells.join(", ")}]::varchar[])`;
  });
  const rows = await lake.rows<{ kind: string }>(
    `select ${rowKindSql(table, intake)} as kind from (values ${tuples.join(", ")}) r(place, cells) order by place`,
  );
  expect(rows.map(({ kind }) => kind)).toEqual(lines.map(([, kind]) => kind));
});

test("the table ends above the signatures", () => {
  expect(table.lastRow).toBe(13);
});

test("pupils between the last row of the sample and the signatures belong to the table", () => {
  const pupil = (rowNo: number) => toRow(`${rowNo - 1}|Nguyễn Văn An|2015-03-02|Nam|6A`, rowNo);
  const signatures = [
    toRow("|||Hải Phòng, ngày 20 tháng 10 năm 2026|", 432),
    toRow("|Người lập biểu||HIỆU TRƯỞNG|", 433),
  ];
  const sampled = recogniseTable(
    {
      ...input,
      headRows: [...input.headRows.slice(0, 1), ...Array.from({ length: 40 }, (_, at) => pupil(at + 2))],
      // Of rows 42 to 430 a few were seen; row 431 is empty.
      sampleRows: [pupil(120), pupil(426), ...signatures],
      lastRow: 433,
    },
    { intakes, codeSets },
  );
  expect(sampled.lastRow).toBe(431);
});
