import { checksFor, rule, unknownCode } from "../dictionary/check-builder.ts";
import { learnerCodeSets } from "../learner/code-sets.ts";
import * as referenceCodes from "../reference/code-sets.ts";
import * as classroomCodes from "./code-sets.ts";
import { academicRule, awardRule, primaryRule, promotionRule } from "./legal-rules.ts";
import { countBelow, countFrom } from "./quality-view.ts";
import { conductYearSql } from "./rating-sql.ts";
import { AttendanceSummary, YearResult } from "./schema.ts";

const sets = [
  ...learnerCodeSets,
  ...Object.values(referenceCodes).flat(),
  ...Object.values(classroomCodes).flat(),
];
const secondary = "grade_number >= 6";
const primary = "grade_number <= 5";
const over = "school_year < current_year";
const tt22 = (article: string, tag: "found" | "memory" = "found") => ({
  legalBasis: `TT 22/2021/TT-BGDĐT ${article}`,
  tag,
});
const tt27 = { legalBasis: primaryRule.legalBasis, tag: primaryRule.tag };

/**
 * Đ.9.2, from the counts of marks in the view. `others` is how many subjects may stand in the way: 1 asks what the
 * level would be without one of them (Đ.9.3).
 */
const rating = (others: 0 | 1) =>
  `case ${academicRule.params.levels
    .map(
      ({ rating: level, maxFailedComments, lowestMark, enoughMarks }) =>
        `when greatest(failed - ${maxFailedComments}, 0) + ${countBelow(lowestMark)} <= ${others}
          and ${countFrom(enoughMarks.mark)} >= ${enoughMarks.count} then ${level}`,
    )
    .join(" ")} else ${academicRule.params.otherwise} end`;
const { fromSteps, steps } = academicRule.params.adjustment;
const raised = `case when (${rating(0)}) - (${rating(1)}) >= ${fromSteps} then (${rating(0)}) - ${steps} else (${rating(0)}) end`;
const excellent = awardRule.params.excellent;

const academic = "coalesce(academic_after_summer, academic_year)";
const conduct = "coalesce(conduct_after_summer, conduct_year)";
const limit = promotionRule.params.maxAbsences;

