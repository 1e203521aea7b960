import { randomUUID } from "node:crypto";
import { HpError } from "#src/platform/errors.ts";
import { type Db, inTransaction } from "#src/platform/postgres/pool.ts";
import type { Unit, UnitKind } from "../principal.ts";
import { getRole, type RoleId } from "../roles/roles.ts";
import { raiseAlarm } from "./alarm.ts";
import { type AccountContext, type Actor, eventOf } from "./context.ts";
import { minutesAfter } from "./policy.ts";
import { assertRecentProof, type Proof, provesTwoFactors } from "./proof.ts";

/** Who may take emergency access, and as what: data, not code [design; the department decides]. */
export const breakGlassRoles: Readonly<Partial<Record<RoleId, readonly RoleId[]>>> = {
  departmentLeader: ["departmentSteward"],
  departmentOfficer: ["departmentSteward", "principal", "nurse"],
  departmentSteward: ["principal", "nurse"],
  systemAdministrator: ["departmentSteward"],
  communeOfficer: ["principal", "nurse"],
  principal: ["nurse"],
  vicePrincipal: ["principal", "nurse"],
};

const leastReason = 20;

export interface BreakGlass {
  readonly breakGlassId: string;
  readonly accountId: string;
  readonly grantId: string;
  readonly role: RoleId;
  readonly unitKind: UnitKind;
  readonly unitId: string | null;
  readonly reason: string;
  readonly startedAt: Date;
  readonly endsAt: Date;
  /** When it was ended before its time. */
  readonly endedAt: Date | null;
}

const columns = `break_glass_id as "breakGlassId", account_id as "accountId", grant_id as "grantId", role,
  unit_kind as "unitKind", unit_id as "unitId", reason, started_at as "startedAt", ends_at as "endsAt",
  ended_at as "endedAt"`;

/**
 * Emergency access: a grant that holds at once and ends by itself, on record together with its reason and an alarm to
 * the department's leaders, all or nothing. Nobody has to allow it; everybody who must know does.
 * @param ask.acting the role the person acts in now
 * @param ask.minutes shorter than the policy's limit, where that is enough
 * @throws HpError `step-up-needed` without two factors, one of them fresh; `break-glass-refused`; `reason-too-short`
 */
export async function openBreakGlass(
  context: AccountContext,
  ask: {
    readonly accountId: string;
    readonly acting: RoleId;
    readonly proofs: readonly Proof[];
    readonly role: RoleId;
    readonly unit: Unit;
    readonly reason: string;
    readonly minutes?: number;
  },
  actor: Actor,
): Promise<BreakGlass> {
  const now = context.clock.now();
  const policy = context.policyAt(now);
  assertRecentProof(ask.proofs, now, policy.stepUpMinutes);
  if (!provesTwoFactors(ask.proofs)) throw new HpError("step-up-needed");
  const isAllowed = breakGlassRoles[ask.acting]?.includes(ask.role) === true;
  if (!isAllowed || !getRole(ask.role).units.includes(ask.unit.kind))
    throw new HpError("break-glass-refused");
  const reason = ask.reason.normalize("NFC").trim();
  if (reason.length < leastReason) throw new HpError("reason-too-short", { least: leastReason });
  const minutes = Math.min(ask.minutes ?? policy.breakGlassMinutes, policy.breakGlassMinutes);
  if (!(minutes > 0)) throw new HpError("break-glass-refused");
  const endsAt = minutesAfter(now, minutes);
  const grantId = randomUUID();
  const unit = [ask.unit.kind, ask.unit.id ?? null];
  return inTransaction(context.pool, async (client) => {
    // The role acted in must be held now, and in earnest: emergency access does not open more emergency access.
    const held = await client.query(
      `select from access.grant g where g.account_id = $1 and g.role = $2 and g.revoked_at is null
         and g.valid_from <= $3 and (g.valid_to is null or g.valid_to > $3)
         and not exists (select from access.break_glass b where b.grant_id = g.grant_id) limit 1`,
      [ask.accountId, ask.acting, now],
    );
    if (held.rowCount === 0) throw new HpError("break-glass-refused");
    await client.query(
      `insert into access.grant (grant_id, account_id, role, unit_kind, unit_id, valid_from, valid_to, granted_by, reason)
       values ($1, $2, $3, $4, $5, $6, $7, $2, $8)`,
      [grantId, ask.accountId, ask.role, ...unit, now, endsAt, reason],
    );
    const { rows } = await client.query<BreakGlass>(
      `insert into access.break_glass (break_glass_id, account_id, grant_id, role, unit_kind, unit_id, reason, started_at, ends_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning ${columns}`,
      [randomUUID(), ask.accountId, grantId, ask.role, ...unit, reason, now, endsAt],
    );
    const opened = rows[0];
    if (opened === undefined) throw new Error("the emergency access was not written");
    const about = {
      breakGlassId: opened.breakGlassId,
      role: ask.role,
      unit: unit.filter(Boolean).join("/"),
      minutes,
    };
    await raiseAlarm(client, "breakGlass", ask.accountId, about, now);
    await context.audit(
      client,
      eventOf(actor, now, {
        action: "breakGlass.open",
        object: `breakGlass/${opened.breakGlassId}`,
        // The reason is free text about a person, maybe: it stands in its row, not in what nobody can erase.
        detail: about,
      }),
    );
    return opened;
  });
}

/** Ends it before its time; for its owner, or whoever manages accounts. @throws HpError `break-glass-not-open` */
export async function endBreakGlass(
  context: AccountContext,
  breakGlassId: string,
  actor: Actor,
): Promise<void> {
  const now = context.clock.now();
  await inTransaction(context.pool, async (client) => {
    const { rows } = await client.query<{ grantId: string }>(
      `update access.break_glass set ended_at = $2 where break_glass_id = $1 and ended_at is null and ends_at > $2
       returning grant_id as "grantId"`,
      [breakGlassId, now],
    );
    const ended = rows[0];
    if (ended === undefined) throw new HpError("break-glass-not-open");
    await client.query(
      `update access.grant set revoked_at = $2, revoked_by = $3, revoke_reason = 'breakGlassEnded' where grant_id = $1`,
      [ended.grantId, now, actor.accountId],
    );
    await context.audit(
      client,
      eventOf(actor, now, { action: "breakGlass.end", object: `breakGlass/${breakGlassId}` }),
    );
  });
}

/** @throws HpError `break-glass-not-open` when there is none of this id */
export async function getBreakGlass(db: Db, breakGlassId: string): Promise<BreakGlass> {
  const { rows } = await db.query<BreakGlass>(
    `select ${columns} from access.break_glass where break_glass_id = $1`,
    [breakGlassId],
  );
  const found = rows[0];
  if (found === undefined) throw new HpError("break-glass-not-open");
  return found;
}

/** Emergency access, newest first. @param openOnly what holds at `now` only */
export async function listBreakGlass(
  db: Db,
  now: Date,
  { openOnly, limit }: { readonly openOnly: boolean; readonly limit: number },
): Promise<readonly BreakGlass[]> {
  const { rows } = await db.query<BreakGlass>(
    `select ${columns} from access.break_glass
     where not $2::boolean or (ended_at is null and ends_at > $1) order by started_at desc, break_glass_id limit $3`,
    [now, openOnly, limit],
  );
  return rows;
}
