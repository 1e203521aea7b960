import { randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { useAuditKey } from "#src/access/audit/audit-key.ts";
import { recordAudit } from "#src/access/audit/record.ts";
import { sealAudit } from "#src/access/audit/seal.ts";
import { lookEvent } from "#src/access/audit/test-audit.ts";
import { insertRows, learnerRow } from "#src/api/test-app.ts";
import { systemClock } from "#src/platform/clock.ts";
import { type Config, foldersOf } from "#src/platform/config.ts";
import { getOrCreateKey } from "#src/platform/keys.ts";
import { createPool, inTransaction } from "#src/platform/postgres/pool.ts";
import { createTestDatabase, type TestDatabase } from "#src/platform/postgres/test-database.ts";
import { type Answer, callCommand, configOf } from "../test-call.test-support.ts";
import { auditCommands } from "./audit.ts";
import { reconcileCommand } from "./reconcile.ts";
import { showCommand } from "./show.ts";

const scratch = mkdtempSync(join(tmpdir(), "hp-cli-audit-"));
const child = randomUUID();
let database: TestDatabase;
let config: Config;

beforeAll(async () => {
  database = await createTestDatabase();
  config = configOf(join(scratch, "data"), database.url);
  const folders = foldersOf(config.dataDir);
  const key = useAuditKey(getOrCreateKey(folders.keys, "audit"));
  for (let round = 0; round < 3; round += 1) {
    await inTransaction(database.pool, async (client) => {
      for (let n = 0; n < 4; n += 1)
        await recordAudit(client, lookEvent({ at: new Date(), object: `learner/${child}` }));
    });
    await sealAudit({ pool: database.pool, dir: folders.audit, key, clock: systemClock });
  }
});
afterAll(async () => {
  await database.drop();
  rmSync(scratch, { recursive: true, force: true });
});

function call(name: string, ...args: readonly string[]): Promise<Answer> {
  const command = auditCommands.find((one) => one.name === `audit ${name}`);
  if (command === undefined) throw new Error(`no command audit ${name}`);
  return callCommand(command, config, args);
}

test("a sound audit is said to be, in both languages", async () => {
  const vi = await call("verify");
  expect([vi.code, vi.lines[0]]).toEqual([
    0,
    "Nhật ký nguyên vẹn: 12 dòng, 3 điểm chốt, 0 tháng trong kho lưu.",
  ]);
  const en = await call("verify", "--lang", "en");
  expect(en.lines[0]).toBe("The audit is sound: 12 events, 3 checkpoints, 0 archived months.");
  expect((await call("verify", "--json")).json).toMatchObject({ ok: true, events: 12, findings: [] });
  await expect(call("verify", "--from", "mai")).rejects.toMatchObject({ code: "argument-invalid" });
});

test("who looked at a record, and that this was asked", async () => {
  const { lines } = await call("looks", "learner", child);
  expect(
    lines.filter((line) => line.includes("homeroomTeacher  school/31115600  learner.read")),
  ).toHaveLength(12);
  const { json } = await call("looks", "learner", child, "--json");
  expect((json as { looks: { action: string }[] }).looks.map(({ action }) => action)).toContain(
    "audit.looks",
  );
  await expect(call("looks", "school", child)).rejects.toMatchObject({ code: "argument-invalid" });
});

test("the newest events, of one record, of one result", async () => {
  const { json } = await call(
    "tail",
    "--subject",
    child,
    "--action",
    "learner.read",
    "--limit",
    "5",
    "--json",
  );
  const page = json as { events: { action: string }[]; next: string };
  expect(page.events).toHaveLength(5);
  const second = await call(
    "tail",
    "--subject",
    child,
    "--action",
    "learner.read",
    "--after",
    page.next,
    "--json",
  );
  expect((second.json as typeof page).events).toHaveLength(7);
  expect((await call("tail", "--result", "refused")).lines).toEqual([]);
  expect((await call("tail")).lines[0]).toMatch(/^\S+ {2}ok {7}audit\.tail {2}audit/);
});

test("an export goes on where the last one to the same place ended", async () => {
  const out = join(scratch, "soc.jsonl");
  const count = async (...args: readonly string[]) =>
    ((await call("export", "--out", out, "--json", ...args)).json as { events: number }).events;
  expect(await count()).toBeGreaterThanOrEqual(13);
  // The call itself.
  expect(await count()).toBe(1);
  expect(readFileSync(out, "utf8")).not.toContain(child);
  await expect(call("export")).rejects.toMatchObject({ code: "argument-missing" });
  await expect(call("export", "--out", out, "--format", "xml")).rejects.toMatchObject({
    code: "argument-invalid",
  });
});

test("who shows a record, or changes one, with hp stands in the audit by the system's user", async () => {
  const learnerId = randomUUID();
  await insertRows(database.pool, "learner", [learnerRow({ learnerId })]);
  await insertRows(database.pool, "verification", [
    {
      entity: "learner",
      recordId: learnerId,
      status: "noId",
      foundStatus: "noId",
      schoolId: "S1",
      runSeq: 1,
      changedAt: "2026-10-20T02:41:00Z",
    },
  ]);
  await callCommand(showCommand, config, ["learner", learnerId, "--json"]);
  const until = new Date(Date.now() + 9 * 86_400_000).toISOString().slice(0, 10);
  await callCommand(reconcileCommand, config, [
    ...["exception", "approve", "learner", learnerId, "--kind", "orphan", "--reason", "x", "--until", until],
  ]);
  const { rows } = await database.pool.query(
    `select account_id, address, action, result, detail->>'by' as by from access.audit_event
     where subjects @> array[$1::uuid] order by at, seq`,
    [learnerId],
  );
  const common = { account_id: null, address: "cli", result: "ok", by: userInfo().username };
  expect(rows).toEqual([
    { ...common, action: "learner.show" },
    { ...common, action: "reconciliation.approveException" },
  ]);
});

test("nothing is due for the archive in the first year", async () => {
  expect((await call("archive", "--dry-run")).lines).toEqual(["Chưa tháng nào đến hạn lưu trữ."]);
  expect((await call("archive", "--json")).json).toEqual({ dryRun: false, months: [] });
});

describe("tampered with as superuser, triggers off", () => {
  test("it is said what, where, since when and what to do, and the exit code tells", async () => {
    const admin = createPool(database.adminUrl, 1);
    try {
      await admin.query("set session_replication_role = replica");
      const { rows } = await admin.query<{ place: string }>(
        `update access.audit_event set account_id = gen_random_uuid()
         where (day, lane, seq) = (select day, lane, seq from access.audit_event where action = 'learner.read' order by at limit 1)
         returning day || '/' || lane || '/' || seq as place`,
      );
      const { code, lines } = await call("verify");
      expect(code).toBe(1);
      const text = lines.join("\n");
      expect(text).toContain("NHẬT KÝ TRUY VẾT ĐÃ BỊ CAN THIỆP: 1 chỗ.");
      expect(text).toContain(`Dòng ${rows[0]?.place} không còn như lúc được ghi`);
      expect(text).toMatch(/Lúc \d{4}-\d\d-\d\dT[\d:.]+Z còn đúng; bị can thiệp sau đó\./);
      expect(text).toContain("hp privacy incident open");
      const { json } = await call("verify", "--json");
      expect(json).toMatchObject({ ok: false, findings: [{ kind: "rowAltered", place: rows[0]?.place }] });
      expect((await call("verify", "--lang", "en")).lines[0]).toBe("THE AUDIT WAS TAMPERED WITH: 1 places.");
    } finally {
      await admin.end();
    }
  });
});
