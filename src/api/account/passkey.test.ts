import type { LightMyRequestResponse } from "fastify";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createLocalAccount } from "#src/access/accounts/credential.ts";
import {
  type Mischief,
  SoftwareAuthenticator,
} from "#src/access/accounts/software-authenticator.test-support.ts";
import { startSession } from "#src/access/sessions/start-session.ts";
import { systemClock } from "#src/platform/clock.ts";
import { foldersOf } from "#src/platform/config.ts";
import { createSignInService, type SignInService } from "../sign-in/service.ts";
import { createTestApp, type TestApp } from "../test-app.ts";

const origin = "http://localhost";
const nobody = { accountId: null, role: null, unit: null, from: null, requestId: null };
let at: TestApp;
let service: SignInService;
let people = 0;

beforeAll(async () => {
  at = await createTestApp(undefined, (request) => service.authenticate(request));
  service = await createSignInService({
    pool: at.pool,
    appPool: at.appPool,
    keysDir: foldersOf(at.dataDir).keys,
    origin: "http://localhost:80",
    clock: systemClock,
    log: pino({ level: "silent" }),
  });
});
afterAll(() => at.close());

/** A browser of which only the cookies matter. */
class Browser {
  readonly cookies = new Map<string, string>();

  get(url: string): Promise<LightMyRequestResponse> {
    return this.#send({ method: "GET", url });
  }

  post(url: string, form: Readonly<Record<string, string>> = {}): Promise<LightMyRequestResponse> {
    return this.#send({
      method: "POST",
      url,
      payload: new URLSearchParams(form).toString(),
      headers: { "content-type": "application/x-www-form-urlencoded", origin },
    });
  }

  api(
    method: "GET" | "POST" | "PATCH" | "DELETE",
    url: string,
    body?: object,
  ): Promise<LightMyRequestResponse> {
    return this.#send({
      method,
      url: `/api/v1/me/${url}`,
      headers: { origin },
      ...(body === undefined ? {} : { payload: body }),
    });
  }

  async #send(request: {
    readonly method: "GET" | "POST" | "PATCH" | "DELETE";
    readonly url: string;
    readonly payload?: string | object;
    readonly headers?: Readonly<Record<string, string>>;
  }): Promise<LightMyRequestResponse> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = { ...request.headers, accept: "text/html", ...(cookie === "" ? {} : { cookie }) };
    const reply = await at.app.inject({ ...request, headers });
    for (const { name, value } of reply.cookies) this.cookies.set(name, value);
    return reply;
  }
}

async function signedIn(): Promise<{ browser: Browser; accountId: string }> {
  people += 1;
  const person = { displayName: "Trần Thử", userName: `khoa.${people}` };
  const { accountId } = (await createLocalAccount(service.accounts, person, nobody)).account;
  const browser = new Browser();
  const proofs = [{ method: "pwd" as const, at: systemClock.now().toISOString() }];
  const { token } = await startSession(service.accounts, { accountId, proofs }, { device: null }, nobody);
  browser.cookies.set("hp_session", token);
  return { browser, accountId };
}

async function register(browser: Browser, key: SoftwareAuthenticator, wrong: Mischief = {}) {
  const { challengeId, options } = (await browser.api("POST", "passkeys/challenge")).json();
  const response = key.register(options, wrong);
  return browser.api("POST", "passkeys", { challengeId, label: "Máy ở nhà", response });
}

/** From the sign-in page on. */
async function signIn(browser: Browser, key: SoftwareAuthenticator, wrong: Mischief = {}) {
  const path = String((await browser.get("/sign-in?next=%2Ftai-khoan")).headers.location);
  await browser.get(path);
  const { challengeId, options } = (await browser.post(`${path}/passkey-begin`)).json();
  const form = { challengeId, response: JSON.stringify(key.answer(options, wrong)) };
  return { path, form, reply: await browser.post(`${path}/passkey`, form) };
}

