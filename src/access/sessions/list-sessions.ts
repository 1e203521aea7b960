import { HpError } from "#src/platform/errors.ts";
import { type Db, inTransaction } from "#src/platform/postgres/pool.ts";
import { type AccountContext, type Actor, eventOf } from "../accounts/context.ts";
import { daysAfter } from "../accounts/policy.ts";
import { hashToken } from "../accounts/secret-token.ts";
import { endSessionsOf, isOpen } from "./end-session.ts";

/** A session as its owner sees it. */
export interface SessionListing {
  readonly sessionId: string;
  readonly device: string | null;
  readonly from: string | null;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
}

/** The open sessions of an account, the one used last first. */
export async function listSessions(db: Db, accountId: string, now: Date): Promise<readonly SessionListing[]> {
  const { rows } = await db.query<SessionListing>(
    `select session_id as "sessionId", device, from_address as "from", created_at as "createdAt",
       last_seen_at as "lastSeenAt", expires_at as "expiresAt"
     from access.session s where account_id = $1 and ${isOpen}
     order by last_seen_at desc, session_id`,
    [accountId, now],
  );
  return rows;
}

/** Signs out: a session ends. Nothing happens when it has ended. @returns the id of what ended */
export async function signOut(
  context: AccountContext,
  session: { readonly token: string } | { readonly sessionId: string },
  actor: Actor,
): Promise<string | undefined> {
  const now = context.clock.now();
  const [column, value] =
    "token" in session
      ? (["token_hash", hashToken(session.token)] as const)
      : (["session_id", session.sessionId] as const);
  return inTransaction(context.pool, async (client) => {
    const { rows } = await client.query<{ id: string; accountId: string }>(
      `update access.session set ended_at = $2, end_reason = 'signedOut' where ${column} = $1 and ended_at is null
       returning session_id as id, account_id as "accountId"`,
      [value, now],
    );
    const ended = rows[0];
    if (ended === undefined) return undefined;
    await context.audit(
      client,
      eventOf({ ...actor, accountId: ended.accountId }, now, {
        action: "session.signOut",
        object: `session/${ended.id}`,
      }),
    );
    return ended.id;
  });
}

/** Ends one session of an account; another's looks like none. @throws HpError `session-not-found` */
export async function revokeSession(
  context: AccountContext,
  accountId: string,
  sessionId: string,
  actor: Actor,
): Promise<void> {
  const now = context.clock.now();
  await inTransaction(context.pool, async (client) => {
    const { rowCount } = await client.query(
      `update access.session set ended_at = $3, end_reason = 'revoked'
       where session_id = $2 and account_id = $1 and ended_at is null`,
      [accountId, sessionId, now],
    );
    if (rowCount === 0) throw new HpError("session-not-found");
    await context.audit(
      client,
      eventOf(actor, now, { action: "session.revoke", object: `session/${sessionId}` }),
    );
  });
}

/** Signs an account out everywhere. @param exceptSessionId the one it is asked from @returns the ids that ended */
export async function revokeSessions(
  context: AccountContext,
  accountId: string,
  actor: Actor,
  exceptSessionId?: string,
): Promise<readonly string[]> {
  const now = context.clock.now();
  return inTransaction(context.pool, async (client) => {
    const ended = await endSessionsOf(client, [accountId], "revoked", now, exceptSessionId);
    await context.audit(
      client,
      eventOf(actor, now, {
        action: "session.revokeAll",
        object: `account/${accountId}`,
        detail: { sessions: ended.length },
      }),
    );
    return ended;
  });
}

/**
 * Takes out sessions that ended long ago. For jobs that run as the database's owner: the API's role deletes none.
 * @returns how many
 */
export async function pruneSessions(context: AccountContext): Promise<number> {
  const now = context.clock.now();
  const before = daysAfter(now, -context.policyAt(now).endedSessionDays);
  const { rowCount } = await context.pool.query(
    "delete from access.session where least(ended_at, expires_at) < $1",
    [before],
  );
  return rowCount ?? 0;
}
