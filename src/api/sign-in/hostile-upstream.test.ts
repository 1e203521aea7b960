import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Page, PlainBrowser } from "#city/relying-party/plain-browser.ts";
import {
  citizenName,
  citizenNumber,
  HostileUpstream,
  type Lie,
  signEs256,
  signHs256,
} from "#src/access/upstream/hostile-upstream.test-support.ts";
import { type SignInWorld, startSignInWorld } from "./test-sign-in.test-support.ts";

const upstream = new HostileUpstream();
let world: SignInWorld;

beforeAll(async () => {
  await upstream.listen();
  world = await startSignInWorld({ vneidIssuer: upstream.issuer });
});
afterAll(async () => {
  await world.close();
  upstream.close();
});
afterEach(() => {
  upstream.lie = () => undefined;
});

async function signIn(browser = new PlainBrowser()): Promise<Page> {
  return browser.submit(await browser.get(`${world.origin}/sign-in?next=/done`), "/vneid");
}

const sessions = async (): Promise<number> => {
  const { rows } = await world.pool.query<{ count: number }>("select count(*)::int from access.session");
  return rows[0]?.count ?? 0;
};

/** What must be true of every refusal. */
async function expectRefused(
  page: Page,
  browser: PlainBrowser,
  before: number,
  code: string,
  reason?: string,
) {
  expect(page.status).toBeGreaterThanOrEqual(400);
  expect(page.text).toContain("<h1>Chưa đăng nhập được</h1>");
  expect(page.text).toContain(`<code>${code}</code>`);
  if (reason !== undefined) expect(page.text).toContain(`(${reason})`);
  expect(browser.cookie("hp_session")).toBeUndefined();
  expect(await sessions()).toBe(before);
  expect(world.events.at(-1)).toMatchObject({
    action: "session.signIn",
    result: "refused",
    accountId: null,
    detail: { upstream: "vneid", code, ...(reason === undefined ? {} : { reason }) },
  });
}

test("honest, it signs a citizen in", async () => {
  const browser = new PlainBrowser();
  const page = await signIn(browser);
  expect(page.url).toBe(`${world.origin}/done`);
  expect(browser.cookie("hp_session")).toBeDefined();
});

const yesterday = Math.floor(Date.now() / 1000) - 86_400;
const claim =
  (name: string, value: unknown): Lie =>
  ({ claims }) => {
    if (value === undefined) delete claims[name];
    else claims[name] = value;
  };
const redirect =
  (name: string, value: string | undefined): Lie =>
  (answer) => {
    answer.redirect[name] = value;
  };
/** RFC 8725 §2.1: the public key, which everybody has, as the secret of an HMAC. */
const confused =
  (secretOf: (upstream: HostileUpstream) => string): Lie =>
  (answer, liar) => {
    answer.header.alg = "HS256";
    answer.sign = (input) => signHs256(input, secretOf(liar));
  };

