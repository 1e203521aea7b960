import { createHash, generateKeyPairSync, type KeyObject, randomUUID, sign } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PlainBrowser } from "#city/relying-party/plain-browser.ts";
import { passcodeOf } from "#city/vneid/citizens.ts";
import { startVneid, type TestVneid } from "#city/vneid/test-vneid.test-support.ts";
import { disableAccount } from "#src/access/accounts/account.ts";
import { createClient } from "#src/access/accounts/client.ts";
import { rotateClientSecret } from "#src/access/accounts/client-secret.ts";
import {
  disableApplication,
  registerApplication,
  rotateApplicationSecret,
} from "#src/access/provider/applications.ts";
import { schoolResource } from "#src/access/provider/configuration.ts";
import { findMachine } from "#src/access/provider/machines.ts";
import { systemClock } from "#src/platform/clock.ts";
import { type SignInWorld, startSignInWorld } from "./test-sign-in.test-support.ts";

let vneid: TestVneid;
let world: SignInWorld;
const actor = { accountId: null, role: null, unit: null, from: null, requestId: null };
const verifier = "a-verifier-of-forty-three-characters-or-more-0";
const challenge = createHash("sha256").update(verifier).digest("base64url");
const redirectUri = "http://127.0.0.1:9/callback";

beforeAll(async () => {
  vneid = await startVneid();
  world = await startSignInWorld({ vneidIssuer: vneid.issuer });
});
afterAll(async () => {
  await world.close();
  vneid.close();
});

const register = async (clientId: string, metadata: Record<string, unknown> = {}): Promise<string> =>
  (await registerApplication(world.pool, systemClock, {
    clientId,
    name: clientId,
    own: true,
    metadata: { redirect_uris: [redirectUri], ...metadata },
  })) ?? "";

const authorisation = (clientId: string, more: Record<string, string> = {}): string =>
  `${world.issuer}/auth?${new URLSearchParams({
    client_id: clientId,
    redirect_uri: redirectUri,
    response_type: "code",
    scope: "openid profile",
    state: "s",
    code_challenge: challenge,
    code_challenge_method: "S256",
    ...more,
  })}`;

/** A code for a signed-in citizen. */
async function codeFor(clientId: string, browser = new PlainBrowser(), i = 1): Promise<string> {
  const choose = await browser.get(authorisation(clientId));
  const upstream = await browser.submit(choose, "/vneid");
  const number = vneid.citizens[i]?.citizenNumber ?? "";
  const callback = await browser.submitUntil(upstream, "/authorize", ":9/callback", {
    citizen_number: number,
    passcode: passcodeOf(number),
  });
  return new URL(callback).searchParams.get("code") ?? "";
}

interface Reply {
  readonly status: number;
  readonly body: Record<string, string>;
}

async function token(clientId: string, secret: string, values: Record<string, string>): Promise<Reply> {
  const response = await fetch(`${world.issuer}/token`, {
    method: "POST",
    headers: {
      authorization: `Basic ${Buffer.from(`${clientId}:${secret}`).toString("base64")}`,
      "content-type": "application/x-www-form-urlencoded",
    },
    body: new URLSearchParams(values).toString(),
  });
  return { status: response.status, body: (await response.json()) as Record<string, string> };
}

const exchange = (clientId: string, secret: string, code: string, more: Record<string, string> = {}) =>
  token(clientId, secret, {
    grant_type: "authorization_code",
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
    ...more,
  });

