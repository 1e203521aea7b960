import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { ListeningParty } from "#city/relying-party/listen.ts";
import { type Page, PlainBrowser } from "#city/relying-party/plain-browser.ts";
import { startParty } from "#city/relying-party/start-party.ts";
import { passcodeOf } from "#city/vneid/citizens.ts";
import { startVneid, type TestVneid } from "#city/vneid/test-vneid.test-support.ts";
import { disableAccount } from "#src/access/accounts/account.ts";
import { withdrawConsent } from "#src/access/provider/consents.ts";
import { signOutOfApplications, signOutOfEndedSessions } from "#src/access/provider/logout.ts";
import { revokeSessions } from "#src/access/sessions/list-sessions.ts";
import { systemClock } from "#src/platform/clock.ts";
import { type SignInWorld, startSignInWorld } from "./test-sign-in.test-support.ts";

let vneid: TestVneid;
let world: SignInWorld;
let server: Server;
const parties: ListeningParty[] = [];
const actor = { accountId: null, role: null, unit: null, from: null, requestId: null };
const nowhere = { address: null, requestId: null, device: null };
let count = 0;

beforeAll(async () => {
  vneid = await startVneid();
  world = await startSignInWorld({ vneidIssuer: vneid.issuer });
  server = createServer((_request, response) => void response.writeHead(500).end());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterEach(() => {
  for (const party of parties.splice(0)) party.close();
});
afterAll(async () => {
  await world.close();
  vneid.close();
  server.close();
});

async function addParty(metadata: Record<string, unknown> = {}, own = true): Promise<ListeningParty> {
  count += 1;
  const party = await startParty(world, `party-${count}`, { own, metadata });
  parties.push(party);
  return party;
}

async function signIn(browser: PlainBrowser, party: ListeningParty, i = 1): Promise<Page> {
  const upstream = await browser.submit(await browser.get(`${party.baseUrl}/login`), "/vneid");
  const number = vneid.citizens[i]?.citizenNumber ?? "";
  return browser.submit(upstream, "/authorize", { citizen_number: number, passcode: passcodeOf(number) });
}

const isIn = async (browser: PlainBrowser, party: ListeningParty): Promise<boolean> =>
  (await browser.get(`${party.baseUrl}/`)).text.includes("Đã đăng nhập:");

describe("signing out", () => {
  test("here ends every application the session signed in to", async () => {
    const [one, two] = [await addParty(), await addParty()];
    const browser = new PlainBrowser();
    await signIn(browser, one);
    await browser.get(`${two.baseUrl}/login`);
    // Cookies don't know ports: this browser has just the second application's.
    expect(await isIn(browser, two)).toBe(true);
    const page = await browser.get(`${world.origin}/sign-out`);
    expect(page.text).toContain("Đăng xuất tất cả");
    const out = await browser.submit(page, "/sign-out");
    expect(out.text).toContain("Đã đăng xuất");
    expect(await isIn(browser, two)).toBe(false);
    for (const party of [one, two])
      expect(await (await fetch(`${party.baseUrl}/control/stats`)).json()).toMatchObject({
        visitors: 0,
        signedOutByProvider: 1,
      });
    expect(browser.cookie("hp_session")).toBeUndefined();
    const { rows } = await world.pool.query(
      "select model from access.oidc_artifact where model in ('Session', 'Grant', 'AccessToken')",
    );
    expect(rows).toEqual([]);
    expect((await browser.get(`${world.origin}/sign-out`)).text).toContain("Bạn chưa đăng nhập");
  });

  test("a link alone ends nothing", async () => {
    const party = await addParty();
    const browser = new PlainBrowser();
    await signIn(browser, party);
    await browser.get(`${world.origin}/sign-out`);
    await browser.get(`${world.issuer}/session/end`);
    expect(await isIn(browser, party)).toBe(true);
    const forged = await fetch(`${world.origin}/sign-out`, {
      method: "POST",
      headers: { origin: "https://evil.example", cookie: `hp_session=${browser.cookie("hp_session")}` },
    });
    expect(forged.status).toBe(403);
    expect(await isIn(browser, party)).toBe(true);
  });

  test("applications of a disabled account are told and its tokens end, even if the command that disabled it knows none", async () => {
    const [one, two] = [await addParty(), await addParty()];
    const [mine, other] = [new PlainBrowser(), new PlainBrowser()];
    await signIn(mine, one, 3);
    await signIn(other, two, 4);
    const { rows } = await world.pool.query<{ id: string }>(
      "select account_id as id from access.session order by created_at desc limit 2",
    );
    await disableAccount(world.context, rows[1]?.id ?? "", "left", actor);
    expect(await signOutOfEndedSessions(world.city, nowhere, rows[0]?.id)).toBe(0);
    expect(await signOutOfEndedSessions(world.city, nowhere)).toBe(1);
    expect(await signOutOfEndedSessions(world.city, nowhere)).toBe(0);
    expect([await isIn(mine, one), await isIn(other, two)]).toEqual([false, true]);
    const left = await world.pool.query(
      "select distinct payload ->> 'accountId' as id from access.oidc_artifact where model in ('Session', 'Grant', 'AccessToken') and payload ->> 'accountId' = any ($1)",
      [rows.map((row) => row.id)],
    );
    expect(left.rows).toEqual([{ id: rows[0]?.id }]);
  });

  test("one may stay: only the application that asked is left", async () => {
    const [one, two] = [await addParty(), await addParty()];
    const browser = new PlainBrowser();
    await signIn(browser, two);
    await browser.get(`${one.baseUrl}/login`);
    const question = await browser.get(`${one.baseUrl}/logout`);
    await browser.submit(question, "/session/end/confirm");
    const silent = await browser.get(`${two.baseUrl}/login`);
    expect(silent.text).toContain("Đã đăng nhập");
  });

  test("from an application when nobody is signed in goes straight on", async () => {
    const party = await addParty();
    const page = await new PlainBrowser().get(
      `${world.issuer}/session/end?client_id=party-${count}&state=x&post_logout_redirect_uri=${encodeURIComponent(`${party.baseUrl}/signed-out`)}`,
    );
    expect(page.url).toBe(`${party.baseUrl}/signed-out?state=x`);
    const without = await new PlainBrowser().get(`${world.issuer}/session/end`);
    expect(without.text).toContain("Đã đăng xuất");
  });

  test("an application that fails to answer is recorded and holds nobody up", async () => {
    const silent = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const [deaf, good] = [await addParty({ backchannel_logout_uri: silent }), await addParty()];
    const browser = new PlainBrowser();
    await signIn(browser, deaf);
    await browser.get(`${good.baseUrl}/login`);
    await browser.submit(await browser.get(`${world.origin}/sign-out`), "/sign-out");
    expect(await isIn(browser, good)).toBe(false);
    expect(world.events.findLast(({ action }) => action === "session.relyingPartySignOut")).toMatchObject({
      result: "failed",
      object: `client/party-${count - 1}`,
    });
  });

  test("applications that know only the browser are told by frames of the closing page", async () => {
    const frontChannel = {
      backchannel_logout_uri: undefined,
      backchannel_logout_session_required: undefined,
      frontchannel_logout_uri: "http://127.0.0.1:9/front",
      frontchannel_logout_session_required: true,
    };
    for (const way of ["here", "there"] as const) {
      const party = await addParty(frontChannel);
      const browser = new PlainBrowser();
      await signIn(browser, party);
      const out =
        way === "here"
          ? await browser.submit(await browser.get(`${world.origin}/sign-out`), "/sign-out")
          : await browser.submit(await browser.get(`${party.baseUrl}/logout`), "/session/end/confirm", {
              logout: "yes",
            });
      expect(out.text).toContain("Đã đăng xuất");
      expect(out.text).toMatch(/<iframe src="http:\/\/127\.0\.0\.1:9\/front\?iss=[^"]+sid=[^"]+"/);
      expect(out.headers.get("content-security-policy")).toContain("frame-src http://127.0.0.1:9");
      if (way === "there") expect(out.text).toContain(`${party.baseUrl}/signed-out`);
    }
  });
});

describe("a session that ended elsewhere", () => {
  test("signs nobody in any more, and tokens given out in it are dead", async () => {
    const party = await addParty();
    const browser = new PlainBrowser();
    await signIn(browser, party, 4);
    const { rows } = await world.pool.query<{ id: string; session: string }>(
      "select account_id as id, session_id as session from access.session where ended_at is null order by created_at desc limit 1",
    );
    await revokeSessions(world.context, rows[0]?.id ?? "", actor);
    expect((await browser.get(`${party.baseUrl}/login`)).text).toContain("Đăng nhập bằng VNeID");
    await signOutOfApplications(world.city, rows[0]?.session ?? "", nowhere);
    expect(await isIn(browser, party)).toBe(false);
  });

  test("in a shared browser the next person's sign-in takes the former's applications away", async () => {
    const party = await addParty();
    const browser = new PlainBrowser();
    await signIn(browser, party, 6);
    expect(await isIn(browser, party)).toBe(true);
    const visit = browser.cookie("rp_visit") ?? "";
    await signIn2(browser, party, 7);
    browser.setCookie(party.baseUrl, "rp_visit", visit);
    expect(await isIn(browser, party)).toBe(false);
  });

  /** Another citizen, though the browser is signed in: the application asks for a fresh sign-in. */
  async function signIn2(browser: PlainBrowser, party: ListeningParty, i: number): Promise<void> {
    const upstream = await browser.submit(await browser.get(`${party.baseUrl}/login?prompt=login`), "/vneid");
    const number = vneid.citizens[i]?.citizenNumber ?? "";
    const page = await browser.submit(upstream, "/authorize", {
      citizen_number: number,
      passcode: passcodeOf(number),
    });
    expect(page.text).toContain("Đã đăng nhập:");
  }
});

test("a consent taken back ends the application's tokens, and it has to ask anew", async () => {
  const party = await addParty({}, false);
  const browser = new PlainBrowser();
  const consent = await signIn(browser, party, 9);
  expect((await browser.submit(consent, "/consent")).text).toContain("Đã đăng nhập:");
  const { rows } = await world.pool.query<{ id: string }>(
    "select account_id as id from access.oidc_consent where client_id = $1",
    [`party-${count}`],
  );
  const id = rows[0]?.id ?? "";
  expect(await withdrawConsent(world.pool, systemClock, id, `party-${count}`)).toBe(true);
  expect(await withdrawConsent(world.pool, systemClock, id, `party-${count}`)).toBe(false);
  expect((await browser.get(`${party.baseUrl}/login`)).text).toContain("Cho phép ứng dụng nhận thông tin?");
});
