import { gradeSql } from "./people-sql.ts";

/** Rows of one intake out of a package: columns with their SQL, and the relation they are taken from. */
export interface IntakeRows {
  readonly intake: string;
  readonly columns: Readonly<Record<string, string>>;
  /** Has file_seq, sheet_no, row_no of the row each one comes from as `s`. */
  readonly from: string;
}

const ORG = "coalesce(o.identifier, o.id, s.org_id)";

const person = {
  nationalId: "p.national_id",
  familyName: "p.family_name",
  middleName: "p.middle_name",
  givenName: "p.given_name",
  birthDate: "p.birth_date",
  sex: "p.sex",
  ethnicity: "p.ethnicity",
  religion: "p.religion",
  phone: "p.phone",
  email: "p.email",
} as const;

/** Ended before the year does: an end date at the year's end is only the plan. */
const LEFT_EARLY = "(c.end_date < coalesce(c.year_end, left(p.modified, 10)))";
const IS_GONE = "(lower(p.status) = 'tobedeleted' or not s.is_alive or not coalesce(c.is_alive, true))";

export const LEARNERS: IntakeRows = {
  intake: "learnerRow",
  columns: {
    learnerCode: "p.id",
    ...person,
    birthPlace: "p.city",
    schoolCode: ORG,
    schoolName: "o.name",
    schoolYear: "coalesce(c.school_year, y.school_year)",
    gradeLevel: gradeSql("coalesce(p.grades, c.grades)"),
    className: "c.class_name",
    enrolmentStatus: `coalesce(case when ${IS_GONE} then 'tobedeleted' end, p.state)`,
    entryDate: "coalesce(c.begin_date, s.begin_date)",
    exitDate: `case when ${LEFT_EARLY} then c.end_date when ${IS_GONE} then left(p.modified, 10) end`,
    residenceAddress: "p.address",
    guardianName: "nullif(g.name, '')",
    guardianPhone: "g.phone",
  },
  from: `seats s join persons p on p.id = s.user_id left join orgs o on o.id = s.org_id
    left join own_class c on c.user_id = s.user_id and c.org_id = s.org_id
    left join guardians g on g.id = p.id cross join package_year y
    where s.kind = 'learner'`,
};

export const STAFF: IntakeRows = {
  intake: "staffRow",
  columns: {
    staffCode: "p.id",
    ...person,
    schoolCode: ORG,
    schoolName: "o.name",
    staffGroup: `case when s.role in ('principal', 'administrator', 'siteadministrator', 'districtadministrator', 'systemadministrator') then 'CBQL'
      when s.role = 'teacher' then 'GV' else 'NV' end`,
    employmentStatus: `coalesce(case when lower(p.status) = 'tobedeleted' or not s.is_alive then 'tobedeleted' end, p.state)`,
  },
  from: `seats s join persons p on p.id = s.user_id left join orgs o on o.id = s.org_id
    where s.kind = 'staff'`,
};

export const CLASSES: IntakeRows = {
  intake: "classRow",
  columns: {
    schoolCode: ORG,
    schoolName: "o.name",
    schoolYear: "s.school_year",
    className: "s.title",
    gradeLevel: gradeSql("s.grades"),
    homeroomTeacherCode: "t.id",
    homeroomTeacherName: "nullif(trim(concat_ws(' ', t.family_name, t.middle_name, t.given_name)), '')",
    roomName: "s.location",
  },
  from: `(select *, school_id as org_id from school_classes
      where is_section and coalesce(lower(status), 'active') <> 'tobedeleted') s
    left join orgs o on o.id = s.org_id
    left join (
      select class_id, user_id from placed_enrollments where role = 'teacher' and is_alive
      qualify row_number() over (
        partition by class_id order by (lower(is_primary) = 'true') desc nulls last, row_no) = 1
    ) e on e.class_id = s.id and lower(s.class_type) = 'homeroom'
    left join persons t on t.id = e.user_id`,
};

/** Teachers of subject classes; a homeroom's teacher stands with the class. */
export const TEACHING: IntakeRows = {
  intake: "teachingAssignmentRow",
  columns: {
    schoolCode: ORG,
    schoolName: "o.name",
    schoolYear: "s.school_year",
    staffCode: "t.id",
    staffName: "nullif(trim(concat_ws(' ', t.family_name, t.middle_name, t.given_name)), '')",
    className: "s.title",
    subject: "s.subject",
    startDate: "s.begin_date",
    endDate: "s.end_date",
  },
  from: `(select e.*, nullif(trim(split_part(coalesce(c.subjects, k.subjects), ',', 1)), '') as subject
      from placed_enrollments e join classes c on c.id = e.class_id left join courses k on k.id = c.course_id
      where e.role = 'teacher' and e.is_alive and coalesce(lower(c.class_type), 'scheduled') <> 'homeroom') s
    join persons t on t.id = s.user_id left join orgs o on o.id = s.org_id
    where s.subject is not null`,
};