describe("authorization code", () => {
  test("is exchanged once; a replay ends what the first use was given and goes on record", async () => {
    const secret = await register("replayed");
    const code = await codeFor("replayed");
    const first = await exchange("replayed", secret, code);
    expect(first.status).toBe(200);
    const userinfo = async () =>
      (await fetch(`${world.issuer}/me`, { headers: { authorization: `Bearer ${first.body.access_token}` } }))
        .status;
    expect(await userinfo()).toBe(200);
    const second = await exchange("replayed", secret, code);
    expect([second.status, second.body.error]).toEqual([400, "invalid_grant"]);
    expect(await userinfo()).toBe(401);
    expect(world.events.find(({ action }) => action === "provider.token")).toMatchObject({
      result: "refused",
      object: "client/replayed",
    });
  });

  test("sent ten times at once is exchanged at most once, and never leaves a token behind", async () => {
    const secret = await register("raced");
    const code = await codeFor("raced");
    const replies = await Promise.all(Array.from({ length: 10 }, () => exchange("raced", secret, code)));
    const good = replies.filter(({ status }) => status === 200);
    expect(good.length).toBeLessThanOrEqual(1);
    for (const { body } of good) {
      const { status } = await fetch(`${world.issuer}/me`, {
        headers: { authorization: `Bearer ${body.access_token}` },
      });
      expect(status).toBe(401);
    }
  });

  test("needs PKCE: no request without a challenge, no exchange without its verifier", async () => {
    const secret = await register("pkce");
    const without = new URL(authorisation("pkce"));
    without.searchParams.delete("code_challenge");
    const refused = await new PlainBrowser().look(without.href);
    expect(refused.headers.get("location")).toContain("error=invalid_request");
    const plain = await new PlainBrowser().look(authorisation("pkce", { code_challenge_method: "plain" }));
    expect(plain.headers.get("location")).toContain("error=invalid_request");
    const code = await codeFor("pkce");
    const wrong = await exchange("pkce", secret, code, { code_verifier: `${verifier}x` });
    expect(wrong.body.error).toBe("invalid_grant");
  });

  test("goes to registered addresses alone, and is of no use to another application", async () => {
    await register("mine");
    const other = await register("other");
    const page = await new PlainBrowser().look(
      authorisation("mine", { redirect_uri: "https://evil.example/callback" }),
    );
    expect([page.status, page.headers.get("location")]).toEqual([400, null]);
    expect(page.text).toContain("một địa chỉ không được đăng ký");
    const code = await codeFor("mine");
    expect((await exchange("other", other, code)).body.error).toBe("invalid_grant");
  });

  test("two applications of others know one person under two names", async () => {
    const subjects = new Set<string>();
    for (const clientId of ["vendor-a", "vendor-b"]) {
      const secret = await registerApplication(world.pool, systemClock, {
        clientId,
        name: clientId,
        own: false,
        metadata: { redirect_uris: [redirectUri] },
      });
      const browser = new PlainBrowser();
      const choose = await browser.get(authorisation(clientId));
      const number = vneid.citizens[5]?.citizenNumber ?? "";
      const consent = await browser.submit(await browser.submit(choose, "/vneid"), "/authorize", {
        citizen_number: number,
        passcode: passcodeOf(number),
      });
      const callback = await browser.submitUntil(consent, "/consent", ":9/callback");
      const code = new URL(callback).searchParams.get("code") ?? "";
      const { body } = await exchange(clientId, secret ?? "", code);
      const claims = JSON.parse(Buffer.from(body.id_token?.split(".")[1] ?? "", "base64url").toString());
      subjects.add(claims.sub);
      const { rows } = await world.pool.query("select 1 from access.account where account_id::text = $1", [
        claims.sub,
      ]);
      expect(rows).toEqual([]);
    }
    expect(subjects.size).toBe(2);
  });
});

