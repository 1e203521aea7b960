import { checksFor, holdsNationalId, quoteList, rule, unknownCode } from "../dictionary/check-builder.ts";
import * as referenceCodes from "../reference/code-sets.ts";
import { gradeLevels, levelOfGrade } from "../reference/grade-levels.ts";
import { subjects } from "../reference/subjects.ts";
import * as classroomCodes from "./code-sets.ts";
import { classSizeCap } from "./legal-rules-class.ts";
import { ClassMembership, ClassSection, TeachingAssignment } from "./schema.ts";

const sets = [...Object.values(referenceCodes).flat(), ...Object.values(classroomCodes).flat()];
const now = "school_year = current_year";

const cap = `case ${Object.entries(classSizeCap.params.pupils)
  .map(([grade, pupils]) => `when grade_level = '${grade}' then ${pupils}`)
  .join(" ")} end`;
const levelOf = `case grade_level ${gradeLevels.map(({ gradeLevel }) => `when '${gradeLevel}' then '${levelOfGrade(gradeLevel)}'`).join(" ")} end`;
const size = { legalBasis: classSizeCap.legalBasis, tag: classSizeCap.tag };
/** Secondary subjects that no grade below 6 has, and primary ones that no grade above 5 has. */
const only = (level: "02" | "secondary") =>
  quoteList(
    subjects
      .filter(({ levels }) => (level === "02" ? levels.every((own) => own === "02") : !levels.includes("02")))
      .map(({ subjectCode }) => subjectCode),
  );

