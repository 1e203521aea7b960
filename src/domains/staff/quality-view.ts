import { type QualityView, qualityView, schoolOf } from "../dictionary/quality-view.ts";
import { Employment, StaffAssignment, StaffMember, StaffQualification, StaffTitle } from "./schema.ts";

const working =
  "coalesce(e.employment_status, 'working') in ('working', 'maternityLeave', 'sickLeave', 'studyLeave') and e.end_date is null";

/** Guest teaching is no post of its own, and a secondment leaves the post where it was. */
const fullTime = `${working} and coalesce(e.contract_form, 'other') in ('permanent', 'probation', 'decree111')`;

const staffsSchool = schoolOf("staffMember", "staff_member", "staff_id");
const rowsOf = (table: string, key: string, looksAt: string) =>
  `select ${key} from $changed(${looksAt}) c join ${table} t on t.staff_id = c.staff_id`;
const absentRows =
  "select source_row_id from source_row where absent_since is not null and $scope(source_row_id)";

/** School level a title of teaching belongs to, from the third part of its code (V.07.03.29 is primary). */
const titleLevel = (column: string) =>
  `case substr(${column}, 1, 7) when 'V.07.02' then '01' when 'V.07.03' then '02' when 'V.07.04' then '03' when 'V.07.05' then '04' end`;

export const staffMemberView = qualityView(StaffMember, {
  weight: 3,
  relations: {
    same_id: `select l.national_id_index, count(*) as holders from staff_member l
      where l.national_id_index is not null and $scope(l.national_id_index)
      group by l.national_id_index having count(*) > 1`,
    post: `select e.staff_id, count(*) as posts, max(case when e.staff_group = 'GV' then 1 else 0 end) as teaches
      from employment e where ${working} and $scope(e.staff_id) group by e.staff_id`,
    degree: `select q.staff_id from staff_qualification q
      where q.qualification_kind = 'degree' and q.qualification_level is not null and $scope(q.staff_id)`,
    gone: absentRows,
  },
  join: `left join same_id on same_id.national_id_index = r.national_id_index
    left join post on post.staff_id = r.staff_id
    left join degree on degree.staff_id = r.staff_id
    left join gone on gone.source_row_id = r.source_row_id
    left join school k on k.school_id = r.school_id`,
  columns: {
    id_holders: "coalesce(same_id.holders, 1)",
    posts: "coalesce(post.posts, 0)",
    is_teacher: "coalesce(post.teaches, 0) = 1",
    has_degree: "degree.staff_id is not null",
    is_absent: "gone.source_row_id is not null",
    school_known: "k.school_id is not null",
  },
  affectedBy: {
    // Who holds the number now, and who held the same one before.
    staffMember: `select p.staff_id from $changed(national_id) c join staff_member l on l.staff_id = c.staff_id
        join staff_member p on p.national_id_index = l.national_id_index
      union select p.staff_id from $changed(national_id) c
        join staff_member p on p.national_id_index = left(c.before ->> 'national_id', 23)`,
    employment: "select distinct c.staff_id from $changed(staff_group, employment_status, end_date) c",
    staffQualification: "select distinct c.staff_id from $changed(qualification_level) c",
    school: "select l.staff_id from $changed() c join staff_member l on l.school_id = c.school_id",
    sourceRow: `select l.staff_id from $changed c join source_row s on s.source_row_id = c.source_row_id
      join staff_member l on l.staff_id = s.record_id`,
  },
  rechecked: ["staffMember.absent-from-source"],
  identityRules: [
    "staffMember.id-missing",
    "staffMember.id-shape",
    "staffMember.id-sex",
    "staffMember.id-birth-year",
    "staffMember.id-duplicate",
    "staffMember.birth-date-missing",
    "staffMember.sex-missing",
  ],
});

