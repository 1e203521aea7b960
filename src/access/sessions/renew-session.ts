import { HpError } from "#src/platform/errors.ts";
import { type Client, inTransaction } from "#src/platform/postgres/pool.ts";
import { type AccountContext, type Actor, eventOf } from "../accounts/context.ts";
import { proveFactor, type SecondFactor } from "../accounts/factor-sign-in.ts";
import { provePasswordAgain } from "../accounts/password-sign-in.ts";
import { minutesBefore } from "../accounts/policy.ts";
import { type FactorMethod, type Proof, withProof } from "../accounts/proof.ts";
import { hashToken, newToken } from "../accounts/secret-token.ts";
import { idleMinutesOf, listGrants, mayActIn } from "./acting-grant.ts";
import { isOpen } from "./end-session.ts";
import { findSession } from "./find-session.ts";
import type { StartedSession } from "./start-session.ts";

/** What somebody signed in proves who they are by, once more. */
export type StepUp =
  | { readonly kind: "password"; readonly password: string; readonly deviceToken?: string }
  /** VNeID vouched for them again, just now. */
  | { readonly kind: "vouched"; readonly accountId: string; readonly method: "vneid1" | "vneid2" }
  | Exclude<SecondFactor, { kind: "newTotp" }>;

/**
 * Proves once more who it is: before sensitive screens after a pause, before factors change, or to add the second
 * factor a role asks for. The token is new: who had the old one has nothing.
 * @throws HpError `sign-in-needed`, `sign-in-failed`, `sign-in-locked`, `second-factor-failed`, `passkey-refused`
 */
export async function stepUpSession(
  context: AccountContext,
  token: string,
  proof: StepUp,
  actor: Actor,
): Promise<StartedSession> {
  const session = await findSession(context.pool, token, context.clock.now());
  if (session === undefined) throw new HpError("sign-in-needed");
  const { accountId } = session;
  const own = { ...actor, accountId };
  const method = await prove(context, accountId, proof, own);
  const now = context.clock.now();
  return renew(
    context,
    token,
    actor,
    "session.stepUp",
    async (_client, { proofs, grantId, idleMinutes }) => ({
      proofs: withProof(proofs, method, now),
      provedAt: now,
      grantId,
      idleMinutes,
    }),
  );
}

async function prove(
  context: AccountContext,
  accountId: string,
  proof: StepUp,
  actor: Actor,
): Promise<FactorMethod> {
  if (proof.kind === "password") {
    await provePasswordAgain(context, { ...proof, accountId }, actor);
    return "pwd";
  }
  if (proof.kind !== "vouched") return proveFactor(context, accountId, proof, actor);
  // Somebody else's VNeID at an open browser proves nothing about its owner.
  if (proof.accountId !== accountId) throw new HpError("sign-in-failed");
  return proof.method;
}

/**
 * Acts in another of the person's grants from now on; under a new token, because the rights are others.
 * @throws HpError `grant-not-held`; `step-up-needed` when the role asks for two factors; `sign-in-needed`
 */
export async function chooseGrant(
  context: AccountContext,
  token: string,
  grantId: string,
  actor: Actor,
): Promise<StartedSession> {
  const now = context.clock.now();
  return renew(context, token, actor, "session.chooseGrant", async (client, session) => {
    const grant = (await listGrants(client, session.accountId, now)).find((one) => one.grantId === grantId);
    if (grant === undefined) throw new HpError("grant-not-held");
    if (!mayActIn(grant.role, session.proofs)) throw new HpError("step-up-needed");
    return {
      proofs: session.proofs,
      provedAt: session.provedAt,
      grantId,
      idleMinutes: idleMinutesOf(grant.role, context.policyAt(now)),
    };
  });
}

interface Renewable {
  readonly sessionId: string;
  readonly accountId: string;
  readonly proofs: readonly Proof[];
  readonly provedAt: Date;
  readonly grantId: string | null;
  readonly idleMinutes: number;
  readonly expiresAt: Date;
}

async function renew(
  context: AccountContext,
  token: string,
  actor: Actor,
  action: string,
  change: (
    client: Client,
    session: Renewable,
  ) => Promise<Pick<Renewable, "proofs" | "provedAt" | "grantId" | "idleMinutes">>,
): Promise<StartedSession> {
  const now = context.clock.now();
  return inTransaction(context.pool, async (client) => {
    // Locked: of two requests with one token one renews, the other finds it gone.
    const { rows } = await client.query<Renewable>(
      `select s.session_id as "sessionId", s.account_id as "accountId", s.proofs, s.proved_at as "provedAt",
         s.grant_id as "grantId", s.idle_minutes as "idleMinutes", s.expires_at as "expiresAt"
       from access.session s
       where s.token_hash = $1 and ${isOpen} for update`,
      [hashToken(token), now],
    );
    const session = rows[0];
    if (session === undefined) throw new HpError("sign-in-needed");
    const next = await change(client, session);
    const fresh = newToken();
    await client.query(
      `update access.session set token_hash = $2, proofs = $3, proved_at = $4, grant_id = $5, idle_minutes = $6,
         active_since = case when last_seen_at <= $8 then $7 else active_since end, last_seen_at = $7
       where session_id = $1`,
      [
        session.sessionId,
        hashToken(fresh),
        JSON.stringify(next.proofs),
        next.provedAt,
        next.grantId,
        next.idleMinutes,
        now,
        minutesBefore(now, context.policyAt(now).sensitiveIdleMinutes),
      ],
    );
    await context.audit(
      client,
      eventOf({ ...actor, accountId: session.accountId }, now, {
        action,
        object: `session/${session.sessionId}`,
      }),
    );
    return {
      token: fresh,
      sessionId: session.sessionId,
      expiresAt: session.expiresAt,
      grantId: next.grantId ?? undefined,
    };
  });
}
