import { randomUUID } from "node:crypto";
import { generateSync } from "otplib";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createLocalAccount } from "#src/access/accounts/credential.ts";
import type { FactorMethod } from "#src/access/accounts/proof.ts";
import type { Unit } from "#src/access/principal.ts";
import { registerApplication } from "#src/access/provider/applications.ts";
import { giveConsent } from "#src/access/provider/consents.ts";
import type { RoleId } from "#src/access/roles/roles.ts";
import { type StartedSession, startSession } from "#src/access/sessions/start-session.ts";
import { systemClock } from "#src/platform/clock.ts";
import { foldersOf } from "#src/platform/config.ts";
import { createSignInService, type SignInService } from "../sign-in/service.ts";
import { createTestApp, type TestApp } from "../test-app.ts";

let at: TestApp;
let service: SignInService;
const nobody = { accountId: null, role: null, unit: null, from: null, requestId: null };
const firefox = "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0";
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

interface Person {
  readonly accountId: string;
  readonly userName: string;
  readonly temporaryPassword: string;
}

async function addPerson(): Promise<Person> {
  people += 1;
  const userName = `nguoi.${people}`;
  const made = await createLocalAccount(service.accounts, { displayName: "Trần Thử", userName }, nobody);
  return { accountId: made.account.accountId, userName, temporaryPassword: made.temporaryPassword };
}

async function give(accountId: string, role: RoleId, unit: Unit, since = "2026-11-01"): Promise<string> {
  const grantId = randomUUID();
  await at.pool.query(
    `insert into access.grant (grant_id, account_id, role, unit_kind, unit_id, valid_from, reason)
     values ($1, $2, $3, $4, $5, $6, 'thử')`,
    [grantId, accountId, role, unit.kind, unit.id ?? null, since],
  );
  return grantId;
}

/** A signed-in browser: what its cookie holds, and its session. */
const open = (
  { accountId }: Person,
  methods: readonly FactorMethod[] = ["pwd"],
  minutesAgo = 0,
): Promise<StartedSession> => {
  const provedAt = new Date(systemClock.now().getTime() - minutesAgo * 60_000).toISOString();
  const proofs = methods.map((method) => ({ method, at: provedAt }));
  return startSession(service.accounts, { accountId, proofs }, { device: firefox }, nobody);
};

const get = (token: string | undefined, url: string) =>
  at.app.inject({ url, headers: token === undefined ? {} : { cookie: `hp_session=${token}` } });
const send = (
  token: string,
  method: "POST" | "DELETE" | "PATCH",
  path: string,
  body?: object,
  origin = "http://localhost",
) =>
  at.app.inject({
    method,
    url: `/api/v1/me/${path}`,
    headers: { origin, cookie: `hp_session=${token}` },
    ...(body === undefined ? {} : { payload: body }),
  });
/** A form of the review's page. */
const post = (token: string, path: string, form: Readonly<Record<string, string>> = {}) =>
  at.app.inject({
    method: "POST",
    url: `/tai-khoan/${path}`,
    headers: {
      accept: "text/html",
      origin: "http://localhost",
      cookie: `hp_session=${token}`,
      "content-type": "application/x-www-form-urlencoded",
    },
    payload: new URLSearchParams(form).toString(),
  });
const isIn = async (token: string): Promise<boolean> => (await get(token, "/api/v1/me")).statusCode === 200;
const accountOf = async (token: string) => (await get(token, "/api/v1/me/account")).json();

