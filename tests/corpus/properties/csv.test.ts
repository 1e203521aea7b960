import fc from "fast-check";
import { expect, test } from "vitest";
import { parseCsv } from "#src/pipeline/1-landing/parse/csv/parse-csv.ts";
import { defaultParseLimits } from "#src/pipeline/1-landing/parse/limits.ts";
import { RowGate } from "#src/pipeline/1-landing/parse/row-gate.ts";
import type { ParseOptions } from "#src/pipeline/1-landing/parse/types.ts";
import { cutAt, expectedRows, places, table } from "./arbitraries.ts";
import { collect } from "./collect.ts";

const parse = (pieces: Uint8Array[], options: ParseOptions) =>
  collect((sink) =>
    parseCsv(() => pieces, "a", null, options, new RowGate(sink, defaultParseLimits), defaultParseLimits),
  );

/** RFC 4180, every field quoted or only where needed. */
function print(rows: string[][], delimiter: string, lineEnd: string, quoteAll: boolean): string {
  const field = (text: string) =>
    quoteAll || /["\r\n]/.test(text) || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text;
  return rows.map((row) => row.map(field).join(delimiter) + lineEnd).join("");
}

const shape = fc.record({
  rows: table,
  delimiter: fc.constantFrom(";" as const, "," as const, "\t" as const, "|" as const),
  lineEnd: fc.constantFrom("\n", "\r\n", "\r"),
  quoteAll: fc.boolean(),
});

/** Texts csv itself gives a meaning: Ctrl-Z at the end, Excel's text formula, marks and hints at the start. */
const special = (text: string) => /^(sep=|="|\ufeff)/i.test(text) || text.endsWith("\x1a");

test("what was printed is read back cell by cell", async () => {
  await fc.assert(
    fc.asyncProperty(shape, async ({ rows, delimiter, lineEnd, quoteAll }) => {
      fc.pre(!rows.flat().some(special));
      const said = await parse([Buffer.from(print(rows, delimiter, lineEnd, quoteAll))], {
        delimiter,
        encoding: "utf-8",
      });
      // Line breaks inside cells move the row numbers; the order and the cells must stay.
      expect([...said.rows.values()]).toEqual([...expectedRows(rows).values()]);
    }),
    { numRuns: 300 },
  );
});

test("row numbers are line numbers when no cell breaks a line", async () => {
  await fc.assert(
    fc.asyncProperty(shape, async ({ rows, delimiter, lineEnd, quoteAll }) => {
      const flat = rows.map((row) => row.map((text) => text.replace(/[\r\n]/g, " ")));
      fc.pre(!flat.flat().some(special));
      const said = await parse([Buffer.from(print(flat, delimiter, lineEnd, quoteAll))], {
        delimiter,
        encoding: "utf-8",
      });
      expect(said.rows).toEqual(expectedRows(flat));
    }),
    { numRuns: 200 },
  );
});

test("any text gives the same however its bytes are cut", async () => {
  const text = fc.oneof(
    fc.string({
      unit: fc.constantFrom("a", '"', ";", ",", "\r", "\n", " ", "ễ", "\ufeff", "\x1a", "0"),
      maxLength: 60,
    }),
    shape.map(({ rows, delimiter, lineEnd, quoteAll }) => print(rows, delimiter, lineEnd, quoteAll)),
  );
  await fc.assert(
    fc.asyncProperty(text, places, async (whole, cuts) => {
      const bytes = Buffer.from(whole);
      const options: ParseOptions = { delimiter: ";", encoding: "utf-8" };
      expect((await parse(cutAt(bytes, cuts), options)).lines).toEqual((await parse([bytes], options)).lines);
      expect((await parse(cutAt(bytes, cuts), {})).lines).toEqual((await parse([bytes], {})).lines);
    }),
    { numRuns: 400 },
  );
});

test("any bytes in any encoding give the same however they are cut", async () => {
  const encodings = ["utf-8", "utf-16le", "utf-16be", "windows-1258", "tcvn3", "vni"] as const;
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 60 }),
      places,
      fc.constantFrom(...encodings),
      async (bytes, cuts, encoding) => {
        const options: ParseOptions = { delimiter: ";", encoding };
        expect((await parse(cutAt(bytes, cuts), options)).lines).toEqual(
          (await parse([bytes], options)).lines,
        );
      },
    ),
    { numRuns: 400 },
  );
});
