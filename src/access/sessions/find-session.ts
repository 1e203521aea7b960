import type { Db } from "#src/platform/postgres/pool.ts";
import { type AccountPolicy, minutesBefore } from "../accounts/policy.ts";
import type { Proof } from "../accounts/proof.ts";
import { hashToken } from "../accounts/secret-token.ts";
import type { Grant } from "../principal.ts";
import { type GrantRow, grantColumns, grantOf, holds } from "./acting-grant.ts";
import { isOpen } from "./end-session.ts";

/** A signed-in browser, as the API meets it on a request. */
export interface Session {
  readonly sessionId: string;
  readonly accountId: string;
  readonly displayName: string;
  readonly personKey: string | null;
  readonly proofs: readonly Proof[];
  readonly provedAt: Date;
  readonly activeSince: Date;
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
  /** What the person acts in now; undefined until one is chosen, and again when it ended. */
  readonly grant: Grant | undefined;
}

type Row = Omit<Session, "grant"> & { readonly [column in keyof GrantRow]: GrantRow[column] | null };

/**
 * The session of a token, with account and acting grant: one statement over three keys, because every request asks.
 * A session that ended, went idle or belongs to a disabled account is not there. The pause is measured from a time that
 * is written once a minute ({@link touchSession}), so a session may end up to a minute early, never late.
 */
export async function findSession(db: Db, token: string, now: Date): Promise<Session | undefined> {
  const hash = hashToken(token);
  return hash === undefined ? undefined : findBy(db, "token_hash", hash, now);
}

/** The session of an id: for parts that keep the id beside what they issued. It is no secret and opens nothing. */
export async function findSessionById(db: Db, sessionId: string, now: Date): Promise<Session | undefined> {
  return findBy(db, "session_id", sessionId, now);
}

async function findBy(
  db: Db,
  column: "token_hash" | "session_id",
  value: Buffer | string,
  now: Date,
): Promise<Session | undefined> {
  const { rows } = await db.query<Row>({
    // Prepared once a connection: planning three tables costs more than reading three rows.
    name: `session-by-${column}`,
    text: `select s.session_id as "sessionId", s.account_id as "accountId", a.display_name as "displayName",
       a.person_key as "personKey", s.proofs, s.proved_at as "provedAt", s.active_since as "activeSince",
       s.last_seen_at as "lastSeenAt", s.expires_at as "expiresAt", ${grantColumns}
     from access.session s
     join access.account a on a.account_id = s.account_id and a.state = 'active'
     left join access.grant g on g.grant_id = s.grant_id and g.account_id = s.account_id and ${holds}
     where s.${column} = $1 and ${isOpen}`,
    values: [value, now],
  });
  const row = rows[0];
  if (row === undefined) return undefined;
  const { grantId, role, unitKind, unitId, validFrom, validTo, ...session } = row;
  const isActing = grantId !== null && role !== null && unitKind !== null && validFrom !== null;
  return {
    ...session,
    grant: isActing ? grantOf({ grantId, role, unitKind, unitId, validFrom, validTo }) : undefined,
  };
}

const touchMs = 60_000;

/**
 * Notes that the session is in use; writes at most once a minute, however many requests come at once. After a pause
 * longer than sensitive screens allow, {@link isOpenForSensitive} is false until the person proves who they are.
 */
export async function touchSession(
  db: Db,
  session: Pick<Session, "sessionId" | "lastSeenAt">,
  now: Date,
  policy: AccountPolicy,
): Promise<void> {
  if (now.getTime() - session.lastSeenAt.getTime() < touchMs) return;
  await db.query(
    `with touched as (
       update access.session set last_seen_at = $2,
         active_since = case when last_seen_at <= $4 then $2 else active_since end
       where session_id = $1 and ended_at is null and last_seen_at <= $3 returning account_id)
     update access.account a set last_seen_at = $2 from touched t
     where a.account_id = t.account_id and (a.last_seen_at is null or a.last_seen_at < $5)`,
    [
      session.sessionId,
      now,
      new Date(now.getTime() - touchMs),
      minutesBefore(now, policy.sensitiveIdleMinutes),
      // Accounts go idle by the day: their row is written once an hour, not once a minute.
      minutesBefore(now, 60),
    ],
  );
}

/**
 * Whether sensitive screens are open (TCVN 14423:2026: 15 minutes): since the person last proved who they are there was
 * no pause longer than that, and there is none now. Otherwise the API asks for a step-up.
 */
export function isOpenForSensitive(session: Session, now: Date, policy: AccountPolicy): boolean {
  return (
    session.provedAt >= session.activeSince &&
    session.lastSeenAt > minutesBefore(now, policy.sensitiveIdleMinutes)
  );
}
