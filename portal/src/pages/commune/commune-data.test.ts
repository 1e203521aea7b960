import { expect, test } from "vitest";
import { monthsOf, quarterOf, quartersBefore } from "./commune-data.ts";

test("every month belongs to the quarter that holds it", () => {
  for (let month = 1; month <= 12; month += 1) {
    const day = `2026-${String(month).padStart(2, "0")}-15`;
    expect(monthsOf(quarterOf(day))).toContain(day.slice(0, 7));
  }
});

test("quarters go back over the new year", () => {
  expect(quartersBefore("2026-02-01", 3)).toEqual(["2026-1", "2025-4", "2025-3"]);
});
