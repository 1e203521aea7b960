import fc from "fast-check";
import { expect, test } from "vitest";
import { clusterRows, type RowPair } from "./cluster-rows.ts";

const seed = 20261123;
const options = { joinWeight: 0, strangerWeight: -6, mostWeight: 20 };
/** Each pair of rows at most once, as linking leaves them. */
const pairs: fc.Arbitrary<readonly RowPair[]> = fc.uniqueArray(
  fc.record({
    left: fc.integer({ min: 1, max: 7 }),
    right: fc.integer({ min: 8, max: 12 }),
    weight: fc.integer({ min: -9, max: 12 }),
  }),
  { selector: ({ left, right }) => `${left}-${right}`, maxLength: 24 },
);

test("neither the order of the pairs nor which row stands left changes anything", () => {
  fc.assert(
    fc.property(pairs, fc.nat(), (given, turn) => {
      const shuffled = given
        .map((pair, at) => ({ pair, at: (at * 7919 + turn) % 31 }))
        .sort((a, b) => a.at - b.at)
        .map(({ pair: { left, right, weight } }) => ({ left: right, right: left, weight }));
      const sorted = (found: ReadonlyMap<number, number>) => [...found].sort(([a], [b]) => a - b);
      expect(sorted(clusterRows(shuffled, options))).toEqual(sorted(clusterRows(given, options)));
    }),
    { seed },
  );
});

test("a cluster is called by its smallest row, and what is in it was joined by some pair above the threshold", () => {
  fc.assert(
    fc.property(pairs, (given) => {
      const found = clusterRows(given, options);
      for (const [row, cluster] of found) {
        expect(cluster).toBeLessThanOrEqual(row);
        expect(found.get(cluster)).toBe(cluster);
        expect(
          given.some(
            ({ left, right, weight }) =>
              weight >= 0 && (left === row || right === row) && found.get(left) === found.get(right),
          ),
        ).toBe(true);
      }
    }),
    { seed },
  );
});

test("a row with hardly a value in it does not chain two persons together", () => {
  const found = clusterRows(
    [
      { left: 1, right: 2, weight: 15 },
      { left: 3, right: 4, weight: 15 },
      { left: 2, right: 9, weight: 3 },
      { left: 9, right: 3, weight: 2 },
      { left: 1, right: 9, weight: 3 },
      { left: 1, right: 3, weight: -8 },
    ],
    options,
  );
  expect([found.get(1), found.get(2), found.get(9), found.get(3), found.get(4)]).toEqual([1, 1, 1, 3, 3]);
});
