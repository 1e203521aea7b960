import fc from "fast-check";
import { expect, test } from "vitest";
import { byteOrderMark, type Cell, csvCell, csvLine, withoutGuard } from "./csv.ts";

/** RFC 4180, as a stranger would read it. */
function parseLine(line: string): readonly string[] {
  const cells: string[] = [];
  let cell = "";
  let isQuoted = false;
  const text = line.slice(0, -2);
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (isQuoted && sign === '"' && text[at + 1] === '"') {
      cell += sign;
      at += 1;
    } else if (sign === '"') isQuoted = !isQuoted;
    else if (sign === "," && !isQuoted) {
      cells.push(cell);
      cell = "";
    } else cell += sign;
  }
  return [...cells, cell];
}

const wild = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.stringMatching(/^[ \u200B\uFEFF]{0,2}[=+\-@＝＋－＠\t\r'][A-Z0-9"(),\n]{0,12}$/),
);

test("what is written is read back, whatever it is", () => {
  fc.assert(
    fc.property(fc.array(wild, { minLength: 2, maxLength: 5 }), (texts) => {
      expect(parseLine(csvLine(texts)).map(withoutGuard)).toEqual(texts);
    }),
  );
});

test("no text begins a formula, with or without quotes and marks before it", () => {
  fc.assert(
    fc.property(wild, (text) => {
      const read = parseLine(csvLine([text, "x"]))[0] ?? "";
      if (read === "-") return;
      expect(read).not.toMatch(/^[\s\p{Cf}]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/u);
    }),
  );
});

test.each<[Cell, string]>([
  [-7.5, "-7.5"],
  [null, ""],
  ["=HYPERLINK(1)", "'=HYPERLINK(1)"],
  ["-", "-"],
  [" +84912", "' +84912"],
  ["＝1+1", "'＝1+1"],
  ["Trường “A”, số 2", '"Trường “A”, số 2"'],
  ['nói "vâng"', '"nói ""vâng"""'],
])("%j is written %j", (cell, written) => {
  expect(csvCell(cell)).toBe(written);
});

test("the mark Excel needs is one sign", () => {
  expect(Buffer.from(byteOrderMark).toString("hex")).toBe("efbbbf");
});
