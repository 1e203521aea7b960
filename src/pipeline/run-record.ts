import { sourceRowId } from "#src/domains/dictionary/source-row-id.ts";
import { inTransaction, type Pool } from "#src/platform/postgres/pool.ts";
import type { FileToLand } from "./1-landing/land.ts";
import type { LandedFile } from "./1-landing/landed-file.ts";
import type { ShrunkFeed } from "./2-standardise/shrink-guard.ts";
import { goldenId } from "./3-identity/golden-id.ts";
import type { RowAccount } from "./5-publish/account.ts";
import type { RunContext } from "./context.ts";

export async function createRun(pool: Pool, startedAt: Date): Promise<number> {
  const { rows } = await pool.query<{ run_seq: number }>(
    `insert into run (run_seq, status, started_at, files, rows_in, published, unchanged, merged, held)
     select coalesce(max(run_seq), 0) + 1, 'running', $1, 0, 0, 0, 0, 0, 0 from run returning run_seq`,
    [startedAt],
  );
  const created = rows[0];
  if (created === undefined) throw new Error("the run was not created");
  return created.run_seq;
}

export async function getRunStart(pool: Pool, runSeq: number): Promise<Date> {
  const { rows } = await pool.query<{ started_at: Date }>("select started_at from run where run_seq = $1", [
    runSeq,
  ]);
  if (rows[0] === undefined) throw new Error(`no run ${runSeq}`);
  return rows[0].started_at;
}

export async function findUnfinishedRun(pool: Pool): Promise<number | undefined> {
  const { rows } = await pool.query<{ run_seq: number }>(
    "select run_seq from run where status in ('running', 'failed') order by run_seq desc limit 1",
  );
  return rows[0]?.run_seq;
}

export async function finishRun(context: RunContext, files: number, account: RowAccount): Promise<void> {
  await context.pool.query(
    `update run set status = 'done', ended_at = $2, files = $3, rows_in = $4, published = $5, unchanged = $6, merged = $7, held = $8,
       error = null where run_seq = $1`,
    [
      context.runSeq,
      context.clock.now(),
      files,
      account.rowsIn,
      account.published,
      account.unchanged,
      account.merged,
      account.held,
    ],
  );
}

/** A run that broke keeps its marks: `hp resume` goes on from there. The error text names no person. */
export async function failRun(pool: Pool, runSeq: number, error: unknown): Promise<void> {
  const message = error instanceof Error ? error.message : String(error);
  await pool.query("update run set status = 'failed', error = $2 where run_seq = $1", [
    runSeq,
    message.slice(0, 2000),
  ]);
}

/** Rows of files that are already published, byte for byte: nothing to do, but they count. */
export async function findKnownFiles(
  pool: Pool,
  fileIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await pool.query<{ file_id: string; rows_in: number }>(
    "select file_id, rows_in from file where status = 'published' and file_id = any($1)",
    [fileIds],
  );
  return new Map(rows.map((row) => [row.file_id, row.rows_in]));
}

export async function nextFileSeqs(pool: Pool, count: number): Promise<readonly number[]> {
  const { rows } = await pool.query<{ n: string }>(
    "select nextval('file_seq') as n from generate_series(1, $1)",
    [count],
  );
  return rows.map((row) => Number(row.n));
}

