import fc from "fast-check";
import { findTextDamage } from "#src/pipeline/1-landing/parse/row-gate.ts";

/** Any text a cell may hold: whole characters, nothing already damaged. */
export const cellText = fc
  .oneof(
    fc.string({ unit: "binary", maxLength: 12 }),
    fc.string({ unit: "grapheme", maxLength: 12 }),
    fc.constantFrom(
      "Nguyễn Văn Đức",
      'a "b" c',
      "x;y,z|w\tv",
      "dòng 1\ndòng 2",
      "dòng 1\r\ndòng 2",
      "dòng 1\rdòng 2",
      " ",
      "0",
      "=1+1",
      "\u001f\u001e\u001b",
      "_x000D_",
      "<&>]]>",
    ),
  )
  .filter((text) => findTextDamage(text) === undefined);

export const table = fc.array(fc.array(cellText, { minLength: 1, maxLength: 6 }), {
  minLength: 1,
  maxLength: 8,
});

/** What a table must come back as: empty cells are null, trailing ones and empty rows are gone. */
export function expectedRows(rows: string[][]): Map<number, (string | null)[]> {
  const found = new Map<number, (string | null)[]>();
  rows.forEach((row, index) => {
    const cells = row.map((text) => (text === "" ? null : text));
    while (cells.length > 0 && cells.at(-1) === null) cells.pop();
    if (cells.length > 0) found.set(index + 1, cells);
  });
  return found;
}

export const places = fc.array(fc.nat(100_000), { maxLength: 12 });

/** The bytes in pieces, cut at these places (taken modulo the length). */
export function cutAt(bytes: Uint8Array, cuts: number[]): Uint8Array[] {
  const at = [...new Set(cuts.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b);
  const pieces: Uint8Array[] = [];
  let from = 0;
  for (const to of [...at, bytes.length]) {
    pieces.push(bytes.subarray(from, to));
    from = to;
  }
  return pieces;
}
