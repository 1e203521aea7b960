import { type QualityView, qualityView } from "../dictionary/quality-view.ts";
import { yearOf } from "../learner/quality-view.ts";
import { subjects } from "../reference/subjects.ts";
import { academicRule, awardRule } from "./legal-rules.ts";
import {
  AttendanceSummary,
  ClassMembership,
  ClassSection,
  ExamResult,
  SubjectResult,
  TeachingAssignment,
  YearResult,
} from "./schema.ts";

const commentOnly = subjects
  .filter((subject) => subject.secondaryAssessment === "comment")
  .map((subject) => `'${subject.subjectCode}'`)
  .join(", ");

export const gradeNumber = (column: string): string =>
  `case when ${column} in ('1','2','3','4','5','6','7','8','9','10','11','12') then cast(${column} as integer) end`;

const sectionKey = "t.school_id, t.school_year, t.class_name";
const sameClass =
  "t.school_id = c.school_id and t.school_year = c.school_year and t.class_name = c.class_name";

export const classSectionView = qualityView(ClassSection, {
  weight: 2,
  relations: {
    member: `select m.school_id, m.school_year, m.class_name, count(*) as members from class_membership m
      where m.end_date is null and $scope(m.school_id, m.school_year, m.class_name)
      group by m.school_id, m.school_year, m.class_name`,
    colleague: `select distinct e.school_id, e.staff_code from employment e
      where e.staff_code is not null and $scope(e.school_id)`,
    homeroom: `select c.school_id, c.school_year, c.homeroom_teacher_code, count(*) as classes from class_section c
      where c.homeroom_teacher_code is not null and $scope(c.school_id, c.school_year)
      group by c.school_id, c.school_year, c.homeroom_teacher_code having count(*) > 1`,
    taught: `select distinct a.school_id, a.school_year, a.class_name from teaching_assignment a
      where $scope(a.school_id, a.school_year, a.class_name)`,
  },
  join: `left join member on member.school_id = r.school_id and member.school_year = r.school_year and member.class_name = r.class_name
    left join colleague on colleague.school_id = r.school_id and colleague.staff_code = r.homeroom_teacher_code
    left join homeroom on homeroom.school_id = r.school_id and homeroom.school_year = r.school_year
      and homeroom.homeroom_teacher_code = r.homeroom_teacher_code
    left join taught on taught.school_id = r.school_id and taught.school_year = r.school_year and taught.class_name = r.class_name
    left join school k on k.school_id = r.school_id`,
  columns: {
    members: "coalesce(member.members, 0)",
    grade_number: gradeNumber("r.grade_level"),
    teacher_known: "colleague.staff_code is not null",
    homeroom_classes: "coalesce(homeroom.classes, 0)",
    is_taught: "taught.class_name is not null",
    school_known: "k.school_id is not null",
    school_levels: "array_to_string(k.levels, ';')",
  },
  affectedBy: {
    classSection: `select ${sectionKey} from $changed(homeroom_teacher_code) c
      join class_section t on t.school_id = c.school_id and t.school_year = c.school_year`,
    classMembership: "select distinct c.school_id, c.school_year, c.class_name from $changed(end_date) c",
    teachingAssignment: "select distinct c.school_id, c.school_year, c.class_name from $changed() c",
    employment: `select ${sectionKey} from $changed(staff_code) c join class_section t on t.school_id = c.school_id`,
    school: `select ${sectionKey} from $changed(levels) c join class_section t on t.school_id = c.school_id`,
  },
});

