import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { declarations } from "#src/cli/open-host.ts";
import type { Intake } from "#src/domains/dictionary/intake.ts";
import { sourcePlace } from "#src/domains/dictionary/source-row-id.ts";
import { foldersOf } from "#src/platform/config.ts";
import { type Lake, openLake, quote } from "#src/platform/duckdb.ts";
import type { IntakeTable } from "./intake-table.ts";
import { type LakeContext, type Standardised, standardise } from "./standardise.ts";

type Cells = readonly (string | null)[];

let dir: string;
let lake: Lake;
let context: LakeContext;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "hp-standardise-"));
  lake = await openLake({ memoryMb: 256, threads: 1, temporaryDir: dir });
});
beforeEach(() => {
  const folders = foldersOf(mkdtempSync(join(dir, "data-")));
  mkdirSync(folders.lake, { recursive: true });
  context = { lake, runDir: join(folders.lake, "..", "run"), folders, declarations };
});
afterAll(() => {
  lake.close();
  rmSync(dir, { recursive: true, force: true });
});

function getIntake(id: string): Intake {
  const found = declarations.intakes.find((intake) => intake.id === id);
  if (found === undefined) throw new Error(`no intake ${id}`);
  return found;
}

/** Raw rows from row 1 on as landing leaves them; a row of null is an empty row, which is not there. */
async function writeRaw(
  name: string,
  tables: Readonly<Record<number, readonly (Cells | null)[]>>,
): Promise<void> {
  const rows = Object.entries(tables).flatMap(([fileSeq, cells]) =>
    cells.flatMap((row, at) =>
      row === null
        ? []
        : [
            `(${fileSeq}, 1, ${at + 1}, [${row.map((cell) => (cell === null ? "null" : quote(cell))).join(", ")}]::varchar[])`,
          ],
    ),
  );
  await lake.run(
    `copy (select file_seq::bigint as file_seq, sheet_no::integer as sheet_no, row_no::integer as row_no, cells
       from (values ${rows.join(", ")}) v (file_seq, sheet_no, row_no, cells)) to ${quote(join(context.folders.lake, name))} (format parquet)`,
  );
}

const headers = {
  learnerCode: "Mã HS",
  fullName: "Họ và tên",
  birthDate: "Ngày sinh",
  swims: "Biết bơi",
  ethnicity: "Dân tộc",
};

function table(parts: Partial<IntakeTable>): IntakeTable {
  return {
    fileSeq: 1,
    sheetNo: 1,
    firstDataRow: 2,
    lastRow: 99,
    intake: "learnerRow",
    sourceSystem: "smas",
    trust: 20,
    keyIssuer: "vendor",
    delivery: "full",
    schoolId: "311194802001",
    receivedAt: "2026-10-20T01:00:00.000Z",
    positions: { learnerCode: 1, fullName: 2, birthDate: 3, swims: 4, ethnicity: 5 },
    headers,
    context: { schoolYear: "2026-2027" },
    readings: {},
    rawPart: "part-1.parquet",
    ...parts,
  };
}

const header: Cells = ["Mã HS", "Họ và tên", "Ngày sinh", "Biết bơi", "Dân tộc"];

async function run(intake: string, tables: readonly IntakeTable[]): Promise<Standardised> {
  return standardise(context, getIntake(intake), tables);
}

const rowsOf = (item: Standardised, columns: string) =>
  lake.rows<Record<string, unknown>>(
    `select ${columns} from read_parquet(${quote(item.rowsFile)}) order by source_row_id`,
  );

async function rejectsOf(item: Standardised): Promise<unknown[]> {
  const rows = await lake.rows<{ source_row_id: string; column_name: string; reason: string; raw: string }>(
    `select * from read_parquet(${quote(item.rejectsFile)}) order by all`,
  );
  return rows.map(({ source_row_id, column_name, reason, raw }) => ({
    row: sourcePlace(source_row_id).rowNo,
    column: column_name,
    reason,
    raw,
  }));
}

