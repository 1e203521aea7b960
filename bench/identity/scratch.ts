import { spawn } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { generateCity } from "#city/generate.ts";
import type { Progress } from "#src/pipeline/progress.ts";

const hp = join(import.meta.dirname, "../../src/cli/hp.ts");

/** A folder for cities and data folders of one measurement; removed at the end unless a place to keep it was named. */
export interface Scratch {
  readonly dir: string;
  readonly remove: () => void;
}

export function openScratch(keep: string | undefined): Scratch {
  if (keep !== undefined) {
    mkdirSync(keep, { recursive: true });
    return { dir: keep, remove: () => undefined };
  }
  const dir = mkdtempSync(join(tmpdir(), "hp-identity-"));
  // Postgres runs as another user when we are root and must be able to pass.
  chmodSync(dir, 0o755);
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) };
}

export interface CityOptions {
  readonly scale: number;
  readonly seed: number;
  readonly out: string;
  readonly day?: 1 | 2;
}

/** Generates a delivery, unless the folder holds it already; returns the seconds it took. */
export async function makeCity(options: CityOptions, progress: Progress): Promise<number> {
  const root = options.day === 2 ? join(options.out, "day-2") : options.out;
  if (existsSync(join(root, "inbox"))) return 0;
  const report = await generateCity({
    ...options,
    onProgress: ({ schools, ofSchools }) =>
      progress({
        step: "city",
        title: { vi: "Sinh thành phố giả lập", en: "Generating the city" },
        done: schools,
        total: ofSchools,
      }),
  });
  return report.seconds;
}

/** Gives a data folder the keys of another, so that both give the same people the same ids. */
export function copyKeys(from: string, to: string): void {
  cpSync(join(from, "keys"), join(to, "keys"), { recursive: true });
}

/**
 * Runs `hp ingest` to its end on a data folder with an embedded Postgres of its own, as a program that is told the
 * files and nothing else; returns the seconds it took. Settings of the caller (`DATABASE_URL` above all) don't reach it.
 */
export async function ingest(
  dataDir: string,
  paths: readonly string[],
  progress: Progress,
  settings: Readonly<Record<string, string>> = {},
): Promise<number> {
  const startedMs = performance.now();
  const { HP_THREADS, HP_MEMORY_MB } = process.env;
  const child = spawn(process.execPath, [hp, "ingest", ...paths, "--json"], {
    env: {
      PATH: process.env.PATH ?? "",
      HOME: process.env.HOME ?? "/",
      ...(HP_THREADS === undefined ? {} : { HP_THREADS }),
      ...(HP_MEMORY_MB === undefined ? {} : { HP_MEMORY_MB }),
      HP_DATA: dataDir,
      ...settings,
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  let last = "";
  for await (const line of createInterface({ input: child.stdout })) {
    last = line;
    const event = JSON.parse(line) as { step?: string };
    if (event.step !== undefined) progress(JSON.parse(line) as Parameters<Progress>[0]);
  }
  const code = await ended;
  if (code !== 0) throw new Error(`hp ingest ended with ${code}: ${last}`);
  return (performance.now() - startedMs) / 1000;
}
