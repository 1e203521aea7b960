import { generateSecret, generateURI, verify } from "otplib";
import { HpError } from "#src/platform/errors.ts";
import { inTransaction } from "#src/platform/postgres/pool.ts";
import type { FieldPlace } from "#src/platform/sealing/cipher.ts";
import { deleteSealed, findSealed, writeSealed } from "../encryption/sealed-store.ts";
import { assertMayChangeFactors, type ProvenAccount } from "./change-factors.ts";
import { guardCodes } from "./code-guard.ts";
import { type AccountContext, type Actor, eventOf } from "./context.ts";

const periodSeconds = 30;

const place = (accountId: string, field: "secret" | "pending"): FieldPlace => ({
  dataset: "accountTotp",
  field,
  recordId: accountId,
});

/**
 * Gives a new secret to put into an authenticator app. It replaces the present one only when {@link confirmTotp} has
 * seen a code of it.
 * @param label what the app shows beside the issuer: the user name
 * @throws HpError `step-up-needed`
 */
export async function beginTotp(
  context: AccountContext,
  account: ProvenAccount & { readonly label: string },
  issuer: string,
): Promise<{ readonly secret: string; readonly uri: string }> {
  await assertMayChangeFactors(context, account);
  // 160 bits (RFC 4226 §4 R6), SHA-1, six digits, 30 s: what every authenticator app understands.
  const secret = generateSecret({ length: 20 });
  await inTransaction(context.pool, (client) =>
    writeSealed(client, context.keys.fields, [{ ...place(account.accountId, "pending"), text: secret }]),
  );
  return { secret, uri: generateURI({ issuer, label: account.label, secret }) };
}

/**
 * Turns the new secret on. The code it was confirmed with is used up.
 * @throws HpError `step-up-needed`, `second-factor-failed`, `sign-in-locked`, `totp-not-begun`
 */
export async function confirmTotp(
  context: AccountContext,
  account: ProvenAccount,
  code: string,
  actor: Actor,
): Promise<void> {
  const { accountId } = account;
  await assertMayChangeFactors(context, account);
  await guardCodes(context, accountId, actor, async (now, done) => {
    const secret = await findSealed(context.pool, context.keys.fields, place(accountId, "pending"));
    if (secret === undefined) throw new HpError("totp-not-begun");
    const step = await stepOf(secret, code, now);
    if (step === undefined) return false;
    return done(async (client) => {
      await writeSealed(client, context.keys.fields, [{ ...place(accountId, "secret"), text: secret }]);
      await deleteSealed(client, place(accountId, "pending"));
      await client.query(
        `insert into access.totp (account_id, confirmed_at, last_step) values ($1, $2, $3)
         on conflict (account_id) do update set confirmed_at = excluded.confirmed_at, last_step = excluded.last_step`,
        [accountId, now, step],
      );
      await context.audit(
        client,
        eventOf(actor, now, {
          action: "factor.add",
          object: `account/${accountId}`,
          detail: { factor: "totp" },
        }),
      );
      return true;
    });
  });
}

/**
 * A code of the app, good once: of two requests with one code one succeeds, and none with an earlier step's.
 * @throws HpError `second-factor-failed`, `sign-in-locked`
 */
export async function proveTotp(
  context: AccountContext,
  accountId: string,
  code: string,
  actor: Actor,
): Promise<void> {
  await guardCodes(context, accountId, actor, async (now, done) => {
    const secret = await findSealed(context.pool, context.keys.fields, place(accountId, "secret"));
    const step = secret === undefined ? undefined : await stepOf(secret, code, now);
    if (step === undefined) return false;
    return done(async (client) => {
      const { rowCount } = await client.query(
        `update access.totp set last_step = $2
         where account_id = $1 and confirmed_at is not null and (last_step is null or last_step < $2)`,
        [accountId, step],
      );
      return rowCount === 1;
    });
  });
}

/** One step of the clock either way (RFC 6238 §5.2): phones are off by seconds. */
async function stepOf(secret: string, code: string, now: Date): Promise<number | undefined> {
  const token = code.replace(/\s/g, "");
  if (!/^\d{6}$/.test(token)) return undefined;
  const epoch = Math.floor(now.getTime() / 1000);
  const result = await verify({ secret, token, epoch, period: periodSeconds, epochTolerance: periodSeconds });
  return result.valid ? Math.floor(epoch / periodSeconds) + result.delta : undefined;
}
