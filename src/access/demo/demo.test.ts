import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PlainBrowser } from "#city/relying-party/plain-browser.ts";
import { type SignInWorld, startSignInWorld } from "#src/api/sign-in/test-sign-in.test-support.ts";
import { insertRows } from "#src/api/test-app.ts";
import { localDay } from "#src/platform/clock.ts";
import { replacePassword } from "../accounts/change-password.ts";
import { checkPassword } from "../accounts/password-rules.ts";
import { policyAt } from "../accounts/policy.ts";
import { getRole, roles } from "../roles/roles.ts";
import { createDemoDesk, type DemoDesk } from "./desk.ts";
import { demoPassword, demoPeople } from "./people.ts";
import { disableDemoAccounts } from "./seed.ts";

let world: SignInWorld;
let desk: DemoDesk;
const clock = { now: () => new Date() };
const year = "2026-2027";
const nobody = { accountId: null, role: null, unit: null, from: null, requestId: null };
const id = (kind: number, at: number) => `${kind}0000000-0000-8000-8000-00000000000${at}`;
const dayYearsAgo = (years: number) => {
  const at = clock.now();
  at.setUTCFullYear(at.getUTCFullYear() - years);
  return localDay(at);
};

beforeAll(async () => {
  world = await startSignInWorld();
  const { pool } = world;
  await insertRows(pool, "school", [
    { schoolId: "S1", schoolName: "Trường Thử", levels: [], communeCode: "11335", communeName: "Xã Thử" },
  ]);
  await insertRows(pool, "staffMember", [
    { staffId: id(1, 1), fullName: "Phạm Chủ Nhiệm", nationalId: "031080000001" },
    { staffId: id(1, 2), fullName: "Vũ Bộ Môn" },
  ]);
  await insertRows(pool, "classSection", [
    { schoolId: "S1", schoolYear: year, className: "9A", homeroomTeacherId: id(1, 1) },
  ]);
  await insertRows(pool, "teachingAssignment", [
    { staffId: id(1, 2), schoolId: "S1", schoolYear: year, term: "1", className: "9A", subjectCode: "TOAN" },
  ]);
  const child = (at: number, fullName: string, years: number) => ({
    learnerId: id(2, at),
    fullName,
    birthDate: dayYearsAgo(years),
    birthPrecision: "day",
    nationalId: `03121000000${at}`,
    schoolId: "S1",
  });
  await insertRows(pool, "learner", [child(1, "Lê Mười Bốn", 14), child(2, "Lê Mười Bảy", 17)]);
  for (const at of [1, 2]) {
    await insertRows(pool, "enrolment", [{ learnerId: id(2, at), schoolId: "S1", schoolYear: year }]);
    await insertRows(pool, "classMembership", [
      { learnerId: id(2, at), schoolId: "S1", schoolYear: year, className: "9A", startDate: "2026-08-01" },
    ]);
  }
  await insertRows(pool, "guardian", [
    { guardianId: id(3, 1), fullName: "Trần Thị Mẹ", nationalId: "031185000001" },
  ]);
  await insertRows(
    pool,
    "learnerGuardian",
    [1, 2].map((at) => ({ learnerId: id(2, at), guardianId: id(3, 1), relation: "mother" })),
  );
  desk = createDemoDesk({
    accounts: world.context,
    pool,
    keysDir: world.keysDir,
    clock,
    schoolYear: async () => year,
    hasVneid: true,
  });
});
afterAll(() => world.close());

/** Everything about accounts, as one value. */
async function state(): Promise<string> {
  const tables = ["account", "credential", "totp", "grant", "sealed_field"];
  const rows = await Promise.all(
    tables.map((table) => world.pool.query(`select t::text from access.${table} t order by 1`)),
  );
  return createHash("sha256")
    .update(JSON.stringify(rows.map((result) => result.rows)))
    .digest("hex");
}

/** Signs in through the pages as a person would. @returns the session's cookie */
async function enter(userName: string, browser = new PlainBrowser()): Promise<string | undefined> {
  const form = await browser.get(`${world.origin}/sign-in?next=/done&user=${userName}`);
  expect(form.text).toContain(`value="${userName}"`);
  let page = await browser.submit(form, "/password", { userName, password: demoPassword });
  if (page.text.includes('name="code"'))
    page = await browser.submit(page, "/factor", { code: (await desk.view()).code.code });
  return page.url === `${world.origin}/done` ? browser.cookie("hp_session") : undefined;
}

