import type { Client, Db } from "#src/platform/postgres/pool.ts";

/** What the last scoring left for the next one. */
export interface LastScoring {
  readonly runSeq: number;
  /** `yyyy-mm-dd` in Hải Phòng, the day its rules were read on. */
  readonly day: string;
  /** Issues that stood after it. */
  readonly issues: number;
}

/** Undefined when nothing was scored yet, or the memory was lost (a restored backup carries none). */
export async function findLastScoring(db: Db): Promise<LastScoring | undefined> {
  const { rows } = await db.query<{ run_seq: number; day: string; issues: string }>(
    "select run_seq, day::text, issues from quality.last_scoring",
  );
  const [row] = rows;
  return row === undefined ? undefined : { runSeq: row.run_seq, day: row.day, issues: Number(row.issues) };
}

/** Written in the transaction of the scores, so that a repeat after a crash sees whether this run was counted. */
export async function rememberScoring(client: Client, { runSeq, day, issues }: LastScoring): Promise<void> {
  await client.query("delete from quality.last_scoring");
  await client.query("insert into quality.last_scoring values ($1, $2, $3)", [runSeq, day, issues]);
}
