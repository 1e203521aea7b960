import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { fixedClock } from "#src/platform/clock.ts";
import { loadSigningKeys, replaceSigningKeys, type SigningKeys } from "./signing-keys.ts";

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "hp-keys-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const hour = 3_600_000;
const periods = { everyMs: 100 * hour, aheadMs: 10 * hour, afterMs: 5 * hour };
const begin = Date.parse("2026-11-02T00:00:00Z");
const at = (hours: number): Promise<SigningKeys> =>
  loadSigningKeys(dir, fixedClock(new Date(begin + hours * hour).toISOString()), periods);
const signing = ({ jwks }: SigningKeys, alg: string) => jwks.keys.find((key) => key.alg === alg)?.kid;
const kids = ({ jwks }: SigningKeys) => new Set(jwks.keys.map((key) => key.kid));

test("one ES256 and one RS256 key, kept for the owner's eyes alone and the same after a restart", async () => {
  const first = await at(0);
  expect(first.jwks.keys.map(({ alg, use }) => [alg, use])).toEqual([
    ["ES256", "sig"],
    ["RS256", "sig"],
  ]);
  expect((await at(1)).fingerprint).toBe(first.fingerprint);
  expect(statSync(join(dir, "oidc-signing.json")).mode & 0o777).toBe(0o600);
});

test("two programs that start together share one set", async () => {
  const [one, two, three] = await Promise.all([at(0), at(0), at(0)]);
  expect(two.fingerprint).toBe(one.fingerprint);
  expect(three.fingerprint).toBe(one.fingerprint);
});

test("the next key is published before it signs, the last one as long after", async () => {
  const old = await at(0);
  const ahead = await at(91);
  expect(signing(ahead, "ES256")).toBe(signing(old, "ES256"));
  expect(kids(ahead).size).toBe(4);

  const changed = await at(102);
  expect(signing(changed, "ES256")).not.toBe(signing(old, "ES256"));
  expect(kids(ahead)).toContain(signing(changed, "ES256"));
  expect(kids(changed)).toContain(signing(old, "ES256"));

  const after = await at(107);
  expect(kids(after)).not.toContain(signing(old, "ES256"));
  expect(kids(after).size).toBe(2);
});

test("whatever the hours it is asked at, the signing key was published for the whole time ahead", async () => {
  const seen = new Map<string | undefined, number>();
  await at(0);
  const first = signing(await at(0), "ES256");
  for (let hours = 0; hours < 700; hours += 3) {
    const now = await at(hours);
    for (const key of now.jwks.keys) if (!seen.has(key.kid)) seen.set(key.kid, hours);
    const kid = signing(now, "ES256");
    if (kid !== first) expect(hours - (seen.get(kid) ?? 0)).toBeGreaterThanOrEqual(9);
  }
});

test("after a year switched off the old key signs on until the new one is known", async () => {
  const old = await at(0);
  const back = await at(9_000);
  expect(signing(back, "ES256")).toBe(signing(old, "ES256"));
  expect(signing(await at(9_011), "ES256")).not.toBe(signing(old, "ES256"));
});

test("a key in wrong hands is replaced at once", async () => {
  const old = await at(0);
  await replaceSigningKeys(dir, fixedClock(new Date(begin + hour).toISOString()));
  const now = await at(1);
  for (const kid of kids(old)) expect(kids(now)).not.toContain(kid);
  expect(readFileSync(join(dir, "oidc-signing.json"), "utf8")).not.toContain(signing(old, "ES256"));
});
