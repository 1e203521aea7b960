import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isAlive } from "#src/platform/postgres/open.ts";

const hp = join(import.meta.dirname, "../../src/cli/hp.ts");

/** The `hp` command in a process group of its own, with everything it said. */
export interface Program {
  readonly child: ChildProcess;
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>;
  /** Ends the program and its parser children at once, as a power cut would; Postgres lives on. */
  killAll(): void;
  /** Resolves when it has printed `lines` lines, answers and progress together, or has ended. */
  printed(lines: number): Promise<unknown>;
  /** Resolves at the first line on stdout that holds `text`; rejects when the program ends before. */
  said(text: string): Promise<string>;
}

export type Settings = Readonly<Record<string, string>>;

/** Starts `hp` with a clean environment: only what a shell has, and `settings`. */
export function startHp(args: readonly string[], settings: Settings): Program {
  const child = spawn(process.execPath, [hp, ...args], {
    detached: true,
    env: {
      PATH: process.env.PATH ?? "",
      HOME: process.env.HOME ?? "/",
      HP_THREADS: "2",
      HP_MEMORY_MB: "512",
      ...settings,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let out = "";
  let err = "";
  const listeners = new Set<() => void>();
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    out += text;
    for (const listener of listeners) listener();
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    err += text;
    for (const listener of listeners) listener();
  });
  const ended = once(child, "close").then(([code, signal]) => (code ?? signal ?? "ended") as number | string);
  return {
    child,
    stdout: () => out,
    stderr: () => err,
    ended,
    killAll: () => {
      if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
      try {
        process.kill(-child.pid, "SIGKILL");
      } catch (error) {
        // It ended by itself in this very moment.
        if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
      }
    },
    printed: (lines) =>
      Promise.race([
        ended,
        new Promise<void>((resolve) => {
          const look = () => {
            if (countLines(out) + countLines(err) < lines) return;
            listeners.delete(look);
            resolve();
          };
          listeners.add(look);
          look();
        }),
      ]),
    said: (text) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const line = out.split("\n").find((item) => item.includes(text));
          if (line === undefined) return;
          listeners.delete(look);
          resolve(line);
        };
        listeners.add(look);
        void ended.then((code) =>
          reject(
            new Error(`hp ${args.join(" ")} ended (${code}) before it said “${text}”: ${err.slice(-2000)}`),
          ),
        );
        look();
      }),
  };
}

export function countLines(text: string): number {
  return text.split("\n").length - 1;
}

export interface Ran {
  readonly code: number | string;
  readonly stdout: string;
  readonly stderr: string;
}

export async function runHp(args: readonly string[], settings: Settings): Promise<Ran> {
  const program = startHp(args, settings);
  const code = await program.ended;
  return { code, stdout: program.stdout(), stderr: program.stderr() };
}

/** The pid of the embedded server of a data folder while it runs. */
export function findPostmaster(clusterDir: string): number | undefined {
  const file = join(clusterDir, "postmaster.pid");
  if (!existsSync(file)) return undefined;
  const pid = Number(readFileSync(file, "utf8").split("\n")[0]);
  return isAlive(pid) ? pid : undefined;
}
