import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

/** What a program that runs beside others in a data folder tells them. */
const runningSchema = z.object({ pid: z.int().positive(), environment: z.record(z.string(), z.string()) });

const fileOf = (dataDir: string): string => join(dataDir, "up.json");

/**
 * Leaves the settings of a running `hp up` in its data folder, for commands that are given the same folder: the sample's
 * registry listens on a port that nobody knew before. Readable by the owner alone, for a key stands in it.
 */
export function tellRunning(dataDir: string, environment: Readonly<Record<string, string>>): void {
  mkdirSync(dataDir, { recursive: true });
  const file = fileOf(dataDir);
  writeFileSync(`${file}.new`, JSON.stringify({ pid: process.pid, environment }), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** Takes back what this process told; what another one told stays. */
export function untellRunning(dataDir: string): void {
  if (readRunning(dataDir)?.pid === process.pid) rmSync(fileOf(dataDir), { force: true });
}

/** Settings that a program running in this data folder told; none when it was killed, or there is none. */
export function runningSettings(dataDir: string): Readonly<Record<string, string>> {
  const told = readRunning(dataDir);
  return told !== undefined && isAlive(told.pid) ? told.environment : {};
}

function readRunning(dataDir: string): z.infer<typeof runningSchema> | undefined {
  try {
    return runningSchema.parse(JSON.parse(readFileSync(fileOf(dataDir), "utf8")));
  } catch {
    // Not there, or left half written by a power cut: nobody runs.
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process is alive as well.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
