import type { Db } from "#src/platform/postgres/pool.ts";

/** More changed records than this are looked through no faster than the whole city is counted. */
const mostRecords = 20_000;

/**
 * Schools whose figures the runs after `sinceRun` may have moved: where the changed records stand now, and where they
 * stood before.
 * @returns undefined when so much changed that all are to be counted
 */
export async function findChangedSchools(db: Db, sinceRun: number): Promise<readonly string[] | undefined> {
  const { rows: changed } = await db.query<{ id: string }>(
    `select distinct id_ban_ghi as id from outbox where run_seq > $1 limit ${mostRecords + 1}`,
    [sinceRun],
  );
  if (changed.length > mostRecords) return undefined;
  const ids = changed.map(({ id }) => id);
  const { rows } = await db.query<{ school_id: string | null }>(
    `with record as (select unnest($1::uuid[]) as id)
     select l.school_id from learner l where l.learner_id in (select id from record)
     union select e.school_id from enrolment e where e.learner_id in (select id from record)
     union select m.school_id from staff_member m where m.staff_id in (select id from record)
     union select e.school_id from employment e where e.staff_id in (select id from record)
     union select coalesce(c.before ->> 'school_id', c.before ->> 'schoolId') from change_log c
       where c.record_id in (select id from record) and c.run_seq > $2 and c.operation <> 'insert'
     union select split_part(c.record_key, '|', 1) from change_log c
       where c.record_id in (select id from record) and c.run_seq > $2 and c.dataset in ('classSection', 'room', 'building', 'school')
     union select school_id from class_section where run_seq > $2
     union select school_id from room where run_seq > $2
     union select school_id from school where run_seq > $2`,
    [ids, sinceRun],
  );
  return rows.flatMap(({ school_id: id }) => (id === null ? [] : [id]));
}

/** Tells the counting that a school's figures moved without a run; in the transaction that moves them. */
export async function markSchoolChanged(db: Db, markId: string, schoolId: string): Promise<void> {
  await db.query("insert into insight.changed_school values ($1, $2)", [markId, schoolId]);
}