export const classMembershipView = qualityView(ClassMembership, {
  relations: {
    same_year: `select m.learner_id, m.school_id, m.school_year, count(*) as classes from class_membership m
      where m.end_date is null and $scope(m.learner_id, m.school_id, m.school_year)
      group by m.learner_id, m.school_id, m.school_year having count(*) > 1`,
    section: `select s.school_id, s.school_year, s.class_name from class_section s
      where $scope(s.school_id, s.school_year, s.class_name)`,
    enrolled: `select e.learner_id, e.school_id, e.school_year, e.class_name from enrolment e
      where $scope(e.learner_id, e.school_id, e.school_year)`,
  },
  join: `left join same_year on same_year.learner_id = r.learner_id and same_year.school_id = r.school_id and same_year.school_year = r.school_year
    left join section on section.school_id = r.school_id and section.school_year = r.school_year and section.class_name = r.class_name
    left join enrolled on enrolled.learner_id = r.learner_id and enrolled.school_id = r.school_id and enrolled.school_year = r.school_year
    left join learner l on l.learner_id = r.learner_id`,
  columns: {
    classes_at_once: "coalesce(same_year.classes, 1)",
    section_known: "section.class_name is not null",
    is_enrolled: "enrolled.learner_id is not null",
    enrolled_class: "enrolled.class_name",
    learner_known: "l.learner_id is not null",
  },
  affectedBy: {
    classMembership: `select t.learner_id, ${sectionKey} from $changed(end_date) c join class_membership t on t.learner_id = c.learner_id`,
    enrolment: `select t.learner_id, ${sectionKey} from $changed(class_name) c join class_membership t on t.learner_id = c.learner_id`,
    learner: `select t.learner_id, ${sectionKey} from $changed() c join class_membership t on t.learner_id = c.learner_id`,
    classSection: `select t.learner_id, ${sectionKey} from $changed() c join class_membership t on ${sameClass}`,
  },
});

const assignmentKey = "t.staff_id, t.school_id, t.school_year, t.term, t.class_name, t.subject_code";

export const teachingAssignmentView = qualityView(TeachingAssignment, {
  relations: {
    load: `select a.staff_id, a.school_year, a.term, sum(a.periods_per_week) as periods from teaching_assignment a
      where a.end_date is null and $scope(a.staff_id, a.school_year, a.term) group by a.staff_id, a.school_year, a.term`,
    shared: `select a.school_id, a.school_year, a.term, a.class_name, a.subject_code, count(*) as teachers from teaching_assignment a
      where a.end_date is null and $scope(a.school_id, a.school_year, a.class_name)
      group by a.school_id, a.school_year, a.term, a.class_name, a.subject_code having count(*) > 1`,
    section: `select s.school_id, s.school_year, s.class_name, s.grade_level from class_section s
      where $scope(s.school_id, s.school_year, s.class_name)`,
    post: "select e.staff_id, e.school_id from employment e where $scope(e.staff_id, e.school_id)",
  },
  join: `left join load on load.staff_id = r.staff_id and load.school_year = r.school_year and load.term = r.term
    left join shared on shared.school_id = r.school_id and shared.school_year = r.school_year and shared.term = r.term
      and shared.class_name = r.class_name and shared.subject_code = r.subject_code
    left join section on section.school_id = r.school_id and section.school_year = r.school_year and section.class_name = r.class_name
    left join post on post.staff_id = r.staff_id and post.school_id = r.school_id`,
  columns: {
    staff_periods: "load.periods",
    teachers_at_once: "coalesce(shared.teachers, 1)",
    section_known: "section.class_name is not null",
    section_grade: gradeNumber("section.grade_level"),
    has_post: "post.staff_id is not null",
  },
  affectedBy: {
    teachingAssignment: `select ${assignmentKey} from $changed(end_date) c join teaching_assignment t on ${sameClass}
      union select ${assignmentKey} from $changed(end_date, periods_per_week) c join teaching_assignment t on t.staff_id = c.staff_id`,
    employment: `select ${assignmentKey} from $changed() c join teaching_assignment t on t.staff_id = c.staff_id`,
    classSection: `select ${assignmentKey} from $changed(grade_level) c join teaching_assignment t on ${sameClass}`,
  },
});

const resultsOf =
  "select t.learner_id, t.school_year, t.subject_code from $changed() c join subject_result t on t.learner_id = c.learner_id";

export const subjectResultView = qualityView(SubjectResult, {
  weight: 2,
  join: "left join learner l on l.learner_id = r.learner_id",
  columns: {
    grade_number: gradeNumber("r.grade_level"),
    is_comment_only: `r.subject_code in (${commentOnly})`,
    learner_known: "l.learner_id is not null",
  },
  affectedBy: { learner: resultsOf },
});

/** Column that counts year marks at or above a mark of the law ("8.0" → `from_8_0`), and below it. */
export const countFrom = (mark: string): string => `from_${mark.replace(".", "_")}`;
export const countBelow = (mark: string): string => `below_${mark.replace(".", "_")}`;

const { levels } = academicRule.params;
const enough = [
  ...new Set([...levels.map((level) => level.enoughMarks.mark), awardRule.params.excellent.mark]),
];
const markCounts = [
  ...enough.map((mark) => ({ column: countFrom(mark), condition: `>= ${mark}` })),
  ...levels.map(({ lowestMark }) => ({ column: countBelow(lowestMark), condition: `< ${lowestMark}` })),
];

