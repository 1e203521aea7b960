import { appendFileSync, readdirSync, readFileSync, rmSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { fixedClock } from "#src/platform/clock.ts";
import { createLog } from "#src/platform/log.ts";
import { type Client, inTransaction } from "#src/platform/postgres/pool.ts";
import { hashOfCheckpoint, signCheckpoint } from "./checkpoint.ts";
import { findLastCheckpoint, insertCheckpoint } from "./checkpoint-store.ts";
import { recordAudit } from "./record.ts";
import { sealAudit } from "./seal.ts";
import { startSealer } from "./sealer.ts";
import { lookEvent, openTestAudit, type TestAudit } from "./test-audit.ts";
import { verifyAudit } from "./verify.ts";

let audit: TestAudit;
beforeEach(async () => {
  audit = await openTestAudit(fixedClock("2026-11-23T03:00:05Z"));
});
afterEach(() => audit.close());

const write = (): Promise<void> => inTransaction(audit.app, (client) => recordAudit(client, lookEvent()));
const asSuperuser = (statement: string): Promise<unknown> => audit.admin.query(statement);
const kinds = async (): Promise<readonly string[]> => [
  ...new Set((await verifyAudit(audit.store)).findings.map(({ kind }) => kind)),
];

test("a transaction that lasts is sealed when it ends, and holds nobody up", async () => {
  const long = await audit.app.connect();
  await long.query("begin");
  await recordAudit(long, lookEvent());
  await write();
  expect((await sealAudit(audit.store)).events).toBe(1);
  await write();
  expect((await sealAudit(audit.store)).events).toBe(1);
  expect((await sealAudit(audit.store)).events).toBe(0);
  await long.query("commit");
  long.release();
  expect((await sealAudit(audit.store)).events).toBe(1);
  expect(await verifyAudit(audit.store)).toMatchObject({ ok: true, events: 3, unsealed: 0, checkpoints: 3 });
});

test("several sealers at once make one chain", async () => {
  for (let round = 0; round < 8; round += 1) {
    await write();
    await Promise.all(Array.from({ length: 4 }, () => sealAudit(audit.store)));
  }
  await sealAudit(audit.store);
  expect(await verifyAudit(audit.store)).toMatchObject({ ok: true, events: 8, unsealed: 0 });
});

test("rows cut out between two seals are missed by the rows after them", async () => {
  await inTransaction(audit.app, async (client) => {
    for (let n = 0; n < 4; n += 1) await recordAudit(client, lookEvent());
  });
  await asSuperuser("delete from access.audit_event where seq = 2");
  expect((await sealAudit(audit.store)).damage).toHaveLength(1);
  expect(await kinds()).toEqual(["rowsMissing"]);
});

/** Three transactions of one connection, so that the writer has seen the first two outlive their end. */
async function writeThree(): Promise<void> {
  const client: Client = await audit.app.connect();
  for (let n = 0; n < 3; n += 1) {
    await client.query("begin");
    await recordAudit(client, lookEvent());
    await client.query("commit");
  }
  client.release();
}

test("the newest rows cut off before a seal are missed by who wrote them, but for the last transaction", async () => {
  await writeThree();
  await asSuperuser("delete from access.audit_event where seq >= 2");
  expect((await sealAudit(audit.store)).damage).toHaveLength(1);
  expect(await kinds()).toEqual(["rowLost"]);
});

test("the window: of unsealed rows, the last transaction of a connection can be cut off unseen", async () => {
  await writeThree();
  await asSuperuser("delete from access.audit_event where seq = 3");
  expect(await verifyAudit(audit.store)).toMatchObject({ ok: true, unsealed: 2 });
  await sealAudit(audit.store);
  await asSuperuser("delete from access.audit_event where seq = 2");
  expect(await kinds()).toEqual(["rowsMissing"]);
});

test("the folder is brought up to the tables after a crash in between", async () => {
  await write();
  await sealAudit(audit.store);
  await write();
  await sealAudit(audit.store);
  const [name = ""] = readdirSync(audit.store.dir);
  const path = join(audit.store.dir, name);
  const [first = ""] = readFileSync(path, "utf8").split("\n");
  truncateSync(path, first.length + 1);
  appendFileSync(path, '{"no":2,"cut off in the mid');
  expect(await verifyAudit(audit.store)).toMatchObject({ ok: true, checkpoints: 2 });
  await sealAudit(audit.store);
  expect(readFileSync(path, "utf8").trim().split("\n")).toHaveLength(2);
  rmSync(audit.store.dir, { recursive: true });
  expect(await kinds()).toEqual(["fileMissing"]);
  await sealAudit(audit.store);
  expect(await verifyAudit(audit.store)).toMatchObject({ ok: true, checkpoints: 2 });
});

test("checkpoints taken out of the tables stay missed, and the chain goes on", async () => {
  for (let n = 0; n < 3; n += 1) {
    await write();
    await sealAudit(audit.store);
  }
  await asSuperuser("delete from access.audit_checkpoint where checkpoint_no >= 2");
  await asSuperuser("delete from access.audit_segment where checkpoint_no >= 2");
  await asSuperuser(
    "delete from access.audit_event where (day, lane, seq) not in (select day, lane, from_seq from access.audit_segment)",
  );
  expect(await kinds()).toEqual(["checkpointMissing"]);
  await write();
  expect((await sealAudit(audit.store)).damage).toHaveLength(1);
  expect((await findLastCheckpoint(audit.database.pool))?.no).toBe(4);
  const { findings } = await verifyAudit(audit.store);
  expect(findings).toContainEqual({ kind: "checkpointMissing", place: "2-3" });
});

test("in a restored database, where transactions are numbered anew, new rows are sealed all the same", async () => {
  await write();
  await sealAudit(audit.store);
  const before = await findLastCheckpoint(audit.database.pool);
  if (before === undefined) throw new Error("no checkpoint");
  const { signature: _, keyId: __, ...content } = before;
  const far = signCheckpoint(audit.store.key, {
    ...content,
    no: 2,
    snapshot: "4000000000:4000000000:",
    previous: hashOfCheckpoint(before),
  });
  await inTransaction(audit.database.pool, (client) => insertCheckpoint(client, far, []));
  await write();
  expect((await sealAudit(audit.store)).events).toBe(1);
  await write();
  expect((await sealAudit(audit.store)).events).toBe(1);
});

test("a sealer seals what is left when it is stopped", async () => {
  const passes: number[] = [];
  const sealer = startSealer(audit.store, createLog("silent"), {
    everyMs: 60_000,
    onPass: async ({ events }) => {
      passes.push(events);
    },
  });
  await write();
  await sealer.stop();
  expect(passes.reduce((sum, events) => sum + events, 0)).toBe(1);
});
