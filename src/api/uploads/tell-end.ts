import { notify } from "#src/access/notifications/notify.ts";
import type { Unit } from "#src/access/principal.ts";
import type { Clock } from "#src/platform/clock.ts";
import { inTransaction, type Pool } from "#src/platform/postgres/pool.ts";
import type { Upload } from "./store.ts";

/**
 * Who sent a file hears what became of it, and whoever may answer that its run asks something. A question nobody's
 * school is known for is the department's.
 * @param pool of the owner: whom a role is given to is nobody else's to read
 */
export async function tellEnd(pool: Pool, clock: Clock, { sentBy, summary }: Upload): Promise<void> {
  if (summary === undefined) return;
  const { runId, rowsIn, held } = summary;
  const { rows } = await pool.query<{ school: string | null }>(
    "select distinct school_id as school from review where run_seq = $1 and decided_at is null order by 1",
    [runId],
  );
  const at = clock.now();
  await inTransaction(pool, async (client) => {
    const to = { accountId: sentBy };
    const facts = { rowsIn, held };
    await notify(
      client,
      { to, kind: "uploadFinished", about: `run/${runId}`, path: `/luot/${runId}`, facts },
      at,
    );
    for (const { school } of rows) {
      const unit: Unit = school === null ? { kind: "city" } : { kind: "school", id: school };
      const answering = { permission: "review.decide", unit } as const;
      await notify(
        client,
        { to: answering, kind: "reviewWaiting", about: `run/${runId}`, path: "/viec-cho" },
        at,
      );
    }
  });
}
