import { join } from "node:path";
import { toSnakeCase } from "#src/domains/dictionary/text.ts";
import { quote } from "#src/platform/duckdb.ts";
import { askByKey } from "../ask-by-key.ts";
import type { RunContext } from "../context.ts";
import { rowGroups } from "../row-groups.ts";
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
 * Table `standing_<intake>` (row_key, source_row_id, row_hash, outcome, record_id): rows of earlier runs under the
 * incoming keys. Returns its name; undefined when no run came before.
 */
async function loadStanding(context: RunContext, item: Standardised): Promise<string | undefined> {
  const { lake, pool, runSeq } = context;
  const { rows } = await pool.query<{ any: boolean }>(
    "select exists (select 1 from source_row where run_seq < $1) as any",
    [runSeq],
  );
  if (rows[0]?.any !== true) return undefined;
  const standing = `standing_${toSnakeCase(item.intakeId)}`;
  await lake.run(
    `create or replace temp table ${standing} (row_key uuid, source_row_id bigint, row_hash uuid, outcome varchar, record_id uuid)`,
  );
  await askByKey(context, {
    into: standing,
    keys: `select distinct row_key from read_parquet(${quote(item.rowsFile)})`,
    keyType: "uuid",
    answer: `select row_key, source_row_id, row_hash, outcome, record_id from asked join source_row on row_key = k
      where superseded_by is null and run_seq < ${runSeq}`,
    columns: {
      row_key: "UUID",
      source_row_id: "BIGINT",
      row_hash: "UUID",
      outcome: "VARCHAR",
      record_id: "UUID",
    },
  });
  return standing;
}

/** Splits an intake's rows into fresh ones and those that say what they said before. */
export async function compareStanding(context: RunContext, item: Standardised): Promise<Compared> {
  const dir = join(context.runDir, "standardised", item.intakeId);
  const freshFile = join(dir, "fresh.parquet");
  const statusFile = join(dir, "status.parquet");
  const standing = await loadStanding(context, item);
  if (standing === undefined) {
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
      from read_parquet(${quote(item.rowsFile)}) r left join ${standing} s on s.row_key = r.row_key
    ) to ${quote(statusFile)} (format parquet)`);
  await context.lake.run(`
    copy (
      select r.* replace (s.previous_row_id as previous_row_id) from read_parquet(${quote(item.rowsFile)}) r
      join read_parquet(${quote(statusFile)}) s on s.source_row_id = r.source_row_id
      where s.status in ('new', 'changed')
    ) to ${quote(freshFile)} (format parquet, ${rowGroups(item.rows)})`);
  return { ...item, freshFile, statusFile };
}
