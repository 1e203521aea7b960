import { describe, expect, it } from "vitest";
import { schoolsOf } from "./index.ts";
import { conductYear, rateAcademic, secondaryAward, termAverage, yearAverage } from "./rating-tt22.ts";
import { primaryYearLevel } from "./rating-tt27.ts";
import { subjectsOf } from "./subjects.ts";
import type { CommentMark, SchoolWorld, YearResult } from "./types.ts";

const city: readonly SchoolWorld[] = [...schoolsOf({ scale: 0.012, seed: 5 })];
const results = city.flatMap((w) => w.results);
const share = (items: readonly YearResult[], test: (r: YearResult) => boolean) =>
  items.filter(test).length / items.length;

function marks(result: YearResult, term: "term1" | "term2" | "year") {
  const scores: number[] = [];
  const comments: CommentMark[] = [];
  for (const s of result.subjects) {
    if (s.kind === "score" && s[term] !== null) scores.push(s[term]);
    if (s.kind === "comment" && s[term] !== null) comments.push(s[term]);
  }
  return { scores, comments };
}

describe("results of 2025-2026", () => {
  it("exist once for everybody who was in grades 1-12 here, and for nobody else", () => {
    for (const w of city) {
      const people = [...w.learners, ...w.departed];
      const wereHere = people.filter((l) =>
        l.history.some(
          (row) =>
            row.schoolYear === "2025-2026" &&
            row.schoolCode === w.plan.code &&
            !/^(NT|MG)/.test(row.gradeLevel),
        ),
      );
      expect(w.results.map((r) => r.personId).sort()).toEqual(wereHere.map((l) => l.personId).sort());
      const byId = new Map(people.map((l) => [l.personId, l]));
      const wrong = w.results.filter((r) => {
        const learner = byId.get(r.personId);
        const row = learner?.history.find(
          (h) => h.schoolYear === "2025-2026" && h.schoolCode === w.plan.code,
        );
        const place = row?.gradeLevel === r.gradeLevel && row.className === r.className;
        return !(place && row.outcome === r.outcome && learner?.localCode === r.localCode);
      });
      expect(wrong).toEqual([]);
    }
  });

  it("follow TT 22: averages, ratings, awards, promotion", () => {
    const wrong = results.filter((r) => {
      if (r.circular !== "TT22") return false;
      const marksFit = r.subjects.every((s) => {
        if (s.kind !== "score" || s.term1 === null || s.term2 === null) return s.kind !== "level";
        const inRange = [s.term1, s.term2].every(
          (mark) => mark >= 0 && mark <= 100 && Number.isInteger(mark),
        );
        return inRange && s.year === yearAverage(s.term1, s.term2);
      });
      if (r.academicYear === null || r.conductYear === null) return !marksFit || r.outcome !== "droppedOut";
      const year = marks(r, "year");
      const rated = r.academicYear === rateAcademic(year.scores, year.comments);
      const conduct =
        r.conductTerm1 !== null &&
        r.conductTerm2 !== null &&
        r.conductYear === conductYear(r.conductTerm1, r.conductTerm2);
      const awarded = r.award === secondaryAward(r.academicYear, r.conductYear, year.scores);
      const bothBelow = r.academicYear === "C" && r.conductYear === "C";
      const mayMoveUp = !bothBelow && r.absencesExcused + r.absencesUnexcused <= 45;
      const lawful = r.outcome === "retained" ? r.academicYear === "C" || !mayMoveUp : mayMoveUp;
      return !(marksFit && rated && conduct && awarded && lawful);
    });
    expect(wrong).toEqual([]);
  });

  it("follow TT 27: levels, whole tests that fit them, only repeaters below", () => {
    const wrong = results.filter((r) => {
      if (r.circular !== "TT27") return false;
      const levels = r.subjects.map((s) => (s.kind === "level" ? s.levelYear : "C"));
      const tests = r.subjects.flatMap((s) =>
        s.kind === "level" && s.testYear !== null ? [s.testYear] : [],
      );
      const testsFit = r.subjects.every(
        (s) =>
          s.kind === "level" &&
          (s.testYear === null || (s.testYear % 10 === 0 && (s.levelYear === "C") === s.testYear < 50)),
      );
      const rated = r.primaryLevel === primaryYearLevel(levels, tests, r.qualities ?? "");
      return !(
        testsFit &&
        rated &&
        (r.outcome === "droppedOut" || (r.primaryLevel === "C") === (r.outcome === "retained"))
      );
    });
    expect(wrong).toEqual([]);
  });

  it("have every subject of the class and no other", () => {
    for (const w of city) {
      for (const r of w.results.slice(0, 50)) {
        const possible = Array.from({ length: 20 }, (_, i) =>
          subjectsOf(5, w.plan, r.gradeLevel, i)
            .map((s) => s.code)
            .join(),
        );
        expect(possible).toContain(r.subjects.map((s) => s.subject).join());
      }
    }
  });

  it("are spread as a city's are", () => {
    const secondary = results.filter((r) => r.circular === "TT22" && r.academicYear !== null);
    expect(share(secondary, (r) => r.academicYear === "T")).toBeGreaterThan(0.1);
    expect(share(secondary, (r) => r.academicYear === "T")).toBeLessThan(0.4);
    expect(share(secondary, (r) => r.academicYear === "C")).toBeLessThan(0.08);
    expect(share(secondary, (r) => r.conductYear === "T")).toBeGreaterThan(0.7);
    const primary = results.filter((r) => r.circular === "TT27");
    expect(share(primary, (r) => r.primaryLevel === "X")).toBeGreaterThan(0.15);
    expect(share(primary, (r) => r.primaryLevel === "H")).toBeGreaterThan(0.35);
  });
});

describe("detailed gradebooks", () => {
  const detailed = city.filter((w) => w.plan.detailedGradebook);

  it("average to the term marks of the results", () => {
    expect(detailed.length).toBeGreaterThan(0);
    for (const w of city) expect(w.gradebook.length > 0).toBe(w.plan.detailedGradebook);
    for (const w of detailed) {
      const result = new Map(w.results.map((r) => [r.personId, r]));
      const wrong = w.gradebook.filter((row) => {
        const subject = result.get(row.personId)?.subjects.find((s) => s.subject === row.subject);
        const inResult =
          subject?.kind === "score" && subject[row.term === "HK1" ? "term1" : "term2"] === row.average;
        const averaged = row.average === termAverage(row.regular, row.midterm, row.final);
        return !(inResult && averaged && [2, 3, 4].includes(row.regular.length));
      });
      expect(wrong).toEqual([]);
      const expected = w.results.reduce(
        (n, r) => n + marks(r, "term1").scores.length + marks(r, "term2").scores.length,
        0,
      );
      expect(w.gradebook).toHaveLength(expected);
    }
  });
});
