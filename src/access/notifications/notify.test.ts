import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inTransaction } from "#src/platform/postgres/pool.ts";
import { createTestDatabase, type TestDatabase } from "#src/platform/postgres/test-database.ts";
import { notificationText } from "./kinds.ts";
import { notify } from "./notify.ts";
import { markRead, readNotifications } from "./read-notifications.ts";

const steward = randomUUID();
const colleague = randomUUID();
const nurse = randomUUID();
const elsewhere = randomUUID();
const gone = randomUUID();
const mother = randomUUID();
const motherRecord = randomUUID();
const at = new Date("2026-11-23T02:00:00Z");
const later = new Date("2026-11-23T03:00:00Z");
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  const grants: [string, string, string, string, string | null][] = [
    [steward, "schoolSteward", "school", "S1", null],
    [colleague, "registrar", "school", "S1", null],
    [nurse, "nurse", "school", "S1", null],
    [elsewhere, "schoolSteward", "school", "S2", null],
    [gone, "schoolSteward", "school", "S1", "2026-11-01T00:00:00Z"],
    [mother, "guardian", "guardian", motherRecord, null],
  ];
  for (const [accountId, role, kind, unit, to] of grants)
    await database.pool.query(
      `insert into access.grant (grant_id, account_id, role, unit_kind, unit_id, valid_from, valid_to, reason)
       values ($1, $2, $3, $4, $5, '2026-01-01', $6, 'thử')`,
      [randomUUID(), accountId, role, kind, unit, to],
    );
});
afterAll(() => database.drop());

const asked = {
  to: { permission: "record.correct", unit: { kind: "school", id: "S1" } },
  kind: "correctionAsked",
  about: "rightsRequest/1",
  path: "/de-nghi",
} as const;
const unreadOf = async (id: string): Promise<number> =>
  (await readNotifications(database.pool, id, 10)).unread;

test("everybody with the permission in the unit is told, nobody whose role ended or is elsewhere, and not who did it", async () => {
  const told = await inTransaction(database.pool, (client) =>
    notify(client, { ...asked, except: colleague }, at),
  );
  expect(told).toBe(1);
  expect(
    await Promise.all([steward, colleague, nurse, elsewhere, gone, mother].map((id) => unreadOf(id))),
  ).toEqual([1, 0, 0, 0, 0, 0]);
});

test("told again while unread it is one line with the newer time; once read, a new one", async () => {
  const tell = (when: Date) =>
    inTransaction(database.pool, (client) => notify(client, { ...asked, except: colleague }, when));
  await tell(later);
  const { data } = await readNotifications(database.pool, steward, 10);
  expect(data.map((one) => one.at)).toEqual([later]);
  await inTransaction(database.pool, (client) => markRead(client, steward, "all", later));
  await tell(later);
  expect((await readNotifications(database.pool, steward, 10)).data).toHaveLength(2);
});

test("who acts as the person of a record is told; a deed that is rolled back tells nobody", async () => {
  const notice = {
    to: { person: { entity: "guardian", recordId: motherRecord } },
    kind: "correctionAccepted",
    about: "rightsRequest/2",
    path: "/ho-so-cua-toi",
  } as const;
  await expect(
    inTransaction(database.pool, async (client) => {
      await notify(client, notice, at);
      throw new Error("không thành");
    }),
  ).rejects.toThrow("không thành");
  expect(await unreadOf(mother)).toBe(0);
  await inTransaction(database.pool, (client) => notify(client, notice, at));
  expect(await unreadOf(mother)).toBe(1);
});

test("nobody marks another's as read", async () => {
  const [told] = (await readNotifications(database.pool, mother, 1)).data;
  const ids = [told?.notificationId ?? ""];
  await inTransaction(database.pool, (client) => markRead(client, steward, ids, at));
  expect(await unreadOf(mother)).toBe(1);
  await inTransaction(database.pool, (client) => markRead(client, mother, ids, at));
  expect(await unreadOf(mother)).toBe(0);
});

test("facts stand in the sentence as people write numbers; a missing one is not hidden", () => {
  expect(notificationText("uploadFinished", { rowsIn: 1284, held: 23 }).vi).toBe(
    "Tệp đã nhận xong: 1.284 dòng đọc được, 23 dòng bị giữ lại.",
  );
  expect(notificationText("caseOpened", {}).vi).toContain("{count}");
});
