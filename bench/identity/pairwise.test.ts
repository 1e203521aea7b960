import { tmpdir } from "node:os";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Lake, openLake } from "#src/platform/duckdb.ts";
import { measureKinds, measurePairs, noError } from "./pairwise.ts";

const seed = 20261122;
let lake: Lake;
beforeAll(async () => {
  lake = await openLake({ memoryMb: 512, threads: 1, temporaryDir: tmpdir() });
});
afterAll(() => lake.close());

interface Row {
  readonly entity: string;
  readonly person: number;
  /** null: held. */
  readonly record: number | null;
  readonly errors: readonly string[];
}

const row: fc.Arbitrary<Row> = fc.record({
  entity: fc.constantFrom("learner", "staff"),
  person: fc.integer({ min: 1, max: 4 }),
  record: fc.option(fc.integer({ min: 1, max: 4 })),
  errors: fc.subarray(["idTypo", "nfd", "duplicateInFile"]),
});

async function place(rows: readonly Row[]): Promise<void> {
  await lake.run(
    "create or replace temp table placed (row_no bigint, entity varchar, person_id varchar, record_id uuid, errors varchar[])",
  );
  for (const [index, { entity, person, record, errors }] of rows.entries()) {
    const id = record === null ? "null" : `'00000000-0000-8000-8000-${String(record).padStart(12, "0")}'`;
    await lake.run(
      `insert into placed values (${index}, '${entity}', 'P${person}', ${id}, [${errors.map((kind) => `'${kind}'`).join(", ")}]::varchar[])`,
    );
  }
}

/** The definition itself: every pair of rows looked at. */
function countPairs(rows: readonly Row[], counts: (a: Row, b: Row) => boolean) {
  let [truth, found, right] = [0, 0, 0];
  for (const [index, a] of rows.entries()) {
    for (const b of rows.slice(index + 1)) {
      if (a.entity !== b.entity || !counts(a, b)) continue;
      const same = a.person === b.person;
      const joined = a.record !== null && a.record === b.record;
      truth += Number(same);
      found += Number(joined);
      right += Number(same && joined);
    }
  }
  return { truth, found, right };
}

test("counts of groups say what looking at every pair says, as a whole and by kind", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 12 }), async (rows) => {
      await place(rows);
      const whole = countPairs(rows, () => true);
      expect(await measurePairs(lake)).toMatchObject({
        rows: rows.length,
        heldRows: rows.filter(({ record }) => record === null).length,
        truthPairs: whole.truth,
        foundPairs: whole.found,
        rightPairs: whole.right,
      });
      const kinds = await measureKinds(lake);
      expect(new Set(Object.keys(kinds))).toEqual(
        new Set(rows.flatMap(({ errors }) => (errors.length === 0 ? [noError] : errors))),
      );
      for (const [kind, measured] of Object.entries(kinds)) {
        const has = ({ errors }: Row) => errors.includes(kind);
        const clean = ({ errors }: Row) => errors.length === 0;
        const { truth, found, right } = countPairs(rows, (a, b) =>
          kind === noError ? clean(a) && clean(b) : has(a) || has(b),
        );
        expect(measured, kind).toMatchObject({
          truthPairs: truth,
          missedPairs: truth - right,
          wrongPairs: found - right,
        });
      }
    }),
    { seed, numRuns: 40 },
  );
});

test("one entity is measured alone", async () => {
  await place([
    { entity: "learner", person: 1, record: 1, errors: [] },
    { entity: "learner", person: 1, record: 2, errors: [] },
    { entity: "staff", person: 2, record: 3, errors: [] },
    { entity: "staff", person: 2, record: 3, errors: [] },
  ]);
  expect(await measurePairs(lake, "learner")).toMatchObject({
    recall: 0,
    precision: 1,
    f1: 0,
    splitPersons: 1,
  });
  expect(await measurePairs(lake, "staff")).toMatchObject({ recall: 1, precision: 1, f1: 1, wrongMerges: 0 });
});
