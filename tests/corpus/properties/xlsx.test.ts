import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defaultParseLimits as limits } from "#src/pipeline/1-landing/parse/limits.ts";
import { parseBytes } from "#src/pipeline/1-landing/parse/parse-file.ts";
import { RowGate } from "#src/pipeline/1-landing/parse/row-gate.ts";
import { kindOfCode } from "#src/pipeline/1-landing/parse/xlsx/number-format.ts";
import { numberText } from "#src/pipeline/1-landing/parse/xlsx/number-text.ts";
import { serialToText } from "#src/pipeline/1-landing/parse/xlsx/serial-date.ts";
import { SharedStrings } from "#src/pipeline/1-landing/parse/xlsx/shared-strings.ts";
import { Styles } from "#src/pipeline/1-landing/parse/xlsx/styles.ts";
import { Worksheet } from "#src/pipeline/1-landing/parse/xlsx/worksheet.ts";
import { readXml } from "#src/pipeline/1-landing/parse/xml/read-xml.ts";
import { buildXlsx, sheetXml } from "../build/xlsx-builder.ts";
import { cutAt, expectedRows, places, table } from "./arbitraries.ts";
import { type Collected, collect } from "./collect.ts";

test("a workbook written is read back cell by cell, shared or inline", async () => {
  await fc.assert(
    fc.asyncProperty(table, fc.boolean(), async (rows, inline) => {
      const cells = rows.map((row) => row.map((text) => (inline ? { inline: text } : text)));
      const said = await collect((sink) =>
        parseBytes(buildXlsx({ sheets: [{ name: "HS", rows: cells }] }), {}, sink),
      );
      expect(said.rows).toEqual(expectedRows(rows));
    }),
    { numRuns: 150 },
  );
});

const isRefused = (said: Collected) => (said.lines.at(-1) as unknown[])[0] === "refused";

describe("the same however the bytes are cut", () => {
  const strings = ["Nguyễn Văn Đức", "a&b", "x\ny"];
  const parseSheet = (pieces: Uint8Array[]) =>
    collect(async (sink) => {
      const workbook = {
        sheets: [],
        date1904: false,
        strings,
        styles: new Styles(),
        dateTexts: new Map<string, string>(),
      };
      const gate = new RowGate(sink, limits);
      gate.begin("HS", null, false);
      const read = await readXml(pieces, new Worksheet(workbook, gate), limits);
      gate.end(read.merges);
    });

  test("a worksheet", async () => {
    await fc.assert(
      fc.asyncProperty(table, places, fc.boolean(), async (rows, cuts, wide) => {
        const cells = rows.map((row, at) =>
          row.map((text, column) => (column === 1 ? at * 1.5 : { inline: text })),
        );
        const xml = sheetXml({ name: "HS", rows: cells, merges: ["A1:B2"] }, new Map());
        const bytes = wide
          ? Buffer.from(`\ufeff${xml.replace(' encoding="UTF-8"', "")}`, "utf16le")
          : Buffer.from(xml);
        expect((await parseSheet(cutAt(bytes, cuts))).lines).toEqual((await parseSheet([bytes])).lines);
      }),
      { numRuns: 150 },
    );
  });

  test("a worksheet damaged anywhere is refused or read the same", async () => {
    const xml = Buffer.from(
      sheetXml(
        {
          name: "HS",
          rows: [
            ["Nguyễn", 5, { inline: "a&b" }],
            [true, { formula: "1", value: "2" }],
          ],
        },
        new Map(),
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.nat(xml.length - 1), fc.nat(255), places, async (at, byte, cuts) => {
        const bytes = Buffer.from(xml);
        bytes[at] = byte;
        const [cut, whole] = [await parseSheet(cutAt(bytes, cuts)), await parseSheet([bytes])];
        // Rows that came before a refusal are dropped by the caller, so only the refusal itself must agree.
        expect(isRefused(cut)).toBe(isRefused(whole));
        if (!isRefused(whole)) expect(cut.lines).toEqual(whole.lines);
      }),
      { numRuns: 300 },
    );
  });

  test("a string table", async () => {
    const xml =
      "<sst><si><t>Nguyễn &amp; Đức</t></si><si><r><t>a</t></r><rPh><t>z</t></rPh><r><t>_x000D_b</t></r></si><si/><!-- c --><si><t><![CDATA[<x>]]></t></si></sst>";
    await fc.assert(
      fc.asyncProperty(places, async (cuts) => {
        const read = await readXml(cutAt(Buffer.from(xml), cuts), new SharedStrings(limits), limits);
        expect(read.strings).toEqual(["Nguyễn & Đức", "a\rb", "", "<x>"]);
      }),
      { numRuns: 200 },
    );
  });
});

