import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

const program = join(import.meta.dirname, "../../city/registry/cli.ts");

export interface RunningRegistry {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts the population registry of a city as a program of its own; its first line names its URL. */
export async function startRegistry(city: string): Promise<RunningRegistry> {
  const child = spawn(process.execPath, [program, "--city", city], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "close");
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /https?:\/\/[^\s"]+/.exec(line)?.[0];
    if (url === undefined) continue;
    // Nobody reads on; the pipe must not fill up.
    child.stdout.resume();
    return {
      url,
      stop: async () => {
        child.kill();
        await ended;
      },
    };
  }
  throw new Error("the population registry ended before it said its URL");
}
