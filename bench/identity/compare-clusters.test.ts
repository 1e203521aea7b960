import { tmpdir } from "node:os";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Lake, openLake } from "#src/platform/duckdb.ts";
import { compareClusters } from "./compare-clusters.ts";

const seed = 20261123;
let lake: Lake;
beforeAll(async () => {
  lake = await openLake({ memoryMb: 512, threads: 1, temporaryDir: tmpdir() });
});
afterAll(() => lake.close());

interface Row {
  readonly person: number;
  readonly a: number | null;
  readonly b: number | null;
}

const row: fc.Arbitrary<Row> = fc.record({
  person: fc.integer({ min: 1, max: 3 }),
  a: fc.option(fc.integer({ min: 1, max: 3 })),
  b: fc.option(fc.integer({ min: 1, max: 3 })),
});

async function compare(rows: readonly Row[]) {
  const id = (record: number | null) =>
    record === null ? "null" : `'00000000-0000-8000-8000-00000000000${record}'`;
  await lake.run(
    "create or replace temp table compared (entity varchar, person_id varchar, errors varchar[], a uuid, b uuid)",
  );
  for (const { person, a, b } of rows)
    await lake.run(`insert into compared values ('learner', 'P${person}', [], ${id(a)}, ${id(b)})`);
  return compareClusters(lake);
}

test("pairs and persons are counted as by looking at each of them", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 10 }), async (rows) => {
      const kept = rows.filter(({ a, b }) => a !== null && b !== null);
      const pairs = kept.flatMap((x, index) =>
        kept.slice(index + 1).map((y) => ({ first: x.a === y.a, second: x.b === y.b })),
      );
      const count = (of: (pair: { first: boolean; second: boolean }) => boolean) => pairs.filter(of).length;
      const persons = new Set(rows.map(({ person }) => person));
      const moved = new Set(rows.filter(({ a, b }) => a !== b).map(({ person }) => person));
      expect(await compare(rows)).toMatchObject({
        rows: kept.length,
        rowsInOne: rows.filter(({ a, b }) => (a === null) !== (b === null)).length,
        pairsInBoth: count(({ first, second }) => first && second),
        pairsInFirst: count(({ first, second }) => first && !second),
        pairsInSecond: count(({ first, second }) => !first && second),
        persons: persons.size,
        sharePersonsSameId: persons.size === 0 ? 1 : (persons.size - moved.size) / persons.size,
      });
    }),
    { seed, numRuns: 40 },
  );
});

test("clusters under other ids are the same clusters, but not the same persons' ids", async () => {
  const agreement = await compare([
    { person: 1, a: 1, b: 2 },
    { person: 1, a: 1, b: 2 },
    { person: 2, a: 3, b: 3 },
  ]);
  expect(agreement).toMatchObject({
    sharePairs: 1,
    sharePersonsSameId: 0.5,
    differing: { "learner: none": 1 },
    differingPersons: ["P1"],
  });
});
