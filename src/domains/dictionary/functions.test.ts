import { tmpdir } from "node:os";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Lake, openLake, quote } from "#src/platform/duckdb.ts";
import { createTestDatabase, type TestDatabase } from "#src/platform/postgres/test-database.ts";
import { foldText } from "./fold.ts";

let lake: Lake;
let database: TestDatabase;

beforeAll(async () => {
  lake = await openLake({ memoryMb: 256, threads: 1, temporaryDir: tmpdir() });
  database = await createTestDatabase();
});
afterAll(async () => {
  lake.close();
  await database.drop();
});

/** The answers of both engines to one expression over `x`, for every input, as text. */
async function bothEngines(
  expression: string,
  inputs: readonly string[],
): Promise<[(string | null)[], (string | null)[]]> {
  const list = inputs.map(quote).join(", ");
  const duck = await lake.rows<{ y: string | null }>(
    `select cast(${expression} as varchar) as y from (select unnest([${list}]) as x, generate_subscripts([${list}], 1) as i) order by i`,
  );
  const postgres = await database.pool.query<{ y: string | null }>(
    `select cast(${expression} as text) as y from unnest($1::text[]) with ordinality as u (x, i) order by i`,
    [inputs],
  );
  return [duck.map((row) => row.y), postgres.rows.map((row) => row.y)];
}

const syllable = fc.constantFrom(
  ..."Nguyễn Đỗ ĐỨC Hoà Hòa thuý Thúy Ơi ưỡn Ðào đ ð Ỹ ỵ Ẫ ệ a Z 7".split(" "),
);
const form = fc.constantFrom("NFC", "NFD");
const blank = fc.constantFrom(" ", "  ", "\t", "\n", " \r\n ");
const name = fc
  .tuple(fc.array(fc.tuple(syllable, blank), { minLength: 1, maxLength: 5 }), form)
  .map(([parts, normal]) => parts.flat().join("").normalize(normal));

test("folding has one meaning in TypeScript, DuckDB and Postgres, and is idempotent", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(name, { minLength: 1, maxLength: 30 }), async (names) => {
      const expected = names.map(foldText);
      const [duck, postgres] = await bothEngines("hp_fold(x)", names);
      expect(duck).toEqual(expected);
      expect(postgres).toEqual(expected);
      expect(expected.map(foldText)).toEqual(expected);
    }),
    { numRuns: 40 },
  );
});

const id = fc.oneof(
  fc.tuple(fc.stringMatching(/^0[0-9]{2}$/), fc.stringMatching(/^[0-9]{9}$/)).map((parts) => parts.join("")),
  fc.stringMatching(/^[0-9]{9,13}$/),
  fc.constantFrom("", "03131512345x", " 031315123456", "1.23E+11"),
);
const expressions = [
  "hp_valid_national_id(x)",
  "hp_nid_sex(x)",
  "hp_nid_birth_year(x)",
  "hp_year_start(x)",
  "hp_is_nfc(x)",
  "hp_age_in(date '2015-12-31', x)",
  "hp_nid_sex(nullif(x, x))",
  "hp_nid_birth_year(nullif(x, x))",
  "hp_valid_national_id(nullif(x, x))",
];

test.each(expressions)("%s gives the same answer in both engines", async (expression) => {
  const years = fc.constantFrom("2026-2027", "2026-2028", "26-27", "2026");
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(id, years, name), { minLength: 1, maxLength: 40 }), async (inputs) => {
      const [duck, postgres] = await bothEngines(expression, inputs);
      expect(duck).toEqual(postgres);
    }),
    { numRuns: 20 },
  );
});
