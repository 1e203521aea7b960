import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { insertRows } from "#src/api/test-app.ts";
import { inTransaction } from "#src/platform/postgres/pool.ts";
import { insertAccount } from "../accounts/account.ts";
import { type AccountWorld, createAccountWorld } from "../accounts/account-world.test-support.ts";
import { listGrants } from "../sessions/acting-grant.ts";
import { syncRecordGrants } from "./sync-record-grants.ts";

const schoolYear = "2026-2027";
const nobody = { accountId: null, role: null, unit: null, from: null, requestId: null };
let world: AccountWorld;
let accountId: string;
let guardianId: string;

beforeAll(async () => {
  world = await createAccountWorld();
});
afterAll(() => world.close());

/** A mother with one child, as the school's record has her. */
beforeEach(async () => {
  const { pool } = world.database;
  await pool.query(
    "delete from guardian; delete from learner_guardian; delete from learner; delete from staff_member",
  );
  await pool.query("delete from class_section; delete from teaching_assignment");
  guardianId = randomUUID();
  const learnerId = randomUUID();
  await insertRows(pool, "guardian", [{ guardianId, fullName: "Trần Thị Hoà", nationalId: "031085000001" }]);
  await insertRows(pool, "learner", [{ learnerId, fullName: "Lê An" }]);
  await insertRows(pool, "learnerGuardian", [{ learnerId, guardianId, relation: "mother" }]);
  const now = world.clock.now();
  accountId = await inTransaction(pool, async (client) => {
    const account = await insertAccount(client, { displayName: "TRẦN THỊ HOÀ" }, now);
    return account.accountId;
  });
  world.events.length = 0;
});

const sync = (citizenNumber: string, displayName: string): Promise<void> =>
  syncRecordGrants(
    world.context,
    world.database.pool,
    { accountId, citizen: { citizenNumber, displayName }, schoolYear },
    nobody,
  );
const roles = async (): Promise<readonly string[]> =>
  (await listGrants(world.context.pool, accountId, world.clock.now())).map(
    ({ role, unit }) => `${role} ${unit.kind} ${unit.id}`,
  );

test("a parent whose number and name the record has gets that role once, however often and in parallel they sign in", async () => {
  await Promise.all([sync("031085000001", "TRẦN THỊ HÒA"), sync("031085000001", "Trần Thị Hòa")]);
  await sync("031085000001", "Trần Thị Hoà");
  expect(await roles()).toEqual([`guardian guardian ${guardianId}`]);
  expect(world.events.map(({ action }) => action)).toEqual(["grant.give"]);
});

test("a number that a slip put on somebody else's record opens nothing", async () => {
  await sync("031085000001", "Nguyễn Văn Bình");
  expect(await roles()).toEqual([]);
});

test("a parent without a child in the record has no role", async () => {
  await world.database.pool.query("delete from learner_guardian");
  await sync("031085000001", "Trần Thị Hoà");
  expect(await roles()).toEqual([]);
});

test("a role ends when the record is no longer theirs, and what people gave stays", async () => {
  await sync("031085000001", "Trần Thị Hoà");
  await world.database.pool.query(
    `insert into access.grant (grant_id, account_id, role, unit_kind, unit_id, valid_from, reason)
     values ($1, $2, 'registrar', 'school', 'S1', $3, 'Hiệu trưởng giao')`,
    [randomUUID(), accountId, world.clock.now()],
  );
  await world.database.pool.query("update guardian set national_id = '031085000002'");
  await sync("031085000001", "Trần Thị Hoà");
  expect(await roles()).toEqual(["registrar school S1"]);
  expect(world.events.map(({ action }) => action)).toEqual(["grant.give", "grant.end"]);
});

test("a teacher has the role of this year's classes, and none from another year's", async () => {
  const staffId = randomUUID();
  const { pool } = world.database;
  await insertRows(pool, "staffMember", [{ staffId, fullName: "Phạm Văn Đức", nationalId: "031075000009" }]);
  await insertRows(pool, "classSection", [
    { schoolId: "S1", schoolYear: "2025-2026", className: "5A", homeroomTeacherId: staffId },
  ]);
  await sync("031075000009", "Phạm Văn Đức");
  expect(await roles()).toEqual([]);
  await insertRows(pool, "teachingAssignment", [
    { staffId, schoolId: "S1", schoolYear, className: "6A", subjectCode: "toan", term: "1" },
  ]);
  await sync("031075000009", "PHẠM VĂN ĐỨC");
  expect(await roles()).toEqual([`subjectTeacher staff ${staffId}`]);
});
