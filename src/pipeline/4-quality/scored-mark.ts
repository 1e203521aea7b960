import type { Client, Db } from "#src/platform/postgres/pool.ts";

/** Name of the mark in `run_step` that a run's records were scored; its detail holds the rules' fingerprint. */
const step = "quality-score";

/** Leaves the mark in the transaction that writes the scores, so the two can't disagree after a crash. */
export async function markScored(
  client: Client,
  runSeq: number,
  now: Date,
  fingerprint: string,
): Promise<void> {
  await client.query(
    `insert into run_step (run_seq, step, started_at, ended_at, rows, detail) values ($1, $2, $3, $3, 0, $4)
     on conflict (run_seq, step) do update set detail = excluded.detail, ended_at = excluded.ended_at`,
    [runSeq, step, now, JSON.stringify({ fingerprint })],
  );
}

/** The rules of the last scoring; undefined when nothing was scored yet. */
export async function findLastFingerprint(db: Db): Promise<string | undefined> {
  const { rows } = await db.query<{ fingerprint: string }>(
    "select detail ->> 'fingerprint' as fingerprint from run_step where step = $1 order by run_seq desc limit 1",
    [step],
  );
  return rows[0]?.fingerprint;
}
