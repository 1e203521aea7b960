import { randomUUID } from "node:crypto";
import { generateSync } from "otplib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Page, PlainBrowser } from "#city/relying-party/plain-browser.ts";
import { startParty } from "#city/relying-party/start-party.ts";
import { createLocalAccount } from "#src/access/accounts/credential.ts";
import { renewRecoveryCodes } from "#src/access/accounts/recovery-code.ts";
import type { Unit } from "#src/access/principal.ts";
import type { RoleId } from "#src/access/roles/roles.ts";
import { type SignInWorld, startSignInWorld } from "./test-sign-in.test-support.ts";

let world: SignInWorld;
/** The city's clock runs with the real one, ahead by what a test asks. */
let aheadMs = 0;
const clock = { now: () => new Date(Date.now() + aheadMs) };
const actor = { accountId: null, role: null, unit: null, from: null, requestId: null };
const password = "bốn con trâu ăn cỏ ven đê";

beforeAll(async () => {
  world = await startSignInWorld({ clock });
});
afterAll(() => world.close());

async function grant(accountId: string, role: RoleId, unit: Unit): Promise<string> {
  const grantId = randomUUID();
  await world.pool.query(
    `insert into access.grant (grant_id, account_id, role, unit_kind, unit_id, valid_from, reason)
     values ($1, $2, $3, $4, $5, '2026-01-01', 'test')`,
    [grantId, accountId, role, unit.kind, unit.id ?? null],
  );
  return grantId;
}

/** Somebody with a user name whose temporary password was replaced. */
async function addPerson(userName: string): Promise<string> {
  const { account, temporaryPassword } = await createLocalAccount(
    world.context,
    { displayName: "Trần Thử", userName },
    actor,
  );
  const browser = new PlainBrowser();
  const asked = await enter(browser, userName, temporaryPassword);
  expect(asked.text).toContain("Đặt mật khẩu của riêng bạn");
  const done = await browser.submit(asked, "/new-password", { password, again: password });
  expect(done.url).toBe(`${world.origin}/done`);
  return account.accountId;
}

const choose = (browser: PlainBrowser, next = "/done"): Promise<Page> =>
  browser.get(`${world.origin}/sign-in?next=${encodeURIComponent(next)}`);

const enter = async (browser: PlainBrowser, userName: string, typed = password): Promise<Page> =>
  browser.submit(await choose(browser), "/password", { userName, password: typed });

const code = (secret: string): string =>
  generateSync({ secret, epoch: Math.floor(clock.now().getTime() / 1000) });

