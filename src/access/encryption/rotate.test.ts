import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { inTransaction } from "#src/platform/postgres/pool.ts";
import { createTestDatabase, type TestDatabase } from "#src/platform/postgres/test-database.ts";
import { addKeyVersion, type Keyring, openKeyring } from "#src/platform/sealing/keyring.ts";
import { countByKeyVersion, rotateSealedFields } from "./rotate.ts";
import { deleteSealed, findBySealed, findDamagedSealed, findSealed, writeSealed } from "./sealed-store.ts";

const scratch = mkdtempSync(join(tmpdir(), "hp-rotate-"));
let database: TestDatabase;
let keyring: Keyring;
let folders = 0;
let dir = "";

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await database.drop();
  rmSync(scratch, { recursive: true, force: true });
});
beforeEach(async () => {
  await database.pool.query("truncate access.sealed_field");
  folders += 1;
  dir = join(scratch, String(folders));
  keyring = openKeyring(dir);
});

const place = (at: number) => ({ dataset: "learner", field: "nationalId", recordId: `r${at}` });
const numberOf = (at: number): string => String(31_215_000_000 + at).padStart(12, "0");

async function fill(count: number): Promise<void> {
  await inTransaction(database.pool, (client) =>
    writeSealed(
      client,
      keyring,
      Array.from({ length: count }, (_, at) => ({ ...place(at), text: numberOf(at), indexed: true })),
    ),
  );
}

test("values are stored sealed, found by their blind index, replaced and taken out", async () => {
  await fill(3);
  const stored = await database.pool.query<{ all: string }>(
    "select string_agg(encode(sealed, 'escape') || encode(blind_index, 'hex'), '') as all from access.sealed_field",
  );
  expect(stored.rows[0]?.all).not.toContain(numberOf(1));
  expect(await findSealed(database.pool, keyring, place(1))).toBe(numberOf(1));
  expect(await findBySealed(database.pool, keyring, "learner", "nationalId", numberOf(2))).toEqual(["r2"]);
  expect(await findBySealed(database.pool, keyring, "guardian", "nationalId", numberOf(2))).toEqual([]);
  await inTransaction(database.pool, async (client) => {
    await writeSealed(client, keyring, [{ ...place(1), text: "khác" }]);
    await deleteSealed(client, place(2));
  });
  expect(await findSealed(database.pool, keyring, place(1))).toBe("khác");
  expect(await findSealed(database.pool, keyring, place(2))).toBeUndefined();
});

test("while keys rotate, values of both versions are read and found; a killed rotation goes on and ends once", async () => {
  await fill(50);
  addKeyVersion(dir);
  let batches = 0;
  const killed = rotateSealedFields(database.pool, keyring, {
    batch: 10,
    onBatch: () => {
      batches += 1;
      if (batches === 2) throw new Error("killed");
    },
  });
  await expect(killed).rejects.toThrow("killed");
  expect(await countByKeyVersion(database.pool)).toEqual([
    { version: 1, values: 30 },
    { version: 2, values: 20 },
  ]);
  for (const at of [0, 25, 49]) {
    expect(await findSealed(database.pool, keyring, place(at))).toBe(numberOf(at));
    expect(await findBySealed(database.pool, keyring, "learner", "nationalId", numberOf(at))).toEqual([
      `r${at}`,
    ]);
  }
  // The next process knows nothing of the first but what stands in the rows.
  const next = openKeyring(dir);
  expect(await rotateSealedFields(database.pool, next, { batch: 7 })).toEqual({ rewritten: 30, version: 2 });
  expect(await countByKeyVersion(database.pool)).toEqual([{ version: 2, values: 50 }]);
  const before = await database.pool.query("select * from access.sealed_field order by record_id");
  expect(await rotateSealedFields(database.pool, next)).toEqual({ rewritten: 0, version: 2 });
  const after = await database.pool.query("select * from access.sealed_field order by record_id");
  expect(after.rows).toEqual(before.rows);
  // Nothing needs the old key any more.
  rmSync(join(dir, "field-1.key"));
  const alone = openKeyring(dir);
  for (const at of [0, 25, 49]) expect(await findSealed(database.pool, alone, place(at))).toBe(numberOf(at));
});

test("what is written while keys rotate is neither lost nor left behind", async () => {
  await fill(40);
  addKeyVersion(dir);
  const writes: Promise<void>[] = [];
  const written: number[] = [];
  await rotateSealedFields(database.pool, keyring, {
    batch: 4,
    onBatch: (done) => {
      // Rows on both sides of where the walk is.
      const rows = [done, 39 - done].filter((at) => at >= 0 && at < 40 && !written.includes(at));
      written.push(...rows);
      writes.push(
        inTransaction(database.pool, (client) =>
          writeSealed(
            client,
            keyring,
            rows.map((at) => ({ ...place(at), text: `mới ${at}` })),
          ),
        ),
      );
    },
  });
  await Promise.all(writes);
  expect(written.length).toBeGreaterThan(4);
  expect(await countByKeyVersion(database.pool)).toEqual([{ version: 2, values: 40 }]);
  for (let at = 0; at < 40; at += 1)
    expect(await findSealed(database.pool, keyring, place(at))).toBe(
      written.includes(at) ? `mới ${at}` : numberOf(at),
    );
});

test("a value altered in the database, or moved to another row, is found and stops the rotation", async () => {
  await fill(3);
  await database.pool.query(
    `update access.sealed_field s set sealed = o.sealed from access.sealed_field o
      where s.record_id = 'r1' and o.record_id = 'r2'`,
  );
  await database.pool.query(
    "update access.sealed_field set sealed = set_byte(sealed, 20, get_byte(sealed, 20) # 1) where record_id = 'r0'",
  );
  expect(await findDamagedSealed(database.pool, keyring)).toEqual([place(0), place(1)]);
  await expect(findSealed(database.pool, keyring, place(1))).rejects.toMatchObject({
    code: "sealed-field-damaged",
  });
  addKeyVersion(dir);
  await expect(rotateSealedFields(database.pool, keyring)).rejects.toMatchObject({
    code: "sealed-field-damaged",
  });
});
