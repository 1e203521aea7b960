import { createHmac } from "node:crypto";
import { HpError } from "#src/platform/errors.ts";
import type { Db } from "#src/platform/postgres/pool.ts";
import type { AccountContext } from "./context.ts";

/**
 * Failures are counted before they happen: an attempt takes its place in the count first and gives it back when it
 * succeeds. So of any number of guesses sent at once exactly as many are looked at as the policy allows, and all of
 * them count.
 *
 * Against being used to lock others out: a lock ends by itself and guesses during it don't prolong it; a browser the
 * owner signed in from before has its own count (known-device.ts); passkeys and VNeID ask no password and are not
 * locked; an administrator unlocks. Whoever keeps guessing at a name can keep passwords from *new* browsers out, and
 * nothing else.
 */
export interface Attempt {
  readonly allowed: boolean;
  /** When the lock ends, where there is one. */
  readonly lockedUntil: Date | undefined;
}

/** What a user name's attempts are counted under, whether anybody has the name or not. */
export function nameSubject(context: AccountContext, userName: string): string {
  return `name:${createHmac("sha256", context.keys.person).update(`name ${userName}`).digest("base64url")}`;
}
export const deviceSubject = (deviceHash: Buffer): string => `device:${deviceHash.toString("base64url")}`;
export const codeSubject = (accountId: string): string => `code:${accountId}`;

/** Counts an attempt, in one statement. @param lockMinutes for the first lock, the second …; the last one stays */
export async function countAttempt(
  db: Db,
  subject: string,
  now: Date,
  limits: { readonly failuresBeforeLock: number; readonly failureHours: number },
  lockMinutes: readonly number[],
): Promise<Attempt> {
  // A new count begins when a lock is over or the last failure is long ago.
  const { rows } = await db.query<{ failures: number; lockedUntil: Date | null }>(
    `insert into access.sign_in_throttle as t (subject, failures, locks, last_at) values ($1, 1, 0, $2)
     on conflict (subject) do update set
       failures = case when t.locked_until <= $2 or (t.locked_until is null and t.last_at < $3) then 1 else t.failures + 1 end,
       locks = case when t.locked_until is null and t.failures + 1 = $4 and t.last_at >= $3 then t.locks + 1
                    when greatest(t.last_at, t.locked_until) < $3 then 0 else t.locks end,
       locked_until = case when t.locked_until > $2 then t.locked_until
                           when t.locked_until is null and t.failures + 1 = $4 and t.last_at >= $3
                           then $2::timestamptz + make_interval(mins => ($5::integer[])[least(t.locks + 1, cardinality($5::integer[]))])
                      end,
       last_at = $2
     returning failures, locked_until as "lockedUntil"`,
    [
      subject,
      now,
      new Date(now.getTime() - limits.failureHours * 3_600_000),
      limits.failuresBeforeLock,
      lockMinutes,
    ],
  );
  const row = rows[0];
  if (row === undefined) throw new Error("the attempt was not counted");
  return {
    allowed: row.failures <= limits.failuresBeforeLock,
    lockedUntil: row.lockedUntil ?? undefined,
  };
}

/** The same words for a name that exists and one that doesn't. */
export function lockedError(now: Date, until: Date | undefined): HpError {
  const minutes = Math.max(1, Math.ceil(((until?.getTime() ?? 0) - now.getTime()) / 60_000));
  return new HpError("sign-in-locked", { minutes });
}

/** A right answer forgets the wrong ones before it. */
export async function forgetFailures(db: Db, subjects: readonly string[]): Promise<void> {
  await db.query("delete from access.sign_in_throttle where subject = any ($1)", [subjects]);
}

/** Takes out counts that mean nothing any more. @returns how many */
export async function pruneThrottle(context: AccountContext): Promise<number> {
  const now = context.clock.now();
  const { failureHours } = context.policyAt(now);
  const { rowCount } = await context.pool.query(
    "delete from access.sign_in_throttle where last_at < $1 and (locked_until is null or locked_until < $1)",
    [new Date(now.getTime() - failureHours * 3_600_000)],
  );
  return rowCount ?? 0;
}
