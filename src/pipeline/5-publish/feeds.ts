import { sourceRowSql } from "#src/domains/dictionary/source-row-id.ts";
import { quote } from "#src/platform/duckdb.ts";
import { inTransaction } from "#src/platform/postgres/pool.ts";
import type { Compared } from "../2-standardise/compare-standing.ts";
import { countFeeds } from "../2-standardise/shrink-guard.ts";
import type { RunContext } from "../context.ts";

/** What each feed holds now, for the shrink guard and the freshness shown to people. */
export async function updateFeeds(
  context: RunContext,
  compared: readonly Compared[],
  emptied: Awaited<ReturnType<typeof countFeeds>>,
): Promise<void> {
  const now = context.clock.now();
  const feeds = [...(await countFeeds(context, compared)), ...emptied];
  // A delta adds nothing to the count of a full list: the next full list is compared with the last full one.
  await context.pool.query(
    `insert into feed (feed_id, source_system, school_id, intake, rows_current, last_file_id, last_received_at)
     select n."feedId", n."sourceSystem", n."schoolId", n."intakeId", n."rowsNow", (select file_id from file where file_seq = n."lastFile"), $2
     from json_to_recordset($1) as n("feedId" text, "sourceSystem" text, "schoolId" text, "intakeId" text, "rowsNow" int,
       "lastFile" bigint, delivery text)
     on conflict (feed_id) do update set last_file_id = excluded.last_file_id, last_received_at = excluded.last_received_at,
       rows_current = excluded.rows_current`,
    [JSON.stringify(feeds.filter((feed) => feed.delivery === "full").map(withLastFile)), now],
  );
  await context.pool.query(
    `update feed f set last_file_id = (select file_id from file where file_seq = n."lastFile"), last_received_at = $2
     from json_to_recordset($1) as n("feedId" text, "lastFile" bigint) where f.feed_id = n."feedId"`,
    [JSON.stringify(feeds.filter((feed) => feed.delivery === "delta").map(withLastFile)), now],
  );
}

function withLastFile<T extends { readonly fileSeqs: readonly number[] }>(feed: T): T & { lastFile: number } {
  return { ...feed, lastFile: Math.max(...feed.fileSeqs) };
}

/** Files of the run are published with the number of their rows; earlier files of the same name give way. */
export async function settleFiles(context: RunContext, compared: readonly Compared[]): Promise<void> {
  const counts: { file_seq: string; n: string }[] = [];
  for (const item of compared) {
    counts.push(
      ...(await context.lake.rows<{ file_seq: string; n: string }>(
        `select ${sourceRowSql.fileSeq("source_row_id")} as file_seq, count(*) as n from read_parquet(${quote(item.rowsFile)}) group by 1`,
      )),
    );
  }
  await inTransaction(context.pool, async (client) => {
    await client.query(
      `update file f set rows_in = f.rows_in + c.n, status = 'published'
       from (select file_seq, sum(n)::int as n from unnest($1::bigint[], $2::int[]) as u (file_seq, n) group by file_seq) c
       where f.file_seq = c.file_seq and f.run_seq = $3 and f.status = 'landed'`,
      [counts.map((row) => row.file_seq), counts.map((row) => Number(row.n)), context.runSeq],
    );
    // A list without a single row is a delivery all the same.
    await client.query("update file set status = 'published' where run_seq = $1 and status = 'landed'", [
      context.runSeq,
    ]);
    await client.query(
      `update file f set status = 'superseded' from file n
       where n.run_seq = $1 and n.status = 'published' and f.status in ('published', 'waiting') and f.run_seq < $1
         and f.file_name = n.file_name and f.source_system is not distinct from n.source_system
         and f.school_id is not distinct from n.school_id`,
      [context.runSeq],
    );
  });
}
