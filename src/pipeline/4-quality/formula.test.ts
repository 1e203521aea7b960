import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checks, datasets, qualityViews } from "#src/domains/catalogue.ts";
import { dimensions } from "#src/domains/dictionary/check.ts";
import { dataset } from "#src/domains/dictionary/dataset.ts";
import { id, reference, text } from "#src/domains/dictionary/field.ts";
import { dimensionSets } from "./dimension-sets.ts";
import { recordScore } from "./formula.ts";
import { parseRecordKey } from "./record-key.ts";
import { rulesFingerprint, scoringDay } from "./rules.ts";

const learnerChecks = checks.filter((check) => check.dataset === "learner");

describe("record score", () => {
  test("a clean record has 100, and one that breaks everything in its worst way loses the penalties' weights", () => {
    expect(recordScore(learnerChecks, new Set())).toBe(100);
    expect(recordScore(learnerChecks, new Set(["learner.id-missing"]))).toBeCloseTo(
      100 - (15 * 0.6 * 100) / 95,
      6,
    );
  });

  test("two rules of one dimension count once, by the worse", () => {
    const worse = recordScore(learnerChecks, new Set(["learner.id-missing"]));
    expect(recordScore(learnerChecks, new Set(["learner.id-missing", "learner.document-missing"]))).toBe(
      worse,
    );
  });

  test("breaking more rules never raises a score", () => {
    const codes = learnerChecks.map((check) => check.code);
    fc.assert(
      fc.property(fc.subarray(codes), fc.subarray(codes), (some, more) => {
        const fewer = recordScore(learnerChecks, new Set(some));
        const both = recordScore(learnerChecks, new Set([...some, ...more]));
        return both <= fewer + 1e-9 && both >= 0;
      }),
    );
  });
});

test("every set of dimensions gathers each dimension exactly once, so that no rule drops out of a view", () => {
  for (const set of dimensionSets) {
    expect([...set.criteria.flatMap((criterion) => criterion.dimensions)].sort()).toEqual(
      [...dimensions].sort(),
    );
  }
});

describe("record key", () => {
  const room = dataset("testRoom", {
    group: "facility",
    title: { vi: "Thử", en: "Test" },
    grain: { vi: "Thử", en: "Test" },
    origin: "vendor",
    key: ["ownerId", "roomCode", "schoolId"],
    distributedBy: "ownerId",
    fields: { ownerId: id("learner"), roomCode: text(), schoolId: reference("school") },
  });

  test("values come back whatever the free text holds", () => {
    fc.assert(
      fc.property(fc.uuid(), fc.string({ minLength: 1 }), (owner, code) => {
        expect(parseRecordKey(room, [owner, code, "311194802001"].join("|"))).toEqual([
          owner,
          code,
          "311194802001",
        ]);
      }),
    );
  });

  test("a key with too few parts is refused", () => {
    expect(() => parseRecordKey(room, "a|b")).toThrow(/no record key/);
  });
});

describe("day of scoring", () => {
  test("the school year turns on 1 September in Hải Phòng", () => {
    expect(scoringDay(new Date("2026-08-31T16:59:00Z"))).toEqual({
      today: "2026-08-31",
      currentYear: "2025-2026",
      previousYear: "2024-2025",
    });
    expect(scoringDay(new Date("2026-08-31T17:00:00Z")).currentYear).toBe("2026-2027");
  });

  test("the fingerprint changes with the school year, with a day that a rule names, and with a rule", () => {
    const rules = { datasets, checks, views: qualityViews };
    const mark = (instant: string) => rulesFingerprint(rules, new Date(instant));
    expect(mark("2026-11-20T00:00:00Z")).toBe(mark("2026-11-21T00:00:00Z"));
    expect(mark("2026-12-31T00:00:00Z")).not.toBe(mark("2027-01-02T00:00:00Z"));
    expect(mark("2027-08-20T00:00:00Z")).not.toBe(mark("2027-09-02T00:00:00Z"));
    const fewer = { ...rules, checks: checks.slice(1) };
    expect(rulesFingerprint(fewer, new Date("2026-11-20T00:00:00Z"))).not.toBe(mark("2026-11-20T00:00:00Z"));
  });
});
