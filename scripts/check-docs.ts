import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

/** Links inside the project's Markdown lead somewhere, and no tracked file is over 1 MB. */
const root = join(import.meta.dirname, "..");
const tracked = execFileSync("git", ["ls-files", "-z"], { cwd: root, encoding: "utf8" })
  .split("\0")
  .filter((path) => path !== "" && existsSync(join(root, path)));
const problems: string[] = [];

for (const path of tracked) {
  const { size } = statSync(join(root, path));
  if (size > 1_000_000) problems.push(`${path}: ${size} bytes; a program should make it`);
}
const pages = tracked.filter((path) => path.endsWith(".md"));
for (const page of pages) {
  const text = readFileSync(join(root, page), "utf8").replace(/```[\s\S]*?```/g, "");
  for (const match of text.matchAll(/\]\(([^)\s]+)\)/g)) {
    const link = match[1] ?? "";
    if (/^[a-z]+:/.test(link) || link.startsWith("#")) continue;
    const target = join(root, dirname(page), decodeURIComponent(link.replace(/#.*$/, "")));
    if (!existsSync(target)) problems.push(`${page}: link to nothing: ${link}`);
  }
}
for (const problem of problems) console.error(problem);
console.log(`${pages.length} pages, ${tracked.length} files, ${problems.length} problems`);
process.exitCode = problems.length === 0 ? 0 : 1;
