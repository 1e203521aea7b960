import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { insertRows } from "#src/api/test-app.ts";
import { fixedClock } from "#src/platform/clock.ts";
import { createTestDatabase, type TestDatabase } from "#src/platform/postgres/test-database.ts";
import { addKeyVersion, type Keyring, openKeyring } from "#src/platform/sealing/keyring.ts";
import { indexesOf, isSealed, openStored } from "#src/platform/sealing/stored-value.ts";
import { countStored, findDamagedStored, rewriteStored, sealDeclared } from "./rewrite-stored.ts";

const scratch = mkdtempSync(join(tmpdir(), "hp-stored-"));
const clock = fixedClock("2026-11-23T02:00:00Z");
let database: TestDatabase;
let keyring: Keyring;
let keysDir = "";
let folders = 0;
const learners = Array.from({ length: 45 }, (_, at) => ({
  learnerId: randomUUID(),
  fullName: "Lê An",
  // Every tenth has none.
  nationalId: at % 10 === 9 ? null : `0313150${String(at).padStart(5, "0")}`,
}));
const guardianId = randomUUID();
const recordId = learners[0]?.learnerId ?? "";

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await database.drop();
  rmSync(scratch, { recursive: true, force: true });
});

/** A store of an earlier version: numbers in clear, in rows, in the log and in refused cells. */
beforeEach(async () => {
  const { pool } = database;
  await pool.query(
    "truncate learner, guardian, change_log, row_rejection, access.sealing_state, quality.last_scoring",
  );
  folders += 1;
  keysDir = join(scratch, String(folders));
  keyring = openKeyring(keysDir);
  await insertRows(pool, "learner", learners);
  await insertRows(pool, "guardian", [
    { guardianId, fullName: "Trần Thị Hoà", nationalId: learners[0]?.nationalId },
  ]);
  await pool.query(
    `insert into change_log (record_id, dataset, record_key, version, operation, before, after, actor, run_seq, changed_at)
     values ($1::uuid, 'learner', $1::text, 2, 'update', '{"national_id":"031315099999","sex":"1"}', '{"national_id":null,"sex":"2"}', 'pipeline', 1, now()),
            ($1::uuid, '*', '*', 1, 'insert', null, '{"learner":1}', 'pipeline', 1, now())`,
    [recordId],
  );
  await pool.query(
    "insert into row_rejection (source_row_id, column_name, reason, raw, intake, run_seq) values (7, 'nationalId', 'id-lost-zero', '31315099999', 'learnerRow', 1)",
  );
  await pool.query("insert into quality.last_scoring values (1, '2026-11-23', 0)");
});

const rows = async <T extends Record<string, unknown>>(sql: string, values: readonly unknown[] = []) =>
  (await database.pool.query<T>(sql, [...values])).rows;

const numbers = async (): Promise<readonly (string | null)[]> => {
  const stored = await rows<{ id: string; number: string | null }>(
    "select learner_id as id, national_id as number from learner",
  );
  const byId = new Map(stored.map(({ id, number }) => [id, number]));
  return learners.map(({ learnerId }) => {
    const number = byId.get(learnerId) ?? null;
    const place = { dataset: "learner", field: "nationalId", recordId: learnerId };
    return number === null ? null : openStored(keyring, place, number);
  });
};
const expected = learners.map(({ nationalId }) => nationalId);
/** 41 learners, one guardian, one side of a log entry, one refused cell. */
const all = 44;

