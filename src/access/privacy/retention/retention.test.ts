import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { useAuditKey } from "#src/access/audit/audit-key.ts";
import { insertRows } from "#src/api/test-app.ts";
import { datasets } from "#src/domains/catalogue.ts";
import { inTransaction, type Pool } from "#src/platform/postgres/pool.ts";
import { createTestDatabase, type TestDatabase } from "#src/platform/postgres/test-database.ts";
import { machineAct } from "../act.ts";
import { personalFieldsOf, withoutPurpose } from "../purposes/register.ts";
import { planRetention, type RetentionJob, runRetention } from "./job.ts";
import { allKeepGroups } from "./keep-of.ts";
import { countErasures, syncErasureFile } from "./ledger.ts";
import { replayErasures } from "./replay.ts";

useAuditKey(randomBytes(32));
const scratch = mkdtempSync(join(tmpdir(), "hp-retention-"));
const key = randomBytes(32);
const at = new Date("2026-11-23T03:00:00Z");
const act = machineAct("thử", at);
const open: TestDatabase[] = [];
let database: TestDatabase;
let pool: Pool;
let job: RetentionJob;

const gone = "11111111-0000-8000-8000-000000000001";
const here = "22222222-0000-8000-8000-000000000002";
const parent = "33333333-0000-8000-8000-000000000003";
const formerId = "44444444-0000-8000-8000-000000000004";
const fileRow = (fileSeq: number): string => String(BigInt(fileSeq) << 31n);

/** One learner who left in May 2021, one who is at school; a parent of each of them together. */
async function fill(target: Pool): Promise<void> {
  const learner = (learnerId: string) => ({
    learnerId,
    fullName: "Nguyễn Thị Hoa",
    phone: "0912345678",
    email: "hoa@example.vn",
    religion: "1",
    unionMember: "1",
    schoolId: "S1",
    sourceRowId: fileRow(1),
    fieldSource: { phone: fileRow(2) },
  });
  await insertRows(target, "learner", [learner(gone), learner(here)]);
  const enrolment = (learnerId: string, schoolYear: string) => ({
    learnerId,
    schoolId: "S1",
    schoolYear,
    tuitionExemption: "1",
    costSupport: true,
  });
  await insertRows(target, "enrolment", [
    enrolment(gone, "2019-2020"),
    enrolment(gone, "2020-2021"),
    enrolment(here, "2020-2021"),
    enrolment(here, "2026-2027"),
  ]);
  await insertRows(target, "residence", [
    { learnerId: gone, residenceKind: "current", address: "1 phố Cũ" },
    { learnerId: here, residenceKind: "current", address: "2 phố Mới" },
  ]);
  await insertRows(target, "guardian", [
    { guardianId: parent, fullName: "Trần Văn Bố", phone: "0987654321" },
  ]);
  await insertRows(target, "learnerGuardian", [{ learnerId: gone, guardianId: parent, relation: "father" }]);
  await insertRows(target, "changeLog", [
    {
      recordId: gone,
      dataset: "learner",
      recordKey: gone,
      version: 1,
      operation: "update",
      before: { phone: "0900000000", full_name: "Nguyễn Hoa" },
      after: { phone: "0912345678", full_name: "Nguyễn Thị Hoa" },
      actor: "pipeline",
      runSeq: 1,
      changedAt: "2020-10-01T00:00:00Z",
    },
  ]);
  await insertRows(target, "outbox", [
    {
      idBanGhi: gone,
      dataset: "learner",
      phienBan: 4,
      suKien: "UPDATE",
      thoiGianCapNhat: at.toISOString(),
      runSeq: 1,
    },
  ]);
  await insertRows(target, "recordAlias", [
    {
      entity: "learner",
      recordId: formerId,
      intoRecordId: gone,
      reason: "merged",
      runSeq: 1,
      aliasedAt: at.toISOString(),
    },
  ]);
  await receive(target, 1, "2020-09-01T00:00:00Z");
  await receive(target, 2, "2020-09-02T00:00:00Z");
}

async function receive(target: Pool, fileSeq: number, receivedAt: string): Promise<void> {
  await insertRows(target, "file", [
    {
      fileId: `f${fileSeq}`,
      fileSeq: String(fileSeq),
      fileName: "ds.csv",
      bytes: "1",
      status: "published",
      rowsIn: 1,
      tables: [],
      runSeq: 1,
      receivedAt,
    },
  ]);
}

