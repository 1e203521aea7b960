import type { Client } from "#src/platform/postgres/pool.ts";

/** A session `s` that is neither ended nor expired nor idle for too long at `$2`. */
export const isOpen = `s.ended_at is null and s.expires_at > $2
  and s.last_seen_at > $2::timestamptz - make_interval(mins => s.idle_minutes)`;

export type SessionEnd =
  | "signedOut"
  | "revoked"
  | "replaced"
  | "passwordChanged"
  | "factorsReset"
  | "accountDisabled";

/**
 * Ends the open sessions of accounts and every sign-in on its way, in the caller's transaction.
 * @param exceptSessionId the one that goes on
 * @returns the ids of those that ended
 */
export async function endSessionsOf(
  client: Client,
  accountIds: readonly string[],
  reason: SessionEnd,
  now: Date,
  exceptSessionId?: string,
): Promise<readonly string[]> {
  await client.query("delete from access.sign_in where account_id = any ($1)", [accountIds]);
  const { rows } = await client.query<{ id: string }>(
    `update access.session set ended_at = $3, end_reason = $2
     where account_id = any ($1) and ended_at is null and ($4::uuid is null or session_id <> $4)
     returning session_id as id`,
    [accountIds, reason, now, exceptSessionId ?? null],
  );
  return rows.map((row) => row.id);
}
