import { expect, test } from "vitest";
import { noFilter, queryOf } from "./audit-data.ts";

test("days are days in Hải Phòng, the last one to its end", () => {
  expect(queryOf({ ...noFilter, tu: "2026-11-01", den: "2026-11-30" })).toEqual({
    from: "2026-10-31T17:00:00.000Z",
    to: "2026-11-30T17:00:00.000Z",
  });
});

test("what is half typed is not asked for", () => {
  expect(queryOf({ ...noFilter, ai: " a", hs: "96f80bf5-9cbf", tu: "2026-1", kq: "" })).toEqual({});
});
