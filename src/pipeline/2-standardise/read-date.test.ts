import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readDate } from "./read-date.ts";

const day = fc
  .date({ min: new Date("1925-01-01T00:00:00Z"), max: new Date("2098-12-31T00:00:00Z"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

const parts = (iso: string) => {
  const [year = "", month = "", date = ""] = iso.split("-");
  return { year, month, date, m: String(Number(month)), d: String(Number(date)) };
};

const day0 = Date.UTC(1899, 11, 30);

/** Every way a whole day is written in the files we know. */
const writings: readonly ((iso: string) => string)[] = [
  (iso) => iso,
  (iso) => `${iso}T00:00:00`,
  (iso) => `${iso} 07:30:00`,
  (iso) => `${iso}T17:00:00.000Z`,
  (iso) => iso.replaceAll("-", ""),
  (iso) => `${parts(iso).date}/${parts(iso).month}/${parts(iso).year}`,
  (iso) => `${parts(iso).d}/${parts(iso).m}/${parts(iso).year}`,
  (iso) => `${parts(iso).d}-${parts(iso).m}-${parts(iso).year}`,
  (iso) => `${parts(iso).date}.${parts(iso).month}.${parts(iso).year}`,
  (iso) => `${parts(iso).d} / ${parts(iso).m} / ${parts(iso).year}`,
  (iso) => `${parts(iso).date}/${parts(iso).month}/${parts(iso).year} 00:00:00`,
  (iso) => `'${parts(iso).date}/${parts(iso).month}/${parts(iso).year}`,
  (iso) => `ngày ${parts(iso).d} tháng ${parts(iso).m} năm ${parts(iso).year}`,
  (iso) => `Ngày ${parts(iso).d} tháng ${parts(iso).m} năm ${parts(iso).year}`.normalize("NFD"),
  (iso) => String((Date.parse(`${iso}T00:00:00Z`) - day0) / 86_400_000),
];

describe("a day", () => {
  test("comes back from every way it is written", () => {
    fc.assert(
      fc.property(day, fc.nat(writings.length - 1), (iso, at) => {
        expect(readDate(writings[at]?.(iso) ?? "")).toEqual({ value: { day: iso, precision: "day" } });
      }),
    );
  });

  test("is never read with day and month swapped", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1950, max: 2030 }),
        (d, m, year) => {
          const reading = readDate(`${d}/${m}/${year}`);
          if ("reason" in reading) return;
          expect(reading.value.day).toBe(
            `${year}-${String(m).padStart(2, "0")}-${String(d).padStart(2, "0")}`,
          );
        },
      ),
    );
  });

  test("that does not exist is refused, not rolled over", () => {
    for (const text of [
      "31/02/2010",
      "30/02/2012",
      "29/02/2011",
      "00/01/2020",
      "01/00/2020",
      "2010-02-30",
      "31/04/2010",
      "20101301",
    ]) {
      expect(readDate(text), text).toEqual({ reason: "date-impossible" });
    }
    expect(readDate("05/13/2015")).toEqual({ reason: "date-impossible" });
    expect(readDate("29/02/2012")).toEqual({ value: { day: "2012-02-29", precision: "day" } });
  });

  test("gives a value or a reason for any text", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const reading = readDate(text);
        if ("value" in reading) expect(reading.value.day).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      }),
    );
  });
});

test.each([
  ["2015", { day: "2015-01-01", precision: "year" }],
  ["09/2015", { day: "2015-09-01", precision: "month" }],
  ["2015-09", { day: "2015-09-01", precision: "month" }],
])("%s is a date of which only a part is known", (text, value) => {
  expect(readDate(text)).toEqual({ value });
});

test.each([
  ["5/9/15", "date-two-digit-year"],
  ["01/07/201", "date-malformed"],
  ["19/03/2105", "date-out-of-range"],
  ["3", "date-malformed"],
  ["99999", "date-out-of-range"],
  ["chưa rõ", "date-malformed"],
])("%s is refused: %s", (text, reason) => {
  expect(readDate(text)).toEqual({ reason });
});
