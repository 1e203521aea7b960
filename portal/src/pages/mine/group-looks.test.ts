import { expect, test } from "vitest";
import { groupLooks, type Look } from "./group-looks.ts";

const look = (at: string, name: string, action = "learner.list", result = "ok"): Look => ({
  ...{ at, name, role: "homeroomTeacher", unit: null, action, result },
  says: {
    role: { vi: "Giáo viên chủ nhiệm", en: "Homeroom teacher" },
    deed: { vi: "xem", en: "read" },
    classes: [],
    purpose: null,
  },
});

test("one person's reads of a day are one line, from the first to the last; days are those of Hải Phòng", () => {
  const days = groupLooks([
    look("2026-11-23T17:30:00Z", "A"), // 00:30 of the 24th
    look("2026-11-23T09:00:00Z", "A"),
    look("2026-11-23T08:00:00Z", "B"),
    look("2026-11-23T02:00:00Z", "A"),
    look("2026-11-23T01:00:00Z", "A", "learner.list", "refused"),
  ]);
  expect(days.map(({ day, groups }) => [day, groups.map(({ count }) => count)])).toEqual([
    ["2026-11-24", [1]],
    ["2026-11-23", [2, 1, 1]],
  ]);
  expect(days[1]?.groups[0]).toMatchObject({ from: "09:00", to: "16:00" });
});
