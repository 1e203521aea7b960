/** Cells of a table for people: columns as wide as their longest cell, two spaces between, long cells kept whole. */
export function textTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  options: { readonly right?: readonly number[]; readonly indent?: string } = {},
): readonly string[] {
  const widths = head.map((title, index) =>
    Math.max(...[head, ...rows].map((cells) => widthOf(cells[index] ?? "")), widthOf(title)),
  );
  const right = new Set(options.right ?? []);
  return [head, ...rows].map((cells) => {
    const padded = widths.map((width, index) => {
      const cell = cells[index] ?? "";
      const fill = " ".repeat(width - widthOf(cell));
      return right.has(index) ? `${fill}${cell}` : `${cell}${fill}`;
    });
    return `${options.indent ?? ""}${padded.join("  ").trimEnd()}`;
  });
}

/** Characters a terminal shows: combining marks of decomposed Vietnamese take no room. */
function widthOf(text: string): number {
  return [...text.normalize("NFC")].filter((character) => !/\p{Mn}/u.test(character)).length;
}
