import { checksFor, holdsNationalId, holdsPhone, rule, unknownCode } from "../dictionary/check-builder.ts";
import * as referenceCodes from "../reference/code-sets.ts";
import { gradeLevels, levelOfGrade } from "../reference/grade-levels.ts";
import { learnerCodeSets } from "./code-sets.ts";
import { Enrolment } from "./schema.ts";

const now = "school_year = current_year";
const data = { legalBasis: "Luật 91/2025/QH15", tag: "found" } as const;

/** Official age of each grade as one expression; nurseries take children of several ages. */
const officialAge = `case grade_level ${gradeLevels
  .filter((grade) => grade.officialAge !== null)
  .map((grade) => `when '${grade.gradeLevel}' then ${grade.officialAge}`)
  .join(" ")} end`;

const levelOf = `case grade_level ${gradeLevels
  .map((grade) => `when '${grade.gradeLevel}' then '${levelOfGrade(grade.gradeLevel)}'`)
  .join(" ")} end`;

/** Continuing education has no upper age. */
const regular = "coalesce(school_levels, '') not like '%05%'";
const ages = {
  legalBasis: "Điều lệ trường học (TT 15/2026/TT-BGDĐT): vào học muộn tối đa 3 năm",
  tag: "memory",
} as const;

export const enrolmentChecks = checksFor(Enrolment, {
  "two-schools": rule(
    "consistent",
    "blocking",
    {
      vi: "Một học sinh đang học ở hai trường trong cùng năm học: trường cũ chưa chuyển đi.",
      en: "One learner attends two schools in one year: the old school has not let go.",
    },
    "is_attending and schools_at_once > 1",
    ["schoolId", "status", "exitDate"],
    { legalBasis: "TT 15/2026/TT-BGDĐT (chuyển trường)", tag: "found" },
  ),
  "age-too-young": rule(
    "accurate",
    "error",
    {
      vi: "Học sinh nhỏ hơn tuổi của khối từ 2 tuổi trở lên.",
      en: "The learner is two or more years younger than the grade's age.",
    },
    `hp_age_in(birth_date, school_year) < (${officialAge}) - 1`,
    ["gradeLevel"],
    ages,
  ),
  "age-too-old": rule(
    "accurate",
    "warning",
    {
      vi: "Học sinh lớn hơn tuổi của khối quá 3 tuổi.",
      en: "The learner is more than three years older than the grade's age.",
    },
    `${regular} and hp_age_in(birth_date, school_year) > (${officialAge}) + 3`,
    ["gradeLevel"],
    ages,
  ),
  "nursery-age": rule(
    "accurate",
    "error",
    { vi: "Trẻ nhà trẻ trên 4 tuổi hoặc chưa sinh.", en: "A nursery child is over four, or not born yet." },
    "grade_level = 'NT' and (hp_age_in(birth_date, school_year) > 4 or hp_age_in(birth_date, school_year) < 0)",
    ["gradeLevel"],
    ages,
  ),
  "grade-missing": rule(
    "complete",
    "error",
    { vi: "Năm học này chưa ghi khối lớp.", en: "The grade is missing for this school year." },
    `${now} and is_attending and grade_level is null`,
    ["gradeLevel"],
  ),
  "class-missing": rule(
    "complete",
    "error",
    { vi: "Năm học này chưa xếp lớp.", en: "The learner is in no class this school year." },
    `${now} and is_attending and class_name is null`,
    ["className"],
  ),
  "status-missing": rule(
    "complete",
    "warning",
    { vi: "Năm học này chưa ghi trạng thái học.", en: "The status is missing for this school year." },
    `${now} and status is null`,
    ["status"],
  ),
  "exit-date-missing": rule(
    "complete",
    "warning",
    { vi: "Đã chuyển đi hoặc thôi học mà không ghi ngày.", en: "The learner left, but no date is given." },
    "status in ('transferredOut', 'left') and exit_date is null",
    ["exitDate"],
  ),
  "exit-reason-missing": rule(
    "complete",
    "warning",
    {
      vi: "Thôi học mà không ghi lý do, thống kê bỏ học sẽ thiếu.",
      en: "The learner dropped out, but no reason is given.",
    },
    "status = 'left' and exit_reason is null",
    ["exitReason"],
    { legalBasis: "TT 03/2024/TT-BGDĐT", tag: "seed" },
  ),
  "grade-not-taught": rule(
    "consistent",
    "error",
    { vi: "Khối lớp không thuộc cấp học của trường.", en: "The school does not teach this grade." },
    `school_levels is not null and ${regular} and school_levels not like '%' || (${levelOf}) || '%'`,
    ["gradeLevel", "schoolId"],
  ),
  "class-grade-differs": rule(
    "consistent",
    "warning",
    { vi: "Khối của học sinh khác khối của lớp.", en: "The learner's grade differs from the class's." },
    "class_grade <> grade_level",
    ["gradeLevel", "className"],
  ),
  "still-attending-after-exit": rule(
    "consistent",
    "error",
    {
      vi: "Đã có ngày rời trường mà trạng thái vẫn là đang học.",
      en: "A day of leaving is given, but the status still says studying.",
    },
    "exit_date <= today and status = 'studying'",
    ["status", "exitDate"],
  ),
  "grade-jumped": rule(
    "consistent",
    "warning",
    {
      vi: "Khối năm nay cao hơn năm trước từ 2 khối trở lên, hoặc thấp hơn.",
      en: "This year's grade is two or more above last year's, or below it.",
    },
    `${now} and (grade_number > last_grade + 1 or grade_number < last_grade)`,
    ["gradeLevel"],
  ),
  "repeat-not-marked": rule(
    "consistent",
    "notice",
    {
      vi: "Học lại đúng khối năm trước mà không đánh dấu lưu ban.",
      en: "The same grade as last year, but not marked as repeating.",
    },
    `${now} and grade_number = last_grade and coalesce(repeated, false) = false`,
    ["repeated", "gradeLevel"],
  ),
  "entry-date-future": rule(
    "accurate",
    "error",
    { vi: "Ngày vào trường ở tương lai.", en: "The day of entry is in the future." },
    "entry_date > today",
    ["entryDate"],
  ),
  "exit-before-entry": rule(
    "accurate",
    "error",
    { vi: "Ngày rời trường trước ngày vào trường.", en: "The day of leaving is before the day of entry." },
    "exit_date < entry_date",
    ["entryDate", "exitDate"],
  ),
  "exit-outside-year": rule(
    "accurate",
    "warning",
    {
      vi: "Ngày rời trường nằm ngoài năm học của dòng.",
      en: "The day of leaving is outside the school year of the row.",
    },
    "extract(year from exit_date) < hp_year_start(school_year) or extract(year from exit_date) > hp_year_start(school_year) + 1",
    ["exitDate", "schoolYear"],
  ),
  "no-result-last-year": rule(
    "live",
    "warning",
    {
      vi: "Năm học trước đã xong mà chưa có kết quả tổng kết.",
      en: "Last school year is over, but its result has not come.",
    },
    "school_year = previous_year and grade_number between 1 and 12 and is_attending and not is_rated",
    ["schoolYear"],
    { legalBasis: "TT 25/2024/TT-BGDĐT (số liệu cuối năm 31/5)", tag: "seed" },
  ),
  "absent-from-source": rule(
    "live",
    "warning",
    {
      vi: "Dòng này không còn trong danh sách mới nhất trường gửi.",
      en: "The row is no longer in the school's latest list.",
    },
    "is_absent and is_attending",
    ["status"],
  ),
  "school-closed": rule(
    "live",
    "error",
    {
      vi: "Đang học ở trường đã sáp nhập hoặc giải thể.",
      en: "The learner attends a school that was merged or dissolved.",
    },
    `${now} and is_attending and school_merged`,
    ["schoolId"],
  ),
  "class-unknown": rule(
    "connected",
    "warning",
    {
      vi: "Lớp không có trong danh sách lớp của trường năm học này.",
      en: "The class is not in the school's class list of this year.",
    },
    `${now} and is_attending and class_name is not null and not class_known`,
    ["className"],
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
  "learner-unknown": rule(
    "connected",
    "blocking",
    { vi: "Quá trình học của một người không có hồ sơ.", en: "The enrolment belongs to no known learner." },
    "not learner_known",
    ["learnerId"],
  ),
  "id-in-note": rule(
    "safe",
    "error",
    { vi: "Có số định danh trong ghi chú.", en: "A national id stands in a note." },
    `${holdsNationalId("note")} or ${holdsNationalId("school_violence_note")}`,
    ["note", "schoolViolenceNote"],
    data,
  ),
  "phone-in-note": rule(
    "safe",
    "warning",
    { vi: "Có số điện thoại trong ghi chú.", en: "A phone number stands in a note." },
    holdsPhone("note"),
    ["note"],
    data,
  ),
  "health-in-note": rule(
    "safe",
    "warning",
    {
      vi: "Ghi chú nói về bệnh tật: dữ liệu nhạy cảm phải nằm ở mục sức khỏe.",
      en: "The note speaks of an illness: sensitive data belongs in the health record.",
    },
    ["hiv", "ung thư", "trầm cảm", "tâm thần", "động kinh", "tự kỷ"]
      .map((word) => `lower(note) like '%${word}%'`)
      .join(" or "),
    ["note"],
    data,
  ),
  "unknown-code": unknownCode(Enrolment, [...learnerCodeSets, ...Object.values(referenceCodes).flat()]),
});
