import { HpError } from "#src/platform/errors.ts";
import { type Client, inTransaction } from "#src/platform/postgres/pool.ts";
import { endSessionsOf } from "../sessions/end-session.ts";
import { type AccountContext, type Actor, eventOf } from "./context.ts";
import { getCredential, type Handout, prepareHandout, publicPart } from "./credential.ts";
import { forgetDevices } from "./known-device.ts";
import { checkPassword, lengthOf, preparePassword } from "./password-rules.ts";
import type { AccountPolicy } from "./policy.ts";
import { getRequirement } from "./requirement.ts";
import { codeSubject, deviceSubject, forgetFailures, nameSubject } from "./throttle.ts";

/**
 * Gives out a new temporary password, ends every session and unlocks the account.
 * @throws HpError `credential-not-found`
 */
export async function resetPassword(
  context: AccountContext,
  accountId: string,
  reason: string,
  actor: Actor,
): Promise<Handout> {
  const now = context.clock.now();
  const { userName } = await getCredential(context.pool, accountId);
  const handout = await prepareHandout(context, userName, now);
  await inTransaction(context.pool, async (client) => {
    await storePassword(client, accountId, handout.hash, now, context.policyAt(now), {
      standsAlone: true,
      temporaryUntil: handout.temporaryUntil,
    });
    await endSessionsOf(client, [accountId], "passwordChanged", now);
    await forgetCounts(context, client, accountId, userName, await forgetDevices(client, accountId));
    await context.audit(
      client,
      eventOf(actor, now, {
        action: "credential.reset",
        object: `account/${accountId}`,
        purpose: reason,
      }),
    );
  });
  return publicPart(handout);
}

/** Ends the locks of an account before their time. @throws HpError `credential-not-found` */
export async function unlockAccount(
  context: AccountContext,
  accountId: string,
  reason: string,
  actor: Actor,
): Promise<void> {
  const now = context.clock.now();
  const { userName } = await getCredential(context.pool, accountId);
  await inTransaction(context.pool, async (client) => {
    const devices = await client.query<{ hash: Buffer }>(
      "select device_hash as hash from access.known_device where account_id = $1",
      [accountId],
    );
    await forgetCounts(
      context,
      client,
      accountId,
      userName,
      devices.rows.map((row) => row.hash),
    );
    await context.audit(
      client,
      eventOf(actor, now, {
        action: "credential.unlock",
        object: `account/${accountId}`,
        purpose: reason,
      }),
    );
  });
}

async function forgetCounts(
  context: AccountContext,
  client: Client,
  accountId: string,
  userName: string,
  devices: readonly Buffer[],
): Promise<void> {
  await forgetFailures(client, [
    nameSubject(context, userName),
    codeSubject(accountId),
    ...devices.map(deviceSubject),
  ]);
}

/**
 * A password the person chose. Who asks must have proved who they are by other means than this call.
 * @param knownHash the hash the caller looked at; the password is not replaced when it changed in the meantime
 * @throws HpError `password-too-short`, `password-too-long`, `password-characters`, `password-guessable`,
 *   `password-reused`, `password-changed-meanwhile`, `credential-not-found`
 */
export async function replacePassword(
  context: AccountContext,
  accountId: string,
  typed: string,
  actor: Actor,
  options: { readonly knownHash?: string; readonly keepSessionId?: string } = {},
): Promise<void> {
  const now = context.clock.now();
  const policy = context.policyAt(now);
  const password = preparePassword(typed, policy);
  const credential = await getCredential(context.pool, accountId);
  const { asksTwoFactors } = await getRequirement(context.pool, accountId, now);
  checkPassword(password, credential, policy, asksTwoFactors);
  const { rows } = await context.pool.query<{ hash: string }>(
    `select password_hash as hash from access.password_history where account_id = $1
     order by set_at desc limit $2`,
    [accountId, policy.passwordHistory - 1],
  );
  for (const hash of [credential.passwordHash, ...rows.map((row) => row.hash)]) {
    if (await context.hashing.matches(password, hash))
      throw new HpError("password-reused", { count: policy.passwordHistory });
  }
  const hash = await context.hashing.hash(password, policy.hashCost);
  await inTransaction(context.pool, async (client) => {
    await storePassword(client, accountId, hash, now, policy, {
      standsAlone: lengthOf(password) >= policy.passwordLength.alone,
      knownHash: options.knownHash ?? credential.passwordHash,
    });
    await endSessionsOf(client, [accountId], "passwordChanged", now, options.keepSessionId);
    await context.audit(
      client,
      eventOf(actor, now, { action: "credential.change", object: `account/${accountId}` }),
    );
  });
}

/** The old hash goes to the history, which keeps as many as must not come back. */
async function storePassword(
  client: Client,
  accountId: string,
  hash: string,
  now: Date,
  policy: AccountPolicy,
  how: { readonly standsAlone: boolean; readonly temporaryUntil?: Date; readonly knownHash?: string },
): Promise<void> {
  // Sessions start under a share lock of the account (start-session.ts): none slips in between.
  await client.query("select from access.account where account_id = $1 for update", [accountId]);
  const { rows } = await client.query<{ hash: string; setAt: Date }>(
    `select password_hash as hash, changed_at as "setAt" from access.credential where account_id = $1 for update`,
    [accountId],
  );
  const before = rows[0];
  if (before === undefined) throw new HpError("credential-not-found");
  if (how.knownHash !== undefined && how.knownHash !== before.hash)
    throw new HpError("password-changed-meanwhile");
  await client.query("insert into access.password_history values ($1, $2, $3)", [
    accountId,
    before.hash,
    before.setAt,
  ]);
  await client.query(
    `delete from access.password_history where account_id = $1 and password_hash not in
       (select password_hash from access.password_history where account_id = $1 order by set_at desc limit $2)`,
    [accountId, policy.passwordHistory - 1],
  );
  await client.query(
    `update access.credential set password_hash = $2, stands_alone = $3, must_change = $4, temporary_until = $5, changed_at = $6
     where account_id = $1`,
    [accountId, hash, how.standsAlone, how.temporaryUntil !== undefined, how.temporaryUntil ?? null, now],
  );
}