describe("sessions", () => {
  test("are told to their owner alone, and one that is ended is out at once", async () => {
    const person = await addPerson();
    const [here, there] = [await open(person), await open(person)];
    const me = (await get(here.token, "/api/v1/me")).json();
    expect(me).toMatchObject({ accountId: person.accountId, role: null, session: { methods: ["pwd"] } });
    const { data } = (await get(here.token, "/api/v1/me/sessions")).json();
    expect(data).toHaveLength(2);
    expect(data).toContainEqual(
      expect.objectContaining({ sessionId: here.sessionId, isThis: true, device: firefox }),
    );
    expect(JSON.stringify(data)).not.toContain(here.token);
    expect((await send(here.token, "DELETE", `sessions/${there.sessionId}`)).statusCode).toBe(204);
    expect([await isIn(here.token), await isIn(there.token)]).toEqual([true, false]);
    for (const url of ["/api/v1/me", "/api/v1/me/account", "/api/v1/me/sessions", "/api/v1/me/roles"])
      expect((await get(undefined, url)).statusCode).toBe(401);
  });

  test("of somebody else can't be ended, and look like none", async () => {
    const [one, other] = [await open(await addPerson()), await open(await addPerson())];
    for (const sessionId of [other.sessionId, randomUUID(), "' or 1=1", " "]) {
      const reply = await send(one.token, "DELETE", `sessions/${encodeURIComponent(sessionId)}`);
      expect(reply.statusCode).toBe(404);
    }
    expect(await isIn(other.token)).toBe(true);
  });

  test("end everywhere else, or everywhere", async () => {
    const person = await addPerson();
    const [here, there, stranger] = [await open(person), await open(person), await open(await addPerson())];
    await send(here.token, "POST", "sessions/end", { which: "others" });
    expect([await isIn(here.token), await isIn(there.token)]).toEqual([true, false]);
    const out = await send(here.token, "POST", "sessions/end", { which: "all" });
    expect(String(out.headers["set-cookie"])).toMatch(/hp_session=;.*1970/);
    expect([await isIn(here.token), await isIn(stranger.token)]).toEqual([false, true]);
  });
});

test("another site's page changes nothing", async () => {
  const person = await addPerson();
  const [here, there] = [await open(person), await open(person)];
  const forged = await send(here.token, "POST", "sessions/end", { which: "all" }, "https://evil.example");
  expect([forged.statusCode, await isIn(here.token), await isIn(there.token)]).toEqual([403, true, true]);
});

test("a role is switched under a new cookie; one that is another's is not there", async () => {
  const person = await addPerson();
  const first = await give(person.accountId, "nurse", { kind: "school", id: "S1" });
  const second = await give(person.accountId, "librarian", { kind: "school", id: "S1" });
  const others = await give((await addPerson()).accountId, "nurse", { kind: "school", id: "S2" });
  const { token } = await open(person);
  expect((await get(token, "/api/v1/me")).json().role).toBeNull();
  const chosen = await send(token, "POST", "role", { grantId: second });
  const fresh = /hp_session=([\w-]{43})/.exec(String(chosen.headers["set-cookie"]))?.[1] ?? "";
  expect([chosen.statusCode, await isIn(token), await isIn(fresh)]).toEqual([204, false, true]);
  expect((await get(fresh, "/api/v1/me")).json().role).toMatchObject({ grantId: second, role: "librarian" });
  expect((await send(fresh, "POST", "role", { grantId: others })).statusCode).toBe(404);
  const { data } = (await get(fresh, "/api/v1/me/roles")).json();
  expect(data.map((one: { grantId: string; isActing: boolean }) => [one.grantId, one.isActing])).toEqual(
    expect.arrayContaining([
      [first, false],
      [second, true],
    ]),
  );
});

describe("how one proves who one is", () => {
  test("the password is changed by who knows it, and other places are signed out", async () => {
    const person = await addPerson();
    const [here, there] = [await open(person), await open(person)];
    const next = "bốn con trâu ăn cỏ ven đê";
    const wrong = await send(here.token, "POST", "password", {
      current: "wrong",
      password: next,
      again: next,
    });
    expect([wrong.statusCode < 500, wrong.statusCode >= 400]).toEqual([true, true]);
    const differs = await send(here.token, "POST", "password", { current: "x", password: next, again: "y" });
    expect(differs.json().code).toBe("passwords-differ");
    expect(await isIn(there.token)).toBe(true);
    const current = person.temporaryPassword;
    const changed = await send(here.token, "POST", "password", { current, password: next, again: next });
    expect(changed.statusCode).toBe(204);
    expect([await isIn(here.token), await isIn(there.token)]).toEqual([true, false]);
  });

  test("an authenticator app is set up by a code of it; then it takes two factors to change anything", async () => {
    const person = await addPerson();
    const { token } = await open(person);
    const begun = await send(token, "POST", "totp");
    expect(begun.headers["cache-control"]).toBe("no-store");
    const { secret, uri } = begun.json();
    expect(uri).toContain(`secret=${secret}`);
    expect((await send(token, "POST", "totp/confirmation", { code: "000000" })).json().code).toBe(
      "second-factor-failed",
    );
    const code = generateSync({ secret, epoch: Math.floor(systemClock.now().getTime() / 1000) });
    expect((await send(token, "POST", "totp/confirmation", { code })).statusCode).toBe(204);
    const onlyPassword = await send(token, "DELETE", "totp");
    expect([onlyPassword.statusCode, onlyPassword.json().code]).toEqual([403, "step-up-needed"]);
    expect(await accountOf(token)).toMatchObject({ totp: true, mayChangeFactors: false });
    const both = await open(person, ["pwd", "otp"]);
    const codes = await send(both.token, "POST", "recovery-codes");
    expect([codes.json().codes.length, codes.headers["cache-control"]]).toEqual([10, "no-store"]);
    expect(await accountOf(both.token)).toMatchObject({ recoveryCodes: 10, mayChangeFactors: true });
    expect((await send(both.token, "DELETE", "totp")).statusCode).toBe(204);
    expect(await accountOf(both.token)).toMatchObject({ totp: false });
  });

  test("nothing is changed in a browser that was left open", async () => {
    const { token } = await open(await addPerson(), ["vneid1"], 11);
    expect(await accountOf(token)).toMatchObject({ mayChangeFactors: false, userName: expect.any(String) });
    for (const [method, path] of [
      ["POST", "totp"],
      ["POST", "recovery-codes"],
      ["POST", "passkeys/challenge"],
      ["DELETE", "passkeys/AAAA"],
    ] as const)
      expect((await send(token, method, path)).json().code).toBe("step-up-needed");
    expect((await send(token, "PATCH", "passkeys/AAAA", { label: "máy" })).json().code).toBe(
      "step-up-needed",
    );
    // The way there asks anew though a session stands.
    const begun = await get(token, "/sign-in?next=%2Ftai-khoan&again=1&lang=en");
    expect(begun.headers.location).toMatch(/^\/sign-in\/[\w-]+\?again=1&lang=en$/);
  });
});

