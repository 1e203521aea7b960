import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { averageToTenths, formatMark, type Hundredths, parseMark } from "./exact-mark.ts";
import {
  academicRule,
  awardRule,
  conductRule,
  type PrimaryYearLevel,
  primaryRule,
  promotionRule,
  type Rating,
  rollOutRules,
  termAverageRule,
  yearAverageRule,
} from "./legal-rules.ts";
import {
  decidePrimaryPromotion,
  decidePromotion,
  findAward,
  isRatedUnder,
  rateAcademic,
  rateConductYear,
  ratePrimaryYear,
  regularMarksNeeded,
  type SubjectOutcome,
  subjectsToRetake,
  termAverage,
  yearAverage,
} from "./rating.ts";

const marks = (...texts: string[]) => texts.map(parseMark);
const term = (regular: string[], midterm: string, final: string) =>
  formatMark(
    termAverage(termAverageRule.params, {
      regular: marks(...regular),
      midterm: parseMark(midterm),
      final: parseMark(final),
    }),
  );

/** Scored subjects S0… and comment subjects C0… */
function subjects(
  scores: readonly string[],
  comments: readonly boolean[] = [true, true, true, true],
): SubjectOutcome[] {
  return [
    ...scores.map((mark, index) => ({ subjectCode: `S${index}`, mark: parseMark(mark) })),
    ...comments.map((passed, index) => ({ subjectCode: `C${index}`, passed })),
  ];
}

const rate = (scores: readonly string[], comments?: readonly boolean[]) =>
  rateAcademic(academicRule.params, subjects(scores, comments));

const base = ["8.1", "8.2", "8.0", "8.5", "8.3", "8.0", "6.6", "7.0"];
const withSeventh = (mark: string) => base.map((score, index) => (index === 6 ? mark : score));

describe("averages, vectors of the handbook", () => {
  test("term and year average", () => {
    expect(term(["8", "9", "7", "8"], "7,5", "8")).toBe("7.9");
    expect(formatMark(yearAverage(yearAverageRule.params, parseMark("7.9"), parseMark("8.3")))).toBe("8.2");
  });

  test("exactly 8,25 rounds half up", () => {
    expect(term(["8", "9", "9"], "8", "8")).toBe("8.3");
  });

  test("a zero is a mark", () => {
    expect(term(["0", "0"], "0", "0")).toBe("0.0");
    expect(term(["10", "0"], "0", "0")).toBe("1.4");
  });

  test("regular marks a term needs", () => {
    const needed = [35, 36, 70, 71, 140].map((periods) =>
      regularMarksNeeded(termAverageRule.params, periods),
    );
    expect(needed).toEqual([2, 3, 3, 4, 4]);
  });
});

describe("academic rating, vectors of the handbook", () => {
  test("Tốt", () => expect(rate(base)).toEqual({ rating: "1", raw: "1" }));

  test("one culprit that costs two steps: raised by one", () => {
    expect(rate(withSeventh("4.9"))).toEqual({ rating: "2", raw: "3", raisedFor: "S6" });
    expect(rate(withSeventh("3.0"))).toEqual({ rating: "3", raw: "4", raisedFor: "S6" });
    expect(rate(base, [true, false, true, true])).toEqual({ rating: "2", raw: "3", raisedFor: "C1" });
  });

  test("two culprits: not raised", () => {
    expect(rate(["8.1", "8.2", "8.0", "8.5", "8.3", "8.0", "4.9", "4.9"])).toEqual({ rating: "3", raw: "3" });
    expect(rate(withSeventh("4.9"), [false, true, true, true])).toEqual({ rating: "3", raw: "3" });
  });

  test("a culprit that costs one step: not raised", () => {
    expect(rate(withSeventh("6.4"))).toEqual({ rating: "2", raw: "2" });
  });

  test("the six high marks must stand without the culprit", () => {
    expect(rate(["8.1", "8.2", "8.0", "8.5", "8.3", "7.0", "4.9", "7.0"])).toEqual({ rating: "3", raw: "3" });
  });
});

test("conduct of the year: term II leads", () => {
  const year = (term2: Rating) =>
    (["1", "2", "3", "4"] as const)
      .map((term1) => rateConductYear(conductRule.params, term1, term2))
      .join("");
  expect([year("1"), year("2"), year("3"), year("4")]).toEqual(["1122", "2223", "2333", "4444"]);
});

describe("promotion and awards", () => {
  const decide = (academic: Rating, conduct: Rating, absences = 0, gradeLevel = "7", afterSummer = false) =>
    decidePromotion(promotionRule.params, { gradeLevel, academic, conduct, absences, afterSummer });

  test("45 sessions are allowed, 46 are not", () => {
    expect(decide("1", "1", 45)).toEqual({ outcome: "promoted" });
    expect(decide("1", "1", 46)).toEqual({ outcome: "retained" });
  });

  test("one Chưa đạt: summer, once", () => {
    expect(decide("4", "3")).toEqual({ outcome: "summer", need: "retake" });
    expect(decide("3", "4")).toEqual({ outcome: "summer", need: "summerTraining" });
    expect(decide("4", "4")).toEqual({ outcome: "retained" });
    expect(decide("4", "3", 0, "7", true)).toEqual({ outcome: "retained" });
  });

  test("the last grade of a level completes it", () => {
    expect(decide("3", "3", 0, "9")).toEqual({ outcome: "completedLevel" });
  });

  test("what is sat again", () => {
    expect(subjectsToRetake(promotionRule.params, subjects(["5.0", "4.9", "0"], [true, false]))).toEqual([
      "S1",
      "S2",
      "C1",
    ]);
  });

  test("Xuất sắc needs six marks of 9,0", () => {
    const award = (scores: string[]) =>
      findAward(awardRule.params, { academic: "1", conduct: "1", subjects: subjects(scores) });
    expect(award(["9.0", "9.0", "9.0", "9.1", "9.5", "10", "6.5", "8.9"])).toBe("excellent");
    expect(award(["9.0", "9.0", "9.0", "9.1", "9.5", "8.9", "8.0", "8.9"])).toBe("good");
    expect(findAward(awardRule.params, { academic: "1", conduct: "2", subjects: [] })).toBeUndefined();
  });
});

