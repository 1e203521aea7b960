import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { z } from "zod";
import type { ProgressEvent } from "#src/pipeline/progress.ts";
import { HpError } from "#src/platform/errors.ts";
import { errorCodes } from "./problems/problem.ts";
import type { IngestHints, IngestListener, IngestSummary, Services } from "./services.ts";

const summaryLine = z.object({
  runId: z.int(),
  files: z.int(),
  rowsIn: z.int(),
  published: z.int(),
  unchanged: z.int(),
  merged: z.int(),
  held: z.int(),
  accounted: z.boolean(),
});
const runLine = z.object({ runId: z.int() });
const progressLine = z.object({
  step: z.string(),
  title: z.object({ vi: z.string(), en: z.string() }),
  done: z.number(),
  total: z.number().optional(),
});
const errorLine = z.object({ code: z.enum(errorCodes as [string, ...string[]]) });

export interface IngestProcessOptions {
  /** Program and leading arguments of `hp`, for example `[process.execPath, "…/src/cli/hp.ts"]`. */
  readonly command: readonly [string, ...string[]];
  readonly env: NodeJS.ProcessEnv;
}

export type IngestProcess = Pick<Services, "ingest" | "currentProgress"> & {
  /** Asks a running ingest to stop; its run is resumed later. */
  close(): void;
};

/**
 * Runs `hp ingest --json` as a child, so that a run's memory and any crash of it stay out of the server. It is told the
 * files on its stdin: schools name files after children, and arguments stand in every user's list of processes.
 * The child prints JSON lines: `{"runId"}` when the run has a number, progress events, and last its summary.
 */
export function createIngestProcess(options: IngestProcessOptions): IngestProcess {
  const progress = new Map<number, ProgressEvent>();
  const children = new Set<ReturnType<typeof spawn>>();

  async function ingest(
    paths: readonly string[],
    hints: IngestHints,
    listener: IngestListener,
  ): Promise<IngestSummary> {
    const [program, ...leading] = options.command;
    const child = spawn(program, [...leading, "ingest", "--json", "--stdin", ...hintArguments(hints)], {
      env: options.env,
      stdio: ["pipe", "pipe", "inherit"],
    });
    // A child that ends before it has read them says why by its exit code.
    child.stdin.on("error", () => undefined);
    child.stdin.end(JSON.stringify(paths));
    children.add(child);
    const ended = once(child, "close") as Promise<[number | null, NodeJS.Signals | null]>;
    // Awaited below, after the output; a child that can't start must not count as unhandled meanwhile.
    ended.catch(() => undefined);
    let runSeq: number | undefined;
    let summary: IngestSummary | undefined;
    let failure: string | undefined;
    try {
      for await (const line of createInterface({ input: child.stdout })) {
        const value = parseLine(line);
        const closing = summaryLine.safeParse(value);
        const step = progressLine.safeParse(value);
        const run = runLine.safeParse(value);
        const error = errorLine.safeParse(value);
        if (closing.success) summary = closing.data;
        if (error.success) failure = error.data.code;
        if (run.success && runSeq === undefined) {
          runSeq = run.data.runId;
          listener.onRun?.(runSeq);
        }
        if (step.success) {
          const event = { ...step.data } as ProgressEvent;
          if (runSeq !== undefined) progress.set(runSeq, event);
          listener.onProgress?.(event);
        }
      }
      const [exitCode, signal] = await ended;
      if (failure === "pipeline-busy") throw new HpError("pipeline-busy");
      // With an account the run has ended, even if the child left with 1 because the account does not add up.
      if (summary === undefined) throw new HpError("ingest-failed", { exitCode: exitCode ?? signal ?? "?" });
      return summary;
    } finally {
      children.delete(child);
      if (runSeq !== undefined) progress.delete(runSeq);
    }
  }

  return {
    ingest,
    currentProgress: (runSeq) => progress.get(runSeq),
    close: () => {
      for (const child of children) child.kill("SIGTERM");
    },
  };
}

function hintArguments(hints: IngestHints): readonly string[] {
  return [
    ...(hints.sourceSystem === undefined ? [] : ["--source", hints.sourceSystem]),
    ...(hints.schoolId === undefined ? [] : ["--school", hints.schoolId]),
    ...(hints.reviewId === undefined ? [] : ["--review", hints.reviewId]),
    ...(hints.decisions === undefined ? [] : ["--decisions"]),
  ];
}

/** Lines that are not JSON are the child's words to people; they say nothing to us. */
function parseLine(line: string): unknown {
  if (!line.startsWith("{")) return undefined;
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
