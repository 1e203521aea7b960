import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Lake } from "#src/platform/duckdb.ts";
import type { Dataset } from "../dictionary/dataset.ts";
import type { Intake } from "../dictionary/intake.ts";
import { learnerDatasets } from "../learner/schema.ts";
import { holdReasons, loadRows, openTestLake, type TestRow, targetRows } from "../learner/test-rows.ts";
import { classRow, classroomIntakes, examResultRow, resultRow, subjectResultRow } from "./intake.ts";
import { markRejectSql } from "./mark-sql.ts";
import { classroomDatasets } from "./schema.ts";

let lake: Lake;
beforeAll(async () => {
  lake = await openTestLake();
});
afterAll(() => lake.close());

function getDataset(name: string): Dataset {
  const found = [...classroomDatasets, ...learnerDatasets].find((item) => item.id === name);
  if (found === undefined) throw new Error(`no dataset ${name}`);
  return found;
}

async function made(intake: Intake, dataset: string): Promise<Record<string, unknown>[]> {
  const targets = intake.targets.filter((target) => target.dataset === dataset);
  const rows = await Promise.all(targets.map((target) => targetRows(lake, target, getDataset(dataset))));
  return rows.flat();
}

const person: TestRow = {
  source_row_id: 1,
  school_id: "311194803001",
  learner_id: "00000000-0000-8000-8000-000000000001",
  learner_code: "3100000001",
  full_name: "Nguyễn Thị Hoa",
  school_year: "2025-2026",
  class_name: "6A1",
  grade_level: "6",
};

const bySubject = (rows: Record<string, unknown>[]) =>
  Object.fromEntries(rows.map((row) => [row.subjectCode, row]));

describe("resultRow", () => {
  test("a secondary sheet: marks, a zero, and Đ/CĐ of comment subjects", async () => {
    const marks = new Map([
      ["mark.TOAN.t1", "8,5"],
      ["mark.TOAN.t2", "0"],
      ["mark.TOAN.year", "2.8"],
      ["mark.GDTC.t1", "Đ"],
      ["mark.GDTC.year", "CĐ"],
      ["mark.NGU_VAN.year", "12"],
    ]);
    await loadRows(lake, resultRow, [
      { ...person, marks, academic_year: "2", conduct_year: "1", absences_excused: 0 },
    ]);
    const subjects = bySubject(await made(resultRow, "subjectResult"));
    expect(subjects.TOAN).toMatchObject({
      term1Mark: "8.50",
      term2Mark: "0.00",
      yearMark: "2.80",
      yearLevel: null,
    });
    expect(subjects.GDTC).toMatchObject({
      term1Mark: null,
      term1Level: "D",
      term2Level: null,
      yearLevel: "CD",
    });
    // Out of range: the subject is there, the mark is not.
    expect(subjects.NGU_VAN).toMatchObject({ yearMark: null, yearLevel: null });
    expect(await made(resultRow, "yearResult")).toMatchObject([
      { academicYear: "2", conductYear: "1", primaryYearLevel: null, schoolYear: "2025-2026" },
    ]);
    expect(await made(resultRow, "attendanceSummary")).toMatchObject([
      { absencesExcused: 0, absencesUnexcused: null, absencesTotal: null },
    ]);
  });

  test("a primary sheet: levels with test marks beside them, a year level instead of a rating", async () => {
    const marks = new Map([
      ["level.TOAN.t1", "H"],
      ["level.TOAN.year", "Hoàn thành tốt"],
      ["mark.TOAN.year", "10"],
      ["level.DAO_DUC.year", "C"],
    ]);
    await loadRows(lake, resultRow, [
      {
        ...person,
        grade_level: "4",
        marks,
        academic_year: "HTT",
        absences_excused: 2,
        absences_unexcused: 1,
      },
    ]);
    const subjects = bySubject(await made(resultRow, "subjectResult"));
    expect(subjects.TOAN).toMatchObject({ term1Level: "H", yearLevel: "T", yearMark: "10.00" });
    expect(subjects.DAO_DUC).toMatchObject({ yearLevel: "C", yearMark: null });
    expect(await made(resultRow, "yearResult")).toMatchObject([
      { academicYear: null, primaryYearLevel: "HTT" },
    ]);
    expect(await made(resultRow, "attendanceSummary")).toMatchObject([{ absencesTotal: 3 }]);
  });

  test("a row without any attendance figure makes no attendance", async () => {
    await loadRows(lake, resultRow, [{ ...person, marks: new Map([["mark.TOAN.t1", "5"]]) }]);
    expect(await made(resultRow, "attendanceSummary")).toEqual([]);
  });
});

