import { timingSafeEqual } from "node:crypto";
import { changeClient, clientColumns, type MachineClient } from "./client.ts";
import type { AccountContext, Actor } from "./context.ts";
import { insertClientSecret } from "./insert-client-secret.ts";
import { daysAfter } from "./policy.ts";
import { hashToken } from "./secret-token.ts";

/**
 * A new secret; the one before stays good for the policy's days, so that nothing stops while the vendor changes over.
 * An older one ends at once: two are good at a time.
 * @throws HpError `client-not-found`
 */
export async function rotateClientSecret(
  context: AccountContext,
  clientId: string,
  actor: Actor,
): Promise<string> {
  const now = context.clock.now();
  const until = daysAfter(now, context.policyAt(now).secretOverlapDays);
  let secret = "";
  await changeClient(context, clientId, "client.rotate", actor, {}, async (client) => {
    const found = await client.query(
      "select from access.client where client_id = $1 and auth_method = 'client_secret' for update",
      [clientId],
    );
    await client.query(
      `update access.client_secret set revoked_at = $2
       where client_id = $1 and revoked_at is null and expires_at is not null`,
      [clientId, now],
    );
    await client.query(
      `update access.client_secret set expires_at = $2
       where client_id = $1 and revoked_at is null and expires_at is null`,
      [clientId, until],
    );
    if (found.rowCount === 1) secret = await insertClientSecret(client, clientId, now);
    return found;
  });
  return secret;
}

/** A secret that got out: all end now, a new one is given. @throws HpError `client-not-found` */
export async function replaceLeakedSecret(
  context: AccountContext,
  clientId: string,
  actor: Actor,
): Promise<string> {
  const now = context.clock.now();
  let secret = "";
  await changeClient(context, clientId, "client.secretLeaked", actor, {}, async (client) => {
    const found = await client.query(
      "select from access.client where client_id = $1 and auth_method = 'client_secret' for update",
      [clientId],
    );
    await client.query(
      "update access.client_secret set revoked_at = $2 where client_id = $1 and revoked_at is null",
      [clientId, now],
    );
    if (found.rowCount === 1) secret = await insertClientSecret(client, clientId, now);
    return found;
  });
  return secret;
}

/** The client whose secret this is; undefined for a wrong one, an unknown or a disabled client: all alike. */
export async function findClientBySecret(
  context: AccountContext,
  clientId: string,
  secret: string,
): Promise<MachineClient | undefined> {
  const now = context.clock.now();
  const given = hashToken(secret);
  if (given === undefined) return undefined;
  const { rows } = await context.pool.query<MachineClient & { secretId: string; secretHash: Buffer }>(
    `select ${clientColumns}, s.secret_id as "secretId", s.secret_hash as "secretHash"
     from access.client_secret s join access.client c using (client_id) join access.account a using (account_id)
     where s.client_id = $1 and s.revoked_at is null and (s.expires_at is null or s.expires_at > $2)
       and a.state = 'active'`,
    [clientId, now],
  );
  const found = rows.find((row) => timingSafeEqual(row.secretHash, given));
  if (found === undefined) return undefined;
  const { secretId, secretHash: _, ...client } = found;
  await noteClientUse(context, client.accountId, secretId);
  return client;
}

/** Notes that a client was here, at most once an hour; unused accounts are disabled (idle-accounts.ts). */
export async function noteClientUse(
  context: AccountContext,
  accountId: string,
  secretId?: string,
): Promise<void> {
  const now = context.clock.now();
  await context.pool.query(
    `with used as (
       update access.client_secret set last_used_at = $2
       where secret_id = $3 and (last_used_at is null or last_used_at < $4))
     update access.account set last_seen_at = $2 where account_id = $1 and (last_seen_at is null or last_seen_at < $4)`,
    [accountId, now, secretId ?? null, new Date(now.getTime() - 3_600_000)],
  );
}