test("what an application of others may know is taken back", async () => {
  const person = await addPerson();
  const { token } = await open(person);
  const clientId = `app-${randomUUID()}`;
  const metadata = { redirect_uris: ["https://app.example/callback"] };
  await registerApplication(at.pool, systemClock, { clientId, name: "Ứng dụng Lạ", own: false, metadata });
  await giveConsent(at.pool, systemClock, person.accountId, clientId, ["profile"]);
  expect((await accountOf(token)).applications).toMatchObject([{ clientId, name: "Ứng dụng Lạ" }]);
  expect((await send(token, "DELETE", `applications/${clientId}`)).statusCode).toBe(204);
  expect((await accountOf(token)).applications).toEqual([]);
});

describe("the half-yearly review", () => {
  test("is a task of who manages accounts, and of nobody else", async () => {
    const [manager, reviewed, other] = [await addPerson(), await addPerson(), await addPerson()];
    const own = await give(manager.accountId, "systemAdministrator", { kind: "city" }, "2026-01-01");
    const kept = await give(reviewed.accountId, "nurse", { kind: "school", id: "S1" }, "2026-01-01");
    const ended = await give(other.accountId, "principal", { kind: "school", id: "S1" }, "2026-01-01");
    const { token } = await open(manager, ["pwd", "otp"]);
    const { body } = await get(token, "/tai-khoan/xet-duyet");
    for (const grantId of [kept, ended]) expect(body).toContain(grantId);
    expect([body.includes(own), body.includes("của bạn: người khác xét")]).toEqual([false, true]);
    expect((await post(token, `xet-duyet/${kept}`, { verdict: "keep" })).statusCode).toBe(303);
    expect((await post(token, `xet-duyet/${ended}`, { verdict: "revoke" })).statusCode).toBe(400);
    await post(token, `xet-duyet/${ended}`, { verdict: "revoke", reason: "đã chuyển trường" });
    expect((await post(token, `xet-duyet/${own}`, { verdict: "keep" })).statusCode).toBe(403);
    const after = (await get(token, "/tai-khoan/xet-duyet")).body;
    expect([after.includes(kept), after.includes(ended)]).toEqual([false, false]);
    expect(after).toContain("của bạn: người khác xét");
    const { rows } = await at.pool.query(
      "select revoked_at is null as holds from access.grant where grant_id = any ($1)",
      [[kept, ended]],
    );
    expect(rows.map((row) => row.holds).sort()).toEqual([false, true]);

    const nurse = await open(reviewed);
    expect((await get(nurse.token, "/tai-khoan/xet-duyet")).statusCode).toBe(404);
    expect((await post(nurse.token, `xet-duyet/${own}`, { verdict: "revoke", reason: "x" })).statusCode).toBe(
      404,
    );
  });
});