describe("every lie is refused with a page in Vietnamese and goes on record", () => {
  test.each<[string, Lie, string, string?]>([
    [
      "another issuer in the token",
      claim("iss", "https://evil.example"),
      "vneid-answer-invalid",
      "wrong-issuer",
    ],
    ["no issuer in the token", claim("iss", undefined), "vneid-answer-invalid"],
    ["for another application", claim("aud", "other"), "vneid-answer-invalid", "wrong-audience"],
    [
      "for another application as well",
      claim("aud", ["hoa-phuong", "other"]),
      "vneid-answer-invalid",
      "wrong-audience",
    ],
    ["given out to another party", claim("azp", "other"), "vneid-answer-invalid", "wrong-audience"],
    ["another nonce", claim("nonce", "other"), "vneid-answer-invalid", "wrong-nonce"],
    ["no nonce", claim("nonce", undefined), "vneid-answer-invalid"],
    ["expired", claim("exp", yesterday), "vneid-answer-invalid", "expired"],
    ["without an end", claim("exp", undefined), "vneid-answer-invalid"],
    ["not yet good", claim("nbf", Math.floor(Date.now() / 1000) + 3_600), "vneid-answer-invalid", "expired"],
    [
      "algorithm none, no signature",
      (answer) => {
        answer.header.alg = "none";
        answer.sign = () => "";
      },
      "vneid-answer-invalid",
      "wrong-algorithm",
    ],
    [
      "HS256 by the public key as PEM",
      confused(({ key }) => key.publicKey.export({ type: "spki", format: "pem" }).toString()),
      "vneid-answer-invalid",
      "wrong-algorithm",
    ],
    [
      "HS256 by the public key as JWK",
      confused(({ key }) => JSON.stringify(key.jwk)),
      "vneid-answer-invalid",
      "wrong-algorithm",
    ],
    [
      "an algorithm it names but we did not agree on",
      ({ header }) => {
        header.alg = "RS256";
      },
      "vneid-answer-invalid",
      "wrong-algorithm",
    ],
    [
      "another's key under the right name",
      (answer, { strangerKey }) => {
        answer.sign = (input) => signEs256(input, strangerKey.privateKey);
      },
      "vneid-answer-invalid",
      "wrong-signature",
    ],
    [
      "a key nobody knows",
      (answer, { strangerKey }) => {
        answer.header.kid = "unknown";
        answer.header.jwk = strangerKey.jwk;
        answer.sign = (input) => signEs256(input, strangerKey.privateKey);
      },
      "vneid-answer-invalid",
      "wrong-key",
    ],
    [
      "claims changed after signing",
      (answer, { key }) => {
        const input = (text: string) => text.replace(/\..*/, ".e30");
        answer.sign = (text) => signEs256(input(text), key.privateKey);
      },
      "vneid-answer-invalid",
      "wrong-signature",
    ],
    [
      "mixed-up issuer in the redirect",
      redirect("iss", "https://evil.example"),
      "vneid-answer-invalid",
      "wrong-issuer",
    ],
    [
      "no issuer in the redirect though it promised one",
      redirect("iss", undefined),
      "vneid-answer-invalid",
      "wrong-issuer",
    ],
    ["another state", redirect("state", "other"), "sign-in-attempt-lost"],
    ["no state", redirect("state", undefined), "sign-in-attempt-lost"],
    ["no code", redirect("code", undefined), "vneid-answer-invalid"],
    ["an error nobody knows", redirect("error", "<script>"), "vneid-answer-invalid", "unexpected-answer"],
    ["the citizen declined", redirect("error", "access_denied"), "vneid-declined"],
    ["a level it made up", claim("acr", "urn:vneid:level:9"), "vneid-answer-invalid", "level-unknown"],
    ["no level", claim("acr", undefined), "vneid-answer-invalid", "level-unknown"],
    ["a number too short", claim("citizen_id", "03119012345"), "vneid-answer-invalid", "citizen-number"],
    [
      "a number of other digits",
      claim("citizen_id", "٠٣١١٩٠١٢٣٤٥٦"),
      "vneid-answer-invalid",
      "citizen-number",
    ],
    [
      "a number that is a list",
      claim("citizen_id", [citizenNumber]),
      "vneid-answer-invalid",
      "citizen-number",
    ],
    ["nobody's name", claim("name", " "), "vneid-answer-invalid", "malformed"],
    [
      "a code it does not take itself",
      (answer) => {
        answer.reply = () => ({ status: 400, body: '{"error":"invalid_grant"}' });
      },
      "vneid-answer-invalid",
      "code-refused",
    ],
    [
      "no ID token",
      (answer) => {
        answer.reply = () => ({ status: 200, body: '{"access_token":"a","token_type":"Bearer"}' });
      },
      "vneid-answer-invalid",
    ],
    [
      "a reply that is no JSON",
      (answer) => {
        answer.reply = () => ({ status: 200, body: "<html>" });
      },
      "vneid-answer-invalid",
    ],
    [
      "a reply without an end",
      (answer) => {
        answer.reply = (idToken) => ({
          status: 200,
          body: JSON.stringify({ id_token: idToken, rest: "x".repeat(600_000) }),
        });
      },
      "vneid-answer-invalid",
      "malformed",
    ],
    [
      "a failure of its own",
      (answer) => {
        answer.reply = () => ({ status: 500, body: '{"error":"server_error"}' });
      },
      "vneid-unreachable",
    ],
  ])("%s", async (_what, lie, code, reason) => {
    const before = await sessions();
    upstream.lie = lie;
    const browser = new PlainBrowser();
    await expectRefused(await signIn(browser), browser, before, code, reason);
  });

  test("an answer that comes twice is refused the second time", async () => {
    const browser = new PlainBrowser();
    await signIn(browser);
    const callback = browser.trail.find((url) => url.includes("/vneid/callback")) ?? "";
    const before = await sessions();
    browser.forgetCookie("hp_session");
    await expectRefused(await browser.get(callback), browser, before, "sign-in-attempt-lost");
  });

  test("of one answer sent many times at once, one signs in", async () => {
    const browser = new PlainBrowser();
    const choose = await browser.get(`${world.origin}/sign-in?next=/done`);
    const callback = await browser.submitUntil(choose, "/vneid", "/vneid/callback");
    const before = await sessions();
    const pages = await Promise.all(Array.from({ length: 8 }, () => browser.look(callback)));
    expect(pages.filter((page) => page.status === 303)).toHaveLength(1);
    expect(await sessions()).toBe(before + 1);
  });

  test("an answer carried to another browser is refused there", async () => {
    const victim = new PlainBrowser();
    const attacker = new PlainBrowser();
    const choose = await attacker.get(`${world.origin}/sign-in?next=/done`);
    const callback = await attacker.submitUntil(choose, "/vneid", "/vneid/callback");
    const before = await sessions();
    await victim.get(`${world.origin}/sign-in`);
    await expectRefused(await victim.get(callback), victim, before, "sign-in-attempt-lost");
  });
});

test("one that names another as itself is not spoken to", async () => {
  const liar = new HostileUpstream();
  await liar.listen();
  liar.lieOfSelf = (configuration) => {
    configuration.issuer = upstream.issuer;
  };
  const other = await startSignInWorld({ vneidIssuer: liar.issuer });
  const browser = new PlainBrowser();
  const page = await browser.submit(await browser.get(`${other.origin}/sign-in`), "/vneid");
  expect(page.text).toContain("(wrong-issuer)");
  await other.close();
  liar.close();
});

test("the citizen's number is in no log, no record and no table", async () => {
  expect(world.logged.join("")).not.toContain(citizenNumber);
  expect(world.logged.join("")).not.toContain(citizenName);
  expect(JSON.stringify(world.events)).not.toContain(citizenNumber);
  expect(JSON.stringify(world.events)).not.toContain(citizenName);
  const { rows: tables } = await world.pool.query<{ name: string }>(
    "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = 'access'",
  );
  for (const { name } of tables) {
    const { rows } = await world.pool.query<{ text: string }>(`select t::text as text from ${name} t`);
    expect(
      rows.filter(({ text }) => text.includes(citizenNumber)),
      name,
    ).toEqual([]);
  }
});
