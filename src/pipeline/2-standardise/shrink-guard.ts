import { join } from "node:path";
import { sourceRowSql } from "#src/domains/dictionary/source-row-id.ts";
import { quote } from "#src/platform/duckdb.ts";
import type { RunContext } from "../context.ts";
import type { IntakeTable } from "./intake-table.ts";
import type { Standardised } from "./standardise.ts";

/** A feed that sent far fewer rows than stand: held for a person, never applied as deletions (promise 2). */
export interface ShrunkFeed {
  readonly feedId: string;
  readonly intakeId: string;
  readonly sourceSystem: string;
  readonly schoolId: string | null;
  readonly rowsBefore: number;
  readonly rowsNow: number;
  readonly fileSeqs: readonly number[];
}

/** Share of rows a full delivery may lose before a person must look, unless the feed has a limit of its own. */
const defaultMaxShrinkPercent = 20;

function feedIdOf(intakeId: string, sourceSystem: string, schoolId: string | null): string {
  return [sourceSystem, schoolId ?? "", intakeId].join("/");
}

/** Rows each feed brings in full deliveries of this run. */
export async function countFeeds(
  context: RunContext,
  items: readonly Standardised[],
): Promise<readonly (Omit<ShrunkFeed, "rowsBefore"> & { readonly delivery: string })[]> {
  const result: (Omit<ShrunkFeed, "rowsBefore"> & { readonly delivery: string })[] = [];
  for (const item of items) {
    const rows = await context.lake.rows<{
      source_system: string;
      school: string | null;
      delivery: string;
      n: string;
      files: string[];
    }>(
      `select source_system, feed_school_id as school, delivery, count(*) as n, list(distinct ${sourceRowSql.fileSeq("source_row_id")}) as files
       from read_parquet(${quote(item.rowsFile)}) group by all`,
    );
    for (const row of rows) {
      result.push({
        feedId: feedIdOf(item.intakeId, row.source_system, row.school),
        intakeId: item.intakeId,
        sourceSystem: row.source_system,
        schoolId: row.school,
        rowsNow: Number(row.n),
        fileSeqs: row.files.map(Number),
        delivery: row.delivery,
      });
    }
  }
  return result;
}

type CountedFeed = Awaited<ReturnType<typeof countFeeds>>[number];

/** Full lists that came without a single row: no row speaks for them, only the table that held none. */
function emptyFeeds(tables: readonly IntakeTable[], counted: readonly CountedFeed[]): readonly CountedFeed[] {
  const known = new Set(counted.map((feed) => feed.feedId));
  const named = tables.map((table) => ({
    table,
    feedId: feedIdOf(table.intake, table.sourceSystem, table.schoolId),
  }));
  return [
    ...Map.groupBy(
      named.filter(({ table, feedId }) => table.delivery === "full" && !known.has(feedId)),
      ({ feedId }) => feedId,
    ),
  ].flatMap(([feedId, own]) => {
    const first = own[0]?.table;
    if (first === undefined) return [];
    const { intake: intakeId, sourceSystem, schoolId, delivery } = first;
    return [
      {
        feedId,
        intakeId,
        sourceSystem,
        schoolId,
        delivery,
        rowsNow: 0,
        fileSeqs: own.map(({ table }) => table.fileSeq),
      },
    ];
  });
}

/** Takes shrunken feeds out of the run: their rows stay in the landed file and count as held. */
export async function guardAgainstShrinking(
  context: RunContext,
  items: readonly Standardised[],
  tables: readonly IntakeTable[],
  released: ReadonlySet<string>,
): Promise<{
  readonly items: readonly Standardised[];
  readonly shrunk: readonly ShrunkFeed[];
  readonly emptied: readonly CountedFeed[];
}> {
  const counted = await countFeeds(context, items);
  const empty = emptyFeeds(tables, counted);
  const feeds = [...counted, ...empty].filter(
    (feed) => feed.delivery === "full" && !released.has(feed.feedId),
  );
  const emptied = empty.filter((feed) => released.has(feed.feedId));
  const { rows } = await context.pool.query<{
    feed_id: string;
    rows_current: number;
    max_shrink_percent: number | null;
  }>("select feed_id, rows_current, max_shrink_percent from feed where feed_id = any($1)", [
    feeds.map((feed) => feed.feedId),
  ]);
  const known = new Map(rows.map((row) => [row.feed_id, row]));
  const shrunk = feeds.flatMap((feed): ShrunkFeed[] => {
    const before = known.get(feed.feedId);
    if (before === undefined || before.rows_current === 0) return [];
    const limit = before.max_shrink_percent ?? defaultMaxShrinkPercent;
    const lost = 100 * (1 - feed.rowsNow / before.rows_current);
    return lost > limit ? [{ ...feed, rowsBefore: before.rows_current }] : [];
  });
  if (shrunk.length === 0) return { items, shrunk, emptied };
  const kept: Standardised[] = [];
  for (const item of items) {
    const own = shrunk.filter((feed) => feed.intakeId === item.intakeId);
    if (own.length === 0) {
      kept.push(item);
      continue;
    }
    const rowsFile = join(context.runDir, "standardised", item.intakeId, "guarded.parquet");
    const left = own
      .map(
        (feed) =>
          `(source_system = ${quote(feed.sourceSystem)} and feed_school_id is not distinct from ${feed.schoolId === null ? "null" : quote(feed.schoolId)})`,
      )
      .join(" or ");
    await context.lake.run(
      `copy (select * from read_parquet(${quote(item.rowsFile)}) where not (${left})) to ${quote(rowsFile)} (format parquet, compression zstd)`,
    );
    const [count] = await context.lake.rows<{ n: string }>(
      `select count(*) as n from read_parquet(${quote(rowsFile)})`,
    );
    kept.push({ ...item, rowsFile, rows: Number(count?.n ?? 0) });
  }
  return { items: kept, shrunk, emptied };
}
