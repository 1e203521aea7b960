import type { Db } from "#src/platform/postgres/pool.ts";
import type { Unit } from "../principal.ts";
import { getRole } from "../roles/roles.ts";
import type { DemoPerson } from "./people.ts";

/** The part of the sample city its accounts belong to: one school and its people, so that they see each other's work. */
export interface DemoUnits {
  readonly schoolId: string;
  readonly communeCode: string;
  readonly homeroomTeacherId: string;
  readonly subjectTeacherId: string;
  /** Of the homeroom teacher's class, 7 to 15 years old. */
  readonly pupilId: string;
  /** 16 or older, wherever they go to school. */
  readonly learnerId: string;
  /** Of two children at least. */
  readonly guardianId: string;
}

/**
 * Chosen by the records alone: of one city always the same.
 * @param schoolYear whose classes count
 * @param day yyyy-mm-dd, on which ages count
 * @returns undefined while there is no city that has all of them
 */
export async function findDemoUnits(db: Db, schoolYear: string, day: string): Promise<DemoUnits | undefined> {
  const { rows } = await db.query<{ [K in keyof DemoUnits]: string | null }>(
    `with class as materialized (
       select c.school_id, c.class_name, c.homeroom_teacher_id, s.commune_code,
         s.school_kind is not distinct from 'upperSecondary' as upper,
         (select national_id is not null from staff_member where staff_id = c.homeroom_teacher_id) as numbered,
         (select min(m.learner_id::text) from class_membership m join learner l using (learner_id)
          where m.school_id = c.school_id and m.school_year = c.school_year and m.class_name = c.class_name
            and (m.end_date is null or m.end_date >= $2::date)
            and l.birth_date between $2::date - interval '16 years' + interval '1 day' and $2::date - interval '7 years') as pupil_id,
         (select min(t.staff_id::text) from teaching_assignment t
          where t.school_id = c.school_id and t.school_year = c.school_year and t.class_name = c.class_name
            and t.staff_id <> c.homeroom_teacher_id) as teacher_id
       from class_section c join school s using (school_id)
       where c.school_year = $1 and c.homeroom_teacher_id is not null and s.commune_code is not null),
     home as (
       select class.* from class
       join (select school_id, count(*) as classes from class group by school_id) size using (school_id)
       where pupil_id is not null and teacher_id is not null
       -- Where learners are on both sides of 16, and the teacher can come by VNeID too.
       order by upper desc, size.classes desc, school_id, numbered desc nulls last, class_name limit 1)
     select home.school_id as "schoolId", home.commune_code as "communeCode",
       home.homeroom_teacher_id::text as "homeroomTeacherId", home.teacher_id as "subjectTeacherId",
       home.pupil_id as "pupilId",
       (select l.learner_id::text from learner l join enrolment e using (learner_id)
        where e.school_year = $1 and e.exit_date is null and l.birth_date <= $2::date - interval '16 years'
          and l.national_id is not null
        order by (e.school_id = home.school_id) desc, l.learner_id limit 1) as "learnerId",
       (select g.guardian_id::text from guardian g
        join learner_guardian lg using (guardian_id)
        join enrolment e on e.learner_id = lg.learner_id and e.school_year = $1 and e.exit_date is null
        where g.national_id is not null
        group by g.guardian_id having count(distinct lg.learner_id) between 2 and 4
        order by bool_or(e.school_id = home.school_id) desc, g.guardian_id limit 1) as "guardianId"
     from home`,
    [schoolYear, day],
  );
  const row = rows[0];
  return row === undefined || Object.values(row).includes(null) ? undefined : (row as DemoUnits);
}

/** What a sample person's grant names. */
export function unitOf({ role, variant }: DemoPerson, units: DemoUnits): Unit {
  if (role === "homeroomTeacher") return { kind: "staff", id: units.homeroomTeacherId };
  if (role === "subjectTeacher") return { kind: "staff", id: units.subjectTeacherId };
  const [kind = "none"] = getRole(role).units;
  switch (kind) {
    case "commune":
      return { kind, id: units.communeCode };
    case "school":
      // Inspectors go through the schools of a commune.
      return role === "inspector" ? { kind: "commune", id: units.communeCode } : { kind, id: units.schoolId };
    case "learner":
      return { kind, id: variant === "from16" ? units.learnerId : units.pupilId };
    case "guardian":
      return { kind, id: units.guardianId };
    default:
      return { kind };
  }
}
