import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { pseudonym } from "#src/access/encryption/pseudonym.ts";
import { HpError } from "#src/platform/errors.ts";
import { blindIndex, blindIndexes } from "./blind-index.ts";
import { type FieldPlace, keyVersionOf, openSealed, sealText } from "./cipher.ts";
import { addKeyVersion, type Keyring, openKeyring } from "./keyring.ts";

const seed = Number(process.env.HP_TEST_SEED ?? Math.floor(Math.random() * 2 ** 31));
console.log(`cipher.test: seed ${seed}`);
const runs = { seed, numRuns: 200 };
const scratch = mkdtempSync(join(tmpdir(), "hp-keys-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

let folders = 0;
function newRing(): { readonly dir: string; readonly ring: Keyring } {
  folders += 1;
  const dir = join(scratch, String(folders));
  return { dir, ring: openKeyring(dir) };
}
const { ring } = newRing();
const text = fc.string({ unit: "binary", maxLength: 300 }).filter((value) => value.isWellFormed());
const name = fc.string({ maxLength: 20 });
const place: fc.Arbitrary<FieldPlace> = fc.record({ dataset: name, field: name, recordId: name });

/** What opening throws; fails when it opens. */
function refusalOf(keyring: Keyring, at: FieldPlace, sealed: Uint8Array): string {
  try {
    openSealed(keyring, at, sealed);
  } catch (error) {
    if (error instanceof HpError) return error.code;
    throw error;
  }
  throw new Error("it was opened");
}

test("what is sealed opens to the same text, and never looks the same twice", () => {
  fc.assert(
    fc.property(place, text, (at, value) => {
      const sealed = sealText(ring, at, value);
      expect(openSealed(ring, at, sealed)).toBe(value);
      expect(sealText(ring, at, value).equals(sealed)).toBe(false);
    }),
    runs,
  );
});

test("any bit that is flipped, and any byte cut off or added, is refused", () => {
  fc.assert(
    fc.property(place, text, fc.nat(), fc.nat({ max: 7 }), (at, value, byte, bit) => {
      const sealed = sealText(ring, at, value);
      const flipped = Buffer.from(sealed);
      const where = byte % sealed.length;
      flipped[where] = (flipped[where] ?? 0) ^ (1 << bit);
      // A flipped key version asks for a key that is not there.
      expect(["sealed-field-damaged", "field-key-missing"]).toContain(refusalOf(ring, at, flipped));
      expect(refusalOf(ring, at, sealed.subarray(0, byte % sealed.length))).toBe("sealed-field-damaged");
      expect(refusalOf(ring, at, Buffer.concat([sealed, Buffer.from([0])]))).toBe("sealed-field-damaged");
    }),
    runs,
  );
});

test("a ciphertext moved to another row, field or dataset is refused", () => {
  fc.assert(
    fc.property(place, place, text, (from, to, value) => {
      fc.pre(JSON.stringify(from) !== JSON.stringify(to));
      expect(refusalOf(ring, to, sealText(ring, from, value))).toBe("sealed-field-damaged");
    }),
    runs,
  );
  // The parts are kept apart: what ends one name does not begin the next.
  const sealed = sealText(ring, { dataset: "a", field: "bc", recordId: "1" }, "x");
  expect(refusalOf(ring, { dataset: "ab", field: "c", recordId: "1" }, sealed)).toBe("sealed-field-damaged");
});

test("short values of any length up to 15 bytes look alike", () => {
  const at = { dataset: "learnerDisability", field: "disabilityKind", recordId: "1" };
  const lengths = ["", "1", "12", "0312100000", "123456789012345"].map(
    (value) => sealText(ring, at, value).length,
  );
  expect(new Set(lengths).size).toBe(1);
});

test("a new version is written with, the old one stays readable; without its key a value is not opened", () => {
  const { dir, ring: old } = newRing();
  const at = { dataset: "learner", field: "nationalId", recordId: "7" };
  const before = sealText(old, at, "031215000001");
  expect(addKeyVersion(dir)).toBe(2);
  const now = openKeyring(dir);
  const after = sealText(now, at, "031215000001");
  expect([keyVersionOf(before), keyVersionOf(after)]).toEqual([1, 2]);
  expect([before, after].map((sealed) => openSealed(now, at, sealed))).toEqual([
    "031215000001",
    "031215000001",
  ]);
  // A process that opened its ring before the rotation reads what the new key wrote.
  expect(openSealed(old, at, after)).toBe("031215000001");
  rmSync(join(dir, "field-1.key"));
  expect(refusalOf(openKeyring(dir), at, before)).toBe("field-key-missing");
});

test("the message of a refusal names the field and no value", () => {
  const at = { dataset: "learner", field: "nationalId", recordId: "031215000001" };
  const sealed = sealText(ring, at, "031215000001");
  try {
    openSealed(ring, { ...at, recordId: "other" }, sealed);
    expect.unreachable();
  } catch (error) {
    expect(String(error)).toContain("learner.nationalId");
    expect(String(error)).not.toContain("031215000001");
  }
});

test("keys are made once, for their owner alone, and a damaged one is told", () => {
  const { dir, ring: first } = newRing();
  const again = openKeyring(dir);
  expect(again.current().cipherKey.equals(first.current().cipherKey)).toBe(true);
  expect(first.current().cipherKey.export().equals(first.current().indexKey)).toBe(false);
  expect(readdirSync(dir)).toEqual(["field-1.key"]);
  expect(statSync(join(dir, "field-1.key")).mode & 0o777).toBe(0o600);
  writeFileSync(join(dir, "field-1.key"), "abcd");
  expect(() => openKeyring(dir).current()).toThrow("damaged");
});

test("a blind index is the same for one value of one field under one key, and for nothing else", () => {
  const { dir, ring: keys } = newRing();
  const of = (field: string, value: string) =>
    blindIndex(keys.current(), "learner", field, value).toString("hex");
  fc.assert(
    fc.property(name, name, text, text, (field, otherField, value, other) => {
      expect(of(field, value)).toBe(of(field, value.normalize("NFC")));
      if (field !== otherField) expect(of(field, value)).not.toBe(of(otherField, value));
      if (value.normalize("NFC") !== other.normalize("NFC"))
        expect(of(field, value)).not.toBe(of(field, other));
    }),
    runs,
  );
  const before = of("nationalId", "031215000001");
  addKeyVersion(dir);
  const both = blindIndexes(keys, "learner", "nationalId", "031215000001");
  expect(both.map((index) => index.toString("hex"))).toEqual([before, of("nationalId", "031215000001")]);
  expect(before).not.toBe(of("nationalId", "031215000001"));
});

test("a pseudonym is stable for a recipient, differs between recipients and keys, and is a UUID", () => {
  const key = Buffer.alloc(32, 1);
  fc.assert(
    fc.property(name, name, fc.uuid(), (recipient, other, id) => {
      const one = pseudonym(key, recipient, id);
      expect(one).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(pseudonym(key, recipient, id)).toBe(one);
      if (recipient !== other) expect(pseudonym(key, other, id)).not.toBe(one);
      expect(pseudonym(Buffer.alloc(32, 2), recipient, id)).not.toBe(one);
    }),
    runs,
  );
});
