import { tmpdir } from "node:os";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decimal, email, type Field, integer, nationalId, phone } from "#src/domains/dictionary/field.ts";
import { type Lake, openLake, quote } from "#src/platform/duckdb.ts";
import { columnSql } from "./column-sql.ts";

/** Every kind is read by DuckDB as this plain TypeScript says, over seeded texts of the sort files hold. */
type Answer = { value: string } | { reason: string };

let lake: Lake;
beforeAll(async () => {
  lake = await openLake({ memoryMb: 256, threads: 1, temporaryDir: tmpdir() });
});
afterAll(() => lake.close());

async function readAll(field: Field, texts: readonly string[]): Promise<Answer[]> {
  const { value, reason } = columnSql("x", field);
  const rows = await lake.rows<{ v: string | null; r: string | null }>(
    `select cast(${value} as varchar) as v, ${reason} as r from (select unnest([${texts.map(quote).join(", ")}]) as x, unnest(range(${texts.length})) as n) t order by n`,
  );
  return rows.map(({ v, r }) => {
    expect(v === null, `exactly one of value ${v} and reason ${r}`).toBe(r !== null);
    return v === null ? { reason: r ?? "" } : { value: v };
  });
}

const digits = (min: number, max: number) =>
  fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: min, maxLength: max });
const mixed = fc.string({ unit: fc.constantFrom(..."0123456789+.,- eExyđ"), minLength: 1, maxLength: 14 });

async function agree(
  field: Field,
  texts: fc.Arbitrary<string>,
  oracle: (text: string) => Answer,
): Promise<void> {
  await fc.assert(
    fc.asyncProperty(fc.array(texts, { minLength: 50, maxLength: 80 }), async (list) => {
      expect(await readAll(field, list)).toEqual(list.map(oracle));
    }),
    { numRuns: 15, seed: 20261122 },
  );
}

describe("SQL and plain code agree on", () => {
  test("national ids: twelve digits or a reason, never mended", async () => {
    await agree(
      nationalId(),
      fc.oneof(
        digits(8, 13),
        digits(12, 12).map((id) => `${id.slice(0, 3)} ${id.slice(3)}`),
        fc.constant("3.11E+10"),
        mixed,
      ),
      (text) => {
        const compact = text.replace(/[\s.'`-]/g, "");
        if (/^\d{12}$/.test(compact)) return { value: compact };
        if (/^\d+([.,]\d+)?[eE]\+?\d+$/.test(text)) return { reason: "id-scientific" };
        if (/^\d{10,11}$/.test(compact)) return { reason: "id-lost-zero" };
        if (/^\d{9}$/.test(compact)) return { reason: "id-old-card" };
        return { reason: /^\d+$/.test(compact) ? "id-length" : "id-malformed" };
      },
    );
  });

  test("phones: the national form", async () => {
    await agree(
      phone(),
      fc.oneof(
        digits(8, 12),
        digits(9, 9).map((n) => `+84 ${n}`),
        digits(9, 9).map((n) => `84${n}`),
        mixed,
      ),
      (text) => {
        const safe = text.replace(/[^0-9+]/g, "");
        const national = safe.startsWith("+84")
          ? `0${safe.slice(3)}`
          : safe.startsWith("84") && safe.length === 11
            ? `0${safe.slice(2)}`
            : safe;
        if (/^0\d{9,10}$/.test(national)) return { value: national };
        return { reason: /^[1-9]\d{8}$/.test(safe) ? "phone-lost-zero" : "phone-malformed" };
      },
    );
  });

  test("marks: comma or point, two places, 0 to 10; 0 is a mark", async () => {
    const mark = fc.integer({ min: 0, max: 1500 }).map((n) => String(n / 100));
    await agree(
      decimal(4, 2, [0, 10]),
      fc.oneof(
        mark,
        mark.map((text) => text.replace(".", ",")),
        fc.constantFrom("0", "0,0", "10", "8,755", "11", "V", "1e1", "8_5", "0.5.1"),
      ),
      (text) => {
        const plain = text.includes(",") ? text.replaceAll(".", "").replace(",", ".") : text;
        if (!/^\d+(\.\d+)?$/.test(plain)) return { reason: "number-malformed" };
        const value = Number(plain);
        if (Math.abs(value * 100 - Math.round(value * 100)) > 1e-6) return { reason: "number-too-precise" };
        return value <= 10 ? { value: value.toFixed(2) } : { reason: "number-out-of-range" };
      },
    );
  });

  test("whole numbers in a range", async () => {
    await agree(
      integer([0, 60]),
      fc.oneof(
        fc.integer({ min: -5, max: 90 }).map(String),
        fc.constantFrom("30.0", "30,0", "30.5", "3e1", "0x1f", "1_0", "ba mươi"),
      ),
      (text) => {
        const plain = text.replace(/[.,]0+$/, "");
        if (!/^-?\d+$/.test(plain)) return { reason: "number-malformed" };
        return Number(plain) >= 0 && Number(plain) <= 60
          ? { value: plain }
          : { reason: "number-out-of-range" };
      },
    );
  });

  test("mail addresses", async () => {
    await agree(email(), fc.oneof(fc.emailAddress(), mixed, fc.constant("A.B@HaiPhong.edu.vn")), (text) => {
      const lower = text.toLowerCase();
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(lower) ? { value: lower } : { reason: "email-malformed" };
    });
  });
});
