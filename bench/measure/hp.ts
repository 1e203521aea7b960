import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { watchMemory } from "./memory.ts";

const program = join(import.meta.dirname, "../../src/cli/hp.ts");

export interface Measured {
  readonly seconds: number;
  readonly peakMb: number;
  readonly result: Record<string, unknown>;
}

/** Runs an `hp` command to its end on a data folder; the peak counts it, its children and the embedded Postgres. */
export async function runHp(dataDir: string, args: readonly string[]): Promise<Measured> {
  const startedMs = performance.now();
  const child = spawn(process.execPath, [program, ...args, "--json"], {
    env: { ...process.env, HP_DATA: dataDir },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const memory = watchMemory(() => [child.pid ?? 0, ...postgresPid(dataDir)]);
  let last = "";
  child.stdout.setEncoding("utf8");
  child.stdout.on("data", (text: string) => {
    last = (last + text).split("\n").slice(-2).join("\n");
  });
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  const peakMb = memory.stop();
  if (code !== 0) throw new Error(`hp ${args.join(" ")} ended with ${code}: ${last}`);
  return {
    seconds: (performance.now() - startedMs) / 1000,
    peakMb,
    result: JSON.parse(last.trim().split("\n").at(-1) ?? "{}"),
  };
}

function postgresPid(dataDir: string): readonly number[] {
  const file = join(dataDir, "postgres/cluster/postmaster.pid");
  return existsSync(file) ? [Number(readFileSync(file, "utf8").split("\n")[0])] : [];
}