describe("rows", () => {
  test("become typed values; what can't be read is null and listed", async () => {
    await writeRaw("part-1.parquet", {
      1: [
        header,
        ["A1", " Nguyễn  Văn\u00a0An ", "05/09/2015", "x", "Kinh"],
        ["A2", "Trần Bình", "31/02/2015", "?", "04"],
      ],
    });
    const item = await run("learnerRow", [table({})]);
    expect(await rowsOf(item, "full_name, birth_date, swims, ethnicity, school_id, school_year")).toEqual([
      {
        full_name: "Nguyễn Văn An",
        birth_date: "2015-09-05",
        swims: true,
        ethnicity: "01",
        school_id: "311194802001",
        school_year: "2026-2027",
      },
      {
        full_name: "Trần Bình",
        birth_date: null,
        swims: null,
        ethnicity: null,
        school_id: "311194802001",
        school_year: "2026-2027",
      },
    ]);
    expect(await rejectsOf(item)).toEqual([
      { row: 3, column: "birthDate", reason: "date-impossible", raw: "31/02/2015" },
      { row: 3, column: "ethnicity", reason: "code-unknown", raw: "04" },
      { row: 3, column: "swims", reason: "yes-no-unknown", raw: "?" },
    ]);
  });

  test("that are no records are set aside and counted", async () => {
    await writeRaw("part-1.parquet", {
      1: [
        header,
        ["A1", "Nguyễn Văn An", "05/09/2015", "x", "Kinh"],
        header,
        ["A2", "Tống Cộng Hòa", "06/09/2015"],
        ["Tổng cộng: 2"],
        [null, null, null, "Hải Phòng, ngày 5 tháng 9 năm 2026"],
        ["Người lập bảng", null, "Hiệu trưởng"],
      ],
    });
    const item = await run("learnerRow", [table({})]);
    expect(await rowsOf(item, "learner_code")).toEqual([{ learner_code: "A1" }, { learner_code: "A2" }]);
    expect({ rows: item.rows, setAside: item.setAside }).toEqual({ rows: 2, setAside: 4 });
    expect(await rejectsOf(item)).toEqual([]);
  });

  test("of one key in one feed keep keys of their own", async () => {
    const same: Cells = ["A1", "Nguyễn Văn An", "05/09/2015"];
    await writeRaw("part-1.parquet", { 1: [header, same, same, same] });
    const item = await run("learnerRow", [table({})]);
    const keys = await rowsOf(item, "row_key");
    expect(new Set(keys.map((row) => row.row_key)).size).toBe(3);
  });

  test("of a joined part are not mixed with raw rows of the same numbers", async () => {
    await writeRaw("part-1.parquet", {
      1: [header, ["u-1", "raw", "x"]],
      2: [header, ["B1", "Lê Chi", "01/01/2016"]],
    });
    await writeRaw("joined-1.parquet", { 1: [null, ["J1", "Nguyễn Văn An", "05/09/2015"]] });
    const item = await run("learnerRow", [
      table({ rawPart: "joined-1.parquet", joined: true, sourceSystem: "oneroster" }),
      table({ fileSeq: 2 }),
    ]);
    expect(await rowsOf(item, "learner_code, source_system")).toEqual([
      { learner_code: "J1", source_system: "oneroster" },
      { learner_code: "B1", source_system: "smas" },
    ]);
  });
});

describe("a yes-no column", () => {
  test("that a table only ticks says no where it is empty; another table's may not", async () => {
    await writeRaw("part-1.parquet", {
      1: [
        header,
        ["A1", "An", "05/09/2015", "x"],
        ["A2", "Bình", "05/09/2015", null],
        ["A3", "Chi", "05/09/2015", "✓"],
      ],
      2: [
        header,
        ["B1", "Dũng", "05/09/2015", "x"],
        ["B2", "Em", "05/09/2015", null],
        ["B3", "Giang", "05/09/2015", "Không"],
      ],
      3: [header, ["C1", "Hà", "05/09/2015", null]],
    });
    const item = await run("learnerRow", [table({}), table({ fileSeq: 2 }), table({ fileSeq: 3 })]);
    expect((await rowsOf(item, "swims")).map((row) => row.swims)).toEqual([
      true,
      false,
      true,
      true,
      null,
      false,
      null,
    ]);
  });
});

