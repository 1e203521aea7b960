import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#src/platform/postgres/test-database.ts";
import { datasets } from "../catalogue.ts";
import { type Dataset, dataset, type Origin } from "./dataset.ts";
import { addColumnSql, createTableSql } from "./ddl.ts";
import {
  bigint,
  boolean,
  code,
  codes,
  decimal,
  type Field,
  id,
  integer,
  json,
  nationalId,
  plainDate,
  text,
  timestamp,
} from "./field.ts";
import { findSchemaDifferences } from "./schema-difference.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await database.drop();
});

const kinds: readonly (() => Field)[] = [
  () => text(),
  () => nationalId(),
  () => plainDate(),
  () => timestamp(),
  () => code("sex"),
  () => codes("schoolLevel"),
  () => integer([0, 9]),
  () => bigint(),
  () => decimal(4, 2),
  () => decimal(12, 6),
  () => boolean(),
  () => json(),
  () => id("thing"),
];

/** Any dataset the language can say: 1-3 key fields, further ones of any kind, from any origin. */
const anyDataset: fc.Arbitrary<Dataset> = fc
  .record({
    keys: fc.integer({ min: 1, max: 3 }),
    more: fc.array(
      fc.record({ kind: fc.integer({ min: 0, max: kinds.length - 1 }), required: fc.boolean() }),
      { maxLength: 12 },
    ),
    origin: fc.constantFrom<Origin>("vendor", "reference", "system"),
  })
  .map(({ keys, more, origin }) => {
    const key = Array.from({ length: keys }, (_, index) => `keyPart${index + 1}`);
    const fields: Record<string, Field> = Object.fromEntries(key.map((name) => [name, text()]));
    for (const [index, { kind, required }] of more.entries()) {
      const made = kinds[kind]?.() ?? text();
      fields[`someField${index + 1}`] = required ? made : made.optional();
    }
    const words = { vi: "Thử", en: "Trial" };
    return dataset("trialThing", {
      group: "reference",
      title: words,
      grain: words,
      origin,
      key,
      distributedBy: "reference",
      fields,
    });
  });

test("the table a declaration asks for is the table it finds", async () => {
  await fc.assert(
    fc.asyncProperty(anyDataset, async (trial) => {
      await database.pool.query(createTableSql(trial));
      try {
        expect(await findSchemaDifferences(database.pool, [...datasets, trial])).toEqual([]);
      } finally {
        await database.pool.query("drop table trial_thing");
      }
    }),
    { numRuns: 25 },
  );
});

test("a field can be added to rows that stand only when it may be empty", () => {
  const words = { vi: "Thử", en: "Trial" };
  const trial = dataset("trialThing", {
    group: "reference",
    title: words,
    grain: words,
    origin: "system",
    key: ["code"],
    distributedBy: "reference",
    fields: { code: text(), remark: text().optional() },
  });
  expect(addColumnSql(trial, "remark")).toBe("alter table trial_thing add column remark text;\n");
  expect(() => addColumnSql(trial, "code")).toThrow("must be optional");
  expect(() => addColumnSql(trial, "nothing")).toThrow("no field nothing");
});
