import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";

/**
 * Imports run one way (architecture §2): each folder may import only from those listed with it. `city`, `tests`,
 * `bench` and `scripts` import anything and nobody imports them.
 */
const allowed: Readonly<Record<string, readonly string[]>> = {
  "src/platform": [],
  "src/domains": ["src/platform"],
  "src/access": ["src/platform", "src/domains"],
  "src/pipeline": ["src/platform", "src/domains"],
  "src/exchange": ["src/platform", "src/domains", "src/pipeline"],
  "src/insight": ["src/platform", "src/domains", "src/access", "src/pipeline"],
  "src/api": ["src/platform", "src/domains", "src/access", "src/pipeline", "src/exchange", "src/insight"],
  "src/cli": ["src/platform", "src/domains", "src/access", "src/pipeline", "src/exchange", "src/insight", "src/api"],
};
const free = ["city", "tests", "bench", "scripts"];
const root = join(import.meta.dirname, "..");

function placeOf(path: string): string {
  const [first = "", second = ""] = path.split("/");
  return first === "src" ? `src/${second}` : first;
}

const problems: string[] = [];
const files = ["src", ...free].flatMap((top) =>
  readdirSync(join(root, top), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => `${top}/${name}`),
);
for (const file of files) {
  const lines = readFileSync(join(root, file), "utf8").split("\n");
  if (lines.length > 401) problems.push(`${file}: ${lines.length - 1} lines, 400 at most`);
  if (/(^|\/)(utils|common|helpers|lib)\d*\.ts$/.test(file))
    problems.push(`${file}: a catch-all; name it by what it is`);
  const from = placeOf(file);
  if (free.includes(from)) continue;
  const rights = allowed[from];
  if (rights === undefined) problems.push(`${file}: no rule for folder ${from}`);
  for (const match of lines.join("\n").matchAll(/(?:from|import)\s*\(?\s*"([#.][^"]+)"/g)) {
    const specifier = match[1] ?? "";
    const target = specifier.startsWith("#")
      ? specifier.slice(1)
      : relative(root, normalize(join(root, dirname(file), specifier)));
    const to = placeOf(target);
    if (to === from || rights?.includes(to) === true) continue;
    // A test may look at anything; only product code has a direction.
    if (file.endsWith(".test.ts")) continue;
    problems.push(`${file}: ${from} must not import ${to} (${specifier})`);
  }
}
for (const problem of problems) console.error(problem);
console.log(`${files.length} files, ${problems.length} problems`);
process.exitCode = problems.length === 0 ? 0 : 1;
