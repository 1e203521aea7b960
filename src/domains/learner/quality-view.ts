import { type QualityView, qualityView, schoolOf, valueBefore } from "../dictionary/quality-view.ts";
import {
  Enrolment,
  Guardian,
  Learner,
  LearnerDisability,
  LearnerGuardian,
  LearnerHealth,
  LearnerPolicyGroup,
  Residence,
} from "./schema.ts";

/** Someone is at a school while the row says so and no day of leaving stands. */
const attends = "e.status in ('studying', 'transferredIn', 'suspended') and e.exit_date is null";

const learnersSchool = schoolOf("learner", "learner", "learner_id");

const sameLearner = (looksAt: string) => `select distinct c.learner_id from $changed(${looksAt}) c`;

/** Rows of a learner in a table that has a longer key. */
const rowsOf = (table: string, key: string, looksAt?: string) =>
  `select ${key} from $changed${looksAt === undefined ? "" : `(${looksAt})`} c join ${table} t on t.learner_id = c.learner_id`;

const enrolmentKey = "t.learner_id, t.school_id, t.school_year";

/**
 * A school year that is compared after the row was found by its learner. Written so that Postgres does not look for
 * it in the index (learner, school, year): it believes that costs a step for every school there is, and reads the
 * whole table instead.
 */
export const yearOf = (enrolment: string): string => `${enrolment}.school_year || ''`;

const absentRows =
  "select source_row_id from source_row where absent_since is not null and $scope(source_row_id)";

export const learnerView = qualityView(Learner, {
  weight: 4,
  relations: {
    family: `select lg.learner_id, count(*) as guardians, count(g.phone) as phones
      from learner_guardian lg join guardian g on g.guardian_id = lg.guardian_id
      where $scope(lg.learner_id) group by lg.learner_id`,
    same_id: `select l.national_id_index, count(*) as holders from learner l
      where l.national_id_index is not null and $scope(l.national_id_index)
      group by l.national_id_index having count(*) > 1`,
    attending: `select distinct e.learner_id from enrolment e
      where ${yearOf("e")} = $current_year and ${attends} and $scope(e.learner_id)`,
    home: `select h.learner_id from residence h where h.residence_kind = 'current' and $scope(h.learner_id)`,
    gone: absentRows,
  },
  join: `left join family on family.learner_id = r.learner_id
    left join same_id on same_id.national_id_index = r.national_id_index
    left join attending on attending.learner_id = r.learner_id
    left join home on home.learner_id = r.learner_id
    left join gone on gone.source_row_id = r.source_row_id
    left join school k on k.school_id = r.school_id`,
  columns: {
    guardians: "coalesce(family.guardians, 0)",
    guardian_phones: "coalesce(family.phones, 0)",
    id_holders: "coalesce(same_id.holders, 1)",
    is_attending: "attending.learner_id is not null",
    has_home: "home.learner_id is not null",
    is_absent: "gone.source_row_id is not null",
    school_known: "k.school_id is not null",
  },
  affectedBy: {
    // Who holds the number now, and who held the same one before.
    learner: `select p.learner_id from $changed(national_id) c join learner l on l.learner_id = c.learner_id
        join learner p on p.national_id_index = l.national_id_index
      union select p.learner_id from $changed(national_id) c
        join learner p on p.national_id_index = left(c.before ->> 'national_id', 23)`,
    learnerGuardian: sameLearner(""),
    guardian:
      "select lg.learner_id from $changed(phone) c join learner_guardian lg on lg.guardian_id = c.guardian_id",
    enrolment: sameLearner("status, exit_date"),
    residence: sameLearner(""),
    school: "select l.learner_id from $changed() c join learner l on l.school_id = c.school_id",
    sourceRow: `select l.learner_id from $changed c join source_row s on s.source_row_id = c.source_row_id
      join learner l on l.learner_id = s.record_id`,
  },
  rechecked: ["learner.absent-from-source"],
  identityRules: [
    "learner.id-missing",
    "learner.id-shape",
    "learner.id-sex",
    "learner.id-birth-year",
    "learner.id-duplicate",
    "learner.birth-date-missing",
    "learner.sex-missing",
  ],
});

