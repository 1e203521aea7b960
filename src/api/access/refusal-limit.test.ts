import { expect, test } from "vitest";
import { RefusalLimit } from "./refusal-limit.ts";

test("of a flood the first are written each minute, and the count of the rest is kept", () => {
  const limit = new RefusalLimit();
  const taken = Array.from({ length: 1_000 }, () => limit.take(60_000)).filter((one) => one !== undefined);
  expect(taken).toHaveLength(120);
  expect(limit.take(120_000)).toBe(880);
  expect(limit.take(120_001)).toBe(0);
});
