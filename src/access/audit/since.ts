import type { Db } from "#src/platform/postgres/pool.ts";
import type { Finding } from "./finding.ts";

/**
 * When what a finding speaks of was last known to be right (ISO): the time of the checkpoint that sealed the row, or of
 * the checkpoint before the one that is wrong. It was done after that. Null where nothing that is left tells.
 */
export async function lastKnownRight(db: Db, { place }: Finding): Promise<string | null> {
  const row = /^(\d{4}-\d\d-\d\d)\/(-?\d{1,19})\/(\d{1,9})/.exec(place);
  const checkpoint = /^(\d{1,15})(?:-\d+)?$/.exec(place);
  if (row === null && checkpoint === null) return null;
  const { rows } = await db.query<{ at: string | null }>(
    row === null
      ? "select max(made_at)::text as at from access.audit_checkpoint where checkpoint_no < $1"
      : `select max(c.made_at)::text as at from access.audit_segment s join access.audit_checkpoint c using (checkpoint_no)
         where s.day = $1 and s.lane = $2 and $3 between s.from_seq and s.to_seq`,
    row === null ? [checkpoint?.[1]] : row.slice(1, 4),
  );
  const at = rows[0]?.at;
  return at === null || at === undefined ? null : new Date(at).toISOString();
}