const yearsOf =
  "select t.learner_id, t.school_year from $changed() c join year_result t on t.learner_id = c.learner_id";
const sameYear = (looksAt: string) =>
  `select distinct c.learner_id, c.school_year from $changed(${looksAt}) c`;

export const yearResultView = qualityView(YearResult, {
  weight: 2,
  relations: {
    mark: `select s.learner_id, s.school_year, count(*) as subjects, count(s.year_mark) as scored,
        ${markCounts.map(({ column, condition }) => `count(*) filter (where s.year_mark ${condition}) as ${column}`).join(", ")},
        min(s.year_mark) as lowest,
        count(*) filter (where s.year_level = 'CD') as failed,
        count(*) filter (where s.year_level in ('H', 'C')) as below_t,
        count(*) filter (where s.year_level = 'C') as not_completed
      from subject_result s where $scope(s.learner_id, s.school_year) group by s.learner_id, s.school_year`,
    missed: `select a.learner_id, a.school_year, coalesce(a.absences_total, a.absences_excused + a.absences_unexcused) as absences
      from attendance_summary a where $scope(a.learner_id, a.school_year)`,
    enrolled: `select e.learner_id, e.school_year, count(*) as schools, min(e.grade_level) as lowest_grade, max(e.grade_level) as highest_grade
      from enrolment e where $scope(e.learner_id, ${yearOf("e")} = school_year) group by e.learner_id, e.school_year`,
  },
  join: `left join mark on mark.learner_id = r.learner_id and mark.school_year = r.school_year
    left join missed on missed.learner_id = r.learner_id and missed.school_year = r.school_year
    left join enrolled on enrolled.learner_id = r.learner_id and enrolled.school_year = r.school_year
    left join learner l on l.learner_id = r.learner_id
    left join school k on k.school_id = r.school_id`,
  columns: {
    grade_number: gradeNumber("r.grade_level"),
    subjects: "coalesce(mark.subjects, 0)",
    scored: "coalesce(mark.scored, 0)",
    ...Object.fromEntries(
      [...markCounts.map(({ column }) => column), "lowest", "failed", "below_t", "not_completed"].map(
        (name) => [name, `mark.${name}`],
      ),
    ),
    absences: "missed.absences",
    is_enrolled: "enrolled.learner_id is not null",
    lowest_enrolled_grade: "enrolled.lowest_grade",
    highest_enrolled_grade: "enrolled.highest_grade",
    learner_known: "l.learner_id is not null",
    school_known: "k.school_id is not null",
    is_continuing: "array_to_string(k.levels, ';') like '%05%'",
  },
  affectedBy: {
    learner: yearsOf,
    subjectResult: sameYear("year_mark, year_level"),
    attendanceSummary: sameYear("absences_total, absences_excused, absences_unexcused"),
    enrolment: sameYear("grade_level"),
    school:
      "select t.learner_id, t.school_year from $changed(levels) c join year_result t on t.school_id = c.school_id",
  },
});

export const attendanceView = qualityView(AttendanceSummary, {
  relations: {
    rated: "select y.learner_id, y.school_year from year_result y where $scope(y.learner_id, y.school_year)",
  },
  join: `left join rated on rated.learner_id = r.learner_id and rated.school_year = r.school_year
    left join learner l on l.learner_id = r.learner_id`,
  columns: { is_rated: "rated.learner_id is not null", learner_known: "l.learner_id is not null" },
  affectedBy: {
    yearResult: sameYear(""),
    learner:
      "select t.learner_id, t.school_year from $changed() c join attendance_summary t on t.learner_id = c.learner_id",
  },
});

const papers = [
  "toan",
  "ngu_van",
  "ngoai_ngu",
  "vat_li",
  "hoa_hoc",
  "sinh_hoc",
  "lich_su",
  "dia_li",
  "gdcd",
  "tin_hoc",
  "cn_cong_nghiep",
  "cn_nong_nghiep",
  "gdkt_pl",
];

export const examResultView = qualityView(ExamResult, {
  columns: { papers: papers.map((paper) => `(case when r.${paper} is null then 0 else 1 end)`).join(" + ") },
});

export const classroomQualityViews: readonly QualityView[] = [
  classSectionView,
  classMembershipView,
  teachingAssignmentView,
  subjectResultView,
  yearResultView,
  attendanceView,
  examResultView,
];