export const yearResultChecks = checksFor(YearResult, {
  "academic-vs-marks": rule(
    "accurate",
    "error",
    {
      vi: "Mức học tập cả năm không khớp điểm các môn theo Điều 9 Thông tư 22.",
      en: "The academic rating does not follow from the marks (Circular 22, Art. 9).",
    },
    `${secondary} and not coalesce(is_continuing, false) and scored >= 6 and academic_year in ('1', '2', '3', '4')
      and academic_year <> cast((${rating(0)}) as varchar) and academic_year <> cast((${raised}) as varchar)`,
    ["academicYear"],
    tt22("Đ.9"),
  ),
  "conduct-vs-terms": rule(
    "accurate",
    "warning",
    {
      vi: "Mức rèn luyện cả năm không khớp mức hai học kỳ.",
      en: "The conduct of the year does not follow from the terms.",
    },
    `conduct_year <> (${conductYearSql("conduct_term1", "conduct_term2")})`,
    ["conductTerm1", "conductTerm2", "conductYear"],
    tt22("Đ.8", "memory"),
  ),
  "primary-level-vs-subjects": rule(
    "accurate",
    "error",
    {
      vi: "Hoàn thành xuất sắc hoặc tốt mà có môn chưa đạt mức T, hoặc hoàn thành mà có môn mức C.",
      en: "Excellent or good with a subject below T, or completed with a subject at C.",
    },
    "(primary_year_level in ('HTXS', 'HTT') and below_t > 0) or (primary_year_level = 'HT' and not_completed > 0)",
    ["primaryYearLevel"],
    tt27,
  ),
  "primary-level-vs-tests": rule(
    "accurate",
    "error",
    {
      vi: "Mức đánh giá cao hơn điểm kiểm tra cho phép (xuất sắc từ 9, tốt từ 7, hoàn thành từ 5).",
      en: "The level is above what the tests allow (9, 7, 5).",
    },
    `${primary} and ((primary_year_level = 'HTXS' and lowest < 9) or (primary_year_level = 'HTT' and lowest < 7) or (primary_year_level = 'HT' and lowest < 5))`,
    ["primaryYearLevel"],
    tt27,
  ),
  "award-vs-rating": rule(
    "accurate",
    "error",
    {
      vi: "Danh hiệu Xuất sắc hoặc Giỏi mà học tập, rèn luyện không cùng mức Tốt.",
      en: "An award although learning and conduct are not both Tốt.",
    },
    `${secondary} and award in ('excellent', 'good') and (${academic} <> '1' or ${conduct} <> '1')`,
    ["award"],
    tt22("Đ.15"),
  ),
  "excellent-vs-marks": rule(
    "accurate",
    "error",
    { vi: "Danh hiệu Xuất sắc mà chưa đủ 6 môn từ 9,0.", en: "Excellent without six subjects at 9.0." },
    `${secondary} and award = 'excellent' and scored >= ${excellent.count} and ${countFrom(excellent.mark)} < ${excellent.count}`,
    ["award"],
    tt22("Đ.15"),
  ),
  "promoted-against-rule": rule(
    "consistent",
    "error",
    {
      vi: `Được lên lớp dù cả hai mặt Chưa đạt, sau hè vẫn Chưa đạt, hoặc nghỉ quá ${limit} buổi.`,
      en: `Promoted although both ratings are Chưa đạt, or one still is after summer, or more than ${limit} sessions were missed.`,
    },
    `${secondary} and year_outcome in ('promoted', 'completedLevel') and (academic_after_summer = '4' or conduct_after_summer = '4'
      or (academic_year = '4' and conduct_year = '4') or absences > ${limit})`,
    ["yearOutcome"],
    tt22("Đ.12"),
  ),
  "summer-result-missing": rule(
    "complete",
    "warning",
    {
      vi: "Một mặt Chưa đạt mà được lên lớp, nhưng không có kết quả kiểm tra lại hoặc rèn luyện hè.",
      en: "Promoted with one rating Chưa đạt, but the retake or summer training has no result.",
    },
    `${secondary} and year_outcome in ('promoted', 'completedLevel')
      and ((academic_year = '4' and conduct_year <> '4' and academic_after_summer is null)
        or (conduct_year = '4' and academic_year <> '4' and conduct_after_summer is null))`,
    ["academicAfterSummer", "conductAfterSummer"],
    tt22("Đ.13, Đ.14"),
  ),
  "retained-against-rule": rule(
    "consistent",
    "warning",
    {
      vi: `Lưu ban dù cả hai mặt đều từ Đạt và nghỉ không quá ${limit} buổi.`,
      en: `Retained although both ratings are Đạt or better and at most ${limit} sessions were missed.`,
    },
    `${secondary} and year_outcome = 'retained' and ${academic} in ('1', '2', '3') and ${conduct} in ('1', '2', '3') and coalesce(absences, 0) <= ${limit}`,
    ["yearOutcome"],
    tt22("Đ.12"),
  ),
  "primary-outcome": rule(
    "consistent",
    "error",
    {
      vi: "Chưa hoàn thành mà được lên lớp, hoặc hoàn thành mà lưu ban.",
      en: "Not completed but promoted, or completed but retained.",
    },
    "(primary_year_level = 'CHT' and year_outcome = 'completedLevel') or (primary_year_level in ('HTXS', 'HTT', 'HT') and year_outcome = 'retained')",
    ["primaryYearLevel", "yearOutcome"],
    tt27,
  ),
  "completed-in-wrong-grade": rule(
    "consistent",
    "error",
    {
      vi: "Hoàn thành cấp học ở khối không phải khối cuối cấp (5, 9, 12).",
      en: "The level is completed in a grade that is not the last of a level.",
    },
    "grade_number not in (5, 9, 12) and (year_outcome = 'completedLevel' or level_completed)",
    ["yearOutcome", "levelCompleted"],
  ),
  "scale-of-other-level": rule(
    "consistent",
    "error",
    {
      vi: "Dùng thang đánh giá của cấp khác (tiểu học có mức học tập, trung học có mức hoàn thành).",
      en: "Rated by the scale of another level.",
    },
    `(${primary} and academic_year is not null) or (${secondary} and primary_year_level is not null)`,
    ["academicYear", "primaryYearLevel"],
  ),
  "grade-differs": rule(
    "consistent",
    "warning",
    {
      vi: "Khối ở bảng kết quả khác khối ở quá trình học.",
      en: "The grade differs from that of the enrolment.",
    },
    "grade_level <> lowest_enrolled_grade and grade_level <> highest_enrolled_grade",
    ["gradeLevel"],
  ),
  "overall-average": rule(
    "clean",
    "notice",
    {
      vi: "Còn điểm trung bình các môn, Thông tư 22 không dùng nữa.",
      en: "An overall average, which Circular 22 no longer knows.",
    },
    `${secondary} and year_average is not null and school_year >= '2024-2025'`,
    ["yearAverage"],
    tt22("Đ.9"),
  ),
  "rating-missing": rule(
    "complete",
    "error",
    {
      vi: "Năm học đã xong mà thiếu mức học tập hoặc rèn luyện cả năm.",
      en: "The year is over, but the academic or conduct rating is missing.",
    },
    `${secondary} and ${over} and (academic_year is null or conduct_year is null)`,
    ["academicYear", "conductYear"],
    tt22("Đ.8, Đ.9"),
  ),
  "primary-level-missing": rule(
    "complete",
    "error",
    {
      vi: "Năm học đã xong mà thiếu đánh giá kết quả giáo dục tiểu học.",
      en: "The year is over, but the primary year level is missing.",
    },
    `${primary} and ${over} and primary_year_level is null`,
    ["primaryYearLevel"],
    tt27,
  ),
  "outcome-missing": rule(
    "complete",
    "error",
    {
      vi: "Năm học đã xong mà chưa ghi lên lớp hay lưu ban.",
      en: "The year is over, but promotion or retention is not recorded.",
    },
    `${over} and year_outcome is null`,
    ["yearOutcome"],
    tt22("Đ.12"),
  ),
  "no-subjects": rule(
    "complete",
    "warning",
    {
      vi: "Có kết quả cả năm mà không có kết quả môn học nào.",
      en: "A year result without any subject result.",
    },
    `${over} and grade_number between 1 and 12 and subjects = 0`,
    ["learnerId"],
  ),
  "summer-pending": rule(
    "live",
    "warning",
    {
      vi: "Kiểm tra lại, rèn luyện hè của năm học trước vẫn chưa có kết quả.",
      en: "Retake or summer training of last year still has no result.",
    },
    `${over} and year_outcome = 'summer' and academic_after_summer is null and conduct_after_summer is null`,
    ["academicAfterSummer", "conductAfterSummer"],
    tt22("Đ.13, Đ.14"),
  ),
  "no-enrolment": rule(
    "connected",
    "warning",
    {
      vi: "Có kết quả mà không có quá trình học của năm đó.",
      en: "A result without an enrolment in that year.",
    },
    "not is_enrolled",
    ["learnerId", "schoolYear"],
  ),
  "learner-unknown": rule(
    "connected",
    "blocking",
    { vi: "Kết quả của người không có hồ sơ.", en: "The result belongs to no known learner." },
    "not learner_known",
    ["learnerId"],
  ),
  "school-unknown": rule(
    "connected",
    "error",
    {
      vi: "Trường của kết quả không có trong sổ đăng ký trường.",
      en: "The school of the result is not in the register.",
    },
    "not school_known",
    ["schoolId"],
  ),
  "unknown-code": unknownCode(YearResult, sets),
});