export const guardianView = qualityView(Guardian, {
  relations: {
    children: `select lg.guardian_id, count(*) as learners from learner_guardian lg
      where $scope(lg.guardian_id) group by lg.guardian_id`,
  },
  join: "left join children on children.guardian_id = r.guardian_id",
  columns: { learners: "coalesce(children.learners, 0)" },
  owner: {
    // Children at two schools: the lower code, so that the record has one owner.
    relations: {
      guardian_school: `select lg.guardian_id, min(l.school_id) as school_id from learner_guardian lg
        join learner l on l.learner_id = lg.learner_id where $scope(lg.guardian_id) group by lg.guardian_id`,
    },
    join: "left join guardian_school o on o.guardian_id = r.guardian_id",
    column: "o.school_id",
    before: {
      of: ["learner", "learnerGuardian"],
      relations: {
        child_before: `select lg.guardian_id, lg.learner_id from learner_guardian lg
            left join changed_learner_guardian c on c.learner_id = lg.learner_id and c.guardian_id = lg.guardian_id and c.relation = lg.relation
            where (c.learner_id is null or c.before is not null) and $scope(lg.guardian_id)
          union all select c.guardian_id, c.learner_id from changed_learner_guardian c
            where c.before is not null and not exists (select 1 from learner_guardian lg
              where lg.learner_id = c.learner_id and lg.guardian_id = c.guardian_id and lg.relation = c.relation)`,
        guardian_school: `select h.guardian_id, min(${valueBefore("l", "b", "learner_id", "school_id")}) as school_id
          from child_before h left join learner l on l.learner_id = h.learner_id
            left join changed_learner b on b.learner_id = h.learner_id group by h.guardian_id`,
      },
      join: "left join guardian_school o on o.guardian_id = r.guardian_id",
      column: "o.school_id",
    },
  },
  affectedBy: {
    learnerGuardian: "select distinct c.guardian_id from $changed() c",
    learner:
      "select distinct lg.guardian_id from $changed(school_id) c join learner_guardian lg on lg.learner_id = c.learner_id",
  },
});

export const learnerGuardianView = qualityView(LearnerGuardian, {
  relations: {
    of_kind: `select lg.learner_id, lg.relation, count(*) as persons from learner_guardian lg
      where $scope(lg.learner_id, lg.relation) group by lg.learner_id, lg.relation`,
  },
  join: `left join of_kind on of_kind.learner_id = r.learner_id and of_kind.relation = r.relation
    left join learner l on l.learner_id = r.learner_id
    left join guardian g on g.guardian_id = r.guardian_id`,
  columns: {
    persons_of_kind: "coalesce(of_kind.persons, 0)",
    learner_known: "l.learner_id is not null",
    guardian_known: "g.guardian_id is not null",
    learner_birth_year: "extract(year from l.birth_date)",
    ids_agree: "l.national_id_index = g.national_id_index",
    guardian_birth_year: "g.birth_year",
    guardian_national_id: "g.national_id",
    guardian_name: "g.full_name",
    learner_name: "l.full_name",
  },
  opens: { guardian: "guardian_id" },
  owner: learnersSchool,
  affectedBy: {
    learnerGuardian: rowsOf("learner_guardian", "t.learner_id, t.guardian_id, t.relation", ""),
    learner: rowsOf(
      "learner_guardian",
      "t.learner_id, t.guardian_id, t.relation",
      "birth_date, national_id, full_name, school_id",
    ),
    guardian: `select t.learner_id, t.guardian_id, t.relation from $changed(birth_year, national_id, full_name) c
      join learner_guardian t on t.guardian_id = c.guardian_id`,
  },
});