describe("primary, TT 27/2020", () => {
  const year = (subjectLevels: string, traits: string, ...finalTests: number[]): PrimaryYearLevel =>
    ratePrimaryYear(primaryRule.params, {
      subjectLevels: [...subjectLevels],
      traits: [...traits],
      finalTests,
    });

  test("the four year levels", () => {
    expect(year("TTTT", "TTT", 9, 10)).toBe("HTXS");
    expect(year("TTTT", "TTT", 9, 8)).toBe("HTT");
    expect(year("TTTH", "TTT", 9, 9)).toBe("HT");
    expect(year("TTTT", "TTD", 9, 9)).toBe("HT");
    expect(year("TTTT", "TTT", 6)).toBe("HT");
    expect(year("TTTT", "TTT", 0)).toBe("CHT");
    expect(year("TTTC", "TTT", 9)).toBe("CHT");
    expect(year("HHHH", "DDC", 5)).toBe("CHT");
  });

  test("promotion", () => {
    expect(decidePrimaryPromotion(primaryRule.params, "4", "HT")).toBe("promoted");
    expect(decidePrimaryPromotion(primaryRule.params, "5", "HT")).toBe("completedLevel");
    expect(decidePrimaryPromotion(primaryRule.params, "1", "CHT")).toBe("summer");
  });
});

test("the circular reached grade 9 in 2024-2025", () => {
  const [secondary] = rollOutRules;
  if (secondary === undefined) throw new Error("no roll-out");
  expect(isRatedUnder(secondary.params, "9", "2023-2024")).toBe(false);
  expect(isRatedUnder(secondary.params, "9", "2024-2025")).toBe(true);
  expect(isRatedUnder(secondary.params, "5", "2024-2025")).toBe(false);
});

describe("laws", () => {
  const anyMark = fc.integer({ min: 0, max: 1000 }).map((value) => value as Hundredths);
  const tenthMark = fc.integer({ min: 0, max: 100 }).map((value) => (value * 10) as Hundredths);
  const outcomes = fc
    .tuple(fc.array(tenthMark, { minLength: 6, maxLength: 9 }), fc.array(fc.boolean(), { maxLength: 5 }))
    .map(([scores, comments]): SubjectOutcome[] => [
      ...scores.map((mark, index) => ({ subjectCode: `S${index}`, mark })),
      ...comments.map((passed, index) => ({ subjectCode: `C${index}`, passed })),
    ]);

  test("reading and writing a mark are inverse, for numbers and for Vietnamese text", () => {
    fc.assert(
      fc.property(anyMark, (mark) => {
        expect(parseMark(formatMark(mark))).toBe(mark);
        expect(parseMark(formatMark(mark).replace(".", ","))).toBe(mark);
        expect(parseMark(mark / 100)).toBe(mark);
      }),
    );
  });

  test.each(["-1", "10.01", "11", "8.255", "", "Đ", "8,5,1"])("%j is no mark", (text) => {
    expect(() => parseMark(text)).toThrow("not a mark");
  });

  test("an average is half up: at most half a tenth away, and the half goes up", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9000 }), fc.integer({ min: 1, max: 9 }), (total, weight) => {
        const distance = averageToTenths(total, weight) * weight - total;
        expect(distance).toBeGreaterThan(-5 * weight);
        expect(distance).toBeLessThanOrEqual(5 * weight);
      }),
    );
  });

  test("an average lies between the lowest and the highest mark, to a tenth", () => {
    fc.assert(
      fc.property(
        fc.array(anyMark, { minLength: 2, maxLength: 4 }),
        anyMark,
        anyMark,
        (regular, midterm, final) => {
          const average = termAverage(termAverageRule.params, { regular, midterm, final });
          const all = [...regular, midterm, final];
          expect(average).toBeGreaterThanOrEqual(Math.min(...all) - 5);
          expect(average).toBeLessThanOrEqual(Math.max(...all) + 5);
        },
      ),
    );
  });

  test("Đ.9.3 never lowers, raises one step at most, and never gives Tốt", () => {
    fc.assert(
      fc.property(outcomes, (list) => {
        const { rating, raw, raisedFor } = rateAcademic(academicRule.params, list);
        expect(Number(raw) - Number(rating)).toBe(raisedFor === undefined ? 0 : 1);
        if (raisedFor !== undefined) expect(rating).not.toBe("1");
      }),
    );
  });

  test("the order of subjects does not matter", () => {
    fc.assert(
      fc.property(outcomes, (list) => {
        expect(rateAcademic(academicRule.params, [...list].reverse()).rating).toBe(
          rateAcademic(academicRule.params, list).rating,
        );
      }),
    );
  });

  test("the raw level never falls when a mark rises", () => {
    fc.assert(
      fc.property(outcomes, fc.nat({ max: 5 }), fc.integer({ min: 0, max: 100 }), (list, at, more) => {
        const better = list.map((subject, index) =>
          index === at && "mark" in subject
            ? { ...subject, mark: Math.min(1000, subject.mark + more * 10) as Hundredths }
            : subject,
        );
        const before = rateAcademic(academicRule.params, list).raw;
        expect(Number(rateAcademic(academicRule.params, better).raw)).toBeLessThanOrEqual(Number(before));
      }),
    );
  });
});
