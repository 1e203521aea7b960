import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ListeningParty } from "#city/relying-party/listen.ts";
import { type Page, PlainBrowser } from "#city/relying-party/plain-browser.ts";
import { startParty } from "#city/relying-party/start-party.ts";
import { passcodeOf } from "#city/vneid/citizens.ts";
import { startVneid, type TestVneid } from "#city/vneid/test-vneid.test-support.ts";
import { type SignInWorld, startSignInWorld } from "./test-sign-in.test-support.ts";

let vneid: TestVneid;
let world: SignInWorld;
let party: ListeningParty;

beforeAll(async () => {
  vneid = await startVneid();
  world = await startSignInWorld({ vneidIssuer: vneid.issuer });
  party = await startParty(world, "library");
});
afterAll(async () => {
  party.close();
  await world.close();
  vneid.close();
});

/** From the application's page to VNeID and back, as citizen `i`. */
async function signIn(browser: PlainBrowser, i: number, at: ListeningParty = party): Promise<Page> {
  const choose = await browser.get(`${at.baseUrl}/login`);
  expect(choose.text).toContain("Đăng nhập bằng VNeID");
  const upstream = await browser.submit(choose, "/vneid");
  const number = vneid.citizens[i]?.citizenNumber ?? "";
  const back = await browser.submit(upstream, "/authorize", {
    citizen_number: number,
    passcode: passcodeOf(number),
  });
  return back.text.includes("Đồng ý") ? browser.submit(back, "/consent") : back;
}

describe("relying party → our provider → VNeID → back, and out again", () => {
  test("a citizen signs in to another vendor's application, which learns a name and no number", async () => {
    const browser = new PlainBrowser();
    const home = await signIn(browser, 1);
    expect(home.url).toBe(`${party.baseUrl}/`);
    expect(home.text).toContain("Đã đăng nhập: Nguyễn Thử An");
    expect(home.text).toContain("urn:hoa-phuong:acr:2");
    expect(home.text).not.toContain(vneid.citizens[1]?.citizenNumber);
  });

  test("single logout from the application ends our session and everybody else's", async () => {
    const other = await startParty(world, "admission", { own: true });
    const browser = new PlainBrowser();
    await signIn(browser, 2);
    // The second application asks nothing: the session stands.
    const second = await browser.get(`${other.baseUrl}/login`);
    expect(second.text).toContain("Đã đăng nhập");
    const session = browser.cookie("hp_session");
    expect(session).toBeDefined();

    const question = await browser.get(`${party.baseUrl}/logout`);
    expect(question.text).toContain("Đăng xuất khỏi mọi ứng dụng?");
    const out = await browser.submit(question, "/session/end/confirm", { logout: "yes" });
    expect(out.url).toBe(`${party.baseUrl}/signed-out`);

    expect((await browser.get(`${other.baseUrl}/`)).text).toContain("Chưa đăng nhập");
    const ended = world.events.findLast((event) => event.action === "session.signOut");
    const { rows } = await world.pool.query("select end_reason from access.session where session_id = $1", [
      ended?.object?.replace("session/", ""),
    ]);
    expect(rows).toEqual([{ end_reason: "signedOut" }]);
    expect((await browser.get(`${party.baseUrl}/login`)).text).toContain("Đăng nhập bằng VNeID");
    other.close();
  });
});
