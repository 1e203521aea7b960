import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { findSecrets } from "./find-secrets.ts";

/** No tracked file holds a key, a token or a password. A made-up one in a test says `// no secret: why`. */
const root = join(import.meta.dirname, "..");
const tracked = execFileSync("git", ["ls-files", "-z"], { cwd: root, encoding: "utf8" })
  .split("\0")
  .filter((path) => path !== "" && path !== "package-lock.json" && existsSync(join(root, path)));
let count = 0;
for (const path of tracked) {
  const bytes = readFileSync(join(root, path));
  // Bytes of a picture or an archive are no text; their names are looked at all the same.
  const text = bytes.includes(0) ? "" : bytes.toString("utf8");
  for (const { line, what } of findSecrets(path, text)) {
    console.error(`${path}:${line}: ${what}`);
    count += 1;
  }
}
console.log(`${tracked.length} files, ${count} problems`);
process.exitCode = count === 0 ? 0 : 1;
