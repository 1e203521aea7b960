import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { quote } from "#src/platform/duckdb.ts";
import type { RunContext } from "../context.ts";

const keptName = /^run-(\d+)(\.moved)?\.parquet$/;

/** Runs are numbered with leading zeros, so names sort as runs do. */
export function runFile(context: Pick<RunContext, "runSeq">): string {
  return `run-${String(context.runSeq).padStart(6, "0")}.parquet`;
}

/** Rows of earlier runs that went to another record in this run, beside the run's own rows. */
export function movedFile(context: Pick<RunContext, "runSeq">): string {
  return `run-${String(context.runSeq).padStart(6, "0")}.moved.parquet`;
}

/** Identified rows of earlier runs, kept in the lake. */
function standingFiles(context: Pick<RunContext, "folders" | "runSeq">, intakeId: string): readonly string[] {
  const dir = join(context.folders.lake, "linked", intakeId);
  if (!existsSync(dir)) return [];
  return readdirSync(dir)
    .filter((name) => {
      const run = keptName.exec(name)?.[1];
      // A part of a run that never finished is not below the current one, or is the current one.
      return run !== undefined && Number(run) < context.runSeq;
    })
    .map((name) => join(dir, name));
}

/**
 * Relation of an intake's rows as earlier runs left them: of each row the newest form, none that a newer row
 * replaced. Asks for table `superseded_before`. Undefined when the intake never brought a row.
 */
export function standingSql(
  context: Pick<RunContext, "folders" | "runSeq">,
  intakeId: string,
): string | undefined {
  const files = standingFiles(context, intakeId);
  if (files.length === 0) return undefined;
  return `(select r.* from read_parquet([${files.map(quote).join(", ")}], union_by_name = true) r
    left join superseded_before gone on gone.source_row_id = r.source_row_id
    where gone.run_seq is null or gone.run_seq <= r.linked_run)`;
}
