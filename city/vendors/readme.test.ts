import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ALL_LAYOUTS } from "./layouts.ts";
import { withLayoutTables } from "./write-readme.ts";

/** The formatter pads table cells; the padding says nothing. */
function unpadded(markdown: string): string {
  return markdown.replaceAll(/ +/g, " ").replaceAll(/-{3,}/g, "---");
}

test("README.md shows today's layouts (run `node city/vendors/write-readme.ts` when it does not)", () => {
  const readme = readFileSync(new URL("README.md", import.meta.url), "utf8");
  expect(unpadded(readme)).toBe(unpadded(withLayoutTables(readme)));
});

test.each(ALL_LAYOUTS)("$vendor $sheet: a column appears once, a heading once", (layout) => {
  const columns = layout.columns.map((column) => column.column);
  const headings = layout.columns.map((column) => column.header.join(" › "));
  expect(new Set(columns).size).toBe(columns.length);
  expect(new Set(headings).size).toBe(headings.length);
});