describe("name and password", () => {
  test("opens a session and goes to where the person was going", async () => {
    await addPerson("an.tran");
    const browser = new PlainBrowser();
    expect((await enter(browser, "an.tran")).url).toBe(`${world.origin}/done`);
    expect(browser.cookie("hp_session")).toMatch(/^[\w-]{43}$/);
    // Signed in already: nothing is asked.
    expect((await choose(browser, "/other")).url).toBe(`${world.origin}/other`);
  });

  test("a browser is known again after its token was lost, expired or was somebody else's, and only then anew", async () => {
    await addPerson("em.do");
    const browser = new PlainBrowser();
    await enter(browser, "em.do");
    const device = browser.cookie("hp_device");
    expect(device).toMatch(/^[\w-]{43}$/);
    const again = async (): Promise<string | undefined> => {
      browser.forgetCookie("hp_session");
      await enter(browser, "em.do");
      return browser.cookie("hp_device");
    };
    expect(await again()).toBe(device);
    await world.pool.query("update access.known_device set expires_at = '2020-01-01'");
    const renewed = await again();
    expect(renewed).not.toBe(device);
    expect(await again()).toBe(renewed);
    browser.setCookie(world.origin, "hp_device", "x".repeat(43), "/sign-in");
    expect(await again()).not.toBe("x".repeat(43));
  });

  test("a wrong password and a name nobody has look alike, and five lock the name", async () => {
    await addPerson("binh.le");
    const pages: Page[] = [];
    for (const name of ["binh.le", "nobody.here"]) pages.push(await enter(new PlainBrowser(), name, "wrong"));
    const [known, unknown] = pages.map(({ status, text }) => [status, text.replace(/sign-in\/[\w-]+/g, "")]);
    expect(known).toEqual(unknown);
    expect(pages[0]?.text).toContain('role="alert"');
    for (let i = 0; i < 5; i += 1) await enter(new PlainBrowser(), "binh.le", "wrong");
    const locked = await enter(new PlainBrowser(), "binh.le");
    expect([locked.status, /Thử lại sau \d+ phút/.test(locked.text)]).toEqual([429, true]);
  });

  test("a new password that differs from its repetition is asked for again", async () => {
    const { temporaryPassword } = await createLocalAccount(
      world.context,
      { displayName: "Lê Thử", userName: "chi.le" },
      actor,
    );
    const browser = new PlainBrowser();
    const asked = await enter(browser, "chi.le", temporaryPassword);
    const again = await browser.submit(asked, "/new-password", { password, again: `${password}x` });
    expect([again.status, again.text.includes("không giống nhau")]).toEqual([422, true]);
    const short = await browser.submit(again, "/new-password", { password: "ngắn", again: "ngắn" });
    expect(short.status).toBe(422);
    expect((await browser.submit(short, "/new-password", { password, again: password })).url).toBe(
      `${world.origin}/done`,
    );
  });

  test.each([
    "//evil.example/",
    "/\\evil.example",
    "https://evil.example/",
    "/sign-in",
    "javascript:alert(1)",
    "",
  ])("never leads to %j", async (next) => {
    const browser = new PlainBrowser();
    await choose(browser, next);
    const { rows } = await world.pool.query<{ to: string }>(
      `select return_to as to from access.sign_in_attempt order by created_at desc limit 1`,
    );
    expect(rows[0]?.to).toBe("/");
  });

  test("the pages speak English when asked", async () => {
    const page = await new PlainBrowser().get(`${world.origin}/sign-in?lang=en`);
    expect(page.text).toContain('<html lang="en">');
    expect(page.text).toContain("Sign in with password");
  });
});

describe("a second factor", () => {
  test("is set up by who has a role that needs it, asked for from then on, and replaced by a recovery code", async () => {
    const accountId = await addPerson("dung.vu");
    await grant(accountId, "departmentSteward", { kind: "city" });
    const browser = new PlainBrowser();
    const enrol = await enter(browser, "dung.vu");
    expect(enrol.text).toContain("Thiết lập xác thực hai lớp");
    const secret = /<code class="key">([A-Z2-7 ]+)<\/code>/.exec(enrol.text)?.[1]?.replaceAll(" ", "") ?? "";
    expect(browser.cookie("hp_session")).toBeUndefined();
    const wrong = await browser.submit(enrol, "/factor", { code: "000000" });
    expect(wrong.text).toContain('role="alert"');
    const opened = await browser.submit(wrong, "/factor", { code: code(secret) });
    expect(opened.url).toBe(`${world.origin}/done`);

    aheadMs += 60_000;
    const again = new PlainBrowser();
    const asked = await enter(again, "dung.vu");
    expect(asked.text).toContain("Mã 6 số trong ứng dụng xác thực");
    expect(again.cookie("hp_session")).toBeUndefined();
    const refused = await again.submit(asked, "/factor", { code: "123456" });
    expect(refused.status).toBeGreaterThanOrEqual(400);
    expect((await again.submit(refused, "/factor", { code: code(secret) })).url).toBe(`${world.origin}/done`);

    const at = clock.now().toISOString();
    const proofs = [
      { method: "pwd", at },
      { method: "otp", at },
    ] as const;
    const [recovery = ""] = await renewRecoveryCodes(world.context, { accountId, proofs }, actor);
    const lost = new PlainBrowser();
    const other = await lost.get(`${(await enter(lost, "dung.vu")).url}?factor=recovery`);
    const used = await lost.submit(other, "/factor", { code: recovery });
    expect(used.url).toBe(`${world.origin}/done`);
    const twice = new PlainBrowser();
    const page = await twice.get(`${(await enter(twice, "dung.vu")).url}?factor=recovery`);
    expect((await twice.submit(page, "/factor", { code: recovery })).status).toBeGreaterThanOrEqual(400);
  });

  test("is not passed by going back to the first page", async () => {
    const browser = new PlainBrowser();
    const asked = await enter(browser, "dung.vu");
    const attempt = asked.url;
    expect((await browser.get(attempt)).text).toContain("Xác thực lớp thứ hai");
    expect((await browser.get(`${attempt}?factor=recovery`)).text).toContain("Xác thực lớp thứ hai");
    const other = new PlainBrowser();
    expect((await other.get(attempt)).text).toContain("sign-in-attempt-lost");
  });
});

