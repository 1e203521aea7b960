import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

const program = join(import.meta.dirname, "../../city/registry/cli.ts");

export interface RunningRegistry {
  readonly url: string;
  /** What it was asked: `claims`, `askedAgainWithoutNeed`, … */
  stats(): Promise<Readonly<Record<string, unknown>>>;
  stop(): Promise<void>;
}

/**
 * Starts the population registry of a city as a program of its own; its first line names its URL.
 *
 * @param state file in which it keeps what changed, so that the registry of the second day knows the first
 */
export async function startRegistry(city: string, state?: string, day: 1 | 2 = 1): Promise<RunningRegistry> {
  const args = ["--city", city, "--day", String(day), ...(state === undefined ? [] : ["--state", state])];
  const child = spawn(process.execPath, [program, ...args], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "close");
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /https?:\/\/[^\s"]+/.exec(line)?.[0];
    if (url === undefined) continue;
    // Nobody reads on; the pipe must not fill up.
    child.stdout.resume();
    return {
      url,
      stats: async () => (await fetch(`${url}/control/stats`)).json() as Promise<Record<string, unknown>>,
      stop: async () => {
        child.kill();
        await ended;
      },
    };
  }
  throw new Error("the population registry ended before it said its URL");
}
