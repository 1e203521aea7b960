import { expect, test } from "vitest";
import { teachersNeeded } from "./staff-need.ts";

const day = "2026-11-23";
/** So many classes of a grade with so many pupils together. */
const classes = (n: number, gradeLevel: string | null, sessions: number | null, pupils: number) =>
  Array.from({ length: n }, (_, at) => ({
    className: `${at}`,
    gradeLevel,
    sessions,
    learners: Math.floor(pupils / n) + (at < pupils % n ? 1 : 0),
  }));

test("the handbook's two schools (§13)", () => {
  expect(teachersNeeded(classes(20, "3", 2, 760), day)).toBe(33.53);
  expect(teachersNeeded(classes(24, "7", null, 1_150), day)).toBe(48.78);
});

test("fewer pupils than the cap take nobody away; levels of one school are added", () => {
  expect(teachersNeeded(classes(2, "1", 1, 10), day)).toBe(2.4);
  expect(teachersNeeded([...classes(2, "1", 1, 10), ...classes(1, "6", null, 30)], day)).toBe(4.3);
  expect(teachersNeeded([...classes(1, "NT", null, 20), ...classes(1, "MG5", 2, 30)], day)).toBe(4.7);
});

test("one class without a norm, and there is no need", () => {
  expect(teachersNeeded([...classes(5, "3", 2, 100), ...classes(1, null, 2, 30)], day)).toBeUndefined();
  expect(teachersNeeded(classes(1, "3", null, 30), day)).toBeUndefined();
  expect(teachersNeeded(classes(1, "13", 2, 30), day)).toBeUndefined();
});
