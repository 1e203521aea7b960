import { expect, test } from "vitest";
import { getRuleOn } from "../dictionary/legal-rule.ts";
import { schoolLevel, subject } from "../reference/code-sets.ts";
import { duty, positionTitle, qualificationLevel, titleCode } from "./code-sets.ts";
import {
  excessPupils,
  loadReduction,
  managerLoad,
  minimumTraining,
  payScales,
  supportPosts,
  teachersPerClass,
  titleRanks,
  trainingException,
  weeklyLoad,
} from "./legal-rules.ts";

const today = "2026-10-20";
const codesOf = (set: { readonly entries: readonly { readonly code: string }[] }) =>
  set.entries.map((entry) => entry.code);

/** Handbook §13: what the norms give for two schools. */
test("20 two-session primary classes with 760 pupils need 33,5 teachers", () => {
  const norm = getRuleOn(teachersPerClass, "teachers-per-class", today).params.primary["2"];
  const excess = getRuleOn(excessPupils, "excess-pupils", today).params.byLevel["02"];
  const need = 20 * norm + (760 - (excess?.cap ?? 0) * 20) / (excess?.pupilsPerTeacher ?? 1);
  expect(need.toFixed(1)).toBe("33.5");
});

test("24 lower secondary classes with 1.150 pupils need 48,8 teachers", () => {
  const norm = getRuleOn(teachersPerClass, "teachers-per-class", today).params.lowerSecondary;
  const excess = getRuleOn(excessPupils, "excess-pupils", today).params.byLevel["03"];
  const need = 24 * norm + (1150 - (excess?.cap ?? 0) * 24) / (excess?.pupilsPerTeacher ?? 1);
  expect(need.toFixed(1)).toBe("48.8");
});

test("rules speak in codes that exist", () => {
  const { codes, scales } = getRuleOn(titleRanks, "title-ranks", today).params;
  expect(codesOf(titleCode)).toEqual(
    expect.arrayContaining(Object.values(codes).flatMap((ranks) => Object.values(ranks))),
  );
  const known = Object.keys(getRuleOn(payScales, "pay-scales", today).params.scales);
  expect(known).toEqual(
    expect.arrayContaining(Object.values(scales).flatMap((ranks) => Object.values(ranks))),
  );
  expect(codesOf(duty)).toEqual(
    expect.arrayContaining(
      Object.keys(getRuleOn(loadReduction, "weekly-load-reduction", today).params.periods),
    ),
  );
  const posts = [
    ...Object.keys(getRuleOn(supportPosts, "support-posts", today).params.posts),
    ...Object.keys(getRuleOn(managerLoad, "weekly-load-managers", today).params.periods),
  ];
  expect(codesOf(positionTitle)).toEqual(expect.arrayContaining(posts));
  const exception = getRuleOn(trainingException, "minimum-training-exception", today).params;
  expect(codesOf(subject)).toEqual(expect.arrayContaining(Object.values(exception.subjectsByLevel).flat()));
  for (const params of [
    getRuleOn(weeklyLoad, "weekly-load", today).params.periods,
    exception.subjectsByLevel,
  ]) {
    expect(codesOf(schoolLevel)).toEqual(expect.arrayContaining(Object.keys(params)));
  }
});

test("the order of training names every level once", () => {
  const { order, levels } = getRuleOn(minimumTraining, "minimum-training", today).params;
  expect([...order].sort()).toEqual([...codesOf(qualificationLevel)].sort());
  for (const level of Object.values(levels)) expect(order).toContain(level);
});

test("title codes are unique to a level and rank", () => {
  const codes = Object.values(getRuleOn(titleRanks, "title-ranks", today).params.codes).flatMap((ranks) =>
    Object.values(ranks),
  );
  expect(new Set(codes).size).toBe(codes.length);
});
