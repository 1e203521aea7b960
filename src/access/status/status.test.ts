import { afterAll, beforeAll, expect, test } from "vitest";
import { localDay } from "#src/platform/clock.ts";
import { inTransaction, type Pool } from "#src/platform/postgres/pool.ts";
import { createTestDatabase, type TestDatabase } from "#src/platform/postgres/test-database.ts";
import { openNotice, readNotices, updateNotice } from "./notices.ts";
import { readServices } from "./read-status.ts";
import { recordChecks, unwatched } from "./record-check.ts";

let database: TestDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await createTestDatabase();
  pool = database.pool;
});
afterAll(() => database.drop());

const check = (isGood: boolean, instant: string) =>
  inTransaction(pool, (client) => recordChecks(client, [{ service: "api", isGood }], new Date(instant)));
const api = async (instant: string, from = "2026-01-01") =>
  (await readServices(pool, new Date(instant), from, ["registry"])).find(({ id }) => id === "api");

test("before the first check nothing is known and no day is made up", async () => {
  expect(await api("2026-11-20T00:00:00Z")).toMatchObject({ state: "unknown", since: null, days: [] });
  const services = await readServices(pool, new Date(), "2026-01-01", ["registry"]);
  expect(services.find(({ id }) => id === "registry")?.state).toBe("notConnected");
});

test("checks add up in Hải Phòng's days, a changed state has a new beginning, and an old one is no longer known", async () => {
  // 23:59 and 00:00 of two days there.
  await check(true, "2026-11-20T16:59:00Z");
  await check(true, "2026-11-20T17:00:00Z");
  await check(false, "2026-11-20T17:01:00Z");
  await check(false, "2026-11-20T17:02:00Z");
  const found = await api("2026-11-20T17:03:00Z");
  expect(found).toMatchObject({ state: "bad", since: new Date("2026-11-20T17:01:00Z") });
  expect(found?.days).toEqual([
    { day: "2026-11-20", checks: 1, failed: 0, unwatchedSeconds: 0 },
    { day: "2026-11-21", checks: 3, failed: 2, unwatchedSeconds: 0 },
  ]);
  expect((await api("2026-11-20T17:08:00Z"))?.state).toBe("unknown");
});

test("time nobody looked is told by itself, day by day, and is no failure", async () => {
  await check(true, "2026-11-22T18:00:00Z");
  const days = (await api("2026-11-22T18:01:00Z"))?.days;
  expect(days).toEqual([
    { day: "2026-11-20", checks: 1, failed: 0, unwatchedSeconds: 0 },
    // From 00:02 on, all of the 22nd, and an hour of the 23rd.
    { day: "2026-11-21", checks: 3, failed: 2, unwatchedSeconds: 86_400 - 120 },
    { day: "2026-11-22", checks: 0, failed: 0, unwatchedSeconds: 86_400 },
    { day: "2026-11-23", checks: 1, failed: 0, unwatchedSeconds: 3_600 },
  ]);
});

test("days older than what is shown go", async () => {
  await check(true, "2027-03-10T00:00:00Z");
  const { rows } = await pool.query<{ first: string }>(
    "select min(day)::text as first from access.service_day",
  );
  expect(rows[0]?.first).toBe(localDay(new Date(Date.parse("2027-03-10T00:00:00Z") - 92 * 86_400_000)));
});

test("a clock that was set back makes no time out of nothing", () => {
  expect(unwatched(new Date("2026-11-20T10:00:00Z"), new Date("2026-11-20T09:00:00Z")).size).toBe(0);
  expect(unwatched(new Date("2026-11-20T10:00:00Z"), new Date("2026-11-20T10:03:00Z")).size).toBe(0);
});

test("a notice keeps all that was said, is closed once, and each step is a deed", async () => {
  const deeds: string[] = [];
  const teller = (instant: string) => ({
    at: new Date(instant),
    record: async (_client: unknown, { action }: { readonly action: string }) => void deeds.push(action),
  });
  const notice = {
    kind: "maintenance" as const,
    title: "Nâng cấp",
    text: "Tạm dừng trong đêm.",
    services: ["portal" as const],
    startsAt: new Date("2026-11-28T15:00:00Z"),
    endsAt: new Date("2026-11-28T19:00:00Z"),
  };
  const open = (parts: object) =>
    inTransaction(pool, (client) =>
      openNotice(client, { ...notice, ...parts }, teller("2026-11-27T01:00:00Z")),
    );
  await expect(open({ endsAt: null })).rejects.toMatchObject({ code: "argument-invalid" });
  await expect(open({ endsAt: notice.startsAt })).rejects.toMatchObject({ code: "argument-invalid" });
  const noticeId = await open({});
  const say = (text: string, closes: boolean, instant: string) =>
    inTransaction(pool, (client) => updateNotice(client, noticeId, { text, closes }, teller(instant)));
  await say("Kéo dài thêm một giờ.", false, "2026-11-28T18:00:00Z");
  await say("Đã xong.", true, "2026-11-28T20:00:00Z");
  await expect(say("Lại nữa.", false, "2026-11-28T21:00:00Z")).rejects.toMatchObject({
    code: "record-not-found",
  });
  const [found] = await readNotices(pool, new Date("2026-11-01T00:00:00Z"));
  expect(found?.steps.map(({ text }) => text)).toEqual([
    "Đã xong.",
    "Kéo dài thêm một giờ.",
    "Tạm dừng trong đêm.",
  ]);
  expect(found?.closedAt).toEqual(new Date("2026-11-28T20:00:00Z"));
  expect(await readNotices(pool, new Date("2026-11-29T00:00:00Z"))).toEqual([]);
  expect(deeds).toEqual(["status.open", "status.update", "status.close"]);
});
