import { createHmac, randomUUID } from "node:crypto";
import { HpError } from "#src/platform/errors.ts";
import { type Client, type Db, inTransaction } from "#src/platform/postgres/pool.ts";
import { endSessionsOf } from "../sessions/end-session.ts";
import { type AccountContext, type Actor, eventOf } from "./context.ts";
import { getRequirement, idleReason } from "./requirement.ts";

export interface Account {
  readonly accountId: string;
  readonly kind: "person" | "client";
  readonly displayName: string;
  /** HMAC of the citizen number, where the account is bound to a person. */
  readonly personKey: string | null;
  readonly state: "active" | "disabled";
  /** Why it was disabled or enabled last. */
  readonly stateReason: string | null;
  /** Two factors whatever the role: staff from outside. */
  readonly mfaRequired: boolean;
  readonly createdAt: Date;
  readonly lastSeenAt: Date | null;
}

const accountColumns = `a.account_id as "accountId", a.kind, a.display_name as "displayName",
  a.person_key as "personKey", a.state, a.state_reason as "stateReason", a.mfa_required as "mfaRequired",
  a.created_at as "createdAt", a.last_seen_at as "lastSeenAt"`;

/**
 * What an account is bound to a person by: a stolen table names nobody, and an e-mail address somebody takes over
 * opens nothing.
 * @throws HpError `citizen-number-invalid` when it is not 12 digits
 */
export function personKeyOf(context: AccountContext, citizenNumber: string): string {
  if (!/^\d{12}$/.test(citizenNumber)) throw new HpError("citizen-number-invalid");
  return createHmac("sha256", context.keys.person).update(citizenNumber).digest("base64url");
}

/** @throws HpError `account-not-found` */
export async function getAccount(db: Db, accountId: string): Promise<Account> {
  const { rows } = await db.query<Account>(
    `select ${accountColumns} from access.account a where a.account_id = $1`,
    [accountId],
  );
  const account = rows[0];
  if (account === undefined) throw new HpError("account-not-found");
  return account;
}

async function findAccountByPerson(db: Db, personKey: string): Promise<Account | undefined> {
  const { rows } = await db.query<Account>(
    `select ${accountColumns} from access.account a where a.person_key = $1`,
    [personKey],
  );
  return rows[0];
}

/** Accounts by id with their user names, a page at a time. @param page.after last id of the page before */
export async function listAccounts(
  db: Db,
  page: { readonly limit: number; readonly after?: string; readonly state?: Account["state"] },
): Promise<readonly (Account & { readonly userName: string | null })[]> {
  const { rows } = await db.query<Account & { readonly userName: string | null }>(
    `select ${accountColumns}, c.user_name as "userName"
     from access.account a left join access.credential c using (account_id)
     where ($2::uuid is null or a.account_id > $2) and ($3::text is null or a.state = $3)
     order by a.account_id limit $1`,
    [page.limit, page.after ?? null, page.state ?? null],
  );
  return rows;
}

export interface NewAccount {
  readonly displayName: string;
  /** As {@link personKeyOf} gives it. */
  readonly personKey?: string;
  readonly mfaRequired?: boolean;
  readonly kind?: Account["kind"];
}

/** Inside the caller's transaction. @throws HpError `account-person-bound` when the person has an account */
export async function insertAccount(client: Client, account: NewAccount, now: Date): Promise<Account> {
  const { rows } = await client.query<Account>(
    `insert into access.account as a (account_id, kind, display_name, person_key, state, mfa_required, created_at)
     values ($1, $2, $3, $4, 'active', $5, $6) on conflict (person_key) do nothing returning ${accountColumns}`,
    [
      randomUUID(),
      account.kind ?? "person",
      account.displayName.normalize("NFC").trim(),
      account.personKey ?? null,
      account.mfaRequired ?? false,
      now,
    ],
  );
  const made = rows[0];
  if (made === undefined) throw new HpError("account-person-bound");
  return made;
}

/**
 * The account of who an identity provider vouches for (VNeID); made at the first sign-in, and two first sign-ins make
 * one. A parent or learner whose account was disabled only because they did not come by for 45 days has it again: they
 * were just identified better than an administrator could [design]. Staff ask theirs.
 */
export async function getOrCreatePersonAccount(
  context: AccountContext,
  person: { readonly citizenNumber: string; readonly displayName: string },
  actor: Actor,
): Promise<Account> {
  const personKey = personKeyOf(context, person.citizenNumber);
  const known = await findAccountByPerson(context.pool, personKey);
  if (known !== undefined) return openWhenIdle(context, known, actor);
  const now = context.clock.now();
  try {
    return await inTransaction(context.pool, async (client) => {
      const account = await insertAccount(client, { displayName: person.displayName, personKey }, now);
      await context.audit(client, created(account, actor, now));
      return account;
    });
  } catch (error) {
    if (!(error instanceof HpError) || error.code !== "account-person-bound") throw error;
    const other = await findAccountByPerson(context.pool, personKey);
    if (other === undefined) throw error;
    return other;
  }
}

async function openWhenIdle(context: AccountContext, account: Account, actor: Actor): Promise<Account> {
  if (account.state === "active" || account.stateReason !== idleReason) return account;
  const { isStaff } = await getRequirement(context.pool, account.accountId, context.clock.now());
  return isStaff
    ? account
    : enableAccount(context, account.accountId, "vouched", { ...actor, accountId: account.accountId });
}

export const created = (account: Account, actor: Actor, at: Date) =>
  eventOf({ ...actor, accountId: actor.accountId ?? account.accountId }, at, {
    action: "account.create",
    object: `account/${account.accountId}`,
  });

/** Ends every session at once. @throws HpError `account-not-found` */
export function disableAccount(
  context: AccountContext,
  accountId: string,
  reason: string,
  actor: Actor,
): Promise<Account> {
  return setState(context, accountId, "disabled", reason, actor);
}

/** @throws HpError `account-not-found` */
export function enableAccount(
  context: AccountContext,
  accountId: string,
  reason: string,
  actor: Actor,
): Promise<Account> {
  return setState(context, accountId, "active", reason, actor);
}

async function setState(
  context: AccountContext,
  accountId: string,
  state: Account["state"],
  reason: string,
  actor: Actor,
): Promise<Account> {
  const now = context.clock.now();
  return inTransaction(context.pool, async (client) => {
    const { rows } = await client.query<Account>(
      `update access.account a set state = $2, state_reason = $3, state_changed_at = $4 where account_id = $1
       returning ${accountColumns}`,
      [accountId, state, reason, now],
    );
    const account = rows[0];
    if (account === undefined) throw new HpError("account-not-found");
    if (state === "disabled") await endSessionsOf(client, [accountId], "accountDisabled", now);
    await context.audit(
      client,
      eventOf(actor, now, {
        action: state === "disabled" ? "account.disable" : "account.enable",
        object: `account/${accountId}`,
        purpose: reason,
      }),
    );
    return account;
  });
}
