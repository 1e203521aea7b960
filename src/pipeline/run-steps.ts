import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RunContext } from "./context.ts";

/**
 * Runs a step once and remembers its result: a step whose mark stands in Postgres is not repeated, its result is read
 * back from the run's folder, so a killed run goes on where it was. Whatever the step wrote before its mark must be
 * repeatable (files written anew, table rows guarded by their own marks).
 */
export async function once<T>(
  context: RunContext,
  step: string,
  work: () => Promise<T>,
  tell: { readonly rows?: (result: T) => number; readonly detail?: (result: T) => unknown } = {},
): Promise<T> {
  const file = join(context.runDir, `${step}.json`);
  if (await isDone(context, step)) return JSON.parse(readFileSync(file, "utf8")) as T;
  const startedAt = context.clock.now();
  const result = await work();
  mkdirSync(context.runDir, { recursive: true });
  writeFileSync(`${file}.new`, JSON.stringify(result ?? null));
  renameSync(`${file}.new`, file);
  await markDone(context, step, startedAt, tell.rows?.(result) ?? 0, tell.detail?.(result) ?? {});
  return result;
}

export async function isDone(context: Pick<RunContext, "pool" | "runSeq">, step: string): Promise<boolean> {
  const { rowCount } = await context.pool.query("select 1 from run_step where run_seq = $1 and step = $2", [
    context.runSeq,
    step,
  ]);
  return rowCount === 1;
}

async function markDone(
  context: RunContext,
  step: string,
  startedAt: Date,
  rows: number,
  detail: unknown,
): Promise<void> {
  const endedAt = context.clock.now();
  await context.pool.query("insert into run_step values ($1, $2, $3, $4, $5, $6)", [
    context.runSeq,
    step,
    startedAt,
    endedAt,
    rows,
    JSON.stringify(detail),
  ]);
  context.log.info(
    { run: context.runSeq, step, rows, ms: endedAt.getTime() - startedAt.getTime() },
    "step done",
  );
}