export const enrolmentView = qualityView(Enrolment, {
  weight: 3,
  relations: {
    same_year: `select e.learner_id, e.school_year, count(*) as schools from enrolment e
      where ${attends} and $scope(e.learner_id, ${yearOf("e")} = school_year)
      group by e.learner_id, e.school_year having count(*) > 1`,
    last_year: `select e.learner_id, max(case when e.grade_level in ('1','2','3','4','5','6','7','8','9','10','11','12')
        then cast(e.grade_level as integer) end) as grade
      from enrolment e where ${yearOf("e")} = $previous_year and $scope(e.learner_id) group by e.learner_id`,
    rated: `select y.learner_id from year_result y where y.school_year = $previous_year and $scope(y.learner_id)`,
    gone: absentRows,
    section: `select s.school_id, s.school_year, s.class_name, s.grade_level from class_section s
      where $scope(s.school_id, s.school_year, s.class_name)`,
  },
  join: `left join same_year on same_year.learner_id = r.learner_id and same_year.school_year = r.school_year
    left join last_year on last_year.learner_id = r.learner_id
    left join rated on rated.learner_id = r.learner_id
    left join gone on gone.source_row_id = r.source_row_id
    left join section on section.school_id = r.school_id and section.school_year = r.school_year and section.class_name = r.class_name
    left join learner l on l.learner_id = r.learner_id
    left join school k on k.school_id = r.school_id`,
  columns: {
    schools_at_once: "coalesce(same_year.schools, 1)",
    is_attending: "r.status in ('studying', 'transferredIn', 'suspended') and r.exit_date is null",
    grade_number: `case when r.grade_level in ('1','2','3','4','5','6','7','8','9','10','11','12')
      then cast(r.grade_level as integer) end`,
    last_grade: "last_year.grade",
    is_rated: "rated.learner_id is not null",
    is_absent: "gone.source_row_id is not null",
    class_known: "section.class_name is not null",
    class_grade: "section.grade_level",
    learner_known: "l.learner_id is not null",
    birth_date: "l.birth_date",
    school_known: "k.school_id is not null",
    school_levels: "array_to_string(k.levels, ';')",
    school_merged: "k.operating_status in ('merged', 'dissolved')",
  },
  affectedBy: {
    enrolment: rowsOf("enrolment", enrolmentKey, "status, exit_date, grade_level"),
    learner: rowsOf("enrolment", enrolmentKey, "birth_date"),
    yearResult: rowsOf("enrolment", enrolmentKey, ""),
    classSection: `select ${enrolmentKey} from $changed(grade_level) c
      join enrolment t on t.school_id = c.school_id and t.school_year = c.school_year and t.class_name = c.class_name`,
    school: `select ${enrolmentKey} from $changed(levels, operating_status) c join enrolment t on t.school_id = c.school_id`,
    sourceRow: `select ${enrolmentKey} from $changed c
      join source_row s on s.source_row_id = c.source_row_id join enrolment t on t.learner_id = s.record_id`,
  },
  rechecked: ["enrolment.absent-from-source"],
});

export const residenceView = qualityView(Residence, {
  relations: {
    // Names of today and of before the mergers: both are written on papers.
    place_name: `select lower(a.name) as name from admin_unit a union select lower(a.full_name) from admin_unit a
      union select lower(m.old_name) from admin_unit_mapping m where m.old_name is not null`,
    place_code: "select distinct a.code from admin_unit a",
  },
  join: `left join place_name on place_name.name = lower(r.commune_name)
    left join place_code on place_code.code = r.commune_code`,
  columns: {
    name_known: "place_name.name is not null",
    code_known: "place_code.code is not null",
    at_school: "o.school_id is not null",
  },
  owner: learnersSchool,
  affectedBy: { learner: rowsOf("residence", "t.learner_id, t.residence_kind", "school_id") },
});

export const policyGroupView = qualityView(LearnerPolicyGroup, {
  relations: {
    poverty: `select p.learner_id, count(*) as kinds from learner_policy_group p
      where p.policy_group in ('poor', 'nearPoor') and $scope(p.learner_id) group by p.learner_id`,
  },
  join: "left join poverty on poverty.learner_id = r.learner_id",
  columns: { poverty_kinds: "coalesce(poverty.kinds, 0)", ethnicity: "o.ethnicity" },
  owner: learnersSchool,
  affectedBy: {
    learner: rowsOf("learner_policy_group", "t.learner_id, t.policy_group", "school_id, ethnicity"),
    learnerPolicyGroup: rowsOf("learner_policy_group", "t.learner_id, t.policy_group", ""),
  },
});

export const disabilityView = qualityView(LearnerDisability, {
  owner: learnersSchool,
  affectedBy: { learner: rowsOf("learner_disability", "t.learner_id, t.disability_kind", "school_id") },
});

export const healthView = qualityView(LearnerHealth, {
  columns: { birth_date: "o.birth_date" },
  owner: learnersSchool,
  affectedBy: { learner: sameLearner("school_id, birth_date") },
});

export const learnerQualityViews: readonly QualityView[] = [
  learnerView,
  guardianView,
  learnerGuardianView,
  enrolmentView,
  residenceView,
  policyGroupView,
  disabilityView,
  healthView,
];
