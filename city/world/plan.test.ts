import { describe, expect, it } from "vitest";
import { BASELINE, CLASSES, COMPUTERS, IT_ROOMS, IT_TEACHERS } from "../baseline.ts";
import { serialOf } from "./national-id.ts";
import { planCity } from "./plan.ts";
import type { SchoolPlan } from "./types.ts";

const whole = planCity({ scale: 1, seed: 1 });
const sum = (schools: readonly SchoolPlan[], of: (s: SchoolPlan) => number) =>
  schools.reduce((total, s) => total + of(s), 0);

describe("the plan of the whole city", () => {
  it("has the Đề án's schools, learners and staff by level and ownership", () => {
    expect(whole.schools).toHaveLength(1_608);
    for (const base of BASELINE) {
      const schools = whole.schools.filter((s) => s.level === base.level && s.ownership === base.ownership);
      expect(schools).toHaveLength(base.schools);
      expect(sum(schools, (s) => s.learners)).toBe(base.learners);
      expect(sum(schools, (s) => s.staff)).toBe(base.staff);
    }
    expect(sum(whole.schools, (s) => s.learners)).toBe(1_030_393);
    expect(sum(whole.schools, (s) => s.staff)).toBe(67_434);
  });

  it.each([
    ["01", 596, 205_369, 24_903],
    ["02", 437, 339_260, 17_948],
    ["03", 426, 306_174, 15_384],
    ["04", 129, 152_109, 8_075],
    ["05", 20, 27_481, 1_124],
  ] as const)("level %s: %i schools, %i learners, %i staff", (level, schools, learners, staff) => {
    const here = whole.schools.filter((s) => s.level === level);
    expect(here).toHaveLength(schools);
    expect(sum(here, (s) => s.learners)).toBe(learners);
    expect(sum(here, (s) => s.staff)).toBe(staff);
    expect(sum(here, (s) => s.classes)).toBe(CLASSES[level]);
    expect(sum(here, (s) => s.itTeachers)).toBe(IT_TEACHERS[level]);
    expect(sum(here, (s) => s.computers)).toBe(COMPUTERS[level]);
    expect(sum(here, (s) => s.itRooms)).toBe(IT_ROOMS[level]);
  });

  it("has 9,056 preschool groups, 21,379 general classes, 1,256 IT teachers and 1,659 IT rooms", () => {
    expect(CLASSES["01"]).toBe(9_056);
    expect(CLASSES["02"] + CLASSES["03"] + CLASSES["04"]).toBe(21_379);
    expect(sum(whole.schools, (s) => s.itTeachers)).toBe(1_256);
    expect(sum(whole.schools, (s) => s.itRooms)).toBe(1_659);
  });

  it("adds up inside every school", () => {
    const codes = new Set<string>();
    for (const [i, s] of whole.schools.entries()) {
      expect(s.index).toBe(i);
      expect(s.code).toMatch(/^31\d{5}0[1-5]\d{3}$/);
      expect(s.code.slice(2, 7)).toBe(whole.communes[s.communeIndex]?.code);
      codes.add(s.code);
      expect(s.grades.reduce((n, g) => n + g.learners, 0)).toBe(s.learners);
      expect(s.grades.reduce((n, g) => n + g.classes, 0)).toBe(s.classes);
      for (const g of s.grades) {
        expect(g.catchment.reduce((n, part) => n + part.count, 0)).toBe(g.learners);
        expect(g.learners / g.classes).toBeLessThanOrEqual(52);
      }
    }
    expect(codes.size).toBe(1_608);
  });

  it("covers the 114 communes plausibly: crowded wards, small island zones", () => {
    expect(whole.communes).toHaveLength(114);
    for (const level of ["01", "02", "03"] as const) {
      expect(new Set(whole.schools.filter((s) => s.level === level).map((s) => s.communeIndex)).size).toBe(
        114,
      );
    }
    const classSize = (urban: boolean) => {
      const schools = whole.schools.filter(
        (s) => s.level === "03" && (whole.communes[s.communeIndex]?.urbanness ?? 0) > 0.6 === urban,
      );
      return sum(schools, (s) => s.learners) / sum(schools, (s) => s.classes);
    };
    expect(classSize(true)).toBeGreaterThan(43);
    expect(classSize(false)).toBeLessThan(41);
    const learnersIn = (code: string) =>
      sum(
        whole.schools.filter((s) => s.code.slice(2, 7) === code),
        (s) => s.learners,
      );
    expect(learnersIn("11948")).toBeGreaterThan(60);
    expect(learnersIn("11948")).toBeLessThan(400);
    expect(learnersIn("11914")).toBeLessThan(8_000);
  });
});

describe("national ids of the whole city", () => {
  it("cannot meet: every kind of person keeps to its own serials", () => {
    const last = whole.schools.at(-1);
    if (last === undefined) throw new Error("no schools");
    const leavers = last.leaverOffset + last.leavers.reduce((n, l) => n + l.count, 0);
    const adults = sum(
      whole.schools.filter((s) => s.level === "05"),
      (s) => s.learners,
    );
    const cohort = Math.max(
      ...whole.schools.flatMap((s) => s.grades.map((g) => g.cohortOffset + g.learners)),
    );
    const order = [
      serialOf.parent(1_030_392, 1980),
      serialOf.staff(0),
      serialOf.staff(67_433),
      serialOf.adultLearner(0),
      serialOf.adultLearner(adults - 1),
      serialOf.leaver(0),
      serialOf.leaver(leavers - 1),
      serialOf.leaversParent(0),
      serialOf.leaversParent(leavers - 1),
      1_000_000,
    ];
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(cohort).toBeLessThanOrEqual(100_000);
    expect(serialOf.learner(99_999, 4)).toBeLessThan(serialOf.leaver(0));
  });
});

describe("a smaller city", () => {
  it("at 2 %: 32 schools of every level, about 20,000 learners, six communes of both old provinces at least", () => {
    for (const seed of [1, 2, 3, 42]) {
      const city = planCity({ scale: 0.02, seed });
      const communes = new Set(city.schools.map((s) => s.communeIndex));
      expect(city.schools).toHaveLength(32);
      expect(new Set(city.schools.map((s) => s.level)).size).toBe(5);
      expect(Math.abs(sum(city.schools, (s) => s.learners) - 20_608)).toBeLessThan(1_500);
      expect(communes.size).toBeGreaterThanOrEqual(6);
      expect(new Set([...communes].map((c) => city.communes[c]?.formerProvince)).size).toBe(2);
      expect(city.schools.some((s) => s.detailedGradebook)).toBe(true);
    }
  });

  it("is a subset of the whole city at every scale, in the same order", () => {
    for (const scale of [0.001, 0.004, 0.05, 0.33, 0.999]) {
      const city = planCity({ scale, seed: 1 });
      expect(city.schools).toHaveLength(Math.max(1, Math.round(1_608 * scale)));
      expect(new Set(city.schools).size).toBe(city.schools.length);
      for (const s of city.schools) expect(s).toEqual(whole.schools[s.index]);
    }
  });

  it("refuses scales outside 0.001 to 1 and seeds that are no integers", () => {
    expect(() => planCity({ scale: 0, seed: 1 })).toThrow(RangeError);
    expect(() => planCity({ scale: 1.01, seed: 1 })).toThrow(RangeError);
    expect(() => planCity({ scale: 1, seed: 0.5 })).toThrow(RangeError);
  });
});
