import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readNotifications } from "#src/access/notifications/read-notifications.ts";
import { createTestDatabase, type TestDatabase } from "#src/platform/postgres/test-database.ts";
import { insertRows } from "../test-app.ts";
import { tellEnd } from "./tell-end.ts";

const sender = randomUUID();
const steward = randomUUID();
const elsewhere = randomUUID();
const clock = { now: () => new Date("2026-11-23T02:00:00Z") };
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  for (const [accountId, school] of [
    [steward, "S1"],
    [elsewhere, "S2"],
  ])
    await database.pool.query(
      `insert into access.grant (grant_id, account_id, role, unit_kind, unit_id, valid_from, reason)
       values ($1, $2, 'schoolSteward', 'school', $3, '2026-01-01', 'thử')`,
      [randomUUID(), accountId, school],
    );
  await insertRows(database.pool, "review", [
    {
      ...{ reviewId: randomUUID(), kind: "feedShrunk", status: "open", feedId: "smas/S1/learnerRow" },
      ...{ schoolId: "S1", question: {}, runSeq: 7, openedAt: "2026-11-23T01:00:00Z" },
    },
  ]);
});
afterAll(() => database.drop());

const textsOf = async (id: string) =>
  (await readNotifications(database.pool, id, 9)).data.map(({ text, path }) => [text.vi, path]);

test("the sender hears the figures, the school of a question that it waits, another school nothing", async () => {
  const summary = { runId: 7, files: 1, rowsIn: 1812, published: 1790, unchanged: 0, merged: 0, held: 8 };
  await tellEnd(database.pool, clock, {
    ...{ uploadId: randomUUID(), sentBy: sender, status: "done", createdAt: "2026-11-23T01:00:00Z" },
    ...{ fileName: "a.csv", bytes: 1, sha256: "" },
    summary: { ...summary, accounted: true },
  });
  expect(await textsOf(sender)).toEqual([
    ["Tệp đã nhận xong: 1.812 dòng đọc được, 8 dòng bị giữ lại.", "/luot/7"],
  ]);
  expect(await textsOf(steward)).toEqual([["Một tệp đã gửi cần bạn trả lời một câu hỏi.", "/viec-cho"]]);
  expect(await textsOf(elsewhere)).toEqual([]);
});
