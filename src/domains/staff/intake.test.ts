import { afterAll, beforeAll, expect, test } from "vitest";
import type { Lake } from "#src/platform/duckdb.ts";
import { getDataset } from "../catalogue.ts";
import { holdReasons, loadRows, openTestLake, type TestRow, targetRows } from "../learner/test-rows.ts";
import { staffKey } from "./identity-sql.ts";
import { staffRow, teachingAssignmentRow } from "./intake.ts";

let lake: Lake;
beforeAll(async () => {
  lake = await openTestLake();
});
afterAll(() => lake.close());

const person = "7b9f5c1e-1f53-4c35-9a53-1d2f6f0a9a11";

const teacher: TestRow = {
  source_row_id: 1,
  key_issuer: "vendor",
  school_id: "311194802001",
  staff_code: "CB001",
  full_name: "Trần Văn Bình",
  employment_status: "working",
  concurrent_duty: ["homeroom", "departmentHead"],
  title_code: "V.07.03.29",
  salary_coefficient: 2.34,
  pay_step: 1,
  qualification_level: "bachelor",
  graduation_year: 2008,
  political_theory: "none",
  management_training: false,
  it_level: "basic",
  foreign_language: "en",
  foreign_language_level: "B1",
  weekly_periods: 0,
};

async function published(rows: readonly TestRow[], dataset: string): Promise<Record<string, unknown>[]> {
  await loadRows(lake, staffRow, rows);
  await lake.run(`alter table intake_row add column staff_id UUID default '${person}'`);
  const results: Record<string, unknown>[] = [];
  for (const target of staffRow.targets.filter((candidate) => candidate.dataset === dataset)) {
    results.push(...(await targetRows(lake, target, getDataset(dataset))));
  }
  return results;
}

test("each duty is a row of its own", async () => {
  const duties = await published([teacher], "staffAssignment");
  expect(duties.map((row) => row.duty)).toEqual(["homeroom", "departmentHead"]);
  expect(await published([{ ...teacher, concurrent_duty: null }], "staffAssignment")).toEqual([]);
});

test("qualifications are told apart by kind; what a person doesn't have makes no row", async () => {
  const rows = await published([teacher], "staffQualification");
  expect(rows).toEqual([
    expect.objectContaining({
      qualificationKind: "degree",
      qualificationLevel: "bachelor",
      graduationYear: 2008,
    }),
    expect.objectContaining({ qualificationKind: "informatics", certificateLevel: "basic" }),
    expect.objectContaining({ qualificationKind: "foreignLanguage", language: "en", certificateLevel: "B1" }),
  ]);
});

test("no load is a load of 0, not an empty field", async () => {
  expect(await published([teacher], "employment")).toMatchObject([
    { weeklyPeriods: "0.0", staffCode: "CB001" },
  ]);
});

test("a list without a status column lists those who work", async () => {
  const { employment_status: _, ...silent } = teacher;
  expect(await published([silent], "employment")).toMatchObject([{ employmentStatus: "working" }]);
  expect(await published([silent], "staffMember")).toMatchObject([{ schoolId: "311194802001" }]);
});

test.each(["transferred", "retired", "left", "deceased"])(
  "who is %s has no current school",
  async (status) => {
    expect(await published([{ ...teacher, employment_status: status }], "staffMember")).toMatchObject([
      { schoolId: null },
    ]);
  },
);

test("only the sector's code is kept for life", async () => {
  const code = async (row: TestRow) => (await published([row], "staffMember"))[0]?.staffCode;
  expect(await code(teacher)).toBeNull();
  expect(await code({ ...teacher, key_issuer: "sector" })).toBe("CB001");
  expect(await code({ ...teacher, ministry_code: "3101234567" })).toBe("3101234567");
});

test("two people without code, id and birth date are held, and never share a key", async () => {
  const nameless: TestRow = { source_row_id: 1, school_id: "311194802001", full_name: "Trần Văn Bình" };
  await loadRows(lake, staffRow, [
    nameless,
    { ...nameless, source_row_id: 2 },
    { ...teacher, source_row_id: 3 },
  ]);
  expect(await holdReasons(lake, staffRow)).toEqual(["staff-unidentifiable", "staff-unidentifiable", null]);
  const keys = await lake.rows<{ key: string }>(`select distinct ${staffKey} as key from intake_row`);
  expect(keys).toHaveLength(3);
});

test("an assignment says who, which class, what and when, or is held", async () => {
  const full: TestRow = {
    source_row_id: 1,
    school_id: "311194802001",
    school_year: "2026-2027",
    staff_code: "CB001",
    class_name: "4A",
    subject: "TOAN",
    term: "HK1",
  };
  const without = (column: string, id: number): TestRow => ({ ...full, source_row_id: id, [column]: null });
  await loadRows(lake, teachingAssignmentRow, [
    full,
    without("staff_code", 2),
    without("class_name", 3),
    without("subject", 4),
    without("term", 5),
  ]);
  expect(await holdReasons(lake, teachingAssignmentRow)).toEqual([
    null,
    "staff-missing",
    "class-missing",
    "subject-missing",
    "term-missing",
  ]);
});
