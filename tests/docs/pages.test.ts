import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { commands } from "#src/cli/commands/index.ts";
import { codeSets, datasets, intakes, legalRules } from "#src/domains/catalogue.ts";
import { vendors } from "#src/exchange/vendors/registry.ts";

const root = join(import.meta.dirname, "../..");
/** The formatter pads tables with blanks; they say nothing. */
const page = (path: string) => readFileSync(join(root, path), "utf8").replace(/ {2,}/g, " ");

test("docs/law.md lists every rule of law as it is declared, and no other", () => {
  const rows = page("docs/law.md")
    .split("\n")
    .filter((line) => /^\| .* \| `[a-z0-9-]+` \| .* \| \d{4}-\d{2}-\d{2}/.test(line));
  const declared = legalRules.map(({ title, ruleId, legalBasis, effectiveFrom, effectiveTo, tag }) => {
    const span = effectiveTo === undefined ? effectiveFrom : `${effectiveFrom} → ${effectiveTo}`;
    return `| ${title.vi} | \`${ruleId}\` | ${legalBasis} | ${span} | ${tag} |`;
  });
  expect(rows.sort()).toEqual(declared.sort());
});

test("docs/law.md counts the tags as they are", () => {
  const text = page("docs/law.md");
  const tagged = (tag: string) => legalRules.filter((rule) => rule.tag === tag).length;
  expect(text).toMatch(new RegExp(`\\| \`seed\` \\|.*\\| ${tagged("seed")}( rules)? \\|`));
  for (const tag of ["found", "memory", "design"])
    expect(text).toMatch(new RegExp(`\\| \`${tag}\` \\|.*\\| ${tagged(tag)} \\|`));
});

test("names in docs/glossary.md are names of the code", () => {
  const names = new Set<string>([
    ...datasets.flatMap((dataset) => [dataset.id, ...Object.keys(dataset.fields)]),
    ...intakes.flatMap((intake) => [intake.id, ...Object.keys(intake.columns)]),
    ...codeSets.flatMap((set) => [set.id, ...set.entries.map((entry) => entry.code)]),
    ...vendors.map((vendor) => vendor.id),
    "department",
    "legalBasis",
  ]);
  const tables = page("docs/glossary.md")
    .split("\n")
    .filter((line) => line.startsWith("|"));
  // The second cell holds the names; examples in it (`2026-2027`, `…Mark`) are not camel case words.
  const said = tables.flatMap((line) =>
    [...(line.split("|")[2] ?? "").matchAll(/`([a-z][A-Za-z0-9-]*)`/g)].map((match) => match[1] ?? ""),
  );
  expect(said.length).toBeGreaterThan(60);
  expect(said.filter((name) => !names.has(name))).toEqual([]);
});

test("every command stands in both READMEs and in src/cli/README.md", () => {
  for (const path of ["README.md", "README.vi.md", "src/cli/README.md"]) {
    const text = page(path);
    const missing = commands
      .filter((command) => !new RegExp(`\`${command.name}[ \`]`).test(text))
      .map((command) => command.name);
    expect(missing, path).toEqual([]);
  }
});

test("every decision stands in the list of decisions", () => {
  const list = page("docs/decisions/README.md");
  const linked = [...list.matchAll(/\((\d{4}-[a-z0-9-]+\.md)\)/g)].map((match) => match[1] ?? "");
  for (const path of linked)
    expect(page(`docs/decisions/${path}`)).toMatch(new RegExp(`^# ${path.slice(0, 4)} `));
  expect(new Set(linked).size).toBe(linked.length);
});
