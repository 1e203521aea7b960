import fc from "fast-check";
import { expect, test } from "vitest";
import { cluster, type Edge, type Guards } from "./cluster.ts";

const seed = 20261122;
const record = fc.constantFrom(..."abcdefgh");
const pair = fc.tuple(record, record).filter(([left, right]) => left !== right);
const edge: fc.Arbitrary<Edge> = fc
  .record({
    pair,
    weight: fc.integer({ min: 1, max: 4 }),
  })
  .map(({ pair: [left, right], weight }) => ({ left, right, weight }));
const guards: fc.Arbitrary<Guards> = fc.record({
  must: fc.array(pair, { maxLength: 2 }),
  cannot: fc.array(pair, { maxLength: 4 }),
  exclusive: fc
    .array(fc.tuple(record, fc.constantFrom("1", "2")), { maxLength: 4 })
    .map((entries) => new Map(entries)),
});

const none: Guards = { must: [], cannot: [], exclusive: new Map() };

test("the order of edges and guards, and which side stands left, change nothing", () => {
  fc.assert(
    fc.property(fc.array(edge, { maxLength: 14 }), guards, fc.nat(), (edges, given, turn) => {
      const shuffled = <T>(items: readonly T[]) =>
        items
          .map((item, at) => ({ item, at: (at * 7919 + turn) % 31 }))
          .sort((a, b) => a.at - b.at)
          .map(({ item }) => item);
      const swapped = shuffled(edges).map(({ left, right, weight }) => ({
        left: right,
        right: left,
        weight,
      }));
      const other = {
        must: shuffled(given.must).map(([a, b]) => [b, a] as const),
        cannot: shuffled(given.cannot).map(([a, b]) => [b, a] as const),
        exclusive: new Map(shuffled([...given.exclusive])),
      };
      expect(new Map(cluster(swapped, other))).toEqual(new Map(cluster(edges, given)));
    }),
    { seed },
  );
});

test("no cluster holds two records that a person parted, nor, but for a person's word, two confirmed ids", () => {
  fc.assert(
    fc.property(fc.array(edge, { maxLength: 14 }), guards, (edges, given) => {
      const found = cluster(edges, given);
      const together = (a: string, b: string) => found.has(a) && found.get(a) === found.get(b);
      for (const [a, b] of given.cannot) expect(together(a, b)).toBe(false);
      if (given.must.length > 0) return;
      for (const [a, one] of given.exclusive)
        for (const [b, two] of given.exclusive) if (one !== two) expect(together(a, b)).toBe(false);
    }),
    { seed },
  );
});

test("what a person called one is one, against every weight and confirmed id", () => {
  const found = cluster([], {
    ...none,
    must: [["a", "b"]],
    exclusive: new Map([
      ["a", "1"],
      ["b", "2"],
    ]),
  });
  expect([found.get("a"), found.get("b")]).toEqual(["a", "a"]);
});

test("the surer likeness decides whose a record in the middle is", () => {
  const found = cluster(
    [
      { left: "a", right: "m", weight: 9 },
      { left: "m", right: "z", weight: 12 },
    ],
    {
      ...none,
      exclusive: new Map([
        ["a", "1"],
        ["z", "2"],
      ]),
    },
  );
  expect([found.get("m"), found.get("z"), found.has("a")]).toEqual(["m", "m", false]);
});
