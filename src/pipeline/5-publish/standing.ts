import { existsSync, linkSync, mkdirSync, readdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { quote } from "#src/platform/duckdb.ts";
import { inTransaction } from "#src/platform/postgres/pool.ts";
import type { Compared } from "../2-standardise/compare-standing.ts";
import { feedPrefixSql } from "../2-standardise/compare-standing.ts";
import type { Identified } from "../3-identity/identify.ts";
import { keepIndex } from "../3-identity/likeness.ts";
import type { MovedRows } from "../3-identity/move-rows.ts";
import type { RunContext } from "../context.ts";
import { copyIn } from "./copy.ts";
import { movedFile, runFile } from "./standing-rows.ts";

/**
 * Tables `superseded_now` (rows whose newer form came in this run, or that changed hands in it) and
 * `superseded_before` (source_row_id, run_seq: forms older than that run no longer count; only_moved: the row still
 * says what it said, of another record): what is left out when
 * golden rows are worked out.
 */
export async function loadSuperseded(
  context: RunContext,
  identified: readonly Identified[],
  moved: readonly MovedRows[],
): Promise<void> {
  const now = [
    ...identified.map(
      (item) =>
        `select previous_row_id as source_row_id from read_parquet(${quote(item.linkedFile)}) where previous_row_id is not null`,
    ),
    ...moved.map((item) => `select source_row_id from read_parquet(${quote(item.movedFile)})`),
  ];
  await context.lake.run(`create or replace temp table superseded_now as
    select distinct source_row_id from (select cast(null as bigint) as source_row_id where false ${now.map((query) => `union all ${query}`).join(" ")})`);
  await loadSupersededBefore(context);
}

/** Table `superseded_before` alone: what earlier runs put aside. */
export async function loadSupersededBefore(context: RunContext): Promise<void> {
  const dir = join(context.folders.lake, "superseded");
  const earlier = existsSync(dir)
    ? readdirSync(dir)
        .filter((name) => name < runFile(context))
        .map((name) => join(dir, name))
    : [];
  await context.lake.run(
    `create or replace temp table superseded_before as ${
      earlier.length === 0
        ? "select cast(null as bigint) as source_row_id, cast(null as integer) as run_seq, false as only_moved where false"
        : `select source_row_id, max(run_seq) as run_seq, bool_and(moved) as only_moved from read_parquet([${earlier.map(quote).join(", ")}]) group by 1`
    }`,
  );
}

/** Hands the run's identified rows and its superseded list to the lake, where later runs find them. */
export async function keepInLake(
  context: RunContext,
  identified: readonly Identified[],
  moved: readonly MovedRows[],
): Promise<void> {
  const supersededDir = join(context.folders.lake, "superseded");
  mkdirSync(supersededDir, { recursive: true });
  const staged = join(context.runDir, "superseded.parquet");
  const movedRows = moved.map((item) => `select source_row_id from read_parquet(${quote(item.movedFile)})`);
  const isMoved = movedRows.length === 0 ? "false" : `source_row_id in (${movedRows.join(" union all ")})`;
  await context.lake.run(
    `copy (select source_row_id, cast(${context.runSeq} as integer) as run_seq, ${isMoved} as moved from superseded_now) to ${quote(staged)} (format parquet)`,
  );
  renameSync(staged, join(supersededDir, runFile(context)));
  const keep = (intakeId: string, file: string, name: string) => {
    const dir = join(context.folders.lake, "linked", intakeId);
    mkdirSync(dir, { recursive: true });
    // Linked, not moved: a run that is killed right after still finds its own file where its steps look for it.
    const kept = join(dir, name);
    if (!existsSync(kept)) linkSync(file, kept);
  };
  for (const item of identified) keep(item.intakeId, item.linkedFile, runFile(context));
  for (const item of moved) keep(item.intakeId, item.movedFile, movedFile(context));
  keepIndex(context);
}

/**
 * A row that a full delivery no longer holds is marked absent, never deleted: the record stays, its school is told.
 * A row that comes back loses the mark. Feeds are index ranges of `row_key`.
 *
 * @param emptied full lists without a row, let in by a person: everybody in them is absent
 */
export async function markAbsent(
  context: RunContext,
  compared: readonly Compared[],
  emptied: readonly {
    readonly intakeId: string;
    readonly sourceSystem: string;
    readonly schoolId: string | null;
  }[],
): Promise<number> {
  let absent = 0;
  for (const item of compared) {
    const rows = `read_parquet(${quote(item.rowsFile)})`;
    const keys = join(context.runDir, `seen-${item.intakeId}.csv`);
    const feeds = join(context.runDir, `feeds-${item.intakeId}.csv`);
    await context.lake.run(
      `copy (select distinct row_key from ${rows} where delivery = 'full') to ${quote(keys)} (format csv, header false)`,
    );
    await context.lake.run(`
      copy (
        select cast(prefix || repeat('0', 20) as uuid), cast(prefix || repeat('f', 20) as uuid) from (
          select distinct ${feedPrefixSql(`'${item.intakeId}'`, "source_system", "feed_school_id")} as prefix from ${rows} where delivery = 'full'
          ${emptied
            .filter((feed) => feed.intakeId === item.intakeId)
            .map(
              (feed) =>
                `union all select ${feedPrefixSql(quote(feed.intakeId), quote(feed.sourceSystem), feed.schoolId === null ? "null" : quote(feed.schoolId))}`,
            )
            .join(" ")})
      ) to ${quote(feeds)} (format csv, header false)`);
    absent += await inTransaction(context.pool, async (client) => {
      await client.query("create temp table seen_row (row_key uuid primary key) on commit drop");
      await client.query("create temp table seen_feed (low uuid, high uuid) on commit drop");
      await copyIn(client, "seen_feed (low, high)", feeds);
      const { rowCount } = await client.query(
        `select 1 from seen_feed f where exists (
           select 1 from source_row s where s.row_key between f.low and f.high and s.run_seq < $1) limit 1`,
        [context.runSeq],
      );
      if (rowCount === 0) return 0;
      await copyIn(client, "seen_row (row_key)", keys);
      await client.query("analyze seen_row");
      const gone = await client.query(
        `update source_row s set absent_since = $1 from seen_feed f
         where s.row_key between f.low and f.high and s.superseded_by is null and s.absent_since is null
           and not exists (select 1 from seen_row r where r.row_key = s.row_key)`,
        [context.runSeq],
      );
      await client.query(
        "update source_row s set absent_since = null from seen_row r where r.row_key = s.row_key and s.absent_since is not null",
      );
      return gone.rowCount ?? 0;
    });
  }
  return absent;
}
