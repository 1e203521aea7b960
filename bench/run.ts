import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";

/** `npm run bench -- <name> [options]`: each benchmark is a program here that prints one JSON object last. */
const [name, ...rest] = process.argv.slice(2);
const known = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith(".ts") && file !== "run.ts")
  .map((file) => file.slice(0, -3));
if (name === undefined || !known.includes(name)) {
  console.error(`npm run bench -- <${known.join(" | ")}> [options]`);
  process.exitCode = 2;
} else {
  process.exitCode =
    spawnSync(process.execPath, [join(import.meta.dirname, `${name}.ts`), ...rest], { stdio: "inherit" })
      .status ?? 1;
}
