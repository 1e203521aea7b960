import { foldText } from "#src/domains/dictionary/fold.ts";
import type { Db } from "#src/platform/postgres/pool.ts";
import type { Keyring } from "#src/platform/sealing/keyring.ts";
import { indexesOf } from "#src/platform/sealing/stored-value.ts";
import type { Unit } from "../principal.ts";
import type { RoleId } from "../roles/roles.ts";

/** A citizen as an identity provider vouches for them. */
export interface Citizen {
  /** Twelve digits. */
  readonly citizenNumber: string;
  readonly displayName: string;
}

/** A role in what is a person's own, as the record has it. */
export interface RecordGrant {
  readonly role: RoleId;
  readonly unit: Unit & { readonly id: string };
}

/**
 * The roles that follow from the record: parent of children, learner, teacher of classes. A number alone opens nothing,
 * because a clerk's slip may have put it on a stranger's record: the name must be the same too (accents and case apart;
 * two systems write them differently).
 * @param db with the owner's rights: nobody's scope reaches a record by its number
 * @param keyring finds the number, which stands encrypted
 * @param schoolYear whose classes teachers have, "2026-2027"
 */
export async function findRecordGrants(
  db: Db,
  keyring: Keyring,
  citizen: Citizen,
  schoolYear: string,
): Promise<readonly RecordGrant[]> {
  const { rows } = await db.query<{
    role: RoleId;
    kind: "guardian" | "learner" | "staff";
    id: string;
    name: string;
  }>(
    `select 'guardian' as role, 'guardian' as kind, g.guardian_id as id, g.full_name as name
     from guardian g
     where g.national_id_index = any ($1) and exists (select from learner_guardian l where l.guardian_id = g.guardian_id)
     union all
     select 'learner', 'learner', l.learner_id, l.full_name from learner l where l.national_id_index = any ($1)
     union all
     select 'homeroomTeacher', 'staff', s.staff_id, s.full_name from staff_member s
     where s.national_id_index = any ($1) and exists (
       select from class_section c where c.homeroom_teacher_id = s.staff_id and c.school_year = $2)
     union all
     select 'subjectTeacher', 'staff', s.staff_id, s.full_name from staff_member s
     where s.national_id_index = any ($1) and exists (
       select from teaching_assignment t where t.staff_id = s.staff_id and t.school_year = $2)`,
    [indexesOf(keyring, "nationalId", citizen.citizenNumber), schoolYear],
  );
  const name = foldText(citizen.displayName);
  return rows
    .filter((row) => foldText(row.name) === name)
    .map(({ role, kind, id }) => ({ role, unit: { kind, id } }));
}
