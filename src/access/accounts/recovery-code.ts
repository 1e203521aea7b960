import { createHash } from "node:crypto";
import { type Db, inTransaction } from "#src/platform/postgres/pool.ts";
import { assertMayChangeFactors, type ProvenAccount } from "./change-factors.ts";
import { guardCodes } from "./code-guard.ts";
import { type AccountContext, type Actor, eventOf } from "./context.ts";
import { newReadableSecret, readableSecret } from "./secret-token.ts";

const codes = 10;

/** 78 random bits: a plain hash suffices, and the account in it keeps equal codes of two people apart. */
const hashOf = (accountId: string, code: string): Buffer =>
  createHash("sha256")
    .update(`${accountId} ${readableSecret(code)}`)
    .digest();

/**
 * Ten new codes for the day the phone is lost; shown once. The old ones end.
 * @throws HpError `step-up-needed`
 */
export async function renewRecoveryCodes(
  context: AccountContext,
  account: ProvenAccount,
  actor: Actor,
): Promise<readonly string[]> {
  const now = context.clock.now();
  const { accountId } = account;
  await assertMayChangeFactors(context, account);
  const fresh = Array.from({ length: codes }, newReadableSecret);
  await inTransaction(context.pool, async (client) => {
    await client.query("delete from access.recovery_code where account_id = $1", [accountId]);
    await client.query(
      `insert into access.recovery_code (account_id, code_hash, created_at)
       select $1, hash, $3 from unnest($2::bytea[]) as hash`,
      [accountId, fresh.map((code) => hashOf(accountId, code)), now],
    );
    await context.audit(
      client,
      eventOf(actor, now, {
        action: "factor.add",
        object: `account/${accountId}`,
        detail: { factor: "recovery" },
      }),
    );
  });
  return fresh;
}

/** Uses a recovery code up. @throws HpError `second-factor-failed`, `sign-in-locked` */
export async function proveRecoveryCode(
  context: AccountContext,
  accountId: string,
  code: string,
  actor: Actor,
): Promise<void> {
  await guardCodes(context, accountId, actor, async (now, done) => {
    if (code.length > 100) return false;
    return done(async (client) => {
      const { rowCount } = await client.query(
        "update access.recovery_code set used_at = $3 where account_id = $1 and code_hash = $2 and used_at is null",
        [accountId, hashOf(accountId, code), now],
      );
      return rowCount === 1;
    });
  });
}

export async function countRecoveryCodes(db: Db, accountId: string): Promise<number> {
  const { rows } = await db.query<{ left: number }>(
    `select count(*)::integer as left from access.recovery_code where account_id = $1 and used_at is null`,
    [accountId],
  );
  return rows[0]?.left ?? 0;
}
