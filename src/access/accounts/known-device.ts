import type { Client, Db } from "#src/platform/postgres/pool.ts";
import type { AccountContext } from "./context.ts";
import { daysAfter } from "./policy.ts";
import { hashToken, newToken } from "./secret-token.ts";

/**
 * Remembers the browser an account has just signed in from. The token it keeps in a cookie of its own proves nothing
 * about the person; it only gives this browser its own count of failures (throttle.ts).
 */
export async function rememberDevice(
  context: AccountContext,
  accountId: string,
): Promise<{ readonly deviceToken: string; readonly expiresAt: Date }> {
  const now = context.clock.now();
  const deviceToken = newToken();
  const expiresAt = daysAfter(now, context.policyAt(now).knownDeviceDays);
  await context.pool.query(
    "insert into access.known_device (device_hash, account_id, created_at, expires_at) values ($1, $2, $3, $4)",
    [hashToken(deviceToken), accountId, now, expiresAt],
  );
  return { deviceToken, expiresAt };
}

/** The device's hash, when the token is good and of the account that has this user name. */
export async function findKnownDevice(
  db: Db,
  deviceToken: string,
  userName: string,
  now: Date,
): Promise<Buffer | undefined> {
  const deviceHash = hashToken(deviceToken);
  if (deviceHash === undefined) return undefined;
  const { rowCount } = await db.query(
    `select from access.known_device d join access.credential c using (account_id)
     where d.device_hash = $1 and d.expires_at > $2 and c.user_name = $3`,
    [deviceHash, now, userName],
  );
  return rowCount === 0 ? undefined : deviceHash;
}

/** Whether a browser's token is good and this account's: one that was pruned, expired or another's is strange. */
export async function isKnownDevice(
  db: Db,
  deviceToken: string | undefined,
  accountId: string,
  now: Date,
): Promise<boolean> {
  const deviceHash = deviceToken === undefined ? undefined : hashToken(deviceToken);
  if (deviceHash === undefined) return false;
  const { rowCount } = await db.query(
    "select from access.known_device where device_hash = $1 and account_id = $2 and expires_at > $3",
    [deviceHash, accountId, now],
  );
  return rowCount === 1;
}

/** All devices of an account become strange again. @returns their hashes */
export async function forgetDevices(client: Client, accountId: string): Promise<readonly Buffer[]> {
  const { rows } = await client.query<{ hash: Buffer }>(
    "delete from access.known_device where account_id = $1 returning device_hash as hash",
    [accountId],
  );
  return rows.map((row) => row.hash);
}
