import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { existsSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Progress } from "#src/pipeline/progress.ts";
import { type Config, foldersOf } from "#src/platform/config.ts";
import { startNeighbour } from "./neighbour.ts";
import { tellRunning, untellRunning } from "./running.ts";

/** 32 schools, some 20,000 learners, both former provinces (issue of the two commands). */
const sample = { scale: "0.02", seed: "1" };

const program = join(import.meta.dirname, "../../city/cli.ts");
const registryProgram = join(import.meta.dirname, "../../city/registry/cli.ts");

export function sampleInbox(config: Config): string {
  return join(foldersOf(config.dataDir).city, "inbox");
}

/** Whether this data folder holds the sample city or nothing yet; one's own data are not asked about at a made-up registry. */
export function isSampleFolder(config: Config): boolean {
  const { city, landing } = foldersOf(config.dataDir);
  return existsSync(city) || !existsSync(landing) || readdirSync(landing).length === 0;
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

export interface SampleRegistry {
  /** Settings that lead the program, and what it starts, to this registry. */
  readonly environment: { readonly HP_POPULATION_URL: string; readonly HP_POPULATION_KEY: string };
  stop(): Promise<void>;
}

/**
 * Starts the population registry of the sample city, a neighbour like the city itself, on a free port with a key made
 * for this start. It ends with this process however that ends. Commands given the same data folder meanwhile ask it, too.
 * @throws when it does not come up
 */
export async function startSampleRegistry(config: Config): Promise<SampleRegistry> {
  const { city } = foldersOf(config.dataDir);
  const key = randomBytes(24).toString("hex");
  const registry = await startNeighbour(
    registryProgram,
    ["--city", city, "--state", join(city, "registry-changes.jsonl")],
    { ...process.env, HP_REGISTRY_KEY: key },
  );
  const environment = { HP_POPULATION_URL: registry.url, HP_POPULATION_KEY: key };
  tellRunning(config.dataDir, environment);
  return {
    environment,
    async stop() {
      untellRunning(config.dataDir);
      await registry.stop();
    },
  };
}
