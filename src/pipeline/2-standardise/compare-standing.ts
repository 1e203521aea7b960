import { join } from "node:path";
import { quote } from "#src/platform/duckdb.ts";
import { copiedCsv, copyIn, copyOut } from "../5-publish/copy.ts";
import type { RunContext } from "../context.ts";
import type { Standardised } from "./standardise.ts";

/** An intake's rows of this run, told apart from what its feeds sent before. */
export interface Compared extends Standardised {
  /** Only rows that are new or changed, and rows whose earlier form was held; what later steps work on. */
  readonly freshFile: string;
  /** source_row_id, status (new | changed | unchanged | stillHeld), previous_row_id. */
  readonly statusFile: string;
}

/** Index range of a feed in `row_key`: the first 48 bits name the feed (see `standardise`). */
export function feedPrefixSql(intake: string, sourceSystem: string, schoolId: string): string {
  return `substr(md5(concat_ws(chr(31), ${intake}, ${sourceSystem}, coalesce(${schoolId}, ''))), 1, 12)`;
}

/**
 * Table `standing` (row_key, source_row_id, row_hash, outcome, record_id): rows of earlier runs under the incoming keys.
 * Asks Postgres by key, so a delivery of 1 % costs 1 %.
 */
async function loadStanding(context: RunContext, item: Standardised): Promise<boolean> {
  const { lake, pool, runDir } = context;
  await lake.run(
    "create or replace temp table standing (row_key uuid, source_row_id bigint, row_hash uuid, outcome varchar, record_id uuid)",
  );
  const { rows } = await pool.query<{ any: boolean }>(
    "select exists (select 1 from source_row where run_seq < $1) as any",
    [context.runSeq],
  );
  if (rows[0]?.any !== true) return false;
  const asked = join(runDir, `asked-rows-${item.intakeId}.csv`);
  const found = join(runDir, `standing-${item.intakeId}.csv`);
  await lake.run(
    `copy (select distinct row_key from read_parquet(${quote(item.rowsFile)})) to ${quote(asked)} (format csv, header false)`,
  );
  const client = await pool.connect();
  try {
    await client.query("create temp table asked_row (row_key uuid primary key)");
    await copyIn(client, "asked_row (row_key)", asked);
    await client.query("analyze asked_row");
    await copyOut(
      client,
      `select s.row_key, s.source_row_id, s.row_hash, s.outcome, s.record_id
       from asked_row a join source_row s on s.row_key = a.row_key
       where s.superseded_by is null and s.run_seq < ${context.runSeq}`,
      found,
    );
  } finally {
    await client.query("drop table if exists asked_row");
    client.release();
  }
  await lake.run(
    `insert into standing select * from read_csv(${quote(found)}, ${copiedCsv},
       columns = {row_key: 'UUID', source_row_id: 'BIGINT', row_hash: 'UUID', outcome: 'VARCHAR', record_id: 'UUID'})`,
  );
  return true;
}

/** Splits an intake's rows into fresh ones and those that say what they said before. */
export async function compareStanding(context: RunContext, item: Standardised): Promise<Compared> {
  const dir = join(context.runDir, "standardised", item.intakeId);
  const freshFile = join(dir, "fresh.parquet");
  const statusFile = join(dir, "status.parquet");
  if (!(await loadStanding(context, item))) {
    // A city's first delivery: every row is new, and a second copy of all of them would only cost time.
    await context.lake.run(
      `copy (select source_row_id, cast(null as bigint) as previous_row_id, 'new' as status from read_parquet(${quote(item.rowsFile)}))
       to ${quote(statusFile)} (format parquet)`,
    );
    return { ...item, freshFile: item.rowsFile, statusFile };
  }
  await context.lake.run(`
    copy (
      select r.source_row_id, s.source_row_id as previous_row_id, s.outcome as previous_outcome,
        case when s.row_key is null then 'new'
             when s.row_hash <> r.row_hash then 'changed'
             when s.outcome = 'held' then 'stillHeld'
             else 'unchanged' end as status
      from read_parquet(${quote(item.rowsFile)}) r left join standing s on s.row_key = r.row_key
    ) to ${quote(statusFile)} (format parquet)`);
  await context.lake.run(`
    copy (
      select r.* replace (s.previous_row_id as previous_row_id) from read_parquet(${quote(item.rowsFile)}) r
      join read_parquet(${quote(statusFile)}) s on s.source_row_id = r.source_row_id
      where s.status in ('new', 'changed')
    ) to ${quote(freshFile)} (format parquet)`);
  return { ...item, freshFile, statusFile };
}