describe("numbers", () => {
  test("a double as Excel stores it (17 digits) comes back as its shortest decimal", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e14, noNaN: true }), (value) => {
        const literal = value.toPrecision(17);
        fc.pre(!literal.includes("e+"));
        expect(Number(numberText(literal))).toBe(value);
        expect(numberText(literal)?.length ?? 99).toBeLessThanOrEqual(
          String(value).includes("e") ? 40 : String(value).length,
        );
      }),
      { numRuns: 500 },
    );
  });

  test("integers of any length keep every digit", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 30n }), fc.nat(3), (value, zeros) => {
        const literal = "0".repeat(zeros) + value;
        expect(numberText(literal)).toBe(literal);
      }),
    );
  });

  test("what is no number is none", () => {
    for (const text of ["", "-", ".", "8,5", "0x10", "Infinity", "NaN", "1e", "1 2", "١٢"])
      expect(numberText(text), text).toBeUndefined();
  });
});

describe("day numbers", () => {
  test("count days from 1/3/1900 and agree with the 1904 system", () => {
    fc.assert(
      fc.property(fc.integer({ min: 61, max: 2_958_465 }), (serial) => {
        const day = new Date(Date.UTC(1900, 2, 1));
        day.setUTCDate(day.getUTCDate() + serial - 61);
        const text = day.toISOString().slice(0, 10);
        expect(serialToText(serial, false, false)).toEqual({ text });
        if (serial >= 1462) expect(serialToText(serial - 1462, true, false)).toEqual({ text });
      }),
      { numRuns: 1000 },
    );
  });

  test("keep the time to the second", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 40_000, max: 60_000 }),
        fc.integer({ min: 1, max: 86_399 }),
        (serial, seconds) => {
          const clock = new Date(seconds * 1000).toISOString().slice(11, 19);
          const found = serialToText(serial + seconds / 86_400, false, false);
          expect(found).toEqual({ text: expect.stringMatching(new RegExp(`T${clock}$`)) });
        },
      ),
      { numRuns: 1000 },
    );
  });
});

test.each([
  ["General", "plain"],
  ["@", "plain"],
  ["0", "plain"],
  ["#,##0.00", "plain"],
  ["0.00E+00", "plain"],
  ['0.0"d"', "plain"],
  ["[Red]0", "plain"],
  ['"Ngày "0', "plain"],
  ["\\d0", "plain"],
  ["d", "date"],
  ["yyyy\\-mm\\-dd", "date"],
  ["dd/mm/yyyy;@", "date"],
  ["[$-42A]dd mmmm yyyy", "date"],
  ["[$-F800]dddd, mmmm dd, yyyy", "date"],
  ["mmm", "date"],
  ["h:mm", "time"],
  ["mm:ss.0", "time"],
  ["[h]:mm:ss", "time"],
  ["h:mm AM/PM", "time"],
  ["dd/mm/yyyy h:mm", "date"],
  ["000000000000", { padded: 12 }],
])("number format %s means %o", (code, kind) => {
  expect(kindOfCode(code)).toEqual(kind);
});