test("a delta of one row says what the whole list said of it: where the vendor ticks, empty is no", async () => {
  const positions = table({}).positions;
  const readings = { swims: { otherwise: "Không" } };
  await writeRaw("part-1.parquet", {
    1: [header, ["A1", "An", "05/09/2015", "x"], ["A2", "Bình", "05/09/2015", null]],
    2: [header, ["A2", "Bình", "05/09/2015", null]],
  });
  const item = await run("learnerRow", [
    table({ positions, readings }),
    table({ fileSeq: 2, positions, readings, schoolId: "311194802002", delivery: "delta" }),
  ]);
  const rows = await rowsOf(item, "swims, row_hash");
  expect(rows.map((row) => row.swims)).toEqual([true, false, false]);
  expect(rows[2]?.row_hash).toBe(rows[1]?.row_hash);
});

describe("what parsing took out", () => {
  const raw = { 1: [header, ["A1", "Nguyễn Văn An", null, "x"], ["A2", "Trần Bình", "06/09/2015", "x"]] };

  test("of a cell is listed under its column, or its letter when nobody reads it", async () => {
    await writeRaw("part-1.parquet", raw);
    const issues = [
      { rowNo: 2, column: "birthDate", columnNo: 3, reason: "invalid-bytes", raw: "05/09/\u00b2015" },
      { rowNo: 3, column: "@H", columnNo: 8, reason: "mojibake", raw: "Ä‘" },
    ];
    const item = await run("learnerRow", [table({ issues })]);
    expect(await rejectsOf(item)).toEqual([
      { row: 2, column: "birthDate", reason: "invalid-bytes", raw: "05/09/\u00b2015" },
      { row: 3, column: "@H", reason: "mojibake", raw: "Ä‘" },
    ]);
  });

  test("of a row holds the row, and a sound row hashes as it always did", async () => {
    await writeRaw("part-1.parquet", raw);
    const sound = await rowsOf(await run("learnerRow", [table({})]), "row_hash, row_key, parse_hold");
    const issues = [{ rowNo: 3, column: null, columnNo: null, reason: "csv-row-too-wide", raw: "9 > 5" }];
    const broken = await rowsOf(
      await run("learnerRow", [table({ issues })]),
      "row_hash, row_key, parse_hold",
    );
    expect(broken[0]).toEqual(sound[0]);
    expect(broken[1]).toMatchObject({ parse_hold: "csv-row-too-wide|9 > 5", row_key: sound[1]?.row_key });
    expect(broken[1]?.row_hash).not.toBe(sound[1]?.row_hash);
  });
});

test("a row of marks hashes the same in whatever order its columns were remembered", async () => {
  await writeRaw("part-1.parquet", {
    1: [
      ["Mã HS", "Họ và tên", "Toán", "Văn", "Lý"],
      ["A1", "An", "8", "8,5", "7"],
    ],
  });
  const positions = {
    learnerCode: 1,
    fullName: 2,
    "mark.TOAN.t1": 3,
    "mark.NGU_VAN.t1": 4,
    "mark.VAT_LI.t1": 5,
  };
  const hashOf = async (order: readonly (readonly [string, number])[]): Promise<unknown> => {
    const item = await run("resultRow", [
      table({ intake: "resultRow", headers: {}, positions: Object.fromEntries(order) }),
    ]);
    return (await rowsOf(item, "row_hash"))[0]?.row_hash;
  };
  const entries = Object.entries(positions);
  expect(await hashOf(entries.toReversed())).toBe(await hashOf(entries));
});

test("bad cells of subject columns are listed under their key; 0 and words for exempt are not bad", async () => {
  await writeRaw("part-1.parquet", {
    1: [
      ["Mã HS", "Họ và tên", "Toán", "Văn", "GDTC"],
      ["A1", "An", "0", "8,5", "Đ"],
      ["A2", "Bình", "11", "8.755", "M"],
      ["A3", "Chi", "10", "tám", "CĐ"],
    ],
  });
  const positions = {
    learnerCode: 1,
    fullName: 2,
    "mark.TOAN.t1": 3,
    "mark.NGU_VAN.t1": 4,
    "mark.GDTC.t1": 5,
  };
  const item = await run("resultRow", [
    table({ intake: "resultRow", positions, headers: {}, context: { schoolYear: "2025-2026" } }),
  ]);
  expect(await rejectsOf(item)).toEqual([
    { row: 3, column: "mark.NGU_VAN.t1", reason: "mark-too-precise", raw: "8.755" },
    { row: 3, column: "mark.TOAN.t1", reason: "mark-out-of-range", raw: "11" },
    { row: 4, column: "mark.NGU_VAN.t1", reason: "mark-malformed", raw: "tám" },
  ]);
});
