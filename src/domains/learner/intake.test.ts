import { afterAll, beforeAll, expect, test } from "vitest";
import type { Lake } from "#src/platform/duckdb.ts";
import { classroomDatasets } from "../classroom/schema.ts";
import type { Dataset } from "../dictionary/dataset.ts";
import { enrolmentHistoryRow, learnerIntakes, learnerRow } from "./intake.ts";
import { learnerDatasets } from "./schema.ts";
import { holdReasons, loadRows, openTestLake, type TestRow, targetRows } from "./test-rows.ts";

let lake: Lake;
beforeAll(async () => {
  lake = await openTestLake();
});
afterAll(() => lake.close());

const id = (digit: string) => `00000000-0000-8000-8000-00000000000${digit}`;

const pupil: TestRow = {
  source_row_id: 1,
  source_system: "smas",
  key_issuer: "sector",
  feed_school_id: "311194803001",
  school_id: "311194803001",
  learner_id: id("1"),
  father_id: id("2"),
  mother_id: id("3"),
  guardian_id: id("3"),
  learner_code: "3100000001",
  full_name: "Nguyễn Thị Hoa",
  birth_date: "2015-09-05",
  school_year: "2026-2027",
  grade_level: "6",
  class_name: "6A1",
  residence_address: "Số 1, Thôn Đông",
  residence_commune: "Phường Hải An",
  permanent_commune: "11359",
  father_name: "Nguyễn Văn Nam",
  father_phone: "0912345678",
  father_birth_year: 1985,
  mother_name: "Trần Thị Lan",
  guardian_name: "Trần Thị Lan",
  guardian_relation: "mother",
  policy_group: ["orphan", "poor"],
  poor_household: "poor",
  disability_kind: ["1", "3"],
  disability_degree: "3",
  height_cm: 145.5,
  weight_kg: 38,
};

function getDataset(name: string): Dataset {
  const found = [...learnerDatasets, ...classroomDatasets].find((item) => item.id === name);
  if (found === undefined) throw new Error(`no dataset ${name}`);
  return found;
}

/** All rows the intake makes of one dataset. */
async function made(dataset: string): Promise<Record<string, unknown>[]> {
  const targets = learnerRow.targets.filter((target) => target.dataset === dataset);
  const rows = await Promise.all(targets.map((target) => targetRows(lake, target, getDataset(dataset))));
  return rows.flat();
}

test("a pupil's row feeds the person, the enrolment, the class and the family", async () => {
  await loadRows(lake, learnerRow, [pupil]);
  expect(await holdReasons(lake, learnerRow)).toEqual([null]);
  expect(await made("learner")).toMatchObject([
    {
      fullName: "Nguyễn Thị Hoa",
      givenName: "Hoa",
      birthPrecision: "day",
      learnerCode: "3100000001",
      schoolId: "311194803001",
    },
  ]);
  expect(await made("enrolment")).toMatchObject([
    { status: "studying", gradeLevel: "6", schoolYear: "2026-2027" },
  ]);
  expect(await made("classMembership")).toMatchObject([{ className: "6A1", endDate: null }]);
  expect(await made("guardian")).toMatchObject([
    { fullName: "Nguyễn Văn Nam", sex: "1", birthYear: 1985, phone: "0912345678" },
    { fullName: "Trần Thị Lan", sex: "2" },
    { fullName: "Trần Thị Lan", sex: null },
  ]);
  // The contact person is the mother: two relations, not three.
  expect(await made("learnerGuardian")).toMatchObject([
    { guardianId: id("2"), relation: "father", legalRepresentative: false },
    { guardianId: id("3"), relation: "mother", legalRepresentative: true },
  ]);
});

test("the day a pupil came to the school is an enrolment's only in the year that began so", async () => {
  const days = ["2023-09-05", "2026-05-31", "2026-06-01", "2026-10-21", null];
  await loadRows(
    lake,
    learnerRow,
    days.map((day, at) => ({ ...pupil, source_row_id: at + 1, entry_date: day })),
  );
  const expected = [null, null, "2026-06-01", "2026-10-21", null];
  expect((await made("enrolment")).map((row) => row.entryDate)).toEqual(expected);
  expect((await made("classMembership")).map((row) => row.startDate)).toEqual(expected);
});

test("residence: a name of today finds its code, five digits are a code, an old name stays a name", async () => {
  await loadRows(lake, learnerRow, [
    pupil,
    { ...pupil, source_row_id: 2, residence_commune: "phuong hai an", permanent_commune: "Xã Tân Tiến cũ" },
  ]);
  const rows = await made("residence");
  const found = rows.map((row) => [row.residenceKind, row.communeCode, row.communeName, row.address]);
  expect(found.sort()).toEqual(
    [
      ["current", "11413", "Phường Hải An", "Số 1, Thôn Đông"],
      ["current", "11413", "phuong hai an", "Số 1, Thôn Đông"],
      ["permanent", "11359", null, null],
      ["permanent", null, "Xã Tân Tiến cũ", null],
    ].sort(),
  );
});

