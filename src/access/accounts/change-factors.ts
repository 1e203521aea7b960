import { HpError } from "#src/platform/errors.ts";
import { type Client, inTransaction } from "#src/platform/postgres/pool.ts";
import { deleteSealed } from "../encryption/sealed-store.ts";
import { endSessionsOf } from "../sessions/end-session.ts";
import { getAccount } from "./account.ts";
import { type AccountContext, type Actor, eventOf } from "./context.ts";
import { assertRecentProof, type Proof, provesTwoFactors } from "./proof.ts";
import { getRequirement } from "./requirement.ts";
import { codeSubject, forgetFailures } from "./throttle.ts";

/** An account and what was proved in its sign-in or session. */
export interface ProvenAccount {
  readonly accountId: string;
  readonly proofs: readonly Proof[];
}

/**
 * Factors are changed by who proved a moment ago who they are, with two factors where there are two: whoever learned a
 * password must not be able to put their own phone in the place of the owner's.
 * @throws HpError `step-up-needed`
 */
export async function assertMayChangeFactors(context: AccountContext, account: ProvenAccount): Promise<void> {
  const now = context.clock.now();
  assertRecentProof(account.proofs, now, context.policyAt(now).stepUpMinutes);
  const { factors } = await getRequirement(context.pool, account.accountId, now);
  if (factors.length > 0 && !provesTwoFactors(account.proofs)) throw new HpError("step-up-needed");
}

/** @throws HpError `step-up-needed`, `factor-not-found` */
export async function removeTotp(
  context: AccountContext,
  account: ProvenAccount,
  actor: Actor,
): Promise<void> {
  await remove(context, account, actor, "totp", (client) => deleteTotp(client, account.accountId));
}

/** @throws HpError `step-up-needed`, `factor-not-found` */
export async function removePasskey(
  context: AccountContext,
  account: ProvenAccount,
  credentialId: string,
  actor: Actor,
): Promise<void> {
  await remove(context, account, actor, "passkey", async (client) => {
    const { rowCount } = await client.query(
      "delete from access.passkey where account_id = $1 and credential_id = $2",
      [account.accountId, credentialId],
    );
    return rowCount === 1;
  });
}

async function remove(
  context: AccountContext,
  account: ProvenAccount,
  actor: Actor,
  factor: string,
  work: (client: Client) => Promise<boolean>,
): Promise<void> {
  await assertMayChangeFactors(context, account);
  const now = context.clock.now();
  await inTransaction(context.pool, async (client) => {
    if (!(await work(client))) throw new HpError("factor-not-found");
    await askForLongerPassword(client, account.accountId);
    await context.audit(
      client,
      eventOf(actor, now, {
        action: "factor.remove",
        object: `account/${account.accountId}`,
        detail: { factor },
      }),
    );
  });
}

/**
 * Takes every second factor away, for somebody who lost phone, passkey and codes. The administrator has made sure who
 * it is; sessions end.
 * @throws HpError `account-not-found`
 */
export async function resetFactors(
  context: AccountContext,
  accountId: string,
  reason: string,
  actor: Actor,
): Promise<void> {
  const now = context.clock.now();
  await getAccount(context.pool, accountId);
  await inTransaction(context.pool, async (client) => {
    await deleteTotp(client, accountId);
    await client.query("delete from access.passkey where account_id = $1", [accountId]);
    await client.query("delete from access.recovery_code where account_id = $1", [accountId]);
    await forgetFailures(client, [codeSubject(accountId)]);
    await askForLongerPassword(client, accountId);
    await endSessionsOf(client, [accountId], "factorsReset", now);
    await context.audit(
      client,
      eventOf(actor, now, { action: "factor.reset", object: `account/${accountId}`, purpose: reason }),
    );
  });
}

async function deleteTotp(client: Client, accountId: string): Promise<boolean> {
  for (const field of ["secret", "pending"])
    await deleteSealed(client, { dataset: "accountTotp", field, recordId: accountId });
  const { rowCount } = await client.query("delete from access.totp where account_id = $1", [accountId]);
  return rowCount === 1;
}

/** A password that was long enough beside a second factor is changed once it stands alone. */
async function askForLongerPassword(client: Client, accountId: string): Promise<void> {
  await client.query(
    `update access.credential set must_change = true where account_id = $1 and not stands_alone
       and not exists (select from access.totp where account_id = $1 and confirmed_at is not null)
       and not exists (select from access.passkey where account_id = $1)`,
    [accountId],
  );
}