/** Writes the landed files of a batch in one statement and opens a review for every table that waits for an answer. */
export async function saveLanded(
  context: RunContext,
  landed: readonly LandedFile[],
  received: ReadonlyMap<number, FileToLand>,
): Promise<void> {
  const files = landed.map((file) => {
    const table = file.tables[0];
    const waiting = file.waiting[0]?.description?.context;
    return {
      file,
      from: received.get(file.fileSeq),
      rawPart: table?.rawPart ?? null,
      system: table?.sourceSystem ?? waiting?.vendor ?? null,
      school: table?.schoolId ?? waiting?.schoolCode ?? null,
    };
  });
  const leftovers = files.flatMap(({ file, school }) => file.leftovers.map((row) => ({ row, school })));
  await inTransaction(context.pool, async (client) => {
    await client.query(
      `insert into file (file_id, file_seq, file_name, source_system, school_id, bytes, status, reason, rows_in, tables, raw_part, run_seq, received_at)
       select *, $12::integer, $13::timestamptz from unnest($1::text[], $2::bigint[], $3::text[], $4::text[], $5::text[],
         $6::bigint[], $7::text[], $8::text[], $9::bigint[], $10::jsonb[], $11::text[])`,
      [
        files.map(({ file }) => file.fileId),
        files.map(({ file }) => file.fileSeq),
        files.map(({ from }) => from?.fileName ?? ""),
        files.map(({ system }) => system),
        files.map(({ school }) => school),
        files.map(({ from }) => from?.bytes ?? 0),
        files.map(({ file }) => file.status),
        files.map(({ file }) => file.reason),
        files.map(({ file }) => file.heldRows),
        files.map(({ file }) => JSON.stringify(file)),
        files.map(({ rawPart }) => rawPart),
        context.runSeq,
        context.clock.now(),
      ],
    );
    await client.query(
      `insert into row_rejection (source_row_id, column_name, reason, intake, school_id, run_seq)
       select id, '*', reason, 'package', school_id, $4
       from unnest($1::bigint[], $2::text[], $3::text[]) as t (id, reason, school_id) on conflict do nothing`,
      [
        leftovers.map(({ row }) => sourceRowId(row)),
        leftovers.map(({ row }) => row.reason),
        leftovers.map(({ school }) => school),
        context.runSeq,
      ],
    );
    for (const { file, school } of files) {
      for (const waiting of file.waiting) {
        const encoding = waiting.description === undefined;
        await openReview(context, client, {
          kind: encoding ? "encodingUnsure" : "mappingUnsure",
          subject: `${file.fileId}|${waiting.sheetName}`,
          fileId: file.fileId,
          feedId: null,
          schoolId: school,
          question: {
            sheetName: waiting.sheetName,
            rows: waiting.rows,
            questions: waiting.questions,
            description: waiting.description,
          },
        });
      }
    }
  });
}

interface ReviewParts {
  readonly kind: string;
  /** What makes the review the same one when a step is repeated. */
  readonly subject: string;
  readonly fileId: string | null;
  readonly feedId: string | null;
  readonly schoolId: string | null;
  readonly question: unknown;
}

type Queryable = Pick<Pool, "query">;

async function openReview(context: RunContext, client: Queryable, parts: ReviewParts): Promise<void> {
  const id = goldenId(
    context.identityKey,
    ["review", parts.kind, parts.subject, context.runSeq].join("\u001f"),
  );
  await client.query(
    `insert into review (review_id, kind, status, file_id, feed_id, school_id, question, run_seq, opened_at)
     values ($1, $2, 'open', $3, $4, $5, $6, $7, $8) on conflict (review_id) do nothing`,
    [
      id,
      parts.kind,
      parts.fileId,
      parts.feedId,
      parts.schoolId,
      JSON.stringify(parts.question),
      context.runSeq,
      context.clock.now(),
    ],
  );
}

export async function openShrinkReviews(context: RunContext, shrunk: readonly ShrunkFeed[]): Promise<void> {
  for (const feed of shrunk) {
    const { rows } = await context.pool.query<{ file_id: string }>(
      "select file_id from file where file_seq = any($1) order by file_seq",
      [feed.fileSeqs],
    );
    await openReview(context, context.pool, {
      kind: "feedShrunk",
      subject: feed.feedId,
      fileId: rows[0]?.file_id ?? null,
      feedId: feed.feedId,
      schoolId: feed.schoolId,
      question: { ...feed, fileIds: rows.map((row) => row.file_id) },
    });
    await context.pool.query(
      "update file set status = 'waiting', reason = 'feed-shrunk' where file_seq = any($1)",
      [feed.fileSeqs],
    );
  }
}