test("a passkey is added in the account and signs in by itself, as two factors", async () => {
  const { browser, accountId } = await signedIn();
  const key = new SoftwareAuthenticator(origin);
  expect((await register(browser, key)).statusCode).toBe(204);
  const stranger = new Browser();
  const { reply } = await signIn(stranger, key);
  expect([reply.statusCode, reply.headers.location]).toEqual([303, "/tai-khoan"]);
  const me = (await stranger.get("/api/v1/me")).json();
  expect(me).toMatchObject({ accountId, session: { methods: ["passkey"] } });
  // With a second factor there, who knows only the password takes nothing away.
  const credentialId = Buffer.from(key.id).toString("base64url");
  const half = await browser.api("DELETE", `passkeys/${credentialId}`);
  expect(half.json().code).toBe("step-up-needed");
  await stranger.api("PATCH", `passkeys/${credentialId}`, { label: "Máy ở trường" });
  const { passkeys } = (await stranger.api("GET", "account")).json();
  expect(passkeys).toMatchObject([{ credentialId, label: "Máy ở trường" }]);
  expect((await stranger.api("PATCH", "passkeys/AAAA", { label: "x" })).json().code).toBe("factor-not-found");
  expect((await stranger.api("DELETE", `passkeys/${credentialId}`)).statusCode).toBe(204);
  expect((await stranger.api("GET", "account")).json().passkeys).toEqual([]);
});

test("only pages with the passkey's form run a script, and that one", async () => {
  const { browser } = await signedIn();
  const stranger = new Browser();
  const path = String((await stranger.get("/sign-in")).headers.location);
  const page = await stranger.get(path);
  expect(page.headers["content-security-policy"]).toContain("script-src 'self'");
  expect(page.body.match(/<script[^>]*>/g)).toEqual(['<script src="/assets/passkey.js" defer>']);
  expect((await browser.get("/sign-out")).headers["content-security-policy"]).not.toContain("script-src");
  expect((await at.app.inject("/assets/passkey.js")).headers["content-type"]).toContain("javascript");
  expect(path).toMatch(/^\/sign-in\//);
});

test.each<[string, Mischief]>([
  ["of a page elsewhere", { origin: "https://evil.example" }],
  ["for another site", { rpId: "evil.example" }],
  ["to another question", { challenge: "AAAAAAAAAAAAAAAAAAAAAA" }],
  ["without PIN or finger", { unverified: true }],
  ["with a bit turned", { spoiled: true }],
])("an answer %s opens nothing", async (_what, wrong) => {
  const { browser } = await signedIn();
  const key = new SoftwareAuthenticator(origin);
  if (wrong.spoiled !== true) {
    const refused = await register(browser, key, wrong);
    expect([refused.statusCode, refused.json().code]).toEqual([401, "passkey-refused"]);
  }
  await register(browser, key);
  const stranger = new Browser();
  const { reply } = await signIn(stranger, key, wrong);
  expect([reply.statusCode, stranger.cookies.has("hp_session")]).toEqual([401, false]);
});

test("an answer is good once, and nonsense is refused", async () => {
  const { browser } = await signedIn();
  const key = new SoftwareAuthenticator(origin, false);
  await register(browser, key);
  const { form } = await signIn(new Browser(), key);
  const other = new Browser();
  const path = String((await other.get("/sign-in")).headers.location);
  for (const sent of [form, {}, { challengeId: "x", response: "null" }, { response: "[1" }]) {
    expect((await other.post(`${path}/passkey`, sent as Record<string, string>)).statusCode).toBe(401);
  }
});

test("who did not prove just now who they are is asked for no passkey", async () => {
  const { browser, accountId } = await signedIn();
  await at.pool.query(
    `update access.session set proofs = '[{"method": "pwd", "at": "2026-01-01T00:00:00Z"}]' where account_id = $1`,
    [accountId],
  );
  expect((await browser.api("POST", "passkeys/challenge")).statusCode).toBe(403);
});