describe("addresses and cookies", () => {
  test("what it says of itself comes from the configuration, whatever host is asked for", async () => {
    const response = await fetch(`${world.issuer}/.well-known/openid-configuration`);
    const configuration = (await response.json()) as Record<string, unknown>;
    expect(configuration).toMatchObject({
      issuer: world.issuer,
      token_endpoint: `${world.issuer}/token`,
      code_challenge_methods_supported: ["S256"],
      backchannel_logout_supported: true,
    });
    const port = new URL(world.origin).port;
    const elsewhere = await fetch(`http://localhost:${port}/oidc/.well-known/openid-configuration`);
    expect(await elsewhere.json()).toEqual(configuration);
    expect(JSON.stringify(configuration)).not.toContain("HS256");
  });

  test("the key set has no private part", async () => {
    const { keys } = (await (await fetch(`${world.issuer}/jwks`)).json()) as { keys: object[] };
    expect(keys).toHaveLength(2);
    for (const key of keys)
      for (const part of ["d", "p", "q", "dp", "dq", "qi"]) expect(key).not.toHaveProperty(part);
  });

  test("a session's id from the table makes no session: the cookie is signed", async () => {
    await register("cookies");
    await codeFor("cookies");
    const { rows } = await world.pool.query<{ id: string }>(
      "select id from access.oidc_artifact where model = 'Session' limit 1",
    );
    const thief = new PlainBrowser();
    thief.setCookie(world.origin, "hp_provider", rows[0]?.id ?? "", "/oidc");
    const page = await thief.get(authorisation("cookies"));
    expect(page.text).toContain("Đăng nhập bằng VNeID");
  });

  test("a link to somebody else's sign-in leads nowhere", async () => {
    await register("swapped");
    const attacker = new PlainBrowser();
    await attacker.get(authorisation("swapped"));
    const link = attacker.trail.at(-1) ?? "";
    const victim = new PlainBrowser();
    const page = await victim.get(link);
    expect(page.status).toBe(400);
    expect(page.text).toContain("<code>sign-in-attempt-lost</code>");
  });

  test("asked silently it answers whether somebody is here, and records no refusal for it", async () => {
    await register("silent");
    const before = world.events.length;
    const nobody = await new PlainBrowser().look(authorisation("silent", { prompt: "none" }));
    expect(nobody.headers.get("location")).toContain("error=login_required");
    expect(world.events.length).toBe(before);
    const browser = new PlainBrowser();
    await codeFor("silent", browser);
    const somebody = await browser.look(authorisation("silent", { prompt: "none" }));
    expect(somebody.headers.get("location")).toContain("code=");
  });
});

describe("applications", () => {
  test("a new secret works at once, the old one for a week, the one before no more", async () => {
    const first = await register("rotating");
    const second = await rotateApplicationSecret(world.pool, systemClock, "rotating");
    for (const secret of [first, second]) {
      const code = await codeFor("rotating");
      expect((await exchange("rotating", secret, code)).status).toBe(200);
    }
    const third = await rotateApplicationSecret(world.pool, systemClock, "rotating");
    expect((await exchange("rotating", first, "x")).body.error).toBe("invalid_client");
    expect((await exchange("rotating", third, "x")).body.error).toBe("invalid_grant");
    const { rows } = await world.pool.query("select c::text as text from access.oidc_client c");
    for (const secret of [first, second, third]) expect(JSON.stringify(rows)).not.toContain(secret);
  });

  test("a disabled one signs nobody in, and its tokens end", async () => {
    const secret = await register("disabled");
    const { body } = await exchange("disabled", secret, await codeFor("disabled"));
    await disableApplication(world.pool, systemClock, "disabled");
    const me = await fetch(`${world.issuer}/me`, {
      headers: { authorization: `Bearer ${body.access_token}` },
    });
    expect(me.status).toBe(401);
    const page = await new PlainBrowser().look(authorisation("disabled"));
    expect(page.text).toContain("chưa được đăng ký với thành phố, hoặc đã bị ngừng");
  });
});

