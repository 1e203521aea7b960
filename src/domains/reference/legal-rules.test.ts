import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#src/platform/postgres/test-database.ts";
import { getRuleOn } from "../dictionary/legal-rule.ts";
import { gradeLevel, managingBody, schoolKind, schoolLevel, subject } from "./code-sets.ts";
import { gradeLevels, levelOfGrade } from "./grade-levels.ts";
import { jurisdiction, nationalIdStructure, periodsPerYear, schoolYearFrame } from "./legal-rules.ts";
import { subjects } from "./subjects.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await database.drop();
});

const codesOf = (set: { readonly entries: readonly { readonly code: string }[] }) =>
  set.entries.map((entry) => entry.code);

function weeklyPeriods(ruleId: string, grade: string): number {
  const { periods, optional = {} } = getRuleOn(periodsPerYear, ruleId, "2026-10-20").params;
  const yearly = Object.entries(periods)
    .filter(([code]) => !(optional[code] ?? []).includes(grade))
    .reduce((sum, [, byGrade]) => sum + (byGrade[grade] ?? 0), 0);
  return yearly / 35;
}

test("primary grades have 25, 25, 28, 30, 30 periods a week without the optional language", () => {
  const weeks = ["1", "2", "3", "4", "5"].map((grade) => weeklyPeriods("periods-per-year-primary", grade));
  expect(weeks).toEqual([25, 25, 28, 30, 30]);
});

test("lower secondary grades have 29 periods a week, 29,5 where technology has 52 a year", () => {
  const weeks = ["6", "7", "8", "9"].map((grade) => weeklyPeriods("periods-per-year-lower-secondary", grade));
  expect(weeks.map((week) => Math.round(week * 2) / 2)).toEqual([29, 29, 29.5, 29.5]);
});

test("every subject of the programme is a subject of that level", () => {
  const levels = new Map(subjects.map((item) => [item.subjectCode, item.levels]));
  for (const rule of periodsPerYear) {
    for (const [code, byGrade] of Object.entries(rule.params.periods)) {
      expect(codesOf(subject)).toContain(code);
      for (const grade of Object.keys(byGrade))
        expect(levels.get(code), `${code} ${grade}`).toContain(levelOfGrade(grade));
    }
    expect(rule.params.choices?.every((code) => code in rule.params.periods) ?? true).toBe(true);
  }
});

test("the managing body is settled for every level and kind that is named", () => {
  const { byHighestLevel, byKind } = getRuleOn(jurisdiction, "managing-body", "2026-10-20").params;
  expect(Object.keys(byHighestLevel).sort()).toEqual([...codesOf(schoolLevel)].sort());
  for (const kind of Object.keys(byKind)) expect(codesOf(schoolKind)).toContain(kind);
  for (const body of [...Object.values(byHighestLevel), ...Object.values(byKind)])
    expect(codesOf(managingBody)).toContain(body);
});

test("grades follow one another in age and level", () => {
  expect(gradeLevels.map((grade) => grade.gradeLevel)).toEqual(codesOf(gradeLevel));
  const aged = gradeLevels.filter((grade) => grade.officialAge !== null);
  for (const [index, grade] of aged.entries()) {
    const before = aged[index - 1];
    if (before === undefined) continue;
    expect(grade.officialAge).toBe((before.officialAge ?? 0) + 1);
    expect(grade.schoolLevel >= before.schoolLevel).toBe(true);
  }
  expect(aged.find((grade) => grade.gradeLevel === "1")?.officialAge).toBe(6);
  expect(() => levelOfGrade("13")).toThrow();
});

test("the SQL functions read national ids as the rule says, for every century, sex and year", async () => {
  const { centurySex } = getRuleOn(nationalIdStructure, "national-id-structure", "2026-10-20").params;
  const { rows } = await database.pool.query<{ digit: string; year: number; sex: string; born: number }>(
    `select digit::text, year, hp_nid_sex(id) as sex, hp_nid_birth_year(id) as born
       from generate_series(0, 5) digit, generate_series(0, 99) year,
            lateral (select '031' || digit || lpad(year::text, 2, '0') || '012345' as id) made`,
  );
  expect(rows).toHaveLength(600);
  for (const row of rows) {
    const meaning = centurySex[row.digit];
    expect(row.sex).toBe(meaning?.sex);
    expect(row.born).toBe((meaning?.from ?? 0) + row.year);
  }
});

test("a rule is found on the days it is in force and on no other", () => {
  const versions = [
    { ...schoolYearFrame[0], ruleId: "x", effectiveFrom: "2020-01-01", effectiveTo: "2022-12-31", params: 1 },
    { ...schoolYearFrame[0], ruleId: "x", effectiveFrom: "2023-01-01", params: 2 },
  ] as const as Parameters<typeof getRuleOn<number>>[0];
  const days = fc
    .date({ min: new Date("2015-01-01"), max: new Date("2030-01-01"), noInvalidDate: true })
    .map((day) => day.toISOString().slice(0, 10));
  fc.assert(
    fc.property(days, (day) => {
      if (day < "2020-01-01")
        expect(() => getRuleOn(versions, "x", day)).toThrow("no version of legal rule x");
      else expect(getRuleOn(versions, "x", day).params).toBe(day < "2023-01-01" ? 1 : 2);
    }),
  );
});
