import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";

/**
 * Imports run one way (architecture §2): each folder may import only from those listed with it. `city`, `tests`,
 * `bench` and `scripts` import anything and nobody imports them. The portal knows the shapes of data and no more.
 */
const allowed: Readonly<Record<string, readonly string[]>> = {
  "src/platform": [],
  "src/domains": ["src/platform"],
  "src/access": ["src/platform", "src/domains"],
  "src/pipeline": ["src/platform", "src/domains"],
  "src/exchange": ["src/platform", "src/domains", "src/pipeline"],
  "src/insight": ["src/platform", "src/domains", "src/access", "src/pipeline"],
  "src/api": ["src/platform", "src/domains", "src/access", "src/pipeline", "src/exchange", "src/insight"],
  "src/cli": [
    "src/platform",
    "src/domains",
    "src/access",
    "src/pipeline",
    "src/exchange",
    "src/insight",
    "src/api",
  ],
};
/** What the portal may import beside its own files: declarations that are safe in a browser. */
const forPortal = /^src\/domains\/[a-z]+\/schema[a-z-]*\.ts$/;
const free = ["city", "tests", "bench", "scripts"];
const root = join(import.meta.dirname, "..");

function placeOf(path: string): string {
  const [first = "", second = ""] = path.split("/");
  return first === "src" ? `src/${second}` : first;
}

const problems: string[] = [];
const files = ["src", "portal/src", ...free].flatMap((top) =>
  readdirSync(join(root, top), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => `${top}/${name}`),
);
for (const file of files) {
  const lines = readFileSync(join(root, file), "utf8").split("\n");
  if (lines.length > 401) problems.push(`${file}: ${lines.length - 1} lines, 400 at most`);
  if (/(^|\/)(utils|common|helpers|lib)\d*\.tsx?$/.test(file))
    problems.push(`${file}: a catch-all; name it by what it is`);
  const from = placeOf(file);
  if (free.includes(from)) continue;
  const rights = from === "portal" ? [] : allowed[from];
  if (rights === undefined) problems.push(`${file}: no rule for folder ${from}`);
  for (const match of lines.join("\n").matchAll(/(?:from|import)\s*\(?\s*"([#.][^"]+)"/g)) {
    const specifier = match[1] ?? "";
    const target = specifier.startsWith("#")
      ? specifier.slice(1)
      : relative(root, normalize(join(root, dirname(file), specifier)));
    const to = placeOf(target);
    if (to === from || rights?.includes(to) === true) continue;
    if (from === "portal" && forPortal.test(target)) continue;
    // A test may look at anything; only product code has a direction.
    if (/\.test\.tsx?$/.test(file)) continue;
    problems.push(`${file}: ${from} must not import ${to} (${specifier})`);
  }
}
for (const problem of problems) console.error(problem);
console.log(`${files.length} files, ${problems.length} problems`);
process.exitCode = problems.length === 0 ? 0 : 1;