beforeEach(async () => {
  database = await createTestDatabase();
  open.push(database);
  pool = database.pool;
  await fill(pool);
  job = { key, ledgerFile: join(scratch, `${open.length}.jsonl`), batch: 2 };
});
afterAll(async () => {
  for (const one of open) await one.drop();
  rmSync(scratch, { recursive: true, force: true });
});

async function all<T>(sql: string, values: readonly unknown[] = []): Promise<readonly T[]> {
  return (await pool.query(sql, [...values])).rows as T[];
}

test("every personal field of every dataset has exactly one rule of keeping, or no purpose and none", () => {
  const groups = allKeepGroups("2026-11-23");
  for (const { id } of datasets)
    for (const field of personalFieldsOf(id)) {
      const of = groups.filter(({ dataset, fields }) => dataset.id === id && fields.includes(field));
      expect(of, `${id}.${field}`).toHaveLength(1);
      if (of[0]?.rule === null) expect(withoutPurpose[id]).toContain(field);
    }
  // What law keeps for good is never in a group that ends.
  const permanent = groups.filter(({ rule }) => rule?.params.period === "permanent");
  expect(permanent.map(({ dataset }) => dataset.id)).toContain("yearResult");
  expect(permanent.every(({ ends }) => ends === undefined)).toBe(true);
});

test("a dry run counts what is over and changes nothing", async () => {
  const before = await all("select * from learner order by learner_id");
  const lines = await planRetention(pool, "2026-11-23");
  const due = Object.fromEntries(
    lines
      .filter((line) => (line.due ?? 0) > 0)
      .map(({ group, due: count }) => [`${group.dataset.id}:${group.rule?.ruleId ?? "none"}`, count]),
  );
  expect(due).toEqual({
    "learner:none": 2,
    "learner:keep-contact": 1,
    "learner:keep-support": 1,
    "guardian:keep-contact": 1,
    "residence:keep-contact": 1,
    "enrolment:keep-support": 2,
  });
  expect(await all("select * from learner order by learner_id")).toEqual(before);
});

test("the last day is still kept; the day after is not", async () => {
  const contact = async (day: string) =>
    (await planRetention(pool, day)).find(
      ({ group }) => group.dataset.id === "residence" && group.ends !== undefined,
    )?.due;
  // Left by 31 May 2021, five years.
  expect(await contact("2026-05-31")).toBe(0);
  expect(await contact("2026-06-01")).toBe(1);
});

test("the job erases values, in rows, change log and to receivers; says that it did and not what; repeats change nothing", async () => {
  const erased = await runRetention(pool, job, act);
  expect(erased).toEqual({ learner: 4, guardian: 1, residence: 1, enrolment: 2 });
  const [left] = await all<Record<string, unknown>>("select * from learner where learner_id = $1", [gone]);
  expect(left).toMatchObject({
    phone: null,
    email: null,
    religion: null,
    full_name: "Nguyễn Thị Hoa",
    version: 4,
  });
  expect(left?.field_source).toBeNull();
  const [stays] = await all<Record<string, unknown>>("select * from learner where learner_id = $1", [here]);
  expect(stays).toMatchObject({ phone: "0912345678", religion: null, version: 2 });
  expect(await all("select learner_id from residence")).toEqual([{ learner_id: here }]);
  const log = await all<{ before: object; after: object; actor: string; version: number }>(
    "select version, before, after, actor from change_log where record_id = $1 and dataset = 'learner' order by version",
    [gone],
  );
  expect(log[0]).toMatchObject({
    before: { full_name: "Nguyễn Hoa" },
    after: { full_name: "Nguyễn Thị Hoa" },
  });
  expect(
    log
      .slice(1)
      .map(({ actor }) => actor)
      .sort(),
  ).toEqual(["retention:keep-contact", "retention:keep-support", "retention:without-purpose"]);
  const texts = await all<{ text: string }>(
    "select row_to_json(c)::text as text from change_log c union all select row_to_json(e)::text from access.erasure e",
  );
  for (const { text } of texts)
    for (const value of ["0912345678", "0900000000", "hoa@example.vn", "1 phố Cũ", "0987654321"])
      expect(text).not.toContain(value);
  for (const { text } of texts.filter((row) => row.text.includes("erasure_id")))
    expect(text).not.toContain(gone);
  expect(await all("select phien_ban from outbox where id_ban_ghi = $1 order by 1", [gone])).toEqual(
    [4, 5, 6, 7, 8, 9].map((phien_ban) => ({ phien_ban })),
  );
  expect(await runRetention(pool, job, act)).toEqual({});
});

