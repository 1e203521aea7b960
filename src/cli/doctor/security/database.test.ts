import { randomUUID } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { appendCheckpoints } from "#src/access/audit/checkpoint-file.ts";
import { type Config, foldersOf, readConfig } from "#src/platform/config.ts";
import { createPool, type Pool } from "#src/platform/postgres/pool.ts";
import { createTestDatabase, type TestDatabase } from "#src/platform/postgres/test-database.ts";
import { checkAccountSecurity } from "./account-checks.ts";
import { checkDatabaseSecurity } from "./database-checks.ts";
import type { DatabaseExam } from "./exam.ts";
import { checkEvidence } from "./record-checks.ts";

let database: TestDatabase;
let exam: DatabaseExam;
const dataDir = mkdtempSync(join(tmpdir(), "hp-exam-"));
const { keys, audit } = foldersOf(dataDir);
const now = new Date();
const daysAgo = (days: number): Date => new Date(now.getTime() - days * 86_400_000);

beforeAll(async () => {
  database = await createTestDatabase();
  exam = {
    config: readConfig({ HP_DATA: dataDir }),
    environment: {},
    now,
    userId: process.getuid?.(),
    nodeVersion: "24.21.0",
    tcpMemory: undefined,
    backupDir: dataDir,
    pool: database.pool,
    ownerUrl: database.url,
    appUrl: database.appUrl,
    adminUrl: database.adminUrl,
    migrated: [],
  };
});
afterAll(async () => {
  await database.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

async function stateOf(check: string, changes: Partial<DatabaseExam> = {}): Promise<string> {
  const whole = { ...exam, now: new Date(), ...changes };
  const findings = [
    ...(await checkDatabaseSecurity(whole)),
    ...(await checkAccountSecurity(whole)),
    ...(await checkEvidence(whole)),
  ];
  const found = findings.find((finding) => finding.check === check);
  if (found !== undefined && found.state !== "ok") {
    expect(found.sentence.vi).not.toBe(found.sentence.en);
    expect(found.advice?.vi).toBeTruthy();
  }
  return found?.state ?? "not looked at";
}

test("a new database has no fault", async () => {
  const findings = [
    ...(await checkDatabaseSecurity({ ...exam, now: new Date() })),
    ...(await checkAccountSecurity(exam)),
    ...(await checkEvidence(exam)),
  ];
  expect(findings.filter(({ state }) => state !== "ok")).toEqual([]);
  expect(findings.length).toBeGreaterThan(14);
});

describe("roles and tables", () => {
  let admin: Pool;
  beforeAll(() => {
    // One connection: what is planted in its transaction is seen by it alone, and gone afterwards. Roles belong to
    // the cluster, which other tests use at the same time.
    admin = createPool(database.adminUrl, 1);
  });
  afterAll(() => admin.end());

  test.each([
    ["database.appRole", "alter role hp_app createrole"],
    ["database.appRole", "alter role hp_app bypassrls"],
    ["database.appRole", "alter role hp_app superuser"],
    ["database.appRole", "create table access.mine (n int); alter table access.mine owner to hp_app"],
    ["database.appRole", "create role exam_owner; grant exam_owner to hp_app"],
    ["database.appRole", "grant hp_as_auditor to hp_app with inherit true"],
    ["database.rowSecurity", "alter table learner no force row level security"],
    ["database.rowSecurity", "alter table learner_health disable row level security"],
    ["database.rowSecurity", "create view access.shown as select * from learner"],
    ["database.openTables", "grant select on learner to public"],
    ["database.openTables", "grant select on learner to hp_app"],
    ["database.openTables", "grant select on access.credential to public"],
  ])("%s: %s", async (check, fault) => {
    await admin.query("begin");
    try {
      expect(await stateOf(check, { pool: admin })).toBe("ok");
      await admin.query(fault);
      expect(await stateOf(check, { pool: admin })).toBe("fail");
    } finally {
      await admin.query("rollback");
    }
  });
});

describe("the server's doors", () => {
  test("the API works as the owner, as nobody, or can't sign in", async () => {
    expect(await stateOf("database.appAddress", { appUrl: database.url })).toBe("fail");
    expect(await stateOf("database.appAddress", { appUrl: undefined })).toBe("fail");
    const wrong = new URL(database.appUrl);
    wrong.password = "wrong";
    expect(await stateOf("database.appAddress", { appUrl: wrong.href })).toBe("fail");
  });

  test("a rule that asks for no password", async () => {
    const admin = createPool(database.adminUrl, 1);
    const shown = await admin.query<{ path: string }>("select current_setting('hba_file') as path");
    await admin.end();
    const path = shown.rows[0]?.path ?? "";
    const before = readFileSync(path, "utf8");
    try {
      // Of a database nobody has; the server reads the file when it is told to, the check always.
      writeFileSync(path, `${before}\nhost no_such_database no_such_role 192.0.2.1/32 trust\n`);
      expect(await stateOf("database.doors")).toBe("fail");
    } finally {
      writeFileSync(path, before);
    }
    expect(await stateOf("database.doors")).toBe("ok");
  });

  test("a server across the network without TLS", async () => {
    const elsewhere = { adminUrl: undefined, ownerUrl: "postgres://hp_owner@db.example.vn/hoa_phuong" };
    expect(await stateOf("database.doors", elsewhere)).toBe("fail");
    expect(await stateOf("database.doors", { adminUrl: undefined })).toBe("ok");
  });

  test("clocks apart, migrations that waited", async () => {
    const at = (seconds: number) => ({ now: new Date(Date.now() + seconds * 1_000) });
    expect(await stateOf("machine.clock", at(20))).toBe("warn");
    expect(await stateOf("machine.clock", at(-600))).toBe("fail");
    expect(await stateOf("database.migrations", { migrated: ["0999-x"] })).toBe("warn");
  });
});

describe("accounts", () => {
  beforeEach(async () => {
    await database.pool.query(
      "truncate access.account, access.grant, access.alarm, access.credential, access.totp, access.grant_review cascade",
    );
  });

  async function account(days = 0, changes: { mfaRequired?: boolean } = {}): Promise<string> {
    const id = randomUUID();
    await database.pool.query(
      `insert into access.account (account_id, kind, display_name, state, mfa_required, created_at, last_seen_at)
       values ($1, 'person', 'Người thử', 'active', $2, $3, $3)`,
      [id, changes.mfaRequired ?? false, daysAgo(days)],
    );
    return id;
  }
  const password = (id: string) =>
    database.pool.query(
      `insert into access.credential (account_id, user_name, password_hash, stands_alone, must_change, changed_at)
       values ($1::uuid, $1::text, 'x', true, false, $2)`,
      [id, now],
    );
  async function grant(
    accountId: string,
    role: string,
    { days = 1, to = null, reason = "quyết định" }: { days?: number; to?: Date | null; reason?: string } = {},
  ): Promise<string> {
    const id = randomUUID();
    await database.pool.query(
      `insert into access.grant (grant_id, account_id, role, unit_kind, unit_id, valid_from, valid_to, reason)
       values ($1, $2, $3, 'school', '31', $4, $5, $6)`,
      [id, accountId, role, daysAgo(days), to, reason],
    );
    return id;
  }

  test("a sample account outside the demo", async () => {
    await grant(await account(), "nurse", { reason: "HP_DEMO: tài khoản mẫu" });
    expect(await stateOf("accounts.sample")).toBe("fail");
    const config: Config = readConfig({ HP_DATA: dataDir, HP_DEMO: "1" });
    expect(await stateOf("accounts.sample", { config })).toBe("ok");
  });

  test("an administrator with a password alone; who signs in by VNeID has no password", async () => {
    const id = await account();
    await grant(id, "systemAdministrator", { to: daysAgo(-9) });
    expect(await stateOf("accounts.secondFactor")).toBe("ok");
    await password(id);
    expect(await stateOf("accounts.secondFactor")).toBe("fail");
    await database.pool.query("insert into access.totp (account_id) values ($1)", [id]);
    // Begun and never confirmed is none.
    expect(await stateOf("accounts.secondFactor")).toBe("fail");
    await database.pool.query("update access.totp set confirmed_at = $1", [now]);
    expect(await stateOf("accounts.secondFactor")).toBe("ok");
  });

  test("staff from outside with a password alone", async () => {
    const id = await account(0, { mfaRequired: true });
    await password(id);
    await grant(id, "librarian", { to: daysAgo(-9) });
    expect(await stateOf("accounts.secondFactor")).toBe("fail");
  });

  test("an account nobody used", async () => {
    const id = await account(47);
    expect(await stateOf("accounts.idle")).toBe("fail");
    await database.pool.query("update access.account set state = 'disabled' where account_id = $1", [id]);
    expect(await stateOf("accounts.idle")).toBe("ok");
  });

  test("a grant to an outsider that never ends", async () => {
    const id = await account();
    const endless = await grant(id, "inspector");
    expect(await stateOf("grants.outside")).toBe("fail");
    await database.pool.query("update access.grant set valid_to = $2 where grant_id = $1", [
      endless,
      daysAgo(-30),
    ]);
    expect(await stateOf("grants.outside")).toBe("ok");
  });

  test("a grant nobody reviewed", async () => {
    const old = await grant(await account(), "principal", { days: 200 });
    expect(await stateOf("grants.review")).toBe("fail");
    await database.pool.query(
      `insert into access.grant_review (grant_review_id, grant_id, verdict, reason, reviewed_by, reviewed_at)
       values ($1, $2, 'keep', 'còn cần', $1, $3)`,
      [randomUUID(), old, daysAgo(2)],
    );
    expect(await stateOf("grants.review")).toBe("ok");
  });

  test("an alarm nobody saw", async () => {
    await database.pool.query(
      "insert into access.alarm (alarm_id, kind, about, raised_at) values ($1, 'breakGlass', '{}', $2)",
      [randomUUID(), daysAgo(2)],
    );
    expect(await stateOf("alarms")).toBe("fail");
  });
});

describe("evidence and keys", () => {
  test("audit events that nobody seals", async () => {
    await database.pool.query(
      `insert into access.audit_event (day, lane, seq, at, action, result, xid, link)
       values ($1::timestamptz::date, 1, 1, $1::timestamptz, 'test', 'ok', pg_current_xact_id(), '')`,
      [daysAgo(1)],
    );
    expect(await stateOf("audit.sealed")).toBe("fail");
    await database.pool.query("delete from access.audit_event");
    expect(await stateOf("audit.sealed")).toBe("ok");
  });

  test("checkpoints that are in the folder and no longer in the database", async () => {
    const nothing = { day: "2026-11-20", oldestAt: null, segments: "", dayHead: "", snapshot: "", lost: "" };
    const counts = { events: 0, dayEvents: 0, totalEvents: 0, keyId: "", previous: "", signature: "" };
    await appendCheckpoints(audit, [{ no: 7, madeAt: "2026-11-20T00:00:00Z", ...nothing, ...counts }]);
    expect(await stateOf("audit.checkpoints")).toBe("fail");
    rmSync(audit, { recursive: true });
    expect(await stateOf("audit.checkpoints")).toBe("ok");
  });

  test("a value that is declared encrypted and stands in clear", async () => {
    expect(await stateOf("columns.sealed")).toBe("ok");
    await database.pool.query(
      "insert into row_rejection (source_row_id, column_name, reason, raw, intake, run_seq) values (7, 'nationalId', 'x', '31315099999', 'learnerRow', 1)",
    );
    expect(await stateOf("columns.sealed")).toBe("fail");
    await database.pool.query("delete from row_rejection where source_row_id = 7");
  });

  test("a field key in use for too long, and values an older one wrote", async () => {
    mkdirSync(keys, { recursive: true, mode: 0o700 });
    const path = join(keys, "field-2.key");
    writeFileSync(path, "00", { mode: 0o600 });
    expect(await stateOf("keys.field")).toBe("ok");
    utimesSync(path, daysAgo(400), daysAgo(400));
    expect(await stateOf("keys.field")).toBe("warn");
    utimesSync(path, daysAgo(5), daysAgo(5));
    expect(await stateOf("keys.field")).toBe("ok");
    await database.pool.query("insert into access.sealed_field values ('a', 'b', 'c', 1, '', null)");
    expect(await stateOf("keys.field")).toBe("warn");
  });
});