test("why a cell of a subject column is refused", async () => {
  const reason = async (key: string, cell: string) => {
    const [row] = await lake.rows<{ reason: string | null }>(
      `select ${markRejectSql("k", "c")} as reason from (select '${key}' as k, '${cell}' as c)`,
    );
    return row?.reason;
  };
  expect(await reason("mark.TOAN.t1", "0")).toBeNull();
  expect(await reason("mark.TOAN.t1", "8,5")).toBeNull();
  expect(await reason("mark.GDTC.t1", "CĐ")).toBeNull();
  expect(await reason("mark.GDTC.t1", "Miễn")).toBeNull();
  expect(await reason("mark.TOAN.t1", "10.5")).toBe("mark-out-of-range");
  expect(await reason("mark.TOAN.t1", "-1")).toBe("mark-out-of-range");
  expect(await reason("mark.TOAN.t1", "85")).toBe("mark-out-of-range");
  expect(await reason("mark.TOAN.t1", "8.255")).toBe("mark-too-precise");
  expect(await reason("mark.TOAN.t1", "#N/A")).toBe("mark-malformed");
  expect(await reason("level.TOAN.year", "T")).toBeNull();
  expect(await reason("level.TOAN.year", "Q")).toBe("level-unknown");
});

test("a gradebook row fills its own term and leaves the other alone", async () => {
  const row: TestRow = {
    ...person,
    subject: "TOAN",
    term: "HK2",
    regular1: 8,
    regular2: 0,
    midterm_mark: 7.5,
    final_mark: 8,
    term_average: 6.6,
  };
  await loadRows(lake, subjectResultRow, [
    row,
    { ...row, source_row_id: 2, term: "CN" },
    { ...row, source_row_id: 3, subject: null },
  ]);
  expect(await holdReasons(lake, subjectResultRow)).toEqual([null, "term-missing", "subject-unknown"]);
  const [made2] = await made(subjectResultRow, "subjectResult");
  expect(made2).toMatchObject({
    subjectCode: "TOAN",
    term2Regular1: "8.00",
    term2Regular2: "0.00",
    term2Regular3: null,
    term2Mark: "6.60",
    term1Mark: null,
    term1Final: null,
  });
});

test("an exam row: an empty paper was not sat, 0 is a mark, the council is in the number", async () => {
  await loadRows(lake, examResultRow, [
    { source_row_id: 1, candidate_number: "03000001", exam_id: "THPT-2025", toan: 0, ngu_van: 7.25 },
    { source_row_id: 2, candidate_number: null, exam_id: "THPT-2025" },
    { source_row_id: 3, candidate_number: "03000002", exam_id: null },
  ]);
  expect(await holdReasons(lake, examResultRow)).toEqual([null, "candidate-number-missing", "exam-unknown"]);
  const [first] = await made(examResultRow, "examResult");
  expect(first).toMatchObject({ councilCode: "03", toan: "0.00", nguVan: "7.25", vatLi: null });
});

test("a leaver whom only a result list mentions gets a record of what the row says", async () => {
  const row: TestRow = {
    ...person,
    national_id: "031214001234",
    birth_date: "2014-03-01",
    key_issuer: "sector",
  };
  await loadRows(lake, resultRow, [
    { ...row, alone: true },
    { ...row, source_row_id: 2, alone: false },
  ]);
  expect(await made(resultRow, "learner")).toMatchObject([
    {
      fullName: "Nguyễn Thị Hoa",
      givenName: "Hoa",
      nationalId: "031214001234",
      sex: "1",
      birthPrecision: "day",
    },
  ]);
});

test("a class row", async () => {
  await loadRows(lake, classRow, [
    {
      source_row_id: 1,
      school_id: "311194803001",
      school_year: "2026-2027",
      class_name: "6A1",
      pupil_count: 45,
    },
  ]);
  expect(await holdReasons(lake, classRow)).toEqual([null]);
  expect(await made(classRow, "classSection")).toMatchObject([
    { schoolId: "311194803001", schoolYear: "2026-2027", className: "6A1", pupilCount: 45 },
  ]);
});

test.each(classroomIntakes)(
  "every target of $id names fields its dataset has, and its key",
  async (intake) => {
    await loadRows(lake, intake, []);
    for (const target of intake.targets) {
      const dataset = getDataset(target.dataset);
      expect(await targetRows(lake, target, dataset)).toEqual([]);
      for (const key of dataset.key) expect(target.values, `${dataset.id}.${key}`).toHaveProperty(key);
    }
  },
);
