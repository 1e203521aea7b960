import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import { fixedClock } from "#src/platform/clock.ts";
import { archiveAudit, findArchivable } from "./archive.ts";
import { fillAudit, openTestAudit, type TestAudit } from "./test-audit.ts";
import { verifyAudit } from "./verify.ts";

let audit: TestAudit;
const days = ["2025-09-30", "2025-10-01", "2025-10-31", "2025-11-01", "2026-11-22"];

beforeEach(async () => {
  audit = await openTestAudit(fixedClock("2026-11-23T03:00:05Z"));
  await fillAudit(audit, days, 6);
});
afterEach(() => audit.close());

const archiveDir = (): string => join(audit.store.dir, "archive");
const count = async (): Promise<number> =>
  (await audit.database.pool.query("select from access.audit_event")).rowCount ?? 0;

test("months older than twelve leave the database, and the whole is still sound", async () => {
  const before = await verifyAudit(audit.store);
  expect(await findArchivable(audit.store)).toEqual([
    { month: "2025-09", events: 8, checkpoints: 2 },
    { month: "2025-10", events: 16, checkpoints: 4 },
  ]);
  const done = await archiveAudit(audit.store, "cli:test");
  expect(done.map(({ month, events }) => [month, events])).toEqual([
    ["2025-09", 8],
    ["2025-10", 16],
  ]);
  // Sixteen rows of the months kept, and two that tell of the archiving.
  expect(await count()).toBe(18);
  const after = await verifyAudit(audit.store, { deep: true });
  expect(after).toMatchObject({ ok: true, archives: ["2025-09", "2025-10"], events: before.events + 2 });
  expect(after.checkpoints).toBeGreaterThanOrEqual(before.checkpoints);
  expect(await findArchivable(audit.store)).toEqual([]);
  const lines = gunzipSync(readFileSync(join(archiveDir(), "2025-10.events.jsonl.gz")))
    .toString()
    .trim()
    .split("\n");
  expect(lines).toHaveLength(16);
});

test("what is changed in an archive, or taken from it, is found", async () => {
  await archiveAudit(audit.store, "cli:test");
  for (const name of readdirSync(archiveDir())) {
    const path = join(archiveDir(), name);
    const bytes = readFileSync(path);
    const other = Buffer.from(bytes);
    other.writeUInt8(other.readUInt8(bytes.length - 20) ^ 1, bytes.length - 20);
    writeFileSync(path, other);
    const kinds = (await verifyAudit(audit.store)).findings.map(({ kind }) => kind);
    expect(kinds, name).toContain("archiveAltered");
    // Without it the chain has a hole too.
    expect(kinds, name).toContain("checkpointMissing");
    writeFileSync(path, bytes);
  }
  expect((await verifyAudit(audit.store)).findings).toEqual([]);
});

test("an archiving that was killed goes on where it was", async () => {
  const tables = ["audit_event", "audit_segment", "audit_checkpoint"];
  for (const table of tables) await audit.admin.query(`create table kept_${table} as table access.${table}`);
  // Killed while it wrote the first month: files and no manifest.
  mkdirSync(archiveDir());
  writeFileSync(join(archiveDir(), "2025-09.events.jsonl.gz"), "cut off");
  await archiveAudit(audit.store, "cli:test");
  // Killed before the last day of the second month was deleted.
  for (const table of tables)
    await audit.admin.query(
      `insert into access.${table} select * from kept_${table} where day = '2025-10-31'`,
    );
  expect((await verifyAudit(audit.store)).findings).toEqual([]);
  expect((await archiveAudit(audit.store, "cli:test")).map(({ month }) => month)).toEqual(["2025-10"]);
  expect(await count()).toBe(19);
  expect((await verifyAudit(audit.store, { deep: true })).findings).toEqual([]);
});

test("a month that is not sound stays where it is", async () => {
  await audit.admin.query(
    "update access.audit_event set account_id = $1 where day = '2025-10-01' and seq = 1",
    [randomUUID()],
  );
  await expect(archiveAudit(audit.store, "cli:test")).rejects.toMatchObject({ code: "audit-damaged" });
  expect(existsSync(join(archiveDir(), "2025-10.manifest.json"))).toBe(false);
  const { rowCount } = await audit.database.pool.query(
    "select from access.audit_event where day >= '2025-10-01' and day < '2025-11-01'",
  );
  expect(rowCount).toBe(16);
});
