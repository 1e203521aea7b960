import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  discovery,
  enableNonRepudiationChecks,
  None,
} from "openid-client";
import { afterEach, expect, test } from "vitest";
import { type Page, PlainBrowser } from "#city/relying-party/plain-browser.ts";
import { levelOf, passcodeOf, readCitizens } from "./citizens.ts";
import { startVneid, type TestVneid } from "./test-vneid.test-support.ts";

const redirectUri = "http://127.0.0.1:9/callback";
const verifier = "a-verifier-of-forty-three-characters-or-more-0";
const started: TestVneid[] = [];
afterEach(() => {
  for (const vneid of started.splice(0)) vneid.close();
});

async function start(options: Parameters<typeof startVneid>[0] = {}) {
  const vneid = await startVneid(options);
  started.push(vneid);
  const configuration = await discovery(new URL(vneid.issuer), "hoa-phuong", {}, None(), {
    execute: [allowInsecureRequests, enableNonRepudiationChecks],
  });
  return { vneid, configuration };
}

/** Signs citizen `i` in; the page holds where the browser is sent. */
async function signIn(
  { vneid, configuration }: Awaited<ReturnType<typeof start>>,
  i: number,
  more: Record<string, string> = {},
  form: Record<string, string> = {},
): Promise<URL> {
  const browser = new PlainBrowser();
  const url = buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri,
    scope: "openid",
    state: "s",
    nonce: "n",
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    ...more,
  });
  const page = await browser.get(url.href);
  const citizenNumber = vneid.citizens[i]?.citizenNumber ?? "";
  const sent = browser.submit(page, "/authorize", {
    citizen_number: citizenNumber,
    passcode: passcodeOf(citizenNumber),
    ...form,
  });
  // Nobody listens at the redirect address: only where it leads is looked at.
  await sent.then(
    (stayed: Page) => {
      throw new Error(stayed.text);
    },
    (error: unknown) => {
      if (!(error instanceof TypeError)) throw error;
    },
  );
  return new URL(browser.trail.at(-1) ?? "");
}

const checks = { expectedState: "s", expectedNonce: "n", pkceCodeVerifier: verifier };

test("a code becomes tokens once, with number, name and level", async () => {
  const at = await start();
  const url = await signIn(at, 3);
  const tokens = await authorizationCodeGrant(at.configuration, url, checks);
  expect(tokens.claims()).toMatchObject({
    citizen_id: at.vneid.citizens[3]?.citizenNumber,
    name: at.vneid.citizens[3]?.fullName,
    acr: "urn:vneid:level:2",
  });
  await expect(authorizationCodeGrant(at.configuration, url, checks)).rejects.toMatchObject({
    error: "invalid_grant",
  });
});

test("a code is of no use without its verifier", async () => {
  const at = await start();
  const url = await signIn(at, 1);
  const other = { ...checks, pkceCodeVerifier: `${verifier}x` };
  await expect(authorizationCodeGrant(at.configuration, url, other)).rejects.toMatchObject({
    error: "invalid_grant",
  });
});

test("who declines, and who has a lower level than asked for, comes back with an error", async () => {
  const at = await start({
    citizens: [{ citizenNumber: "031085000000", fullName: "Nguyễn Thử Một", level: 1 }],
  });
  const declined = await signIn(at, 0, {}, { decision: "deny" });
  expect(declined.searchParams.get("error")).toBe("access_denied");
  const low = await signIn(at, 0, { acr_values: "urn:vneid:level:2" });
  expect(low.searchParams.get("error")).toBe("unmet_authentication_requirements");
  const either = await signIn(at, 0, { acr_values: "urn:vneid:level:2 urn:vneid:level:1" });
  expect(either.searchParams.get("code")).not.toBeNull();
});

test("a wrong passcode stays on the page, and an address that is not registered gets nobody", async () => {
  const at = await start();
  await expect(signIn(at, 1, {}, { passcode: "000000" })).rejects.toThrow("không đúng");
  const url = new URL(`${at.vneid.issuer}/authorize?client_id=hoa-phuong&redirect_uri=https://evil.example/`);
  const page = await new PlainBrowser().get(url.href);
  expect(page.status).toBe(400);
});

test("does wrong what it is told to, and goes on signing with the key it has now", async () => {
  const at = await start();
  await at.vneid.commit({ errors: { http500: 1 } });
  await expect(signIn(at, 1)).rejects.toThrow();
  await at.vneid.commit({ failShare: 1 });
  expect((await signIn(at, 1)).searchParams.get("error")).toBe("server_error");
  await at.vneid.commit({ declineShare: 1 });
  expect((await signIn(at, 1)).searchParams.get("error")).toBe("access_denied");
  await at.vneid.commit({});
  await authorizationCodeGrant(at.configuration, await signIn(at, 1), checks);
  await at.vneid.rotate();
  const fresh = await discovery(new URL(at.vneid.issuer), "hoa-phuong", {}, None(), {
    execute: [allowInsecureRequests, enableNonRepudiationChecks],
  });
  await authorizationCodeGrant(fresh, await signIn(at, 1), checks);
  expect(await at.vneid.stats()).toMatchObject({ tokens: 2, declined: 1 });
});

test("levels are drawn from the number: about 80 in a hundred have level 2", () => {
  const levels = Array.from({ length: 2_000 }, (_, i) => levelOf(`0310${String(i).padStart(8, "0")}`));
  const share = (level: 1 | 2 | undefined): number => levels.filter((one) => one === level).length / 2_000;
  expect(share(2)).toBeGreaterThan(0.76);
  expect(share(2)).toBeLessThan(0.84);
  expect(share(undefined)).toBeGreaterThan(0.02);
});

test("a table that is none is refused by name", async () => {
  await expect(readCitizens(new URL(import.meta.url).pathname)).rejects.toThrow("nationalId");
});
