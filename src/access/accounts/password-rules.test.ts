import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { code, goodPassword } from "./account-world.test-support.ts";
import { checkPassword, lengthOf, ownCharacters, preparePassword } from "./password-rules.ts";
import { policyAt } from "./policy.ts";

const seed = Number(process.env.HP_TEST_SEED ?? Math.floor(Math.random() * 2 ** 31));
console.log(`password-rules.test: seed ${seed}`);
const policy = policyAt(new Date("2026-11-23T01:00:00Z"));
const owner = { userName: "nguyen.lan", displayName: "Nguyễn Thị Ngọc Lan" };
const typed = fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 });

const outcome = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return (error as { code?: string }).code;
  }
};

test("one password however a keyboard composes it; case, accents and blanks count", () => {
  fc.assert(
    fc.property(typed, (text) => {
      const prepared = (form: string) => outcome(() => preparePassword(text.normalize(form), policy));
      expect(prepared("NFD")).toBe(prepared("NFC"));
    }),
    { seed, numRuns: 500 },
  );
  expect(preparePassword("hòa bình", policy)).not.toBe(preparePassword("hoa binh", policy));
  expect(preparePassword("hoa\u00a0binh", policy)).toBe(preparePassword("hoa binh", policy));
});

describe("what can't be a password", () => {
  test.each([
    ["nothing", "", "password-characters"],
    ["a null", "ab\u0000cdefghijklmno", "password-characters"],
    ["a tab", "tab\tinside", "password-characters"],
    ["half a character", "half\ud800", "password-characters"],
    ["129 characters", "x".repeat(129), "password-too-long"],
    ["a megabyte", "x".repeat(1_000_000), "password-too-long"],
    ["129 letters of three code points", "ế".repeat(129).normalize("NFD"), "password-too-long"],
  ])("%s", (_, text, expected) => {
    expect(outcome(() => preparePassword(text, policy))).toBe(expected);
  });
  test("the longest is taken in any spelling", () => {
    expect(lengthOf(preparePassword("ế".repeat(128).normalize("NFD"), policy))).toBe(128);
  });
});

describe("what is asked of a password", () => {
  test.each([
    // Length: 14 alone, 8 beside a second factor.
    ["Kq7!vX2#mZ9tB", false, "password-too-short"],
    ["Kq7!vX2#mZ9tBw", false, undefined],
    ["Kq7!vX2", true, "password-too-short"],
    ["Kq7!vX2#", true, undefined],
    // What anybody tries first.
    ["Matkhau12345678", false, "password-guessable"],
    ["P@ssw0rd2026!!!!", false, "password-guessable"],
    ["HaiPhong2026@2026", false, "password-guessable"],
    ["Nguyễn Thị Ngọc Lan 1990", false, "password-guessable"],
    ["nguyenlan31032015", false, "password-guessable"],
    ["aaaaaaaaaaaaaaaa", false, "password-guessable"],
    ["qwertyuiop1234567890", false, "password-guessable"],
    ["zxcvbnmlkjhgfdsa", false, "password-guessable"],
    ["anhyeuem anhyeuem 123", false, "password-guessable"],
    ["NGUYENLAN@haiphong", false, "password-guessable"],
    // Sentences are good passwords.
    [goodPassword, false, undefined],
    ["sáng nay tôi ăn bún cá", false, undefined],
    ["con mèo trèo cây cau 9", false, undefined],
    ["correct horse battery", false, undefined],
  ])("%s, second factor %s: %s", (password, hasMfa, expected) => {
    const result = outcome(() => checkPassword(preparePassword(password, policy), owner, policy, hasMfa));
    expect(result).toBe(expected);
  });
});

test("a password's own characters are never more than its characters, and a name adds none", () => {
  fc.assert(
    fc.property(typed, fc.constantFrom("Lan", "NGỌC", "nguyễn", "thị"), (text, name) => {
      const own = ownCharacters(text, owner);
      expect(own).toBeLessThanOrEqual(lengthOf(text.normalize("NFKD")));
      expect(ownCharacters(`${name}${name}${name}`, owner)).toBe(0);
      expect(own).toBeGreaterThanOrEqual(0);
    }),
    { seed, numRuns: 500 },
  );
});

test("a refusal says no word of the password", () => {
  try {
    checkPassword("matkhau", owner, policy, true);
    expect.unreachable();
  } catch (error) {
    expect(error).toEqual(code("password-too-short"));
    expect(JSON.stringify(error)).not.toContain("matkhau");
  }
});
