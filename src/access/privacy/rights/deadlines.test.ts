import fc from "fast-check";
import { expect, test } from "vitest";
import { actDue, deadlinesOn, latestExtension, replyDue, requestKinds } from "./deadlines.ts";
import { type RequestAction, type RequestState, stateAfter } from "./machine.ts";
import { addDays, addWorkingDays, workingCalendar } from "./working-days.ts";

const seed = Number(process.env.HP_TEST_SEED ?? Math.floor(Math.random() * 2 ** 31));
console.log(`rights/deadlines.test: seed ${seed}`);
const calendar = workingCalendar();
const day = fc
  .integer({ min: 0, max: 1460 })
  .map((offset) => new Date(Date.UTC(2026, 0, 1 + offset)).toISOString().slice(0, 10));

test("the handbook's figures, kind by kind", () => {
  const days = requestKinds.map((kind) => [
    kind,
    actDue(kind, "2026-03-01", false),
    actDue(kind, "2026-03-01", true),
  ]);
  expect(days).toEqual([
    ["see", "2026-03-11", "2026-03-16"],
    ["copy", "2026-03-11", "2026-03-16"],
    ["correct", "2026-03-11", "2026-03-16"],
    ["delete", "2026-03-21", "2026-03-31"],
    ["restrict", "2026-03-16", "2026-03-21"],
    ["object", "2026-03-16", "2026-03-21"],
    ["withdrawConsent", "2026-03-16", "2026-03-21"],
    ["reviewDecision", "2026-03-16", "2026-03-16"],
  ]);
  expect(deadlinesOn("2026-03-01").replyWorkingDays).toBe(2);
  // One extension by up to the direct time again.
  expect(latestExtension("delete", "2026-03-01", "2026-03-31")).toBe("2026-04-20");
  expect(() => deadlinesOn("2025-12-31")).toThrow("in force");
});

test("a reply is due after two working days: weekends, Tết, exchanged and in-lieu days don't count", () => {
  const on = (received: string) => replyDue(received, calendar).on;
  expect(on("2026-11-23")).toBe("2026-11-25");
  expect(on("2026-11-20")).toBe("2026-11-24");
  // Friday 13 February: Saturday 14 to Sunday 22 are Tết and two weekends.
  expect(on("2026-02-13")).toBe("2026-02-24");
  // New Year's Day, the day exchanged for Saturday 10 January, a weekend.
  expect(on("2026-01-01")).toBe("2026-01-06");
  // Saturday 10 January is worked.
  expect(on("2026-01-08")).toBe("2026-01-10");
  // Giỗ Tổ in lieu on Monday 27, Victory Day, Labour Day and a weekend.
  expect(on("2026-04-24")).toBe("2026-04-29");
  expect(on("2026-04-29")).toBe("2026-05-05");
  expect(on("2026-08-28")).toBe("2026-09-04");
});

test("a year without a list gives a term that is provisional and never too late", () => {
  expect(replyDue("2026-11-23", calendar).provisional).toBe(false);
  const early = replyDue("2027-02-05", calendar);
  expect(early).toEqual({ on: "2027-02-09", provisional: true });
  const told = workingCalendar([
    { day: "2027-02-08", kind: "off" },
    { day: "2027-02-09", kind: "off" },
  ]);
  expect(replyDue("2027-02-05", told)).toEqual({ on: "2027-02-11", provisional: false });
  // What the department writes goes before the program's list.
  expect(workingCalendar([{ day: "2026-02-20", kind: "work" }]).isWorking("2026-02-20")).toBe(true);
});

test("working days: the result is worked, later by more days, and exactly as many lie between", () => {
  fc.assert(
    fc.property(day, fc.integer({ min: 1, max: 30 }), (from, count) => {
      const to = addWorkingDays(from, count, calendar);
      expect(calendar.isWorking(to)).toBe(true);
      let worked = 0;
      for (let at = addDays(from, 1); at <= to; at = addDays(at, 1)) if (calendar.isWorking(at)) worked += 1;
      expect(worked).toBe(count);
      expect(addWorkingDays(from, count + 1, calendar) > to).toBe(true);
    }),
    { seed, numRuns: 300 },
  );
});

test("a request ends once, and only an accepted one is done", () => {
  const states: readonly RequestState[] = [
    "received",
    "awaitingProof",
    "accepted",
    "done",
    "refused",
    "cancelled",
  ];
  const actions: readonly RequestAction[] = ["askProof", "accept", "extend", "complete", "refuse", "cancel"];
  for (const state of states)
    for (const action of actions) {
      const after = stateAfter(state, action);
      if (["done", "refused", "cancelled"].includes(state)) expect(after).toBeUndefined();
      if (action === "complete" || action === "extend")
        expect(after !== undefined).toBe(state === "accepted");
      if (action === "accept")
        expect(after !== undefined).toBe(
          state !== "accepted" && !["done", "refused", "cancelled"].includes(state),
        );
    }
});
