import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fixedClock } from "#src/platform/clock.ts";
import { inTransaction } from "#src/platform/postgres/pool.ts";
import { createTestDatabase, type TestDatabase } from "#src/platform/postgres/test-database.ts";
import { markRead, readNotifications } from "./read-notifications.ts";
import { tellDaily } from "./tell-daily.ts";

const steward = randomUUID();
const nurse = randomUUID();
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  for (const [accountId, role, school] of [
    [steward, "schoolSteward", "S1"],
    [nurse, "nurse", "S1"],
  ])
    await database.pool.query(
      `insert into access.grant (grant_id, account_id, role, unit_kind, unit_id, valid_from, reason)
       values ($1, $2, $3, 'school', $4, '2026-01-01', 'thử')`,
      [randomUUID(), accountId, role, school],
    );
  const task = (school: string | null, due: string, closed: string | null) =>
    database.pool.query(
      `insert into access.correction_task (task_id, request_id, school_id, subject_entity, subject_id, fields, due_on, opened_at, result, closed_at)
       values ($1, $2, $3, 'learner', $4, '{fullName}', $5, '2026-11-01', $6, $7)`,
      [randomUUID(), randomUUID(), school, randomUUID(), due, closed === null ? null : "corrected", closed],
    );
  await task("S1", "2026-11-25", null);
  await task("S1", "2026-11-20", null);
  await task("S1", "2026-11-26", null);
  await task("S1", "2026-11-24", "2026-11-22");
  await task(null, "2026-11-24", null);
});
afterAll(() => database.drop());

const told = async (account: string) =>
  (await readNotifications(database.pool, account, 10)).data.map(({ kind, text }) => [kind, text.vi]);

test("a school is told once a day of terms that are near or over, and who can't answer is not", async () => {
  const morning = fixedClock("2026-11-23T01:00:00Z");
  expect(await tellDaily(database.pool, morning)).toBe(1);
  expect(await told(steward)).toEqual([
    ["correctionDue", "2 đề nghị sửa sắp đến hạn hoặc đã quá hạn trả lời."],
  ]);
  expect(await told(nurse)).toEqual([]);
  await inTransaction(database.pool, (client) => markRead(client, steward, "all", morning.now()));
  expect(await tellDaily(database.pool, fixedClock("2026-11-23T09:00:00Z"))).toBe(0);
  // After midnight in Hải Phòng, where the third is near too.
  expect(await tellDaily(database.pool, fixedClock("2026-11-23T17:30:00Z"))).toBe(1);
  expect((await told(steward))[0]).toEqual([
    "correctionDue",
    "3 đề nghị sửa sắp đến hạn hoặc đã quá hạn trả lời.",
  ]);
});

test("cases that a run opened today are told by their number; yesterday's and closed ones are not", async () => {
  const open = (openedAt: string, closedRun: number | null) =>
    database.pool.query(
      `insert into reconciliation_case (case_id, entity, record_id, status, school_id, source_row_id, evidence, opened_run, closed_run, opened_at)
       values ($1, 'learner', $2, 'mismatch', 'S1', 1, '{}', 1, $3, $4)`,
      [randomUUID(), randomUUID(), closedRun, openedAt],
    );
  // 23:00 and 00:30 there.
  await open("2026-12-01T16:00:00Z", null);
  await open("2026-12-01T17:30:00Z", null);
  await open("2026-12-01T18:00:00Z", null);
  await open("2026-12-01T18:00:00Z", 2);
  await tellDaily(database.pool, fixedClock("2026-12-01T19:00:00Z"));
  expect(await told(steward)).toContainEqual(["caseOpened", "2 hồ sơ lệch với dữ liệu dân cư cần xem."]);
});
