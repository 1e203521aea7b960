import fc from "fast-check";
import { expect, test } from "vitest";
import { parseJson } from "#src/pipeline/1-landing/parse/json/parse-json.ts";
import { defaultParseLimits } from "#src/pipeline/1-landing/parse/limits.ts";
import { RowGate } from "#src/pipeline/1-landing/parse/row-gate.ts";
import { cellText, cutAt, places } from "./arbitraries.ts";
import { collect } from "./collect.ts";

const parse = (pieces: Uint8Array[]) =>
  collect((sink) =>
    parseJson(
      () => pieces,
      null,
      { encoding: "utf-8" },
      new RowGate(sink, defaultParseLimits),
      defaultParseLimits,
    ),
  );

const record = fc.dictionary(
  cellText.filter((key) => key !== "" && !key.includes(".")),
  cellText,
  { minKeys: 1, maxKeys: 6, noNullPrototype: true },
);

test("records printed are read back", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(record, { minLength: 1, maxLength: 6 }),
      fc.boolean(),
      async (records, lines) => {
        const text = lines
          ? records.map((item) => JSON.stringify(item)).join("\n")
          : JSON.stringify({ data: records }, null, 2);
        const columns = [...new Set(records.flatMap((item) => Object.keys(item)))];
        const rows = [...(await parse([Buffer.from(text)])).rows];
        const found = rows.map(([rowNo, cells]) => [rowNo, columns.map((_, at) => cells[at] ?? null)]);
        const wanted = records.map((item, index) => [
          index + 2,
          columns.map((name) => (Object.hasOwn(item, name) && item[name] !== "" ? item[name] : null)),
        ]);
        const filled = wanted.filter(([, cells]) => (cells as unknown[]).some((cell) => cell !== null));
        // Keys in the order they first appear; JavaScript moves keys like "1" to the front itself.
        expect(found.slice(1)).toEqual(filled);
        expect(rows[0]?.[1]).toEqual(columns);
      },
    ),
    { numRuns: 200 },
  );
});

test("number literals are kept letter by letter", async () => {
  const literal = fc.stringMatching(/^-?(0|[1-9][0-9]{0,24})(\.[0-9]{1,20})?([eE][+-]?[0-9]{1,3})?$/);
  await fc.assert(
    fc.asyncProperty(literal, places, async (text, cuts) => {
      expect((await parse(cutAt(Buffer.from(`[{"a":${text}}]`), cuts))).rows.get(2)).toEqual([text]);
    }),
    { numRuns: 200 },
  );
});

test("any text gives the same however its bytes are cut", async () => {
  const pieces = [
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    '"a"',
    '"ễ\\"\\u1ea1"',
    "12",
    "-0.5e3",
    "true",
    "null",
    " ",
    "\n",
    "x",
    '"',
  ];
  const text = fc.oneof(
    fc.array(fc.constantFrom(...pieces), { maxLength: 20 }).map((parts) => parts.join("")),
    fc.json({ maxDepth: 4 }),
    fc.array(record, { maxLength: 4 }).map((records) => JSON.stringify(records)),
  );
  await fc.assert(
    fc.asyncProperty(text, places, async (whole, cuts) => {
      const bytes = Buffer.from(whole);
      expect((await parse(cutAt(bytes, cuts))).lines).toEqual((await parse([bytes])).lines);
    }),
    { numRuns: 500 },
  );
});

test("the tokenizer takes exactly what JSON.parse takes", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: fc.constantFrom(...'{}[],:"\\u1aetrfalsn0.-+ '), maxLength: 14 }),
      async (inner) => {
        const text = `[{"a":${inner}}]`;
        let valid = true;
        try {
          JSON.parse(text);
        } catch {
          valid = false;
        }
        const lines = (await parse([Buffer.from(text)])).lines;
        expect(lines.some((line) => (line as unknown[])[1] === "json-malformed")).toBe(!valid);
      },
    ),
    { numRuns: 500 },
  );
});
