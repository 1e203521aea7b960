import { randomUUID } from "node:crypto";
import { HpError } from "#src/platform/errors.ts";
import { type Client, inTransaction } from "#src/platform/postgres/pool.ts";
import { type AccountContext, type Actor, eventOf } from "../accounts/context.ts";
import { hoursAfter } from "../accounts/policy.ts";
import { lastProofAt, type Proof } from "../accounts/proof.ts";
import { hashToken, newToken } from "../accounts/secret-token.ts";
import type { SignedInAccount } from "../accounts/sign-in.ts";
import type { Grant } from "../principal.ts";
import { idleMinutesOf, listGrants, mayActIn } from "./acting-grant.ts";

export interface StartedSession {
  /** For the browser's cookie; nowhere else. */
  readonly token: string;
  readonly sessionId: string;
  readonly expiresAt: Date;
  /** The grant the person acts in, when there was just one to choose. */
  readonly grantId: string | undefined;
}

/**
 * Begins a session after a completed sign-in. The token is always new: one that was in the browser before is of no use
 * to whoever put it there, and the session behind it ends.
 * @param browser.device what the person sees in the list of their sessions
 * @param browser.grantId what they act in; without it the only grant they may act in, where there is just one
 * @throws HpError `account-disabled`; `sign-in-expired` when the password was changed since it was proved;
 *   `grant-not-held`, `step-up-needed`
 */
export async function startSession(
  context: AccountContext,
  signedIn: SignedInAccount,
  browser: {
    readonly device: string | null;
    readonly previousToken?: string;
    readonly grantId?: string;
  },
  actor: Actor,
): Promise<StartedSession> {
  const now = context.clock.now();
  const policy = context.policyAt(now);
  const { accountId, proofs } = signedIn;
  const provedAt = lastProofAt(proofs);
  if (provedAt === undefined) throw new Error("a session needs a proof");
  return inTransaction(context.pool, async (client) => {
    await assertStillGood(client, accountId, proofs);
    if (browser.previousToken !== undefined) await replaceSession(client, browser.previousToken, now);
    const chosen = await chooseFirst(client, accountId, proofs, browser.grantId, now);
    const token = newToken();
    const session = {
      token,
      sessionId: randomUUID(),
      expiresAt: hoursAfter(now, policy.sessionHours),
      grantId: chosen?.grantId,
    };
    await client.query(
      `insert into access.session (session_id, token_hash, account_id, grant_id, proofs, proved_at, active_since,
         last_seen_at, idle_minutes, created_at, expires_at, device, from_address)
       values ($1, $2, $3, $4, $5, $6, $6, $7, $8, $7, $9, $10, $11)`,
      [
        session.sessionId,
        hashToken(token),
        accountId,
        chosen?.grantId ?? null,
        JSON.stringify(proofs),
        provedAt,
        now,
        idleMinutesOf(chosen?.role, policy),
        session.expiresAt,
        browser.device?.normalize("NFC").slice(0, 200) ?? null,
        actor.from,
      ],
    );
    await context.audit(
      client,
      eventOf({ ...actor, accountId }, now, {
        action: "session.start",
        object: `session/${session.sessionId}`,
      }),
    );
    return session;
  });
}

async function chooseFirst(
  client: Client,
  accountId: string,
  proofs: readonly Proof[],
  wanted: string | undefined,
  now: Date,
): Promise<Grant | undefined> {
  const grants = await listGrants(client, accountId, now);
  if (wanted === undefined) {
    const open = grants.filter((grant) => mayActIn(grant.role, proofs));
    return open.length === 1 ? open[0] : undefined;
  }
  const grant = grants.find((one) => one.grantId === wanted);
  if (grant === undefined) throw new HpError("grant-not-held");
  if (!mayActIn(grant.role, proofs)) throw new HpError("step-up-needed");
  return grant;
}

/** @throws HpError `account-disabled`, `sign-in-expired` */
async function assertStillGood(client: Client, accountId: string, proofs: readonly Proof[]): Promise<void> {
  // Shared with other starts; whoever disables the account or changes the password waits, and then ends this session too.
  const { rows } = await client.query<{ state: string; changedAt: Date | null }>(
    `select a.state, c.changed_at as "changedAt" from access.account a left join access.credential c using (account_id)
     where a.account_id = $1 for share of a`,
    [accountId],
  );
  const account = rows[0];
  if (account?.state !== "active") throw new HpError("account-disabled");
  const provedAt = proofs.find((proof) => proof.method === "pwd")?.at;
  if (provedAt !== undefined && account.changedAt !== null && new Date(provedAt) < account.changedAt)
    throw new HpError("sign-in-expired");
}

async function replaceSession(client: Client, token: string, now: Date): Promise<void> {
  await client.query(
    "update access.session set ended_at = $2, end_reason = 'replaced' where token_hash = $1 and ended_at is null",
    [hashToken(token), now],
  );
}
