import { randomUUID } from "node:crypto";
import { HpError } from "#src/platform/errors.ts";
import { type Client, type Db, inTransaction } from "#src/platform/postgres/pool.ts";
import { getAccount } from "../accounts/account.ts";
import { type AccountContext, type Actor, eventOf } from "../accounts/context.ts";
import { notify } from "../notifications/notify.ts";
import type { Unit, UnitKind } from "../principal.ts";
import { getRole, type RoleId } from "../roles/roles.ts";

export interface NewGrant {
  readonly role: RoleId;
  readonly unit: Unit;
  readonly from: Date;
  /** Without one it holds until it is revoked. */
  readonly to?: Date;
  readonly reason: string;
}

/** Roles that are for a task and over with it, whoever has them [design]. */
const rolesForATime: readonly RoleId[] = ["inspector", "researcher"];

const leastReason = 10;

/**
 * Whether an account may be given this: the unit is one the role works in and exists, who comes from outside or for a
 * task has an end, machines are machines.
 * @param holder the account as it is, or as it is about to be made
 * @throws HpError `grant-role-unfit`, `grant-unit-unfit`, `grant-unit-unknown`, `grant-end-needed`,
 *   `grant-period-invalid`, `reason-too-short`
 */
export async function checkGrant(
  db: Db,
  holder: { readonly kind: "person" | "client"; readonly mfaRequired: boolean },
  grant: NewGrant,
): Promise<void> {
  const { role, unit, from, to } = grant;
  if (role === "public" || (role === "vendorClient") !== (holder.kind === "client"))
    throw new HpError("grant-role-unfit", { role });
  const { units } = getRole(role);
  const namesNone = unit.kind === "city" || unit.kind === "none";
  if (!units.includes(unit.kind) || namesNone !== (unit.id === undefined))
    throw new HpError("grant-unit-unfit", { role, units: units.join(", ") });
  if (to === undefined && (rolesForATime.includes(role) || holder.mfaRequired))
    throw new HpError("grant-end-needed", { role });
  if (to !== undefined && to <= from) throw new HpError("grant-period-invalid");
  if (grant.reason.normalize("NFC").trim().length < leastReason)
    throw new HpError("reason-too-short", { least: leastReason });
  if (unit.id !== undefined && !(await unitExists(db, unit.kind, unit.id)))
    throw new HpError("grant-unit-unknown", { unit: `${unit.kind}:${unit.id}` });
}

const unitQueries: Readonly<Record<Exclude<UnitKind, "city" | "none">, string>> = {
  commune: "select from school where commune_code = $1 limit 1",
  school: "select from school where school_id = $1",
  class: "select from class_section where school_id || '/' || school_year || '/' || class_name = $1 limit 1",
  learner: "select from learner where learner_id::text = $1",
  guardian: "select from guardian where guardian_id::text = $1",
  staff: "select from staff_member where staff_id::text = $1",
};

async function unitExists(db: Db, kind: UnitKind, id: string): Promise<boolean> {
  if (kind === "city" || kind === "none") return true;
  const { rowCount } = await db.query(unitQueries[kind], [id]);
  return rowCount === 1;
}

/**
 * Gives an account a role in a unit for a time.
 * @param context over connections that may look for units: the owner's
 * @returns the grant's id
 * @throws HpError as {@link checkGrant}, and `account-not-found`
 */
export async function giveGrant(
  context: AccountContext,
  accountId: string,
  grant: NewGrant,
  actor: Actor,
): Promise<string> {
  const { role, unit, from, to, reason } = grant;
  await checkGrant(context.pool, await getAccount(context.pool, accountId), grant);
  const now = context.clock.now();
  const grantId = randomUUID();
  await inTransaction(context.pool, async (client) => {
    await client.query(
      `insert into access.grant (grant_id, account_id, role, unit_kind, unit_id, valid_from, valid_to, granted_by, reason)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        grantId,
        accountId,
        role,
        unit.kind,
        unit.id ?? null,
        from,
        to ?? null,
        actor.accountId,
        reason.normalize("NFC").trim(),
      ],
    );
    await context.audit(
      client,
      eventOf(actor, now, {
        action: "grant.give",
        object: `grant/${grantId}`,
        // The reason may name people: it stands in the grant's row, not in what nobody can erase.
        detail: { role, unit: unit.kind, account: accountId, until: to?.toISOString() ?? null },
      }),
    );
    await tellHolder(client, accountId, "roleGiven", grantId, actor, now);
  });
  return grantId;
}

/** Ends a grant now. @throws HpError `grant-not-held`, `reason-too-short` */
export async function revokeGrant(
  context: AccountContext,
  grantId: string,
  reason: string,
  actor: Actor,
): Promise<void> {
  if (reason.trim().length < leastReason) throw new HpError("reason-too-short", { least: leastReason });
  const now = context.clock.now();
  await inTransaction(context.pool, async (client) => {
    const { rows } = await client.query<{ holder: string }>(
      `update access.grant set revoked_at = $2, revoked_by = $3, revoke_reason = $4
       where grant_id = $1 and revoked_at is null and (valid_to is null or valid_to > $2)
       returning account_id as holder`,
      [grantId, now, actor.accountId, reason.trim()],
    );
    const [ended] = rows;
    if (ended === undefined) throw new HpError("grant-not-held");
    await context.audit(client, eventOf(actor, now, { action: "grant.end", object: `grant/${grantId}` }));
    await tellHolder(client, ended.holder, "roleEnded", grantId, actor, now);
  });
}

/** Whose rights changed hears of it, and sees at their account which. */
async function tellHolder(
  client: Client,
  accountId: string,
  kind: "roleGiven" | "roleEnded",
  grantId: string,
  actor: Actor,
  at: Date,
): Promise<void> {
  const except = actor.accountId === null ? {} : { except: actor.accountId };
  const notice = { to: { accountId }, kind, about: `grant/${grantId}`, path: "/tai-khoan", ...except };
  await notify(client, notice, at);
}

/** A grant as administrators see it. */
export interface GrantLine {
  readonly grantId: string;
  readonly role: RoleId;
  readonly unitKind: UnitKind;
  readonly unitId: string | null;
  readonly validFrom: Date;
  readonly validTo: Date | null;
  readonly reason: string;
  readonly revokedAt: Date | null;
}

/** All grants an account ever had, newest first. */
export async function listGrantLines(db: Db, accountId: string): Promise<readonly GrantLine[]> {
  const { rows } = await db.query<GrantLine>(
    `select grant_id as "grantId", role, unit_kind as "unitKind", unit_id as "unitId", valid_from as "validFrom",
       valid_to as "validTo", reason, revoked_at as "revokedAt"
     from access.grant where account_id = $1 order by valid_from desc, grant_id`,
    [accountId],
  );
  return rows;
}
