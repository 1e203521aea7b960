import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { joinPackages, type LandedSheet } from "#src/pipeline/1-landing/recognise/join-packages.ts";
import { type Lake, openLake, quote } from "#src/platform/duckdb.ts";
import { vendors } from "../vendors/registry.ts";

let lake: Lake;
let dir: string;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "hp-packages-"));
  lake = await openLake({ memoryMb: 200, threads: 1, temporaryDir: dir });
});
afterAll(() => {
  lake.close();
  rmSync(dir, { recursive: true });
});

const USERS = [
  ["sourcedId", "status", "role", "orgSourcedIds", "givenName", "familyName"],
  ["a", "active", "student", "s1", "An", "Lê"],
  ["b", "active", "teacher", "s1", "Bình", "Vũ"],
  ["c", "active", null, "s1", "Chi", "Đào"],
];
const ORGS = [
  ["sourcedId", "name", "type", "identifier"],
  ["s1", "Trường A", "school", "311194802001"],
];
const STRANGER = [
  ["STT", "Họ và tên"],
  ["1", "Lê An"],
];

async function land(files: readonly (readonly [string, (string | null)[][]])[]): Promise<LandedSheet[]> {
  const rawPart = join(dir, "raw.parquet");
  const tuples = files.flatMap(([, rows], file) =>
    rows.map((cells, row) => {
      const list = cells.map((cell) => (cell === null ? "null" : quote(cell))).join(", ");
      return `(${file + 1}, 1, ${row + 1}, [${list}]::varchar[])`;
    }),
  );
  await lake.run(
    `copy (select * from (values ${tuples.join(", ")}) r(file_seq, sheet_no, row_no, cells)) to ${quote(rawPart)} (format parquet)`,
  );
  return files.map(([name, rows], file) => ({
    fileSeq: file + 1,
    sheetNo: 1,
    sheetName: name,
    fileName: name,
    part: null,
    pathSegments: ["inbox", "oneroster", "311194802001"],
    headRows: rows.map((cells, at) => ({ rowNo: at + 1, cells })),
    lastRow: rows.length,
    rawPart,
  }));
}

test("a folder of csv becomes parts of their own, its files are taken, other files are not", async () => {
  const sheets = await land([
    ["orgs.csv", ORGS],
    ["users.csv", USERS],
    ["danh-sach.csv", STRANGER],
  ]);
  const { tables, taken, leftovers } = await joinPackages(lake, vendors, sheets, dir);
  expect([...taken].sort()).toEqual(["1/1", "2/1"]);
  expect(tables.map(({ description, rows, vendor }) => [vendor.id, description.intake, rows])).toEqual([
    ["oneroster", "learnerRow", 1],
    ["oneroster", "staffRow", 1],
  ]);
  const [learners] = tables;
  const rows = await lake.rows<{ file_seq: string; row_no: number }>(
    `select file_seq, row_no from read_parquet(${quote(learners?.rawPart ?? "")})`,
  );
  expect(rows).toEqual([expect.objectContaining({ row_no: 2 })]);
  expect(learners?.description.context.schoolCode).toBe("311194802001");
  expect(leftovers).toEqual([{ fileSeq: 2, sheetNo: 1, rowNo: 4, reason: "user-without-role" }]);
});
