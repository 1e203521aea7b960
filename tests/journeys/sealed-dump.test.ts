import { afterAll, beforeAll, expect, test } from "vitest";
import { scanDump } from "./dump-scan.ts";
import { openTestHost, type TestHost } from "./test-host.ts";
import { getTinyCity, readTruth, type TinyCity } from "./tiny-city.ts";

let city: TinyCity;
let run: TestHost;
let numbers: ReadonlySet<string>;

beforeAll(async () => {
  city = await getTinyCity();
  run = await openTestHost();
  numbers = new Set(
    [city.truth, city.day2.truth].flatMap((truth) =>
      (["persons", "guardians"] as const).flatMap((table) =>
        readTruth(truth, table).flatMap(({ nationalId = "" }) => (nationalId === "" ? [] : [nationalId])),
      ),
    ),
  );
  expect(numbers.size).toBeGreaterThan(2000);
  await run.ingest(city.inbox);
  await run.ingest(city.day2.inbox);
}, 300_000);
afterAll(() => run.close());

test("the scan finds a number wherever somebody puts one", async () => {
  const [number = ""] = numbers;
  await run.rows("create table leak (note text, list text[], detail jsonb, bytes bytea)");
  await run.rows("insert into leak values ($1, array['x', $2], jsonb_build_object('id', $3::text), $4)", [
    `số ${number}, đã gửi`,
    number,
    number.slice(1),
    Buffer.from(number),
  ]);
  const leaks = await scanDump(run.database.pool, new Set([number]));
  expect(leaks.map(({ column }) => column)).toEqual(
    expect.arrayContaining(["bytes", "detail", "list", "note"].map((name) => `public.leak.${name}`)),
  );
  await run.rows("drop table leak");
});

test("a dump of the whole database without the keys folder shows no national id", async () => {
  expect(await scanDump(run.database.pool, numbers)).toEqual([]);
  expect(await run.count("select count(*) from learner where national_id is not null")).toBeGreaterThan(1000);
});