test("a store of an earlier version is sealed whole at its first start, and only then", async () => {
  expect(await countStored(database.pool)).toEqual([{ version: 0, values: all }]);
  expect(await findDamagedStored(database.pool, keyring)).toHaveLength(all);
  expect(await sealDeclared(database.pool, keyring, clock, { batch: 7 })).toBe(all);
  expect(await countStored(database.pool)).toEqual([{ version: 1, values: all }]);
  expect(await findDamagedStored(database.pool, keyring)).toEqual([]);
  expect(await numbers()).toEqual(expected);
  const dump = JSON.stringify([
    await rows("select * from learner"),
    await rows("select * from guardian"),
    await rows("select * from change_log"),
    await rows("select * from row_rejection"),
  ]);
  // A plain yes or no: the dump is long.
  expect(/0313150\d{5}|31315099999/.test(dump)).toBe(false);
  // What the log says of other columns stays, and what it says of nothing.
  const [entry] = await rows<{ before: { national_id: string }; after: unknown }>(
    "select before, after from change_log where dataset = 'learner'",
  );
  expect(entry).toMatchObject({ before: { sex: "1" }, after: { national_id: null, sex: "2" } });
  expect(isSealed(entry?.before.national_id ?? "")).toBe(true);
  // Numbers of a learner and a guardian meet.
  expect(
    await rows("select 1 from learner l join guardian g using (national_id_index) where l.learner_id = $1", [
      recordId,
    ]),
  ).toHaveLength(1);
  expect(await rows("select 1 from quality.last_scoring")).toEqual([]);
  expect(await sealDeclared(database.pool, keyring, clock)).toBe(0);
});

test("a rotation killed in its middle is found on both keys, and goes on where it was", async () => {
  await sealDeclared(database.pool, keyring, clock);
  expect(addKeyVersion(keysDir)).toBe(2);
  const killed = rewriteStored(database.pool, keyring, {
    batch: 7,
    onBatch: (values) => {
      if (values > 20) throw new Error("killed");
    },
  });
  await expect(killed).rejects.toThrow("killed");
  const [one, two] = await countStored(database.pool);
  expect([one?.version, two?.version]).toEqual([1, 2]);
  expect((one?.values ?? 0) + (two?.values ?? 0)).toBe(all);
  expect(await numbers()).toEqual(expected);
  for (const { learnerId, nationalId } of learners.filter((learner) => learner.nationalId !== null)) {
    const found = await rows<{ id: string }>(
      "select learner_id as id from learner where national_id_index = any ($1)",
      [indexesOf(keyring, "nationalId", nationalId ?? "")],
    );
    expect(found).toEqual([{ id: learnerId }]);
  }
  // Another process goes on; it has only the folder.
  const left = await rewriteStored(database.pool, openKeyring(keysDir), { batch: 7 });
  expect(left).toBe(one?.values);
  expect(await countStored(database.pool)).toEqual([{ version: 2, values: all }]);
  expect(await numbers()).toEqual(expected);
  expect(await rewriteStored(database.pool, keyring)).toBe(0);
});

test("rows that a run holds are passed over, not waited for, and come with the next call", async () => {
  await sealDeclared(database.pool, keyring, clock);
  addKeyVersion(keysDir);
  const run = await database.pool.connect();
  try {
    await run.query("begin");
    await run.query("select 1 from learner where learner_id = $1 for update", [recordId]);
    expect(await rewriteStored(database.pool, keyring)).toBe(all - 1);
    expect(await countStored(database.pool)).toEqual([
      { version: 1, values: 1 },
      { version: 2, values: all - 1 },
    ]);
  } finally {
    await run.query("rollback");
    run.release();
  }
  expect(await rewriteStored(database.pool, keyring)).toBe(1);
});

test("values that were swapped, moved or altered in the database are named", async () => {
  await sealDeclared(database.pool, keyring, clock);
  const [one = "", two = "", three = ""] = learners.map(({ learnerId }) => learnerId);
  await rows(
    `update learner l set national_id = o.national_id from learner o
     where l.learner_id = any ($1) and o.learner_id = any ($1) and o.learner_id <> l.learner_id`,
    [[one, two]],
  );
  await rows("update learner set national_id = reverse(national_id) where learner_id = $1", [three]);
  const found = await findDamagedStored(database.pool, keyring);
  expect(new Set(found.map((place) => place.recordId))).toEqual(new Set([one, two, three]));
  expect(found.map(({ dataset, field }) => `${dataset}.${field}`)).toEqual(
    Array.from({ length: 3 }, () => "learner.nationalId"),
  );
});