export const employmentView = qualityView(Employment, {
  weight: 2,
  relations: {
    full_time: `select e.staff_id, count(*) as posts from employment e
      where ${fullTime} and $scope(e.staff_id) group by e.staff_id having count(*) > 1`,
    degree: `select q.staff_id, max(case q.qualification_level when 'doctor' then 7 when 'master' then 6 when 'bachelor' then 5
        when 'college' then 4 when 'intermediate' then 3 when 'elementary' then 2 when 'secondarySchool' then 1 else 0 end) as degree_rank
      from staff_qualification q
      where q.qualification_kind = 'degree' and q.qualification_level is not null and $scope(q.staff_id) group by q.staff_id`,
    title: `select t.staff_id, min(${titleLevel("t.title_code")}) as lowest, max(${titleLevel("t.title_code")}) as highest
      from staff_title t where $scope(t.staff_id) group by t.staff_id`,
    gone: absentRows,
  },
  join: `left join full_time on full_time.staff_id = r.staff_id
    left join degree on degree.staff_id = r.staff_id
    left join title on title.staff_id = r.staff_id
    left join gone on gone.source_row_id = r.source_row_id
    left join staff_member m on m.staff_id = r.staff_id
    left join school k on k.school_id = r.school_id`,
  columns: {
    full_time_posts: "coalesce(full_time.posts, 0)",
    is_working:
      "coalesce(r.employment_status, 'working') in ('working', 'maternityLeave', 'sickLeave', 'studyLeave') and r.end_date is null",
    degree_rank: "degree.degree_rank",
    lowest_title: "title.lowest",
    highest_title: "title.highest",
    is_absent: "gone.source_row_id is not null",
    staff_known: "m.staff_id is not null",
    birth_date: "m.birth_date",
    staff_sex: "m.sex",
    national_id: "m.national_id",
    school_known: "k.school_id is not null",
    school_levels: "array_to_string(k.levels, ';')",
  },
  opens: { staffMember: "staff_id" },
  affectedBy: {
    employment: rowsOf("employment", "t.staff_id, t.school_id", "employment_status, end_date, contract_form"),
    staffMember: rowsOf("employment", "t.staff_id, t.school_id", "birth_date, sex, national_id"),
    staffQualification: rowsOf("employment", "t.staff_id, t.school_id", "qualification_level"),
    staffTitle: rowsOf("employment", "t.staff_id, t.school_id", ""),
    school:
      "select t.staff_id, t.school_id from $changed(levels) c join employment t on t.school_id = c.school_id",
    sourceRow: `select t.staff_id, t.school_id from $changed c join source_row s on s.source_row_id = c.source_row_id
      join employment t on t.staff_id = s.record_id`,
  },
  rechecked: ["employment.absent-from-source"],
});

export const staffAssignmentView = qualityView(StaffAssignment, {
  relations: {
    duties: `select a.staff_id, count(*) as duties from staff_assignment a
      where a.end_date is null and a.duty not in ('secondment', 'crossSchool') and $scope(a.staff_id) group by a.staff_id`,
    post: "select distinct e.staff_id from employment e where $scope(e.staff_id)",
  },
  join: `left join duties on duties.staff_id = r.staff_id left join post on post.staff_id = r.staff_id
    left join school k on k.school_id = r.school_id`,
  columns: {
    duties: "coalesce(duties.duties, 0)",
    has_post: "post.staff_id is not null",
    school_known: "k.school_id is not null",
  },
  affectedBy: {
    staffAssignment: rowsOf("staff_assignment", "t.staff_id, t.school_id, t.duty", "end_date"),
    employment: rowsOf("staff_assignment", "t.staff_id, t.school_id, t.duty", ""),
    school:
      "select t.staff_id, t.school_id, t.duty from $changed() c join staff_assignment t on t.school_id = c.school_id",
  },
});

export const staffQualificationView = qualityView(StaffQualification, {
  columns: { birth_date: "o.birth_date", staff_known: "o.staff_id is not null" },
  owner: staffsSchool,
  affectedBy: {
    staffMember: rowsOf("staff_qualification", "t.staff_id, t.qualification_kind", "birth_date, school_id"),
  },
});

export const staffTitleView = qualityView(StaffTitle, {
  columns: { staff_known: "o.staff_id is not null", birth_date: "o.birth_date" },
  owner: staffsSchool,
  affectedBy: { staffMember: rowsOf("staff_title", "t.staff_id, t.title_code", "birth_date, school_id") },
});

export const staffQualityViews: readonly QualityView[] = [
  staffMemberView,
  employmentView,
  staffAssignmentView,
  staffQualificationView,
  staffTitleView,
];
