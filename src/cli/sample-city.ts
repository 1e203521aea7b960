import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Progress } from "#src/pipeline/progress.ts";
import { type Config, foldersOf } from "#src/platform/config.ts";

/** 32 schools, some 20,000 learners, both former provinces (issue of the two commands). */
const sample = { scale: "0.02", seed: "1" };

const program = join(import.meta.dirname, "../../city/cli.ts");

export function sampleInbox(config: Config): string {
  return join(foldersOf(config.dataDir).city, "inbox");
}

/**
 * Writes the sample city's vendor files. The city is the world outside: the product never imports it, it is a program
 * of its own that is started here as a neighbour. Written beside and renamed, so a killed start leaves no half city.
 */
export async function generateSample(config: Config, progress: Progress): Promise<void> {
  const { city } = foldersOf(config.dataDir);
  if (existsSync(city)) return;
  const staged = `${city}.new`;
  rmSync(staged, { recursive: true, force: true });
  const child = spawn(
    process.execPath,
    [program, "generate", "--scale", sample.scale, "--seed", sample.seed, "--out", staged, "--json"],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  const ended = once(child, "close") as Promise<[number | null]>;
  for await (const line of createInterface({ input: child.stdout })) {
    const event = JSON.parse(line) as { schools?: number; ofSchools?: number };
    if (event.schools !== undefined && event.ofSchools !== undefined) {
      progress({
        step: "city",
        title: { vi: "Sinh thành phố mẫu", en: "Generating the sample city" },
        done: event.schools,
        total: event.ofSchools,
      });
    }
  }
  const [code] = await ended;
  if (code !== 0) throw new Error(`the sample city was not generated (exit ${code})`);
  renameSync(staged, city);
}
