import { readFileSync, writeFileSync } from "node:fs";
import { ALL_LAYOUTS, renderLayout } from "./layouts.ts";

const BEGIN = "<!-- layouts: written by write-readme.ts -->";
const END = "<!-- end of layouts -->";

/** README text with the layout tables between the two marks replaced by today's layouts. */
export function withLayoutTables(readme: string): string {
  const from = readme.indexOf(BEGIN);
  const to = readme.indexOf(END);
  if (from < 0 || to < from) throw new Error("README.md has lost its layout marks");
  const tables = ALL_LAYOUTS.map(renderLayout).join("\n\n");
  return `${readme.slice(0, from)}${BEGIN}\n\n${tables}\n\n${readme.slice(to)}`;
}

if (import.meta.main) {
  const path = new URL("README.md", import.meta.url);
  writeFileSync(path, withLayoutTables(readFileSync(path, "utf8")));
}
