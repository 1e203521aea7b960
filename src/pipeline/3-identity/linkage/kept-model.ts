import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Folders } from "#src/platform/config.ts";
import { type Lake, quote } from "#src/platform/duckdb.ts";
import type { Pool } from "#src/platform/postgres/pool.ts";
import type { RunContext } from "../../context.ts";
import { type LinkageModel, linkageModelSchema } from "./model.ts";

/** A delivery of this share of what was learnt from is learnt from anew; a day's changes are weighed as before. */
const learnAgainFrom = 0.25;

interface Keeping {
  readonly lake: Lake;
  readonly pool: Pool;
  readonly folders: Folders;
}

/**
 * What was learnt of an entity last, with table `frequency` loaded; undefined when nothing was.
 * @param before runs from this one on don't count
 */
export async function getKeptModel(
  { lake, pool, folders }: Keeping,
  entity: string,
  before: number = 2 ** 31 - 1,
): Promise<LinkageModel | undefined> {
  const { rows } = await pool.query<{ model: unknown; run_seq: number }>(
    "select model, run_seq from linkage_model where entity = $1 and run_seq < $2 order by run_seq desc limit 1",
    [entity, before],
  );
  const kept = rows[0];
  if (kept === undefined) return undefined;
  const frequencies = frequencyFile(folders, entity, kept.run_seq);
  if (!existsSync(frequencies)) return undefined;
  await lake.run(
    `create or replace temp table frequency as select * from read_parquet(${quote(frequencies)})`,
  );
  return linkageModelSchema.parse(kept.model);
}

/** What a run weighs by: what was learnt before; undefined when so many rows came that it is time to learn again. */
export async function findModel(
  context: RunContext,
  entity: string,
  freshRows: number,
): Promise<LinkageModel | undefined> {
  const model = await getKeptModel(context, entity, context.runSeq);
  return model === undefined || freshRows > learnAgainFrom * model.learntFrom.rows ? undefined : model;
}

/** Keeps what this run learnt: parameters with the records, frequencies in the lake. May be repeated. */
export async function keepModel(context: RunContext, model: LinkageModel): Promise<void> {
  const file = frequencyFile(context.folders, model.entity, context.runSeq);
  mkdirSync(join(file, ".."), { recursive: true });
  await context.lake.run(`copy frequency to ${quote(file)} (format parquet, compression zstd)`);
  await context.pool.query(
    `insert into linkage_model (entity, run_seq, model, learnt_at) values ($1, $2, $3, $4)
     on conflict (entity, run_seq) do update set model = excluded.model, learnt_at = excluded.learnt_at`,
    [model.entity, context.runSeq, JSON.stringify(model), context.clock.now()],
  );
}

function frequencyFile(folders: Folders, entity: string, runSeq: number): string {
  return join(folders.lake, "identity-frequencies", entity, `run-${String(runSeq).padStart(6, "0")}.parquet`);
}