describe("a role", () => {
  test("is chosen when there are several; one that is another's is not there", async () => {
    const accountId = await addPerson("giang.do");
    await world.pool.query(
      `insert into school (school_id, school_name, levels, version, source_row_id, run_seq, changed_at)
       values ('31119480001', 'Trường Tiểu học Thử Nghiệm', '{}', 1, 1, 1, now()) on conflict do nothing`,
    );
    const teacher = await grant(accountId, "homeroomTeacher", {
      kind: "class",
      id: "31119480001/2026-2027/3A",
    });
    const nurse = await grant(accountId, "nurse", { kind: "school", id: "31119480001" });
    const foreign = await grant(randomUUID(), "principal", { kind: "school", id: "31119480001" });
    const browser = new PlainBrowser();
    const asked = await enter(browser, "giang.do");
    expect(asked.text).toContain("Bạn làm việc với vai trò nào?");
    expect(asked.text).toContain("Trường Tiểu học Thử Nghiệm");
    expect(asked.text).toContain("3A, Trường Tiểu học Thử Nghiệm, 2026-2027");
    for (const grantId of [teacher, nurse]) expect(asked.text).toContain(grantId);
    const refused = await browser.submit(asked, "/role", { grantId: foreign });
    expect(refused.text).toContain("<code>grant-not-held</code>");
    const done = await browser.submit(asked, "/role", { grantId: nurse });
    expect(done.url).toBe(`${world.origin}/done`);
    const { rows } = await world.pool.query(
      "select grant_id from access.session where account_id = $1 and ended_at is null order by created_at desc limit 1",
      [accountId],
    );
    expect(rows).toEqual([{ grant_id: nurse }]);
  });

  test("goes to the application that asks for it", async () => {
    const accountId = await addPerson("hai.pham");
    await grant(accountId, "registrar", { kind: "school", id: "31119480001" });
    const party = await startParty(world, "with-role", { own: true });
    const browser = new PlainBrowser();
    const asked = await browser.get(`${party.baseUrl}/login`);
    const home = await browser.submit(asked, "/password", { userName: "hai.pham", password });
    expect(home.text).toContain("Trần Thử · registrar · urn:hoa-phuong:acr:1");
    party.close();
  });
});

describe("an application", () => {
  test("that asks for a surer sign-in does not get a password alone", async () => {
    await addPerson("khanh.ngo");
    const party = await startParty(world, "careful", { own: true, acrValues: "urn:hoa-phuong:acr:2" });
    const browser = new PlainBrowser();
    const asked = await browser.get(`${party.baseUrl}/login`);
    const refused = await browser.submit(asked, "/password", { userName: "khanh.ngo", password });
    expect([refused.status, refused.text.includes("<code>sign-in-too-weak</code>")]).toEqual([403, true]);
    expect(browser.cookie("hp_session")).toBeUndefined();
    party.close();
  });

  test("hears when the person turns back, before signing in or before the yes", async () => {
    await addPerson("lan.bui");
    const party = await startParty(world, "refused");
    const browser = new PlainBrowser();
    const asked = await browser.get(`${party.baseUrl}/login`);
    expect(asked.text).toContain("Để tiếp tục tới <strong>Thư viện số</strong>");
    expect((await browser.submit(asked, "/cancel")).text).toContain("access_denied");
    const consent = await browser.submit(await browser.get(`${party.baseUrl}/login`), "/password", {
      userName: "lan.bui",
      password,
    });
    expect(consent.text).toContain("Cho phép ứng dụng nhận thông tin?");
    expect((await browser.submit(consent, "/cancel")).text).toContain("access_denied");
    // The yes is remembered, and asked for once.
    const asks = await browser.get(`${party.baseUrl}/login`);
    expect((await browser.submit(asks, "/consent")).text).toContain("Đã đăng nhập");
    expect((await browser.get(`${party.baseUrl}/login`)).text).toContain("Đã đăng nhập");
    party.close();
  });
});
