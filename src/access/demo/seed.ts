import { randomUUID } from "node:crypto";
import { sampleGrantMark } from "#src/platform/config-security.ts";
import { type Client, inTransaction, type Pool } from "#src/platform/postgres/pool.ts";
import { disableAccount, enableAccount } from "../accounts/account.ts";
import { replacePassword, resetPassword } from "../accounts/change-password.ts";
import { type AccountContext, type Actor, eventOf } from "../accounts/context.ts";
import { createLocalAccount, findCredential } from "../accounts/credential.ts";
import { findSealed, writeSealed } from "../encryption/sealed-store.ts";
import { getRole } from "../roles/roles.ts";
import { type DemoPerson, demoPassword, demoPeople } from "./people.ts";
import { type DemoUnits, findDemoUnits, unitOf } from "./units.ts";

/** The program itself, as the audit names it. */
const program: Actor = { accountId: null, role: null, unit: null, from: null, requestId: null };

const grantReason = `${sampleGrantMark}: tài khoản mẫu`;
const overReason = `${sampleGrantMark}: không còn chạy thử`;
const inspectionMonths = 3;

export interface DemoWorld {
  readonly accounts: AccountContext;
  /** The owner's connections. */
  readonly pool: Pool;
  /** Of one-time codes (code.ts). */
  readonly secret: string;
  readonly schoolYear: string;
  /** yyyy-mm-dd */
  readonly day: string;
}

/**
 * Gives the sample city an account of every role. What is there and as it was made stays; what somebody changed in
 * trying it out is as before; a start that was killed in the middle is finished by the next one.
 * @returns how many sample accounts there are; 0 where the city lacks what they need
 */
export async function seedDemoAccounts(world: DemoWorld): Promise<number> {
  const units = await findDemoUnits(world.pool, world.schoolYear, world.day);
  if (units === undefined) return 0;
  for (const person of demoPeople) await seedPerson(world, person, units);
  return demoPeople.length;
}

async function seedPerson(world: DemoWorld, person: DemoPerson, units: DemoUnits): Promise<void> {
  const { accounts, pool } = world;
  const known = await findCredential(pool, { userName: person.userName });
  const accountId = known?.accountId ?? (await addAccount(accounts, person));
  // Somebody's own account may have this name by chance: it is left alone.
  if (known !== undefined && !(await isDemoAccount(pool, accountId)) && !isDemoName(known, person)) return;
  if (known?.state === "disabled") await enableAccount(accounts, accountId, grantReason, program);
  // The password comes last: an account that opens is one that {@link disableDemoAccounts} finds.
  await inTransaction(pool, async (client) => {
    await client.query("select from access.account where account_id = $1 for update", [accountId]);
    if (getRole(person.role).mfa) await giveFactor(world, client, accountId);
    await giveGrant(world, client, accountId, person, units);
  });
  await givePassword(world, accountId);
}

/** Whoever tried the account out may have changed its password; the start page tells the one of all. */
async function givePassword({ accounts, pool }: DemoWorld, accountId: string): Promise<void> {
  const { rows } = await pool.query<{ mustChange: boolean; hash: string }>(
    `select must_change as "mustChange", password_hash as hash from access.credential where account_id = $1`,
    [accountId],
  );
  const [kept] = rows;
  if (kept?.mustChange === false && (await accounts.hashing.matches(demoPassword, kept.hash))) return;
  if (kept?.mustChange === false) await resetPassword(accounts, accountId, grantReason, program);
  await pool.query("delete from access.password_history where account_id = $1", [accountId]);
  await replacePassword(accounts, accountId, demoPassword, program);
}

const displayNameOf = ({ role, variant }: DemoPerson): string => {
  const title = getRole(role).title.vi.replace(/ \(.*/, "");
  return `${title}${variant === "from16" ? " từ 16 tuổi" : ""} (mẫu)`;
};

const isDemoName = ({ displayName }: { readonly displayName: string }, person: DemoPerson): boolean =>
  displayName === displayNameOf(person);

async function addAccount(accounts: AccountContext, person: DemoPerson): Promise<string> {
  const { account } = await createLocalAccount(
    accounts,
    { displayName: displayNameOf(person), userName: person.userName },
    program,
  );
  return account.accountId;
}

async function isDemoAccount(pool: Pool, accountId: string): Promise<boolean> {
  const { rowCount } = await pool.query(
    "select from access.grant where account_id = $1 and starts_with(reason, $2) limit 1",
    [accountId, sampleGrantMark],
  );
  return rowCount === 1;
}

/** An authenticator app whose codes the start page shows; whoever signs in types one as everywhere. */
async function giveFactor({ accounts, secret }: DemoWorld, client: Client, accountId: string): Promise<void> {
  const place = { dataset: "accountTotp", field: "secret", recordId: accountId };
  if ((await findSealed(client, accounts.keys.fields, place)) === secret) return;
  await client.query(
    `insert into access.totp (account_id, confirmed_at) values ($1, $2)
     on conflict (account_id) do update set confirmed_at = excluded.confirmed_at, last_step = null`,
    [accountId, accounts.clock.now()],
  );
  await writeSealed(client, accounts.keys.fields, [{ ...place, text: secret }]);
}

async function giveGrant(
  { accounts }: DemoWorld,
  client: Client,
  accountId: string,
  person: DemoPerson,
  units: DemoUnits,
): Promise<void> {
  const { role } = person;
  const now = accounts.clock.now();
  const held = await client.query(
    `select from access.grant where account_id = $1 and role = $2 and starts_with(reason, $3)
       and revoked_at is null and (valid_to is null or valid_to > $4) limit 1`,
    [accountId, role, sampleGrantMark, now],
  );
  if (held.rowCount === 1) return;
  const unit = unitOf(person, units);
  const grantId = randomUUID();
  const until = new Date(now);
  until.setUTCMonth(until.getUTCMonth() + inspectionMonths);
  // From the outside and for a time, as the rules for grants ask (src/access/grants).
  const isForTime = role === "inspector" || role === "researcher";
  await client.query(
    `insert into access.grant (grant_id, account_id, role, unit_kind, unit_id, valid_from, valid_to, reason)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [grantId, accountId, role, unit.kind, unit.id ?? null, now, isForTime ? until : null, grantReason],
  );
  await accounts.audit(
    client,
    eventOf(program, now, {
      action: "grant.give",
      object: `grant/${grantId}`,
      detail: { role, unit: unit.kind, by: "demo" },
    }),
  );
}

/**
 * Where there is no demo (any more), its accounts open to nobody: sessions end, names and passwords are refused.
 * @returns how many were still open
 */
export async function disableDemoAccounts(accounts: AccountContext, pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ accountId: string }>(
    `select a.account_id as "accountId" from access.account a
     where a.state = 'active' and exists (
       select from access.grant g where g.account_id = a.account_id and starts_with(g.reason, $1))`,
    [sampleGrantMark],
  );
  for (const { accountId } of rows) await disableAccount(accounts, accountId, overReason, program);
  return rows.length;
}