describe("machines", () => {
  const school = "31119480000";
  const resource = () => schoolResource(world.issuer, school);
  const machineToken = (clientId: string, secret: string, more: Record<string, string> = {}) =>
    token(clientId, secret, {
      grant_type: "client_credentials",
      scope: "record.read upload",
      resource: resource(),
      ...more,
    });
  const find = (accessToken: string | undefined) =>
    findMachine(world.pool, systemClock, world.issuer, accessToken ?? "");

  async function addMachine(clientId: string, scopes: readonly string[]) {
    const { client, secret } = await createClient(
      world.context,
      { clientId, displayName: clientId, scopes, auth: { method: "client_secret" } },
      actor,
    );
    const grantId = randomUUID();
    await world.pool.query(
      `insert into access.grant (grant_id, account_id, role, unit_kind, unit_id, valid_from, reason)
       values ($1, $2, 'vendorClient', 'school', $3, '2026-01-01', 'test')`,
      [grantId, client.accountId, school],
    );
    return { client, secret: secret ?? "", grantId };
  }

  test("a token is good for one school and the scopes the vendor has", async () => {
    const { secret, grantId } = await addMachine("smas", ["record.read"]);
    const { status, body } = await machineToken("smas", secret);
    expect([status, body.scope]).toEqual([200, "record.read"]);
    expect(await find(body.access_token)).toMatchObject({
      clientId: "smas",
      schoolId: school,
      grantId,
      scopes: ["record.read"],
    });
    const elsewhere = await machineToken("smas", secret, { resource: schoolResource(world.issuer, "999") });
    expect(elsewhere.body.error).toBe("invalid_target");
    const nowhere = await machineToken("smas", secret, { resource: "" });
    expect(nowhere.body.error).toBe("invalid_target");
    expect((await exchange("smas", secret, "x")).status).toBe(400);
  });

  test("it ends with the grant, the scope or the account, before its time", async () => {
    const { client, secret, grantId } = await addMachine("vnedu", ["upload"]);
    const { body } = await machineToken("vnedu", secret);
    expect(await find(body.access_token)).toBeDefined();
    await world.pool.query("update access.client set scopes = '{record.read}' where client_id = 'vnedu'");
    expect((await find(body.access_token))?.scopes).toEqual([]);
    await world.pool.query("update access.grant set revoked_at = now() where grant_id = $1", [grantId]);
    expect(await find(body.access_token)).toBeUndefined();
    await world.pool.query("update access.grant set revoked_at = null where grant_id = $1", [grantId]);
    expect(await find(body.access_token)).toBeDefined();
    await disableAccount(world.context, client.accountId, "test", actor);
    expect(await find(body.access_token)).toBeUndefined();
  });

  test("two secrets are good while the vendor changes over; a wrong one is recorded", async () => {
    const { secret } = await addMachine("misa", ["upload"]);
    const fresh = await rotateClientSecret(world.context, "misa", actor);
    expect((await machineToken("misa", secret)).status).toBe(200);
    expect((await machineToken("misa", fresh)).status).toBe(200);
    expect((await machineToken("misa", "wrong")).body.error).toBe("invalid_client");
    expect(world.events.at(-1)).toMatchObject({
      action: "provider.token",
      result: "refused",
      object: "client/misa",
    });
  });

  test("a key of the vendor's own signs for it; another's does not, and none twice", async () => {
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const stranger = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
    const jwk = { ...publicKey.export({ format: "jwk" }), kid: "v1", alg: "ES256", use: "sig" };
    const { client } = await createClient(
      world.context,
      {
        clientId: "k12online",
        displayName: "K12Online",
        scopes: ["upload"],
        auth: { method: "private_key_jwt", keys: [jwk] },
      },
      actor,
    );
    await world.pool.query(
      `insert into access.grant (grant_id, account_id, role, unit_kind, unit_id, valid_from, reason)
       values ($1, $2, 'vendorClient', 'school', $3, '2026-01-01', 'test')`,
      [randomUUID(), client.accountId, school],
    );
    const ask = async (assertion: string): Promise<Reply> => {
      const response = await fetch(`${world.issuer}/token`, {
        method: "POST",
        body: new URLSearchParams({
          grant_type: "client_credentials",
          scope: "upload",
          resource: resource(),
          client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
          client_assertion: assertion,
        }),
      });
      return { status: response.status, body: (await response.json()) as Record<string, string> };
    };
    const good = assertionOf("k12online", world.issuer, privateKey);
    expect((await ask(good)).status).toBe(200);
    expect((await ask(good)).body.error).toBe("invalid_client");
    expect((await ask(assertionOf("k12online", world.issuer, stranger))).body.error).toBe("invalid_client");
  });
});

/** RFC 7523 §3. */
function assertionOf(clientId: string, audience: string, key: KeyObject): string {
  const now = Math.floor(Date.now() / 1000);
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const claims = { iss: clientId, sub: clientId, aud: audience, jti: randomUUID(), iat: now, exp: now + 60 };
  const input = `${encode({ alg: "ES256", kid: "v1" })}.${encode(claims)}`;
  return `${input}.${sign("sha256", Buffer.from(input), { key, dsaEncoding: "ieee-p1363" }).toString("base64url")}`;
}