export const classSectionChecks = checksFor(ClassSection, {
  "no-pupils": rule(
    "complete",
    "error",
    { vi: "Lớp của năm học này không có học sinh nào.", en: "The class has no pupil this school year." },
    `${now} and members = 0`,
    ["className"],
  ),
  "no-homeroom-teacher": rule(
    "complete",
    "error",
    { vi: "Lớp chưa có giáo viên chủ nhiệm hoặc phụ trách.", en: "The class has no homeroom teacher." },
    `${now} and homeroom_teacher_name is null and homeroom_teacher_code is null`,
    ["homeroomTeacherName", "homeroomTeacherCode"],
    { legalBasis: "TT 15/2026/TT-BGDĐT", tag: "found" },
  ),
  "grade-missing": rule(
    "complete",
    "error",
    { vi: "Lớp chưa ghi khối.", en: "The class has no grade." },
    "grade_level is null and coalesce(multigrade, false) = false",
    ["gradeLevel"],
  ),
  "size-over-cap": rule(
    "accurate",
    "warning",
    {
      vi: "Sĩ số vượt mức tối đa của lớp: kiểm tra lại số liệu hoặc tách lớp.",
      en: "The class is larger than the cap: check the figures or split the class.",
    },
    `${now} and members > (${cap})`,
    ["pupilCount", "gradeLevel"],
    size,
  ),
  "size-far-over-cap": rule(
    "accurate",
    "error",
    {
      vi: "Sĩ số gấp rưỡi mức tối đa: gần như chắc là trùng hoặc nhập nhầm lớp.",
      en: "The class is half as large again as the cap: almost certainly doubles or a wrong class.",
    },
    `${now} and members * 2 > 3 * (${cap})`,
    ["pupilCount"],
    size,
  ),
  "count-differs": rule(
    "consistent",
    "warning",
    {
      vi: "Sĩ số trường khai khác số học sinh trong danh sách.",
      en: "The declared size differs from the number of pupils listed.",
    },
    `${now} and pupil_count <> members`,
    ["pupilCount"],
    { legalBasis: "TT 25/2024/TT-BGDĐT", tag: "seed" },
  ),
  "grade-not-taught": rule(
    "consistent",
    "error",
    {
      vi: "Khối của lớp không thuộc cấp học của trường.",
      en: "The school does not teach the class's grade.",
    },
    `school_levels not like '%05%' and school_levels not like '%' || (${levelOf}) || '%'`,
    ["gradeLevel"],
  ),
  "name-grade-differs": rule(
    "consistent",
    "warning",
    {
      vi: "Tên lớp mở đầu bằng khối khác với khối đã ghi.",
      en: "The class name begins with another grade than the one recorded.",
    },
    `grade_number between 1 and 9 and substr(class_name, 1, 1) between '1' and '9' and substr(class_name, 2, 1) not between '0' and '9'
      and substr(class_name, 1, 1) <> grade_level`,
    ["className", "gradeLevel"],
  ),
  "teacher-of-two-classes": rule(
    "consistent",
    "warning",
    {
      vi: "Một giáo viên chủ nhiệm hai lớp trong cùng năm học.",
      en: "One teacher is homeroom teacher of two classes.",
    },
    "homeroom_classes > 1",
    ["homeroomTeacherCode"],
  ),
  "no-teaching": rule(
    "live",
    "notice",
    {
      vi: "Lớp từ khối 6 trở lên chưa có phân công giảng dạy năm học này.",
      en: "No teaching assignment for a class of grade 6 or above this school year.",
    },
    `${now} and grade_number >= 6 and not is_taught`,
    ["className"],
  ),
  "teacher-unknown": rule(
    "connected",
    "warning",
    {
      vi: "Mã giáo viên chủ nhiệm không có trong danh sách cán bộ của trường.",
      en: "The homeroom teacher's code is not among the school's staff.",
    },
    "homeroom_teacher_code is not null and not teacher_known",
    ["homeroomTeacherCode"],
  ),
  "school-unknown": rule(
    "connected",
    "error",
    {
      vi: "Mã trường không có trong sổ đăng ký trường của Sở.",
      en: "The school is not in the department's register.",
    },
    "not school_known",
    ["schoolId"],
  ),
  "teacher-code-is-id": rule(
    "safe",
    "error",
    {
      vi: "Mã giáo viên chủ nhiệm là số định danh 12 chữ số.",
      en: "The homeroom teacher's code is a national id.",
    },
    `${holdsNationalId("homeroom_teacher_code")} or ${holdsNationalId("homeroom_teacher_name")}`,
    ["homeroomTeacherCode"],
    { legalBasis: "Luật 91/2025/QH15", tag: "found" },
  ),
  "class-too-small-to-publish": rule(
    "open",
    "notice",
    {
      vi: "Lớp dưới 5 học sinh: số liệu lớp phải gộp trước khi công bố mở.",
      en: "Fewer than 5 pupils: figures of the class must be merged before open publication.",
    },
    `${now} and pupil_count between 1 and 4`,
    ["pupilCount"],
  ),
  publishable: rule(
    "open",
    "notice",
    {
      vi: "Thiếu khối hoặc sĩ số nên lớp chưa đưa được vào dữ liệu mở.",
      en: "Grade or size is missing, so the class cannot go into open data.",
    },
    `${now} and (grade_level is null or pupil_count is null)`,
    ["gradeLevel", "pupilCount"],
    { legalBasis: "NĐ 88/2026/NĐ-CP Đ.21", tag: "found" },
  ),
  "unknown-code": unknownCode(ClassSection, sets),
});

