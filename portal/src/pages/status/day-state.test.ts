import { expect, test } from "vitest";
import { dayState, goodShare, lastDays } from "./day-state.ts";

const day = (parts: Partial<Parameters<typeof dayState>[0] & object>) => ({
  day: "2026-11-23",
  checks: 1_440,
  failed: 0,
  unwatchedSeconds: 0,
  ...parts,
});

test("a day without a record is none, and no share is made up before the first check", () => {
  expect(dayState(undefined)).toBe("none");
  expect(goodShare([])).toBeUndefined();
  expect(goodShare([day({ checks: 0, unwatchedSeconds: 86_400 })])).toBeUndefined();
});

test("failed checks weigh more than time nobody looked", () => {
  expect(dayState(day({}))).toBe("good");
  expect(dayState(day({ failed: 1, unwatchedSeconds: 7_200 }))).toBe("some");
  expect(dayState(day({ failed: 72 }))).toBe("bad");
  expect(dayState(day({ unwatchedSeconds: 899 }))).toBe("good");
  expect(dayState(day({ checks: 0, unwatchedSeconds: 86_400 }))).toBe("unwatched");
});

test("the last days end today and keep gaps, over the end of a month and a year", () => {
  const days = lastDays([day({ day: "2026-12-31" })], "2027-01-02", 4);
  expect(days.map(([on, found]) => [on, found?.checks])).toEqual([
    ["2026-12-30", undefined],
    ["2026-12-31", 1_440],
    ["2027-01-01", undefined],
    ["2027-01-02", undefined],
  ]);
});
