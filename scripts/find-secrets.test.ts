import { generateKeyPairSync, randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { findSecrets } from "./find-secrets.ts";

/** Put together here, so that this file holds none. */
const join = (...parts: readonly string[]): string => parts.join("");
const random = (bytes: number): string => randomBytes(bytes).toString("base64url");

describe("planted secrets are found", () => {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  test.each([
    ["PEM", String(privateKey.export({ type: "pkcs8", format: "pem" }))],
    ["PEM inside a string", JSON.stringify({ k: privateKey.export({ type: "sec1", format: "pem" }) })],
    ["JWK", JSON.stringify(privateKey.export({ format: "jwk" }))],
    ["AWS", join("AK", "IA", "ABCDEFGHIJKLMNOP")],
    ["GitHub", join("gh", "p_", "a1B2".repeat(9))],
    ["npm", join("np", "m_", "a1B2".repeat(9))],
    ["JWT", join("ey", "J", "hbGciOiJIUzI1NiJ9.ey", "J", "zdWIiOiIxMjM0NTY3ODkwIn0.", "a".repeat(40))],
    ["an address", join("DATABASE_URL=postgres://hp:", random(18), "@db.example.vn/hp")],
    ["a constant", join("const client", 'Secret = "', random(32), '";')],
    ["a setting", join("api_", 'key: "', random(24), '"')],
    ["JSON", join('{"pass', 'word": "', random(18), '"}')],
  ])("%s", (_what, text) => {
    expect(findSecrets("src/a.ts", `first line\n${text}\n`)).not.toEqual([]);
  });

  test.each([
    ".env",
    ".env.production",
    "keys/identity.key",
    "a/server.pem",
    "id_ed25519",
    "postgres/credentials.json",
  ])("file %s", (path) => {
    expect(findSecrets(path, "")).toHaveLength(1);
  });

  test("the secret itself is in no message", () => {
    const value = random(32);
    const found = findSecrets("a.ts", join("const sec", `ret = "${value}"`));
    expect(found).toHaveLength(1);
    expect(JSON.stringify(found)).not.toContain(value);
  });
});

describe("what is none is left alone", () => {
  test.each([
    'const password = "một mật khẩu đủ dài";',
    'code: "second-factor-failed", token: "sign-in-attempt-lost",',
    join("postgres://hp_owner:$", "{password}@127.0.0.1:5432/hp"),
    "https://user:password@example.vn",
    "secret: process.env.HP_POPULATION_KEY",
    'const token = "a".repeat(64);',
    `const sha256 = "${"0123456789abcdef".repeat(4)}";`,
    "-----BEGIN CERTIFICATE-----",
    'key: "HP_TLS_KEY"',
  ])("%s", (text) => {
    expect(findSecrets("src/a.ts", text)).toEqual([]);
  });

  test("a made-up one that says so", () => {
    expect(
      findSecrets("a.ts", join("const sec", `ret = "${random(32)}"; // no secret: made for this test`)),
    ).toEqual([]);
  });
});
