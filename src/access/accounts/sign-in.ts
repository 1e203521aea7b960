import { HpError } from "#src/platform/errors.ts";
import { type Client, type Db, inTransaction } from "#src/platform/postgres/pool.ts";
import { type AccountContext, type Actor, eventOf } from "./context.ts";
import { minutesAfter } from "./policy.ts";
import { type FactorMethod, type Proof, withProof } from "./proof.ts";
import { getRequirement, nextStep, type Requirement, type SignInStep } from "./requirement.ts";
import { hashToken, newToken } from "./secret-token.ts";

/**
 * A sign-in on its way. The token is new after every factor, so that one seen before a factor is worth nothing after
 * it; it opens nothing until {@link completeSignIn}.
 */
export interface SignIn {
  readonly token: string;
  readonly accountId: string;
  readonly proofs: readonly Proof[];
  readonly step: SignInStep;
  /** Second factors the person has. */
  readonly factors: Requirement["factors"];
}

/** Where the request comes from, as far as it changes what is asked. */
export interface Surroundings {
  /** From outside the agency's networks: staff prove two factors. */
  readonly outside?: boolean;
}

/** Who it is was proved, and everything asked for was given. */
export interface SignedInAccount {
  readonly accountId: string;
  readonly proofs: readonly Proof[];
}

/**
 * Begins a sign-in of who an identity provider vouches for (VNeID).
 * @throws HpError `account-disabled`, `account-not-found`
 */
export async function beginFederatedSignIn(
  context: AccountContext,
  accountId: string,
  method: "vneid1" | "vneid2",
  surroundings: Surroundings = {},
): Promise<SignIn> {
  return inTransaction(context.pool, (client) =>
    writeSignIn(context, client, { accountId, proofs: [] }, method, surroundings),
  );
}

/** @throws HpError `sign-in-expired` */
export async function getSignIn(db: Db, token: string, now: Date): Promise<SignedInAccount> {
  const { rows } = await db.query<SignedInAccount>(
    `select account_id as "accountId", proofs from access.sign_in where token_hash = $1 and expires_at > $2`,
    [hashToken(token), now],
  );
  const found = rows[0];
  if (found === undefined) throw new HpError("sign-in-expired");
  return found;
}

/** How far a sign-in is; its token stays. @throws HpError `sign-in-expired`, `account-disabled` */
export async function getSignInProgress(
  context: AccountContext,
  token: string,
  { outside }: Surroundings = {},
): Promise<SignIn> {
  const now = context.clock.now();
  const found = await getSignIn(context.pool, token, now);
  const requirement = await getRequirement(context.pool, found.accountId, now, outside);
  if (requirement.state !== "active") throw new HpError("account-disabled");
  return {
    ...found,
    token,
    step: nextStep(requirement, found.proofs),
    factors: requirement.factors,
  };
}

/** Takes the sign-in out, so that of two requests with one token one goes on. @throws HpError `sign-in-expired` */
async function takeSignIn(client: Client, token: string, now: Date): Promise<SignedInAccount> {
  const { rows } = await client.query<SignedInAccount>(
    `delete from access.sign_in where token_hash = $1 and expires_at > $2
     returning account_id as "accountId", proofs`,
    [hashToken(token), now],
  );
  const found = rows[0];
  if (found === undefined) throw new HpError("sign-in-expired");
  return found;
}

/**
 * Goes on with one more factor proved; the old token is used up.
 * @throws HpError `sign-in-expired`, `account-disabled`
 */
export async function addFactor(
  context: AccountContext,
  client: Client,
  token: string,
  method: FactorMethod,
  surroundings: Surroundings,
): Promise<SignIn> {
  const before = await takeSignIn(client, token, context.clock.now());
  return writeSignIn(context, client, before, method, surroundings);
}

/** A sign-in with one more proof than before, under a new token. @throws HpError `account-disabled` */
export async function writeSignIn(
  context: AccountContext,
  client: Client,
  before: SignedInAccount,
  method: FactorMethod,
  { outside }: Surroundings,
): Promise<SignIn> {
  const now = context.clock.now();
  const { accountId } = before;
  const requirement = await getRequirement(client, accountId, now, outside);
  if (requirement.state !== "active") throw new HpError("account-disabled");
  const proofs = withProof(before.proofs, method, now);
  const token = newToken();
  await client.query(
    "insert into access.sign_in (token_hash, account_id, proofs, started_at, expires_at) values ($1, $2, $3, $4, $5)",
    [
      hashToken(token),
      accountId,
      JSON.stringify(proofs),
      now,
      minutesAfter(now, context.policyAt(now).signInMinutes),
    ],
  );
  return {
    token,
    accountId,
    proofs,
    step: nextStep(requirement, proofs),
    factors: requirement.factors,
  };
}

/**
 * Ends a sign-in of which nothing is left to ask; once.
 * @throws HpError `sign-in-expired`, `sign-in-incomplete`, `account-disabled`
 */
export async function completeSignIn(
  context: AccountContext,
  token: string,
  actor: Actor,
  { outside }: Surroundings = {},
): Promise<SignedInAccount> {
  const now = context.clock.now();
  return inTransaction(context.pool, async (client) => {
    const found = await takeSignIn(client, token, now);
    const requirement = await getRequirement(client, found.accountId, now, outside);
    if (requirement.state !== "active") throw new HpError("account-disabled");
    const step = nextStep(requirement, found.proofs);
    if (step !== "done") throw new HpError("sign-in-incomplete", { step });
    await client.query("update access.account set last_seen_at = $2 where account_id = $1", [
      found.accountId,
      now,
    ]);
    await context.audit(
      client,
      eventOf({ ...actor, accountId: found.accountId }, now, {
        action: "session.signIn",
        object: `account/${found.accountId}`,
        detail: { methods: found.proofs.map((proof) => proof.method) },
      }),
    );
    return found;
  });
}

/** Takes out sign-ins and challenges nobody finished. @returns how many */
export async function pruneSignIns(context: AccountContext): Promise<number> {
  const now = context.clock.now();
  const counts = await Promise.all(
    ["access.sign_in", "access.passkey_challenge"].map((table) =>
      context.pool.query(`delete from ${table} where expires_at <= $1`, [now]),
    ),
  );
  return counts.reduce((sum, { rowCount }) => sum + (rowCount ?? 0), 0);
}
