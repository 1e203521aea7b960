import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Dataset } from "#src/domains/dictionary/dataset.ts";
import type { Target } from "#src/domains/dictionary/intake.ts";
import { toSnakeCase } from "#src/domains/dictionary/text.ts";
import { quote } from "#src/platform/duckdb.ts";
import type { Identified } from "../3-identity/identify.ts";
import type { RunContext } from "../context.ts";

/** What a dataset takes from one intake, and the files that hold the rows. */
export interface DatasetSource {
  readonly target: Target;
  readonly intakeId: string;
  /** This run's rows; absent when the intake stands from earlier runs and nothing of it is new or changed. */
  readonly linkedFile?: string;
}

/** Every way a dataset is fed, whether its intake brings anything in this run or not. */
export function sourcesOf(
  context: RunContext,
  dataset: Dataset,
  identified: readonly Identified[],
): readonly DatasetSource[] {
  return context.declarations.intakes.flatMap((intake) => {
    const linkedFile = identified.find((item) => item.intakeId === intake.id && item.rows > 0)?.linkedFile;
    return intake.targets
      .filter((target) => target.dataset === dataset.id)
      .map((target) => ({
        target,
        intakeId: intake.id,
        ...(linkedFile === undefined ? {} : { linkedFile }),
      }));
  });
}

/** Identified rows of earlier runs, kept in the lake: what survivorship weighs a new row against. */
export function standingFiles(context: RunContext, intakeId: string): readonly string[] {
  const dir = join(context.folders.lake, "linked", intakeId);
  if (!existsSync(dir)) return [];
  return readdirSync(dir)
    .filter((name) => runOf(name) < context.runSeq)
    .map((name) => join(dir, name));
}

/** `run-00012.parquet` → 12. A part of a run that never finished is not below the current one, or is the current one. */
function runOf(fileName: string): number {
  return Number(/^run-(\d+)\.parquet$/.exec(fileName)?.[1] ?? Number.POSITIVE_INFINITY);
}

/** The dataset's fields out of intake rows, plus what survivorship weighs: trust, time, row. */
export function candidateSql(dataset: Dataset, target: Target, rows: string): string {
  const values = Object.entries(dataset.fields).map(([name, field]) => {
    const expression = target.values[name] ?? "null";
    return `cast(${expression} as ${field.duckdbType}) as ${toSnakeCase(name)}`;
  });
  const from = target.from === undefined ? rows : `(${target.from.replaceAll("$rows", rows)})`;
  const keyed = dataset.key.map((name) => `(${target.values[name] ?? "null"}) is not null`);
  return `
    select ${values.join(", ")}, source_row_id, trust, received_at
    from ${from} r
    where ${[...(target.where === undefined ? [] : [`(${target.where})`]), ...keyed].join(" and ")}`;
}

export function publishable(linkedFile: string): string {
  return `(select * from read_parquet(${quote(linkedFile)}) where outcome <> 'held')`;
}
