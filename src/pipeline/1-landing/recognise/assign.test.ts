import fc from "fast-check";
import { expect, test } from "vitest";
import { assignBest } from "./assign.ts";

function bestTotal(
  weights: readonly (readonly number[])[],
  row = 0,
  taken: ReadonlySet<number> = new Set(),
): number {
  const options = weights[row];
  if (options === undefined) return 0;
  let best = bestTotal(weights, row + 1, taken);
  options.forEach((weight, column) => {
    if (weight <= 0 || taken.has(column)) return;
    best = Math.max(best, weight + bestTotal(weights, row + 1, new Set([...taken, column])));
  });
  return best;
}

test("no other one-to-one assignment has a greater total", () => {
  const matrices = fc
    .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
    .chain(([rows, columns]) =>
      fc.array(fc.array(fc.integer({ min: 0, max: 20 }), { minLength: columns, maxLength: columns }), {
        minLength: rows,
        maxLength: rows,
      }),
    );
  fc.assert(
    fc.property(matrices, (weights) => {
      const assigned = assignBest(weights);
      const used = assigned.filter((column) => column >= 0);
      expect(new Set(used).size).toBe(used.length);
      const total = assigned.reduce((sum, column, row) => sum + (weights[row]?.[column] ?? 0), 0);
      expect(total).toBe(bestTotal(weights));
      assigned.forEach((column, row) => {
        if (column >= 0) expect(weights[row]?.[column]).toBeGreaterThan(0);
      });
    }),
    { numRuns: 200, seed: 20261122 },
  );
});
