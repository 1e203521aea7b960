import { checksFor, rule, unknownCode } from "../dictionary/check-builder.ts";
import * as referenceCodes from "../reference/code-sets.ts";
import { subjects } from "../reference/subjects.ts";
import * as classroomCodes from "./code-sets.ts";
import { termAverageTenths, yearAverageDiffers } from "./rating-sql.ts";
import { ExamResult, SubjectResult } from "./schema.ts";

const sets = [...Object.values(referenceCodes).flat(), ...Object.values(classroomCodes).flat()];
const secondary = "grade_number >= 6";
const primary = "grade_number <= 5";
const over = "school_year < current_year";
const tt22 = { legalBasis: "TT 22/2021/TT-BGDĐT Đ.9", tag: "found" } as const;
const tt27 = { legalBasis: "TT 27/2020/TT-BGDĐT", tag: "found" } as const;

const yearMarks = ["term1_mark", "term2_mark", "year_mark", "retake_mark"];
const termMarks = (term: 1 | 2) => [1, 2, 3, 4].map((number) => `term${term}_regular${number}`);
const allMarks = [
  ...yearMarks,
  ...([1, 2] as const).flatMap((term) => [...termMarks(term), `term${term}_midterm`, `term${term}_final`]),
];
const any = (columns: readonly string[], condition: (column: string) => string) =>
  columns.map(condition).join(" or ");

/** Where regular, mid-term and final marks stand: the mark is not their weighted mean, half up. */
const termAverageDiffers = (term: 1 | 2) =>
  `(${secondary} and term${term}_regular1 is not null and 10 * term${term}_mark <> ${termAverageTenths(`term${term}`)})`;

const level = (grades: string) =>
  `case when ${grades} <= 5 then '02' when ${grades} <= 9 then '03' else '04' end`;
const notTaught = (["02", "03", "04"] as const)
  .map(
    (own) =>
      `(${level("grade_number")} = '${own}' and subject_code in (${subjects
        .filter(({ levels }) => !levels.includes(own))
        .map(({ subjectCode }) => `'${subjectCode}'`)
        .join(", ")}))`,
  )
  .join(" or ");