export const attendanceChecks = checksFor(AttendanceSummary, {
  "total-differs": rule(
    "accurate",
    "error",
    {
      vi: "Tổng số buổi nghỉ khác tổng có phép và không phép.",
      en: "The total is not the sum of excused and unexcused absences.",
    },
    "absences_total <> absences_excused + absences_unexcused",
    ["absencesTotal", "absencesExcused", "absencesUnexcused"],
  ),
  "more-than-held": rule(
    "accurate",
    "error",
    { vi: "Nghỉ nhiều hơn số buổi học của lớp.", en: "More absences than sessions held." },
    "absences_total > sessions_held",
    ["absencesTotal", "sessionsHeld"],
  ),
  "more-than-year": rule(
    "accurate",
    "warning",
    {
      vi: "Nghỉ hơn 210 buổi: nhiều hơn cả năm học 35 tuần, 6 buổi mỗi tuần.",
      en: "More than 210 absences: more than a year of 35 weeks has.",
    },
    "absences_total > 210 and sessions_held is null",
    ["absencesTotal"],
  ),
  "part-missing": rule(
    "complete",
    "notice",
    {
      vi: "Chỉ ghi một trong hai số buổi nghỉ có phép, không phép.",
      en: "Only one of excused and unexcused absences is recorded.",
    },
    "(absences_excused is null and absences_unexcused is not null) or (absences_excused is not null and absences_unexcused is null)",
    ["absencesExcused", "absencesUnexcused"],
  ),
  "no-year-result": rule(
    "connected",
    "warning",
    {
      vi: "Có chuyên cần của năm đã xong mà không có kết quả năm học.",
      en: "Attendance of a finished year without a year result.",
    },
    `${over} and not is_rated`,
    ["learnerId"],
  ),
  "learner-unknown": rule(
    "connected",
    "blocking",
    { vi: "Chuyên cần của người không có hồ sơ.", en: "The attendance belongs to no known learner." },
    "not learner_known",
    ["learnerId"],
  ),
});
