import { expect, test } from "vitest";
import { findQuarter, quartersUntil } from "./quarter.ts";

test("a quarter has three months, its last day too, in leap years as well", () => {
  expect(findQuarter("2026-4")).toMatchObject({
    from: "2026-10-01",
    to: "2026-12-31",
    months: ["2026-10", "2026-11", "2026-12"],
  });
  expect(findQuarter("2028-1")?.to).toBe("2028-03-31");
  expect(findQuarter("2026-2")?.to).toBe("2026-06-30");
  for (const wrong of ["2026-5", "2026-0", "26-1", "2026-Q1", ""]) expect(findQuarter(wrong)).toBeUndefined();
});

test("quarters run back over the turn of a year without a gap", () => {
  expect(quartersUntil("2026-02-28", 4).map(({ key }) => key)).toEqual([
    "2026-1",
    "2025-4",
    "2025-3",
    "2025-2",
  ]);
  expect(quartersUntil("2026-12-31", 1).map(({ key }) => key)).toEqual(["2026-4"]);
  const all = quartersUntil("2026-11-23", 9).toReversed();
  for (const [at, { from }] of all.entries()) {
    const before = all[at - 1];
    if (before === undefined) continue;
    expect(new Date(before.to).getTime() + 86_400_000).toBe(new Date(from).getTime());
  }
});