export const subjectResultChecks = checksFor(SubjectResult, {
  "mark-out-of-range": rule(
    "accurate",
    "blocking",
    { vi: "Điểm ngoài thang 0-10.", en: "A mark outside the scale of 0 to 10." },
    any(allMarks, (mark) => `${mark} < 0 or ${mark} > 10`),
    ["term1Mark", "term2Mark", "yearMark"],
    tt22,
  ),
  "year-average": rule(
    "accurate",
    "error",
    {
      vi: "Điểm cả năm khác (HK I + 2 × HK II) / 3 làm tròn đến một chữ số thập phân.",
      en: "The year mark is not (term 1 + 2 × term 2) / 3, rounded half up to one decimal.",
    },
    `${secondary} and not is_comment_only and (${yearAverageDiffers()})`,
    ["term1Mark", "term2Mark", "yearMark"],
    tt22,
  ),
  "term-average": rule(
    "accurate",
    "error",
    {
      vi: "Điểm học kỳ khác trung bình của điểm thường xuyên (hệ số 1), giữa kỳ (2), cuối kỳ (3).",
      en: "The term mark is not the mean of regular (1), mid-term (2) and final marks (3).",
    },
    `${termAverageDiffers(1)} or ${termAverageDiffers(2)}`,
    ["term1Mark", "term2Mark"],
    tt22,
  ),
  "comment-year-level": rule(
    "accurate",
    "warning",
    {
      vi: "Môn đánh giá bằng nhận xét: kết quả cả năm khác kết quả học kỳ II.",
      en: "Comment-only subject: the year's result is not that of term 2.",
    },
    `${secondary} and is_comment_only and year_level <> term2_level`,
    ["term2Level", "yearLevel"],
    { legalBasis: "TT 22/2021/TT-BGDĐT Đ.9", tag: "memory" },
  ),
  "primary-mark-not-whole": rule(
    "accurate",
    "error",
    { vi: "Điểm kiểm tra tiểu học phải là số nguyên.", en: "A primary test mark is a whole number." },
    `${primary} and (${any(["term1_mark", "term2_mark", "year_mark"], (mark) => `${mark} <> round(${mark}, 0)`)})`,
    ["term1Mark", "yearMark"],
    tt27,
  ),
  "mark-too-precise": rule(
    "clean",
    "warning",
    { vi: "Điểm có hơn một chữ số thập phân.", en: "A mark with more than one decimal." },
    any(yearMarks, (mark) => `${mark} <> round(${mark}, 1)`),
    ["term1Mark", "term2Mark", "yearMark"],
    tt22,
  ),
  "comment-subject-with-mark": rule(
    "consistent",
    "error",
    { vi: "Môn chỉ đánh giá bằng nhận xét mà lại có điểm số.", en: "A comment-only subject has marks." },
    `${secondary} and is_comment_only and (${any(yearMarks, (mark) => `${mark} is not null`)})`,
    ["yearMark"],
    tt22,
  ),
  "scored-subject-without-mark": rule(
    "consistent",
    "warning",
    { vi: "Môn tính điểm mà chỉ có mức Đạt/Chưa đạt.", en: "A scored subject has only Đạt/Chưa đạt." },
    `${secondary} and not is_comment_only and year_mark is null and year_level is not null`,
    ["yearMark", "yearLevel"],
    tt22,
  ),
  "level-of-other-scale": rule(
    "consistent",
    "error",
    {
      vi: "Mức đánh giá của cấp khác: tiểu học dùng T, H, C; trung học dùng Đạt, Chưa đạt.",
      en: "A level of another scale: primary uses T, H, C; secondary Đạt, Chưa đạt.",
    },
    `(${primary} and year_level in ('D', 'CD')) or (${secondary} and year_level in ('T', 'H', 'C'))`,
    ["yearLevel"],
    tt27,
  ),
  "subject-of-other-level": rule(
    "consistent",
    "error",
    { vi: "Môn học không có ở cấp học của khối này.", en: "The subject is not taught at the grade's level." },
    notTaught,
    ["subjectCode", "gradeLevel"],
    { legalBasis: "TT 32/2018/TT-BGDĐT", tag: "found" },
  ),
  "retake-not-needed": rule(
    "consistent",
    "notice",
    {
      vi: "Có điểm kiểm tra lại dù điểm cả năm đã từ 5,0.",
      en: "A retake mark although the year mark is 5.0 or more.",
    },
    "retake_mark is not null and year_mark >= 5",
    ["retakeMark"],
    { legalBasis: "TT 22/2021/TT-BGDĐT Đ.14", tag: "found" },
  ),
  "year-mark-missing": rule(
    "complete",
    "error",
    {
      vi: "Đủ điểm hai học kỳ mà thiếu điểm cả năm.",
      en: "Both term marks stand, the year mark is missing.",
    },
    `${secondary} and not is_comment_only and term1_mark is not null and term2_mark is not null and year_mark is null`,
    ["yearMark"],
    tt22,
  ),
  "term-mark-missing": rule(
    "complete",
    "warning",
    {
      vi: "Năm học đã xong mà môn tính điểm thiếu điểm một học kỳ.",
      en: "The year is over, but a term mark is missing.",
    },
    `${secondary} and ${over} and not is_comment_only and (term1_mark is null or term2_mark is null) and year_mark is not null`,
    ["term1Mark", "term2Mark"],
    tt22,
  ),
  "primary-level-missing": rule(
    "complete",
    "error",
    {
      vi: "Năm học đã xong mà môn tiểu học chưa có mức đạt được.",
      en: "The year is over, but the primary subject has no level.",
    },
    `${primary} and ${over} and year_level is null`,
    ["yearLevel"],
    tt27,
  ),
  "grade-missing": rule(
    "complete",
    "warning",
    { vi: "Kết quả môn học không ghi khối.", en: "The result has no grade." },
    "grade_level is null",
    ["gradeLevel"],
  ),
  "year-in-future": rule(
    "accurate",
    "blocking",
    { vi: "Kết quả của năm học chưa bắt đầu.", en: "A result of a school year that has not begun." },
    "school_year > current_year",
    ["schoolYear"],
  ),
  "school-missing": rule(
    "connected",
    "warning",
    { vi: "Kết quả môn học không gắn với trường nào.", en: "The result names no school." },
    "school_id is null",
    ["schoolId"],
  ),
  "learner-unknown": rule(
    "connected",
    "blocking",
    { vi: "Kết quả của người không có hồ sơ.", en: "The result belongs to no known learner." },
    "not learner_known",
    ["learnerId"],
  ),
  "unknown-code": unknownCode(SubjectResult, sets),
});