describe("sample accounts", () => {
  test("there is one for every role a person can have, and the password keeps the rules", () => {
    const shown = new Set<string>(demoPeople.map(({ role }) => role));
    const wanted = roles
      .map(({ id: role }) => role)
      .filter((role) => !["public", "vendorClient"].includes(role));
    expect([...shown].sort()).toEqual([...wanted].sort());
    expect(new Set(demoPeople.map(({ userName }) => userName)).size).toBe(demoPeople.length);
    for (const { userName, role } of demoPeople)
      checkPassword(
        demoPassword,
        { userName, displayName: getRole(role).title.vi },
        policyAt(clock.now()),
        false,
      );
  });

  test("nothing is made of one's own data, or of a city that lacks what they need", async () => {
    expect((await desk.view()).isLoading).toBe(true);
    await desk.seed(false);
    expect(await desk.view()).toMatchObject({ isLoading: false, accounts: [] });
  });

  test("are made once", async () => {
    await desk.seed(true);
    const first = await state();
    await desk.seed(true);
    expect(await state()).toBe(first);
    const { accounts } = await desk.view();
    expect(accounts.map(({ userName }) => userName)).toEqual(demoPeople.map(({ userName }) => userName));
    const of = (userName: string) => accounts.find((account) => account.userName === userName);
    expect(of("hieu-truong")).toMatchObject({ unitName: "Trường Thử", asksCode: false });
    expect(of("can-bo-xa")).toMatchObject({ unitName: "Xã Thử", asksCode: true });
    expect(of("phu-huynh")).toMatchObject({ unitName: "Trần Thị Mẹ", citizenNumber: "031185000001" });
    expect(of("hoc-sinh-16")?.unitName).toBe("Lê Mười Bảy");
    const { rows } = await world.pool.query<{ ends: boolean }>(
      `select bool_and(valid_to < $1::timestamptz + interval '94 days') as ends from access.grant where role in ('inspector', 'researcher')`,
      [clock.now()],
    );
    expect(rows[0]?.ends).toBe(true);
  });

  test("each signs in by password, and by code where the role asks for it, and is in its role", async () => {
    for (const { userName, role } of demoPeople) {
      const cookie = await enter(userName);
      expect(cookie, userName).toMatch(/^[\w-]{43}$/);
      const { rows } = await world.pool.query<{ role: string; two: boolean }>(
        `select g.role, jsonb_array_length(s.proofs) = 2 as two
         from access.session s join access.grant g using (grant_id) join access.credential c on c.account_id = s.account_id
         where c.user_name = $1 and s.ended_at is null`,
        [userName],
      );
      expect(rows, userName).toEqual([{ role, two: getRole(role).mfa }]);
    }
  });

  test("a code opens an account once", async () => {
    const { rows } = await world.pool.query("select from access.totp where last_step is null");
    expect(rows).toEqual([]);
    expect(await enter("quan-tri")).toBeUndefined();
  });

  test("what somebody changed is as before at the next start", async () => {
    const { rows } = await world.pool.query<{ id: string }>(
      "select account_id as id from access.credential where user_name = 'phu-huynh'",
    );
    await replacePassword(world.context, rows[0]?.id ?? "", "mưa rơi trên sông Cấm 7x", {
      ...nobody,
      accountId: rows[0]?.id ?? "",
    });
    expect(await enter("phu-huynh")).toBeUndefined();
    await world.pool.query(
      "delete from access.totp where account_id in (select account_id from access.credential where user_name = 'quan-tri')",
    );
    await world.pool.query("delete from access.sealed_field where dataset = 'accountTotp'");
    await desk.seed(true);
    expect(await enter("phu-huynh")).toBeDefined();
    expect(await enter("quan-tri")).toBeDefined();
  });

  test("without the demo none opens, and with it all do again", async () => {
    expect(await disableDemoAccounts(world.context, world.pool)).toBe(demoPeople.length);
    expect(await disableDemoAccounts(world.context, world.pool)).toBe(0);
    for (const { userName } of demoPeople) expect(await enter(userName), userName).toBeUndefined();
    const { rows } = await world.pool.query("select from access.session where ended_at is null");
    expect(rows).toEqual([]);
    expect((await desk.view()).accounts).toEqual([]);
    await desk.seed(true);
    expect(await enter("phu-huynh")).toBeDefined();
  });
});
