import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** A program of the world outside that runs beside ours: it ends with this process however that ends. */
export interface Neighbour {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Starts a program that prints one JSON line with its address when it listens, and ends when its stdin closes.
 * @param args of the program; `--attached` is added
 * @throws when it does not come up
 */
export async function startNeighbour(
  program: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv = process.env,
): Promise<Neighbour> {
  const child = spawn(process.execPath, [program, ...args, "--attached"], {
    stdio: ["pipe", "pipe", "inherit"],
    env: environment,
  });
  const ended = once(child, "close") as Promise<[number | null]>;
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const line = await lines.next();
  if (line.done === true) {
    const [code] = await ended;
    throw new Error(`${program} did not start (exit ${code})`);
  }
  const { url } = JSON.parse(line.value) as { url: string };
  return {
    url,
    async stop() {
      child.stdin.end();
      await ended;
    },
  };
}
