import { afterAll, beforeAll, expect, test } from "vitest";
import {
  countStored,
  findDamagedStored,
  markSealed,
  rewriteStored,
} from "#src/access/encryption/rewrite-stored.ts";
import { addKeyVersion } from "#src/platform/sealing/keyring.ts";
import { openStored } from "#src/platform/sealing/stored-value.ts";
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

test("nor does it show a card of health insurance, and nothing that is declared encrypted stands in clear", async () => {
  const { pool } = run.database;
  const cards = await run.rows<{ id: string; card: string }>(
    "select learner_id as id, insurance_number as card from learner_health where insurance_number is not null",
  );
  const numbersOfCards = new Set(
    cards.map(({ id, card }) =>
      openStored(run.keyring, { dataset: "learnerHealth", field: "insuranceNumber", recordId: id }, card),
    ),
  );
  expect(numbersOfCards.size).toBeGreaterThan(1000);
  expect(await scanDump(pool, numbersOfCards)).toEqual([]);
  const [counted, ...more] = await countStored(pool);
  expect([counted?.version, more]).toEqual([1, []]);
  expect(counted?.values).toBeGreaterThan(10_000);
  expect(await findDamagedStored(pool, run.keyring)).toEqual([]);
});

test("while keys rotate a run goes on, and all ends under the new key", async () => {
  const { pool } = run.database;
  expect(addKeyVersion(run.folders.keys)).toBe(2);
  // Half of it, then a run, then the rest: as when somebody rotates in the middle of a day.
  await expect(
    rewriteStored(pool, run.keyring, {
      batch: 500,
      onBatch: (values) => {
        if (values > 5000) throw new Error("killed");
      },
    }),
  ).rejects.toThrow("killed");
  const again = await run.ingest(city.inbox, city.day2.inbox);
  expect(again.accounted).toBe(true);
  const duplicates = "select count(*) from quality_issue where check_code like '%.id-duplicate'";
  const found = await run.count(duplicates);
  await rewriteStored(pool, run.keyring);
  await markSealed(pool, run.keyring, run.host.clock, true);
  expect((await countStored(pool)).map(({ version }) => version)).toEqual([2]);
  await run.ask({ paths: [] });
  expect(await run.count(duplicates)).toBe(found);
  expect(await scanDump(pool, numbers)).toEqual([]);
  expect(await findDamagedStored(pool, run.keyring)).toEqual([]);
});
