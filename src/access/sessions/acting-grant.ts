import type { Db } from "#src/platform/postgres/pool.ts";
import type { AccountPolicy } from "../accounts/policy.ts";
import { type Proof, provesTwoFactors } from "../accounts/proof.ts";
import type { Grant, UnitKind } from "../principal.ts";
import { getRole, type RoleId } from "../roles/roles.ts";

/** A grant `g` that holds at `$2`. */
export const holds =
  "g.revoked_at is null and g.valid_from <= $2 and (g.valid_to is null or g.valid_to > $2)";

export const grantColumns = `g.grant_id as "grantId", g.role, g.unit_kind as "unitKind", g.unit_id as "unitId",
  g.valid_from as "validFrom", g.valid_to as "validTo"`;

export interface GrantRow {
  readonly grantId: string;
  readonly role: string;
  readonly unitKind: UnitKind;
  readonly unitId: string | null;
  readonly validFrom: Date;
  readonly validTo: Date | null;
}

export function grantOf(row: GrantRow): Grant {
  return {
    grantId: row.grantId,
    role: getRole(row.role).id,
    unit: row.unitId === null ? { kind: row.unitKind } : { kind: row.unitKind, id: row.unitId },
    from: row.validFrom.toISOString(),
    ...(row.validTo === null ? {} : { to: row.validTo.toISOString() }),
  };
}

/** The grants of an account that hold now: what its person may act in. */
export async function listGrants(db: Db, accountId: string, now: Date): Promise<readonly Grant[]> {
  const { rows } = await db.query<GrantRow>(
    `select ${grantColumns} from access.grant g where g.account_id = $1 and ${holds} order by g.valid_from, g.grant_id`,
    [accountId, now],
  );
  return rows.map(grantOf);
}

/** A role that asks for two factors is acted in only by who proved two. */
export const mayActIn = (role: RoleId, proofs: readonly Proof[]): boolean =>
  !getRole(role).mfa || provesTwoFactors(proofs);

/** Who acts for the department or the system is on sensitive screens all day; a parent is not. */
export function idleMinutesOf(role: RoleId | undefined, policy: AccountPolicy): number {
  return role !== undefined && getRole(role).mfa
    ? Math.min(policy.sensitiveIdleMinutes, policy.idleMinutes)
    : policy.idleMinutes;
}
