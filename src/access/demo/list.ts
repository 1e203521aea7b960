import { sampleGrantMark } from "#src/platform/config-security.ts";
import type { Db } from "#src/platform/postgres/pool.ts";
import type { FieldPlace } from "#src/platform/sealing/cipher.ts";
import type { Keyring } from "#src/platform/sealing/keyring.ts";
import { openStored } from "#src/platform/sealing/stored-value.ts";
import type { UnitKind } from "../principal.ts";
import { getRole, type RoleId } from "../roles/roles.ts";
import { type DemoPerson, demoPeople } from "./people.ts";

export interface DemoAccount {
  readonly userName: string;
  readonly role: RoleId;
  readonly variant: DemoPerson["variant"];
  /** The school, the commune, or the made-up person whose record it is; undefined for the whole city and none. */
  readonly unitName: string | undefined;
  /** Asks for a one-time code too. */
  readonly asksCode: boolean;
  /** Twelve digits, where the same person can come by VNeID. */
  readonly citizenNumber: string | undefined;
}

/**
 * Sample accounts that can sign in, in the order they are declared.
 * @param db with the owner's rights: names of the sample city's people are in it
 */
export async function listDemoAccounts(db: Db, keyring: Keyring, now: Date): Promise<readonly DemoAccount[]> {
  const { rows } = await db.query<{
    userName: string;
    role: RoleId;
    kind: UnitKind;
    unitId: string;
    unitName: string | null;
    citizenNumber: string | null;
  }>(
    `select distinct on (c.user_name) c.user_name as "userName", g.role, g.unit_kind as kind, g.unit_id as "unitId",
       case g.unit_kind
         when 'school' then (select school_name from school where school_id = g.unit_id)
         when 'commune' then (select min(commune_name) from school where commune_code = g.unit_id)
         else p.full_name end as "unitName", p.national_id as "citizenNumber"
     from access.grant g join access.account a using (account_id) join access.credential c using (account_id)
     left join lateral (
       select full_name, national_id from learner where g.unit_kind = 'learner' and learner_id::text = g.unit_id
       union all
       select full_name, national_id from guardian where g.unit_kind = 'guardian' and guardian_id::text = g.unit_id
       union all
       select full_name, national_id from staff_member where g.unit_kind = 'staff' and staff_id::text = g.unit_id) p on true
     where starts_with(g.reason, $1) and a.state = 'active' and not c.must_change
       and g.revoked_at is null and g.valid_from <= $2 and (g.valid_to is null or g.valid_to > $2)
     order by c.user_name, g.valid_from`,
    [sampleGrantMark, now],
  );
  const order = new Map(demoPeople.map(({ userName }, at) => [userName, at]));
  return rows
    .filter(({ userName }) => order.has(userName))
    .sort((a, b) => (order.get(a.userName) ?? 0) - (order.get(b.userName) ?? 0))
    .map(({ userName, role, kind, unitId, unitName, citizenNumber }) => ({
      userName,
      role,
      variant: demoPeople[order.get(userName) ?? 0]?.variant,
      unitName: unitName ?? undefined,
      asksCode: getRole(role).mfa,
      citizenNumber:
        citizenNumber === null ? undefined : openStored(keyring, placeOf(kind, unitId), citizenNumber),
    }));
}

/** Where a sample person's number stands. */
const placeOf = (kind: UnitKind, recordId: string): FieldPlace => ({
  dataset: kind === "staff" ? "staffMember" : kind,
  field: "nationalId",
  recordId,
});