test("policy groups and disabilities become rows, a poor household once", async () => {
  await loadRows(lake, learnerRow, [
    pupil,
    { ...pupil, source_row_id: 2, policy_group: null, disability_kind: null },
  ]);
  const groups = (await made("learnerPolicyGroup")).map((row) => row.policyGroup);
  expect(groups.sort()).toEqual(["orphan", "poor", "poor"]);
  expect(await made("learnerDisability")).toMatchObject([
    { disabilityKind: "1", disabilityDegree: "3" },
    { disabilityKind: "3", disabilityDegree: "3" },
  ]);
  expect((await made("learnerHealth"))[0]).toMatchObject({
    heightCm: "145.5",
    weightKg: "38.0",
    bmi: "17.9",
  });
});

test("a leaver has no current school and an end in the class", async () => {
  await loadRows(lake, learnerRow, [
    { ...pupil, enrolment_status: "transferredOut", exit_date: "2026-10-01" },
  ]);
  expect(await made("learner")).toMatchObject([{ schoolId: null }]);
  expect(await made("enrolment")).toMatchObject([{ status: "transferredOut", exitDate: "2026-10-01" }]);
  expect(await made("classMembership")).toMatchObject([{ endDate: "2026-10-01" }]);
});

test("a vendor's own key is not published as the learner code", async () => {
  await loadRows(lake, learnerRow, [{ ...pupil, key_issuer: "vendor" }]);
  expect(await made("learner")).toMatchObject([{ learnerCode: null }]);
});

test("rows that can't be keyed are held with the reason", async () => {
  await loadRows(lake, learnerRow, [
    { ...pupil, source_row_id: 1, full_name: null },
    { ...pupil, source_row_id: 2, school_id: null },
    { ...pupil, source_row_id: 3, school_year: null },
    { ...pupil, source_row_id: 4, learner_code: null, birth_date: null },
    { ...pupil, source_row_id: 5, learner_code: null, national_id: null },
  ]);
  expect(await holdReasons(lake, learnerRow)).toEqual([
    "name-missing",
    "school-missing",
    "school-year-missing",
    "learner-unidentifiable",
    null,
  ]);
});

test("history of a school that is only named is held; the year at a coded school is an enrolment", async () => {
  const year: TestRow = {
    source_row_id: 1,
    learner_id: id("1"),
    school_id: "311194802001",
    learner_code: "3100000001",
    school_year: "2025-2026",
    school_code: "311194802001",
    school_name: "Trường Tiểu học A",
    year_outcome: "completedLevel",
  };
  await loadRows(lake, enrolmentHistoryRow, [year, { ...year, source_row_id: 2, school_code: null }]);
  expect(await holdReasons(lake, enrolmentHistoryRow)).toEqual([null, "school-unknown"]);
  const [target] = enrolmentHistoryRow.targets;
  if (target === undefined) throw new Error("history has no target");
  expect((await targetRows(lake, target, getDataset("enrolment")))[0]).toMatchObject({
    schoolYear: "2025-2026",
    yearOutcome: "completedLevel",
  });
});

test("grade level is read from the class name, except in a preschool", async () => {
  const derived = learnerRow.derived?.gradeLevel?.replaceAll("$", "t.");
  const grades = await lake.rows<{ g: string | null }>(
    `
    select ${derived} as g from (values
      ('311194802001', '1A', 1), ('311194804001', 'Lớp 10A12', 2), ('311194803001', '6.2', 3),
      ('311194801001', '3 tuổi A', 4), ('311194803001', 'Chồi 1', 5), ('311194804001', '12', 6)
    ) t(school_code, class_name, n), (select null::varchar as feed_school_id) f order by n`.replaceAll(
      "t.feed_school_id",
      "f.feed_school_id",
    ),
  );
  expect(grades.map((row) => row.g)).toEqual(["1", "10", "6", null, null, "12"]);
});

test.each(learnerIntakes)("every target of $id names fields its dataset has, and its key", async (intake) => {
  await loadRows(lake, intake, []);
  for (const target of intake.targets) {
    const dataset = getDataset(target.dataset);
    expect(await targetRows(lake, target, dataset)).toEqual([]);
    for (const key of dataset.key) expect(target.values, `${dataset.id}.${key}`).toHaveProperty(key);
  }
});