const papers = [
  "toan",
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
const exam = { legalBasis: "TT 24/2024/TT-BGDĐT", tag: "found" } as const;

export const examResultChecks = checksFor(ExamResult, {
  "number-shape": rule(
    "clean",
    "error",
    { vi: "Số báo danh không đúng 8 chữ số.", en: "The candidate number is not 8 digits." },
    "exam_id like 'THPT-%' and regexp_replace(candidate_number, '^[0-9]{8}$', '') <> ''",
    ["candidateNumber"],
    exam,
  ),
  "council-differs": rule(
    "consistent",
    "error",
    {
      vi: "Mã hội đồng thi khác hai số đầu của số báo danh.",
      en: "The council is not the first two digits of the candidate number.",
    },
    "council_code <> substr(candidate_number, 1, 2)",
    ["councilCode", "candidateNumber"],
    exam,
  ),
  "two-programmes": rule(
    "consistent",
    "error",
    {
      vi: "Vừa thi Giáo dục công dân (chương trình cũ) vừa thi Giáo dục kinh tế và pháp luật (chương trình mới).",
      en: "Civics of the old programme and Economics and law of the new one together.",
    },
    "gdcd is not null and gdkt_pl is not null",
    ["gdcd", "gdktPl"],
    exam,
  ),
  "mark-out-of-range": rule(
    "accurate",
    "blocking",
    { vi: "Điểm bài thi ngoài thang 0-10.", en: "A paper outside the scale of 0 to 10." },
    any(["ngu_van", ...papers], (paper) => `${paper} < 0 or ${paper} > 10`),
    ["toan", "nguVan"],
    exam,
  ),
  "mark-step": rule(
    "accurate",
    "warning",
    {
      vi: "Điểm không phải bội của bước chấm (Ngữ văn 0,25; môn trắc nghiệm 0,05).",
      en: "The mark is no multiple of the marking step (literature 0.25, others 0.05).",
    },
    `ngu_van * 4 <> round(ngu_van * 4, 0) or ${any(papers, (paper) => `${paper} * 20 <> round(${paper} * 20, 0)`)}`,
    ["nguVan", "toan"],
    { legalBasis: "TT 24/2024/TT-BGDĐT", tag: "memory" },
  ),
  "no-paper": rule(
    "complete",
    "notice",
    { vi: "Thí sinh không có điểm bài thi nào.", en: "The candidate has no mark at all." },
    "papers = 0",
    ["candidateNumber"],
    exam,
  ),
  "too-many-papers": rule(
    "accurate",
    "warning",
    {
      vi: "Có điểm của hơn bốn bài thi, kỳ thi 2025 chỉ có bốn.",
      en: "More than the four papers of the exam.",
    },
    "exam_id like 'THPT-%' and papers > 4",
    ["candidateNumber"],
    exam,
  ),
});
