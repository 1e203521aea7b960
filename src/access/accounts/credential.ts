import { foldText } from "#src/domains/dictionary/fold.ts";
import { HpError } from "#src/platform/errors.ts";
import { type Client, type Db, inTransaction } from "#src/platform/postgres/pool.ts";
import { type Account, created, insertAccount, type NewAccount } from "./account.ts";
import { type AccountContext, type Actor, eventOf } from "./context.ts";
import { hoursAfter } from "./policy.ts";
import { getRequirement } from "./requirement.ts";
import { newReadableSecret } from "./secret-token.ts";

export interface Credential {
  readonly accountId: string;
  readonly userName: string;
  readonly passwordHash: string;
  readonly displayName: string;
  readonly state: "active" | "disabled";
  readonly temporaryUntil: Date | null;
}

/** What a user name is compared by. Undefined when no account can have it. */
export function foldUserName(typed: string): string | undefined {
  if (typed.length > 200) return undefined;
  const folded = foldText(typed);
  return /^[a-z0-9][a-z0-9._@-]{2,63}$/.test(folded) ? folded : undefined;
}

export async function findCredential(
  db: Db,
  by: { readonly userName: string } | { readonly accountId: string },
): Promise<Credential | undefined> {
  const [column, value] =
    "userName" in by ? (["user_name", by.userName] as const) : (["account_id", by.accountId] as const);
  const { rows } = await db.query<Credential>(
    `select c.account_id as "accountId", c.user_name as "userName", c.password_hash as "passwordHash",
       a.display_name as "displayName", a.state, c.temporary_until as "temporaryUntil"
     from access.credential c join access.account a using (account_id) where c.${column} = $1`,
    [value],
  );
  return rows[0];
}

/** @throws HpError `credential-not-found` */
export async function getCredential(db: Db, accountId: string): Promise<Credential> {
  const credential = await findCredential(db, { accountId });
  if (credential === undefined) throw new HpError("credential-not-found");
  return credential;
}

export interface Handout {
  readonly userName: string;
  /** Shown once, to whoever hands it over; it must be changed at the first sign-in. */
  readonly temporaryPassword: string;
  readonly temporaryUntil: Date;
}

/**
 * A new account with a local user name.
 * @throws HpError `user-name-unfit`, `user-name-taken`, `account-person-bound`
 */
export async function createLocalAccount(
  context: AccountContext,
  account: NewAccount & { readonly userName: string },
  actor: Actor,
): Promise<Handout & { readonly account: Account }> {
  const now = context.clock.now();
  const handout = await prepareHandout(context, account.userName, now);
  return inTransaction(context.pool, async (client) => {
    const made = await insertAccount(client, account, now);
    await insertCredential(client, made.accountId, handout, now);
    await context.audit(client, created(made, actor, now));
    return { account: made, ...publicPart(handout) };
  });
}

/**
 * Gives an account that signs in through VNeID a user name too.
 * @throws HpError `user-name-unfit`, `user-name-taken`, `account-not-found`
 */
export async function addCredential(
  context: AccountContext,
  accountId: string,
  userName: string,
  actor: Actor,
): Promise<Handout> {
  const now = context.clock.now();
  const handout = await prepareHandout(context, userName, now);
  await getRequirement(context.pool, accountId, now);
  return inTransaction(context.pool, async (client) => {
    await insertCredential(client, accountId, handout, now);
    await context.audit(
      client,
      eventOf(actor, now, { action: "credential.add", object: `account/${accountId}` }),
    );
    return publicPart(handout);
  });
}

interface PreparedHandout extends Handout {
  readonly hash: string;
}

export async function prepareHandout(
  context: AccountContext,
  typedName: string,
  now: Date,
): Promise<PreparedHandout> {
  const userName = foldUserName(typedName);
  if (userName === undefined) throw new HpError("user-name-unfit");
  const policy = context.policyAt(now);
  const temporaryPassword = newReadableSecret();
  return {
    userName,
    temporaryPassword,
    temporaryUntil: hoursAfter(now, policy.temporaryPasswordHours),
    hash: await context.hashing.hash(temporaryPassword, policy.hashCost),
  };
}

export const publicPart = ({ userName, temporaryPassword, temporaryUntil }: Handout): Handout => ({
  userName,
  temporaryPassword,
  temporaryUntil,
});

async function insertCredential(
  client: Client,
  accountId: string,
  { userName, hash, temporaryUntil }: PreparedHandout,
  now: Date,
): Promise<void> {
  const { rowCount } = await client.query(
    `insert into access.credential (account_id, user_name, password_hash, stands_alone, must_change, temporary_until, changed_at)
     values ($1, $2, $3, true, true, $4, $5) on conflict do nothing`,
    [accountId, userName, hash, temporaryUntil, now],
  );
  if (rowCount === 0) throw new HpError("user-name-taken");
}
