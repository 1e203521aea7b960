import { HpError } from "#src/platform/errors.ts";
import type { Db } from "#src/platform/postgres/pool.ts";
import { ageOn } from "./age.ts";

/** Datasets whose rows are people. */
export const personEntities = ["learner", "guardian", "staffMember"] as const;
export type PersonEntity = (typeof personEntities)[number];

/** The person data are about, by the record that is theirs. */
export interface Subject {
  readonly entity: PersonEntity;
  readonly recordId: string;
}

export interface KnownSubject extends Subject {
  /** The id in use and every former one: records merge, and what was written under an old id is still about them. */
  readonly ids: readonly string[];
  /** The school that answers for the record; null when none does, then the department answers. */
  readonly schoolId: string | null;
  /** yyyy-mm-dd; null when unknown. Guardians and staff are adults. */
  readonly birthDate: string | null;
  readonly birthPrecision: string | null;
}

export const isPersonEntity = (text: string): text is PersonEntity =>
  (personEntities as readonly string[]).includes(text);

const rowSql: Readonly<Record<PersonEntity, string>> = {
  learner:
    "select school_id, birth_date, birth_precision from learner where learner_id = any ($1::uuid[]) limit 1",
  // A parent is answered by the school of a child, always the same one of several.
  guardian: `select (select min(l.school_id) from learner_guardian g join learner l on l.learner_id = g.learner_id
               where g.guardian_id = p.guardian_id) as school_id, null::date as birth_date, null::text as birth_precision
             from guardian p where p.guardian_id = any ($1::uuid[]) limit 1`,
  staffMember:
    "select school_id, birth_date, 'day' as birth_precision from staff_member where staff_id = any ($1::uuid[]) limit 1",
};

/**
 * The person behind an id, also a former one.
 * @throws HpError `record-not-found`
 */
export async function getSubject(db: Db, { entity, recordId }: Subject): Promise<KnownSubject> {
  const aliases = await db.query<{ in_use: string; ids: string[] }>(
    `with named as (
       select coalesce((select into_record_id from record_alias where entity = $1 and record_id = $2), $2) as in_use)
     select in_use::text, array(select a.record_id::text from record_alias a
       where a.entity = $1 and a.into_record_id = named.in_use order by 1) as ids from named`,
    [entity, recordId],
  );
  const inUse = aliases.rows[0]?.in_use ?? recordId;
  const ids = [inUse, ...(aliases.rows[0]?.ids ?? [])];
  const { rows } = await db.query<{
    school_id: string | null;
    birth_date: string | null;
    birth_precision: string | null;
  }>(rowSql[entity], [ids]);
  const [row] = rows;
  if (row === undefined) throw new HpError("record-not-found", { id: recordId, dataset: entity });
  return {
    entity,
    recordId: inUse,
    ids,
    schoolId: row.school_id,
    birthDate: row.birth_date,
    birthPrecision: row.birth_precision,
  };
}

/** Guardians who stand for a learner: father, mother, and whom the school names as legal representative. */
export async function readRepresentatives(db: Db, learner: KnownSubject): Promise<readonly string[]> {
  const { rows } = await db.query<{ guardian_id: string }>(
    `select distinct guardian_id from learner_guardian
      where learner_id = any ($1::uuid[]) and (relation in ('father', 'mother') or legal_representative)
      order by guardian_id`,
    [learner.ids],
  );
  return rows.map((row) => row.guardian_id);
}

/** Infinite for guardians and staff, who are adults; undefined when a learner's birth date is unknown. */
export function ageOfSubject(subject: KnownSubject, day: string): number | undefined {
  return subject.entity === "learner" ? ageOn(subject, day) : Number.POSITIVE_INFINITY;
}
