import { createHmac, randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { openLake, quote } from "../duckdb.ts";
import { HpError } from "../errors.ts";
import type { FieldPlace } from "./cipher.ts";
import { prepareHmac } from "./hmac.ts";
import { addKeyVersion, openKeyring } from "./keyring.ts";
import {
  indexesOf,
  indexLength,
  isSealed,
  keyVersionOfStored,
  openStored,
  sealStored,
} from "./stored-value.ts";

const seed = Number(process.env.HP_TEST_SEED ?? Math.floor(Math.random() * 2 ** 31));
console.log(`stored-value.test: seed ${seed}`);
const runs = { seed, numRuns: 200 };
const scratch = mkdtempSync(join(tmpdir(), "hp-stored-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const keysDir = join(scratch, "keys");
const ring = openKeyring(keysDir);
const key = ring.current();
const text = fc.string({ unit: "binary", maxLength: 300 }).filter((value) => value.isWellFormed());
const name = fc.string({ maxLength: 20 });
const place: fc.Arbitrary<FieldPlace> = fc.record({ dataset: name, field: name, recordId: name });
const kind = fc.constantFrom(undefined, "nationalId");

/** What opening throws; fails when it opens. */
function refusalOf(at: FieldPlace, stored: string): string {
  try {
    openStored(ring, at, stored);
  } catch (error) {
    if (error instanceof HpError) return error.code;
    throw error;
  }
  throw new Error("it was opened");
}

test("the fast HMAC is the one of RFC 2104", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), fc.uint8Array({ maxLength: 500 }), (secret, message) => {
      const expected = createHmac("sha256", secret).update(message).digest("hex");
      expect(prepareHmac(Buffer.from(secret))(Buffer.from(message)).toString("hex")).toBe(expected);
    }),
    runs,
  );
  expect(() => prepareHmac(randomBytes(65))).toThrow("64 at most");
});

test("what is sealed opens to the same text, and is the same text each time it is sealed for its place", () => {
  fc.assert(
    fc.property(place, text, kind, (at, value, indexed) => {
      const stored = sealStored(key, at, value, indexed);
      expect(isSealed(stored)).toBe(true);
      expect(openStored(ring, at, stored)).toBe(value);
      expect(sealStored(key, at, value, indexed)).toBe(stored);
      expect(keyVersionOfStored(at, stored)).toBe(1);
    }),
    runs,
  );
});

test("one value in two records looks different but for its index; two values differ in both", () => {
  fc.assert(
    fc.property(place, place, text, text, (one, other, value, another) => {
      fc.pre(JSON.stringify(one) !== JSON.stringify(other));
      const [left, right] = [one, other].map((at) => sealStored(key, at, value, "nationalId"));
      expect(left?.slice(0, indexLength)).toBe(right?.slice(0, indexLength));
      expect(left?.slice(indexLength)).not.toBe(right?.slice(indexLength));
      expect(indexesOf(ring, "nationalId", value)).toContain(left?.slice(0, indexLength));
      fc.pre(value.normalize("NFC") !== another.normalize("NFC"));
      const third = sealStored(key, one, another, "nationalId");
      expect(third.slice(0, indexLength)).not.toBe(left?.slice(0, indexLength));
      // A nonce that comes twice would give both texts away.
      expect(nonceOf(third)).not.toBe(nonceOf(left ?? ""));
    }),
    runs,
  );
});

const nonceOf = (stored: string): string =>
  Buffer.from(stored.slice(stored.indexOf(".") + 1), "base64url").toString("hex", 5, 17);

test("a value that was moved to another record or field, or any bit of it changed, is refused", () => {
  fc.assert(
    fc.property(place, place, text, kind, fc.nat(), (at, other, value, indexed, where) => {
      const stored = sealStored(key, at, value, indexed);
      fc.pre(JSON.stringify(at) !== JSON.stringify(other));
      expect(refusalOf(other, stored)).toBe("sealed-field-damaged");
      // Bits of the index too: a row must not be made to be found under somebody else's number.
      const dot = stored.indexOf(".");
      const [index, bytes] = [stored.slice(1, dot), Buffer.from(stored.slice(dot + 1), "base64url")];
      const bit = where % (8 * bytes.length);
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(["sealed-field-damaged", "field-key-missing"]).toContain(
        refusalOf(at, `~${index}.${bytes.toString("base64url")}`),
      );
      const swapped = sealStored(key, at, `${value}x`, "nationalId").slice(0, indexLength);
      expect(refusalOf(at, `${swapped}${stored.slice(dot)}`)).toBe("sealed-field-damaged");
    }),
    runs,
  );
});

test("what stands in clear is read as it is, until it is sealed", () => {
  const at = { dataset: "learner", field: "nationalId", recordId: "1" };
  for (const clear of ["031315001234", "", "~", "~abc.def", "số ~ 5"]) {
    expect(isSealed(clear)).toBe(false);
    expect(openStored(ring, at, clear)).toBe(clear);
  }
  expect(indexesOf(ring, "nationalId", "031315001234")).toContain("031315001234");
});

test("DuckDB's functions are these, nulls stay nulls, and a value of another row ends the statement", async () => {
  const lake = await openLake({ memoryMb: 256, threads: 2, temporaryDir: scratch, keyring: ring });
  try {
    await lake.run(
      "create table clear as select i::varchar as id, case when i % 3 > 0 then 'số ' || i end as v from range(5000) t(i)",
    );
    await lake.run(
      "create table stored as select id, seal_value('d', 'f', if(id::int % 2 = 0, 'k', ''), id, v) as s, v from clear",
    );
    const rows = await lake.rows<{ id: string; s: string | null; v: string | null }>("from stored");
    expect(rows).toHaveLength(5000);
    for (const { id, s, v } of rows) {
      const indexed = Number(id) % 2 === 0 ? "k" : undefined;
      const expected =
        v === null ? null : sealStored(key, { dataset: "d", field: "f", recordId: id }, v, indexed);
      expect(s).toBe(expected);
    }
    const [open] = await lake.rows<{ n: string }>(
      "select count(*) as n from stored where open_value('d', 'f', id, s) is not distinct from v",
    );
    expect(Number(open?.n)).toBe(5000);
    const [{ s = "" } = {}] = rows.filter(({ id }) => id === "4") as { s: string }[];
    await expect(lake.rows(`select open_value('d', 'f', '5', ${quote(s)})`)).rejects.toThrow("d.f");
  } finally {
    lake.close();
  }
});

test("after a rotation both versions open, and a value is looked for under each", () => {
  const at = { dataset: "learner", field: "nationalId", recordId: "1" };
  const before = sealStored(ring.current(), at, "031315001234", "nationalId");
  expect(addKeyVersion(keysDir)).toBe(2);
  ring.refresh();
  const after = sealStored(ring.current(), at, "031315001234", "nationalId");
  expect(keyVersionOfStored(at, after)).toBe(2);
  expect([before, after].map((stored) => openStored(ring, at, stored))).toEqual([
    "031315001234",
    "031315001234",
  ]);
  const indexes = indexesOf(ring, "nationalId", "031315001234");
  for (const stored of [before, after]) expect(indexes).toContain(stored.slice(0, indexLength));
});