export const classMembershipChecks = checksFor(ClassMembership, {
  "two-classes": rule(
    "consistent",
    "error",
    {
      vi: "Học sinh đang ở hai lớp của cùng một trường trong năm học.",
      en: "The pupil is in two classes of one school.",
    },
    "end_date is null and classes_at_once > 1",
    ["className", "endDate"],
  ),
  "enrolment-class-differs": rule(
    "consistent",
    "warning",
    { vi: "Lớp khác với lớp ghi ở quá trình học.", en: "The class differs from that of the enrolment." },
    `${now} and end_date is null and classes_at_once = 1 and enrolled_class <> class_name`,
    ["className"],
  ),
  "end-before-start": rule(
    "accurate",
    "error",
    { vi: "Ngày rời lớp trước ngày vào lớp.", en: "The pupil leaves the class before entering it." },
    "end_date < start_date",
    ["startDate", "endDate"],
  ),
  "start-in-future": rule(
    "accurate",
    "warning",
    { vi: "Ngày vào lớp ở tương lai.", en: "The day of entering the class is in the future." },
    "start_date > today",
    ["startDate"],
  ),
  "class-unknown": rule(
    "connected",
    "warning",
    {
      vi: "Lớp không có trong danh sách lớp của trường.",
      en: "The class is not in the school's class list.",
    },
    `${now} and not section_known`,
    ["className"],
  ),
  "not-enrolled": rule(
    "connected",
    "error",
    {
      vi: "Có tên trong lớp mà không có quá trình học ở trường.",
      en: "In a class without an enrolment at the school.",
    },
    "not is_enrolled",
    ["learnerId"],
  ),
  "learner-unknown": rule(
    "connected",
    "blocking",
    { vi: "Tên trong lớp của người không có hồ sơ.", en: "The membership belongs to no known learner." },
    "not learner_known",
    ["learnerId"],
  ),
});

export const teachingAssignmentChecks = checksFor(TeachingAssignment, {
  "not-employed": rule(
    "connected",
    "error",
    {
      vi: "Giáo viên được phân công không có vị trí công tác ở trường này.",
      en: "The teacher has no post at this school.",
    },
    "not has_post and coalesce(cross_school, false) = false",
    ["staffId", "schoolId"],
    { legalBasis: "NĐ 93/2026/NĐ-CP Đ.13", tag: "found" },
  ),
  "class-unknown": rule(
    "connected",
    "warning",
    { vi: "Lớp được phân công không có trong danh sách lớp.", en: "The class is not in the class list." },
    "not section_known",
    ["className"],
  ),
  "subject-of-other-level": rule(
    "consistent",
    "error",
    { vi: "Môn học không có ở khối của lớp.", en: "The subject is not taught in the class's grade." },
    `(section_grade >= 6 and subject_code in (${only("02")})) or (section_grade <= 5 and subject_code in (${only("secondary")}))`,
    ["subjectCode", "className"],
    { legalBasis: "TT 32/2018/TT-BGDĐT", tag: "found" },
  ),
  "two-teachers": rule(
    "consistent",
    "notice",
    {
      vi: "Hai giáo viên cùng được phân công một môn của một lớp trong một học kỳ.",
      en: "Two teachers are assigned one subject of one class in one term.",
    },
    "end_date is null and teachers_at_once > 1",
    ["staffId"],
  ),
  "periods-missing": rule(
    "complete",
    "warning",
    { vi: "Phân công không ghi số tiết mỗi tuần.", en: "The periods a week are missing." },
    "periods_per_week is null",
    ["periodsPerWeek"],
    { legalBasis: "TT 05/2025/TT-BGDĐT", tag: "found" },
  ),
  "periods-implausible": rule(
    "accurate",
    "warning",
    {
      vi: "Một môn của một lớp không thể có hơn 14 tiết mỗi tuần.",
      en: "No subject of a class has more than 14 periods a week.",
    },
    "periods_per_week > 14",
    ["periodsPerWeek"],
  ),
  "load-implausible": rule(
    "accurate",
    "warning",
    {
      vi: "Tổng số tiết được phân công của giáo viên vượt 35 tiết mỗi tuần.",
      en: "The teacher's assignments add up to more than 35 periods a week.",
    },
    "staff_periods > 35",
    ["periodsPerWeek", "staffId"],
    { legalBasis: "TT 05/2025/TT-BGDĐT", tag: "found" },
  ),
  "end-before-start": rule(
    "accurate",
    "error",
    { vi: "Phân công kết thúc trước khi bắt đầu.", en: "The assignment ends before it starts." },
    "end_date < start_date",
    ["startDate", "endDate"],
  ),
  "unknown-code": unknownCode(TeachingAssignment, sets),
});
