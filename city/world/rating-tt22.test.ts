import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  conductYear,
  promotion,
  rateAcademic,
  secondaryAward,
  termAverage,
  yearAverage,
} from "./rating-tt22.ts";
import type { CommentMark } from "./types.ts";

const PASSED: readonly CommentMark[] = ["D", "D", "D", "D"];
const ONE_FAILED: readonly CommentMark[] = ["D", "CD", "D", "D"];
const SCORES = [81, 82, 80, 85, 83, 80, 66, 70];
const withWeakest = (mark: number) => SCORES.map((s) => (s === 66 ? mark : s));

describe("TT 22", () => {
  it("averages a term and a year, half up (handbook §13)", () => {
    expect(termAverage([80, 90, 70, 80], 75, 80)).toBe(79);
    expect(yearAverage(79, 83)).toBe(82);
    expect(termAverage([80, 90, 90], 80, 80)).toBe(83);
    expect(termAverage([0, 0], 0, 0)).toBe(0);
  });

  it("rates học tập (handbook §13)", () => {
    expect(rateAcademic(SCORES, PASSED)).toBe("T");
    expect(rateAcademic(withWeakest(49), PASSED)).toBe("K");
    expect(rateAcademic(withWeakest(30), PASSED)).toBe("D");
    expect(rateAcademic(SCORES, ONE_FAILED)).toBe("K");
  });

  it("does not raise when two subjects are to blame", () => {
    const two = [81, 82, 80, 85, 83, 80, 34, 34];
    expect(rateAcademic(two, PASSED)).toBe("C");
    expect(rateAcademic([81, 82, 80, 85, 83, 80, 49, 49], PASSED)).toBe("D");
  });

  it("stays on the edges of the law", () => {
    expect(rateAcademic([80, 80, 80, 80, 80, 80, 65, 65], PASSED)).toBe("T");
    expect(rateAcademic([79, 80, 80, 80, 80, 80, 65, 65], PASSED)).toBe("K");
    expect(rateAcademic([65, 65, 65, 65, 65, 65, 50, 50], PASSED)).toBe("K");
    expect(rateAcademic([50, 50, 50, 50, 50, 50, 35, 35], PASSED)).toBe("D");
    expect(rateAcademic([50, 50, 50, 50, 50, 49, 35, 35], PASSED)).toBe("C");
  });

  it("never rates a better set of marks lower", () => {
    const marks = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(marks, fc.nat(7), fc.integer({ min: 0, max: 60 }), (scores, at, more) => {
        const better = scores.map((s, i) => (i === at ? Math.min(100, s + more) : s));
        const order = "CDKT";
        expect(order.indexOf(rateAcademic(better, PASSED))).toBeGreaterThanOrEqual(
          order.indexOf(rateAcademic(scores, PASSED)),
        );
      }),
      { numRuns: 2_000 },
    );
  });

  it("rates rèn luyện of the year (Đ.8)", () => {
    const table = { T: "TTKK", K: "KKKD", D: "KDDD", C: "CCCC" } as const;
    for (const second of ["T", "K", "D", "C"] as const) {
      for (const [i, first] of (["T", "K", "D", "C"] as const).entries()) {
        expect(conductYear(first, second)).toBe(table[second][i]);
      }
    }
  });

  it("promotes, sends to summer work and retains (Đ.12)", () => {
    expect(promotion("D", "D", 45)).toBe("promoted");
    expect(promotion("T", "T", 46)).toBe("retained");
    expect(promotion("C", "D", 0)).toBe("summer");
    expect(promotion("C", "C", 0)).toBe("retained");
  });

  it("awards (Đ.15)", () => {
    expect(secondaryAward("T", "T", [90, 90, 90, 90, 90, 90, 65])).toBe("Học sinh Xuất sắc");
    expect(secondaryAward("T", "T", [90, 90, 90, 90, 90, 89, 65])).toBe("Học sinh Giỏi");
    expect(secondaryAward("T", "K", [100, 100, 100, 100, 100, 100])).toBeNull();
  });
});
