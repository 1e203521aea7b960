import { HpError } from "#src/platform/errors.ts";
import { inTransaction, type Pool } from "#src/platform/postgres/pool.ts";

/** The first step that writes what others see; until its mark stands a run has changed nothing but its own rows. */
const firstPublishing = "moves";

/** Whether a run took note of what it was asked; one that was killed before has nothing to resume. */
export async function hasBegun(pool: Pool, runSeq: number): Promise<boolean> {
  return hasStep(pool, runSeq, "request");
}

/** Whether all its bytes are kept: from then on a run needs nothing from the sender. */
export async function hasReceived(pool: Pool, runSeq: number): Promise<boolean> {
  return hasStep(pool, runSeq, "receive");
}

async function hasStep(pool: Pool, runSeq: number, step: string): Promise<boolean> {
  const { rowCount } = await pool.query("select 1 from run_step where run_seq = $1 and step = $2", [
    runSeq,
    step,
  ]);
  return rowCount === 1;
}

/**
 * Gives up an unfinished run that published nothing yet, so that the next one can begin. Its files stay in `landing/`
 * and are read anew when they are sent again; what it asked of people is withdrawn.
 * @throws run-has-published when records already follow from it: such a run is only ever finished
 */
export async function abandonRun(pool: Pool, runSeq: number, now: Date): Promise<void> {
  await inTransaction(pool, async (client) => {
    const { rowCount } = await client.query(
      "select 1 from run_step where run_seq = $1 and (step = $2 or step like 'source-rows-%' or step like 'publish-slice-%') limit 1",
      [runSeq, firstPublishing],
    );
    if (rowCount !== 0) throw new HpError("run-has-published", { run: runSeq });
    await client.query("update run set status = 'abandoned', ended_at = $2 where run_seq = $1", [
      runSeq,
      now,
    ]);
    await client.query(
      "update file set status = 'refused', reason = 'run-abandoned' where run_seq = $1 and status in ('landed', 'waiting')",
      [runSeq],
    );
    await client.query("delete from review where run_seq = $1 and status = 'open'", [runSeq]);
  });
}
