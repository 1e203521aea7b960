import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Lake } from "#src/platform/duckdb.ts";
import { createTestDatabase, type TestDatabase } from "#src/platform/postgres/test-database.ts";
import { openTestLake } from "../learner/test-rows.ts";
import type { Hundredths } from "./exact-mark.ts";
import { academicRule, conductRule, type Rating, termAverageRule, yearAverageRule } from "./legal-rules.ts";
import { rateAcademic, rateConductYear, type SubjectOutcome, termAverage, yearAverage } from "./rating.ts";
import {
  type AcademicColumns,
  academicAggregates,
  academicRatingSql,
  conductYearSql,
  termAverageTenths,
  yearAverageDiffers,
  yearAverageTenths,
} from "./rating-sql.ts";

let lake: Lake;
let database: TestDatabase;
beforeAll(async () => {
  lake = await openTestLake();
  database = await createTestDatabase();
});
afterAll(async () => {
  lake.close();
  await database.drop();
});

/** The first column of a query in both engines, which must agree; rows come in the order of column `n`. */
async function inBoth(sql: string): Promise<(string | null)[]> {
  const texts = (rows: readonly Record<string, unknown>[]) =>
    rows.map((row) => (row.value === null ? null : String(row.value)));
  const duck = texts(await lake.rows(sql));
  const postgres = texts((await database.pool.query(sql)).rows);
  expect(duck).toEqual(postgres);
  return duck;
}

/** Values drawn by fast-check, fixed by the seed, to ask both engines in one query. */
const seed = 20260922;
const sample = <T>(arbitrary: fc.Arbitrary<T>, runs: number): T[] =>
  fc.sample(arbitrary, { seed, numRuns: runs });
const mark = fc.integer({ min: 0, max: 100 }).map((tenthsOfMark) => (tenthsOfMark * 10) as Hundredths);
const decimal = (hundredths: number | null) =>
  hundredths === null ? "cast(null as numeric(4,2))" : `cast(${hundredths / 100} as numeric(4,2))`;

describe(`SQL agrees with the TypeScript in both engines (seed ${seed})`, () => {
  test("term averages, with two to four regular marks", async () => {
    const terms = sample(
      fc.record({ regular: fc.array(mark, { minLength: 2, maxLength: 4 }), midterm: mark, final: mark }),
      500,
    );
    const rows = terms.map(({ regular, midterm, final }, n) => {
      const marks = [0, 1, 2, 3].map((at) => decimal(regular[at] ?? null));
      return `(${[n, ...marks, decimal(midterm), decimal(final)].join(", ")})`;
    });
    const columns =
      "n, term1_regular1, term1_regular2, term1_regular3, term1_regular4, term1_midterm, term1_final";
    const found = await inBoth(
      `select cast(${termAverageTenths("term1")} as integer) as value from (values ${rows.join(", ")}) t(${columns}) order by n`,
    );
    expect(found).toEqual(terms.map((term) => String(termAverage(termAverageRule.params, term) / 10)));
  });

  test("year averages: all 10,201 pairs", async () => {
    const found = await inBoth(
      `select cast(${yearAverageTenths()} as integer) as value
       from (select cast(a / 10.0 as numeric(4,2)) as term1_mark, cast(b / 10.0 as numeric(4,2)) as term2_mark, a, b
             from generate_series(0, 100) x(a), generate_series(0, 100) y(b)) t order by a, b`,
    );
    const expected = Array.from({ length: 101 * 101 }, (_, n) =>
      yearAverage(
        yearAverageRule.params,
        (Math.floor(n / 101) * 10) as Hundredths,
        ((n % 101) * 10) as Hundredths,
      ),
    );
    expect(found).toEqual(expected.map((value) => String(value / 10)));
  });

  test("a wrong year mark is told from a right one and from a missing one", async () => {
    const rows = `(0, 7.9, 8.3, 8.2), (1, 7.9, 8.3, 8.1), (2, null, 8.3, 8.1)`;
    const found = await inBoth(
      `select cast(${yearAverageDiffers()} as varchar) as value
       from (select n, cast(a as numeric(4,2)) as term1_mark, cast(b as numeric(4,2)) as term2_mark, cast(c as numeric(4,2)) as year_mark
             from (values ${rows}) v(n, a, b, c)) t order by n`,
    );
    expect(found).toEqual(["false", "true", null]);
  });

  test("conduct of the year", async () => {
    const ratings: readonly Rating[] = ["1", "2", "3", "4"];
    const pairs = ratings.flatMap((term1) => ratings.map((term2) => [term1, term2] as const));
    const rows = pairs.map(([term1, term2], n) => `(${n}, '${term1}', '${term2}')`);
    const found = await inBoth(
      `select ${conductYearSql("a", "b")} as value from (values ${rows.join(", ")}) t(n, a, b) order by n`,
    );
    expect(found).toEqual(pairs.map(([term1, term2]) => rateConductYear(conductRule.params, term1, term2)));
  });

  test("academic rating with Đ.9.3", async () => {
    // Marks near the thresholds, so that culprits and counts are met often.
    const near = fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(700, 790, 800, 820, 900) },
      { weight: 1, arbitrary: fc.constantFrom(300, 340, 350, 490, 500, 640, 650) },
    );
    const pupils = sample(
      fc.record({
        marks: fc.array(near, { minLength: 6, maxLength: 9 }),
        passed: fc.array(
          fc.nat({ max: 19 }).map((n) => n > 0),
          { minLength: 3, maxLength: 5 },
        ),
      }),
      1000,
    );
    const rows = pupils.flatMap(({ marks, passed }, n) => [
      ...marks.map((value) => `(${n}, ${decimal(value)}, null)`),
      ...passed.map((value) => `(${n}, ${decimal(null)}, '${value ? "D" : "CD"}')`),
    ]);
    const names: AcademicColumns = {
      lowest: "lowest",
      secondLowest: "second_lowest",
      failedComments: "failed",
      countFrom: (text) => `from_${text.replace(".", "_")}`,
    };
    const found = await inBoth(
      `select ${academicRatingSql(names)} as value from (
         select n, ${academicAggregates(names).join(", ")}
         from (values ${rows.join(", ")}) t(n, year_mark, year_level) group by n) a order by n`,
    );
    const expected = pupils.map(({ marks, passed }) => {
      const subjects: SubjectOutcome[] = [
        ...marks.map((value, index) => ({ subjectCode: `S${index}`, mark: value as Hundredths })),
        ...passed.map((value, index) => ({ subjectCode: `C${index}`, passed: value })),
      ];
      return rateAcademic(academicRule.params, subjects);
    });
    expect(found).toEqual(expected.map(({ rating }) => rating));
    // The sample is worth something: every level is met, and Đ.9.3 for marks and for comments.
    expect(new Set(found)).toEqual(new Set(["1", "2", "3", "4"]));
    const raisedFor = expected.flatMap((rating) =>
      rating.raisedFor === undefined ? [] : [rating.raisedFor[0]],
    );
    expect(new Set(raisedFor)).toEqual(new Set(["S", "C"]));
  });
});
