import fc from "fast-check";
import { expect, test } from "vitest";
import { quantileSteps } from "./place-data.ts";

const seed = Number(process.env.HP_TEST_SEED ?? Math.floor(Math.random() * 2 ** 31));

test(`steps ascend, lie among the values and leave none of them empty (seed ${seed})`, () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.integer({ min: -50, max: 50 }))), (values) => {
      const steps = quantileSteps(values);
      expect([...steps].sort((a, b) => a - b)).toEqual([...new Set(steps)]);
      for (const step of steps) expect(values).toContain(step);
      const known = values.filter((value): value is number => value !== null);
      // A value below the first edge and one at or above each.
      if (steps.length > 0) expect(known.some((value) => value < (steps[0] ?? 0))).toBe(true);
      expect(steps.length).toBeLessThanOrEqual(4);
    }),
    { seed },
  );
});

test("one value for all is no scale", () => {
  expect(quantileSteps([])).toEqual([]);
  expect(quantileSteps([3, 3, 3, null])).toEqual([]);
  expect(quantileSteps([1, 2, 3, 4, 5])).toEqual([2, 3, 4, 5]);
});