test("a run that publishes is not disturbed", async () => {
  const client = await pool.connect();
  try {
    await client.query("select pg_advisory_lock(hashtext('hoa-phuong.pipeline'))");
    await expect(runRetention(pool, job, act)).rejects.toMatchObject({ code: "pipeline-busy" });
  } finally {
    await client.query("select pg_advisory_unlock(hashtext('hoa-phuong.pipeline'))");
    client.release();
  }
});

test("after a restore of an older backup what was erased is erased again, also under former ids; what came since stays", async () => {
  await runRetention(pool, job, act);
  const counted = await countErasures(pool);
  // The backup is older than the erasures: its database knows none of them, and the record under its former id.
  const restored = await createTestDatabase();
  open.push(restored);
  await fill(restored.pool);
  await restored.pool.query("delete from record_alias");
  await restored.pool.query("update residence set learner_id = $1 where learner_id = $2", [formerId, gone]);
  // The learner at school gave a religion anew; no purpose needs it still, so the file is newer and the job's turn.
  await receive(restored.pool, 9, "2026-12-01T00:00:00Z");
  await restored.pool.query(
    "update learner set phone = '0999999999', field_source = $2 where learner_id = $1",
    [gone, { phone: fileRow(9) }],
  );
  expect(await syncErasureFile(restored.pool, job.ledgerFile)).toMatchObject({ intoFile: 0 });
  expect(await countErasures(restored.pool)).toEqual(counted);
  const replay = () => inTransaction(restored.pool, (client) => replayErasures(client, key, act));
  expect(await replay()).toEqual({ enrolment: 2, guardian: 1, learner: 4, residence: 1 });
  const { rows } = await restored.pool.query(
    "select phone, email, religion, union_member from learner where learner_id = $1",
    [gone],
  );
  expect(rows).toEqual([{ phone: "0999999999", email: null, religion: null, union_member: null }]);
  expect((await restored.pool.query("select learner_id from residence")).rows).toEqual([
    { learner_id: here },
  ]);
  expect(await replay()).toEqual({});
  // The key is what ties lines to records: without it nothing is found, and nothing is told.
  expect(
    await inTransaction(restored.pool, (client) => replayErasures(client, randomBytes(32), act)),
  ).toEqual({});
});

test("what a run builds again from old lines is erased again by the runs' own replay", async () => {
  await runRetention(pool, job, act);
  await pool.query(
    "update learner set phone = '0912345678', run_seq = 7, field_source = $2 where learner_id = $1",
    [gone, { phone: fileRow(2) }],
  );
  const replay = (sinceRun: number) =>
    inTransaction(pool, (client) => replayErasures(client, key, act, { sinceRun }));
  expect(await replay(8)).toEqual({});
  expect(await replay(7)).toEqual({ learner: 1 });
  expect(await all("select phone from learner where learner_id = $1", [gone])).toEqual([{ phone: null }]);
});

test("table and file end up the same, whichever lacks lines; a line cut short by a kill does no harm", async () => {
  await runRetention(pool, job, act);
  const whole = readFileSync(job.ledgerFile, "utf8");
  const lines = whole.trimEnd().split("\n").length;
  writeFileSync(job.ledgerFile, whole.slice(0, whole.length - 40));
  expect(await syncErasureFile(pool, job.ledgerFile)).toEqual({ intoTable: 0, intoFile: 1 });
  await pool.query("delete from access.erasure where dataset = 'learner'");
  const synced = await syncErasureFile(pool, job.ledgerFile);
  expect(synced.intoTable).toBeGreaterThan(3);
  expect(await syncErasureFile(pool, job.ledgerFile)).toEqual({ intoTable: 0, intoFile: 0 });
  expect(await all("select count(*)::integer as n from access.erasure")).toEqual([{ n: lines }]);
});
