import { dataset, type Infer } from "../dictionary/dataset.ts";
import { boolean, code, decimal, id, integer, reference, schoolYear, text } from "../dictionary/field.ts";

/** A mark of the 0..10 scale. Two places: a term average has one, a retained vendor figure may have two. */
const mark = (vi: string, en: string, aliases: readonly string[] = []) =>
  decimal(4, 2, [0, 10]).optional().meta({ title: { vi, en }, aliases, pii: "quasi", authority: "school" });

const level = (vi: string, en: string) =>
  code("subjectLevel").optional().meta({ title: { vi, en }, pii: "quasi", authority: "school" });

export const SubjectResult = dataset("subjectResult", {
  group: "classroom",
  title: { vi: "Kết quả môn học", en: "Subject result" },
  grain: {
    vi: "Mỗi học sinh, năm học, môn học một dòng",
    en: "one row per learner, school year and subject",
  },
  origin: "vendor",
  key: ["learnerId", "schoolYear", "subjectCode"],
  distributedBy: "learnerId",
  schoolField: "schoolId",
  fields: {
    learnerId: id("learner").meta({ title: { vi: "Học sinh", en: "Learner" } }),
    schoolYear: schoolYear().meta({ title: { vi: "Năm học", en: "School year" } }),
    subjectCode: code("subject").meta({ title: { vi: "Môn học", en: "Subject" } }),
    schoolId: reference("school")
      .optional()
      .meta({ title: { vi: "Trường", en: "School" }, authority: "school" }),
    className: text(60)
      .optional()
      .meta({ title: { vi: "Lớp", en: "Class" }, authority: "school" }),
    gradeLevel: code("gradeLevel")
      .optional()
      .meta({ title: { vi: "Khối", en: "Grade" }, authority: "school" }),
    term1Mark: mark("Điểm học kỳ I", "Term 1 mark"),
    term2Mark: mark("Điểm học kỳ II", "Term 2 mark"),
    yearMark: mark("Điểm cả năm", "Year mark"),
    retakeMark: mark("Điểm kiểm tra lại", "Retake mark"),
    term1MidLevel: level("Mức giữa học kỳ I", "Mid-term 1 level"),
    term1Level: level("Mức học kỳ I", "Term 1 level"),
    term2MidLevel: level("Mức giữa học kỳ II", "Mid-term 2 level"),
    term2Level: level("Mức học kỳ II", "Term 2 level"),
    yearLevel: level("Mức cả năm", "Year level"),
    retakeLevel: level("Mức kiểm tra lại", "Retake level"),
    term1Regular1: mark("Điểm thường xuyên 1, học kỳ I", "Regular mark 1, term 1"),
    term1Regular2: mark("Điểm thường xuyên 2, học kỳ I", "Regular mark 2, term 1"),
    term1Regular3: mark("Điểm thường xuyên 3, học kỳ I", "Regular mark 3, term 1"),
    term1Regular4: mark("Điểm thường xuyên 4, học kỳ I", "Regular mark 4, term 1"),
    term1Midterm: mark("Điểm giữa kỳ, học kỳ I", "Mid-term mark, term 1"),
    term1Final: mark("Điểm cuối kỳ, học kỳ I", "Final mark, term 1"),
    term2Regular1: mark("Điểm thường xuyên 1, học kỳ II", "Regular mark 1, term 2"),
    term2Regular2: mark("Điểm thường xuyên 2, học kỳ II", "Regular mark 2, term 2"),
    term2Regular3: mark("Điểm thường xuyên 3, học kỳ II", "Regular mark 3, term 2"),
    term2Regular4: mark("Điểm thường xuyên 4, học kỳ II", "Regular mark 4, term 2"),
    term2Midterm: mark("Điểm giữa kỳ, học kỳ II", "Mid-term mark, term 2"),
    term2Final: mark("Điểm cuối kỳ, học kỳ II", "Final mark, term 2"),
  },
});
export type SubjectResult = Infer<typeof SubjectResult>;

const academic = (vi: string, en: string, aliases: readonly string[]) =>
  code("academicRating")
    .optional()
    .meta({ title: { vi, en }, aliases, pii: "quasi", authority: "school", tag: "found" });

const conduct = (vi: string, en: string, aliases: readonly string[]) =>
  code("conductRating")
    .optional()
    .meta({ title: { vi, en }, aliases, pii: "quasi", authority: "school", tag: "found" });

/** Qualities and competences of TT 27/2020: T tốt, Đ đạt, C cần cố gắng, at the end of the year. */
const trait = (vi: string, en: string) =>
  code("traitLevel")
    .optional()
    .meta({ title: { vi, en }, aliases: [vi], pii: "quasi", authority: "school", tag: "memory" });

export const YearResult = dataset("yearResult", {
  group: "classroom",
  title: { vi: "Kết quả năm học", en: "Year result" },
  grain: { vi: "Mỗi học sinh, mỗi năm học một dòng", en: "one row per learner and school year" },
  origin: "vendor",
  key: ["learnerId", "schoolYear"],
  distributedBy: "learnerId",
  schoolField: "schoolId",
  fields: {
    learnerId: id("learner").meta({ title: { vi: "Học sinh", en: "Learner" } }),
    schoolYear: schoolYear().meta({ title: { vi: "Năm học", en: "School year" } }),
    schoolId: reference("school")
      .optional()
      .meta({ title: { vi: "Trường", en: "School" }, authority: "school" }),
    className: text(60)
      .optional()
      .meta({ title: { vi: "Lớp", en: "Class" }, authority: "school" }),
    gradeLevel: code("gradeLevel")
      .optional()
      .meta({ title: { vi: "Khối", en: "Grade" }, authority: "school" }),
    academicTerm1: academic("Học tập học kỳ I", "Academic rating, term 1", []),
    academicTerm2: academic("Học tập học kỳ II", "Academic rating, term 2", []),
    academicYear: academic("Học tập cả năm", "Academic rating, year", []),
    academicAfterSummer: academic("Học tập sau kiểm tra lại", "Academic rating after retake", [
      "Học tập sau thi lại",
      "Học tập sau hè",
      "Học tập sau KTL",
    ]),
    conductTerm1: conduct("Rèn luyện học kỳ I", "Conduct, term 1", []),
    conductTerm2: conduct("Rèn luyện học kỳ II", "Conduct, term 2", []),
    conductYear: conduct("Rèn luyện cả năm", "Conduct, year", []),
    conductAfterSummer: conduct("Rèn luyện sau hè", "Conduct after summer", [
      "Rèn luyện sau rèn luyện hè",
      "Hạnh kiểm sau hè",
      "Rèn luyện trong hè",
    ]),
    primaryTerm1Level: code("primaryYearLevel")
      .optional()
      .meta({
        title: { vi: "Đánh giá cuối học kỳ I (tiểu học)", en: "Primary level, term 1" },
        pii: "quasi",
        authority: "school",
      }),
    primaryYearLevel: code("primaryYearLevel")
      .optional()
      .meta({
        title: { vi: "Đánh giá kết quả giáo dục (tiểu học)", en: "Primary year level" },
        pii: "quasi",
        authority: "school",
        tag: "found",
      }),
    yearAverage: mark("Điểm trung bình các môn", "Overall average", [
      "ĐTB các môn",
      "TBCM",
      "Trung bình các môn",
      "ĐTB cả năm",
      "Điểm TB",
    ]).meta({
      note: {
        vi: "TT 22/2021 không còn điểm này; giữ để nhận hồ sơ các năm theo TT 58/2011",
        en: "gone under TT 22/2021; kept for years rated under TT 58/2011",
      },
    }),
    award: code("award")
      .optional()
      .meta({
        title: { vi: "Danh hiệu", en: "Award" },
        aliases: ["Danh hiệu", "Danh hiệu thi đua", "Khen thưởng", "Danh hiệu khen thưởng", "DH", "award"],
        pii: "quasi",
        authority: "school",
      }),
    yearOutcome: code("yearOutcome")
      .optional()
      .meta({ title: { vi: "Kết quả cuối năm", en: "Year outcome" }, pii: "quasi", authority: "school" }),
    summerTraining: boolean()
      .optional()
      .meta({
        title: { vi: "Phải rèn luyện hè", en: "Summer training" },
        aliases: ["Rèn luyện hè", "Phải rèn luyện trong hè", "RL hè"],
        pii: "quasi",
        authority: "school",
      }),
    retakeRequired: boolean()
      .optional()
      .meta({
        title: { vi: "Phải kiểm tra lại", en: "Retake required" },
        aliases: ["Kiểm tra lại", "Thi lại", "Phải kiểm tra lại", "KT lại"],
        pii: "quasi",
        authority: "school",
      }),
    levelCompleted: boolean()
      .optional()
      .meta({
        title: { vi: "Hoàn thành cấp học", en: "Level completed" },
        aliases: [
          "Hoàn thành chương trình cấp học",
          "Hoàn thành CTTH",
          "Tốt nghiệp",
          "Hoàn thành chương trình tiểu học",
        ],
        pii: "quasi",
        authority: "school",
      }),
    patriotism: trait("Yêu nước", "Patriotism"),
    kindness: trait("Nhân ái", "Kindness"),
    diligence: trait("Chăm chỉ", "Diligence"),
    honesty: trait("Trung thực", "Honesty"),
    responsibility: trait("Trách nhiệm", "Responsibility"),
    autonomy: trait("Tự chủ và tự học", "Autonomy and self-study"),
    communication: trait("Giao tiếp và hợp tác", "Communication and co-operation"),
    problemSolving: trait("Giải quyết vấn đề và sáng tạo", "Problem solving and creativity"),
    languageSkill: trait("Ngôn ngữ", "Language"),
    numeracy: trait("Tính toán", "Numeracy"),
    scienceSkill: trait("Năng lực khoa học", "Science"),
    technologySkill: trait("Năng lực công nghệ", "Technology"),
    informaticsSkill: trait("Năng lực tin học", "Informatics"),
    aesthetics: trait("Thẩm mĩ", "Aesthetics"),
    physicalSkill: trait("Thể chất", "Physical"),
  },
});
export type YearResult = Infer<typeof YearResult>;

const count = (range: readonly [number, number], vi: string, en: string, aliases: readonly string[]) =>
  integer(range)
    .optional()
    .meta({ title: { vi, en }, aliases: [vi, ...aliases], pii: "quasi", authority: "school", unit: "buổi" });

export const AttendanceSummary = dataset("attendanceSummary", {
  group: "classroom",
  title: { vi: "Chuyên cần trong năm", en: "Attendance summary" },
  grain: { vi: "Mỗi học sinh, mỗi năm học một dòng", en: "one row per learner and school year" },
  origin: "vendor",
  key: ["learnerId", "schoolYear"],
  distributedBy: "learnerId",
  schoolField: "schoolId",
  fields: {
    learnerId: id("learner").meta({ title: { vi: "Học sinh", en: "Learner" } }),
    schoolYear: schoolYear().meta({ title: { vi: "Năm học", en: "School year" } }),
    schoolId: reference("school")
      .optional()
      .meta({ title: { vi: "Trường", en: "School" }, authority: "school" }),
    absencesExcused: count([0, 400], "Vắng có phép", "Excused absences", [
      "Nghỉ có phép",
      "Số buổi nghỉ có phép",
      "CP",
      "P",
      "Có phép",
    ]),
    absencesUnexcused: count([0, 400], "Vắng không phép", "Unexcused absences", [
      "Nghỉ không phép",
      "Số buổi nghỉ không phép",
      "KP",
      "K",
      "Không phép",
    ]),
    absencesTotal: count([0, 400], "Tổng số buổi nghỉ", "Absences in all", [
      "Tổng số buổi vắng",
      "Số buổi nghỉ",
      "Số buổi nghỉ học",
      "Tổng nghỉ",
      "Số ngày nghỉ",
    ]),
    sessionsHeld: count([0, 800], "Số buổi học của lớp", "Sessions held", ["Tổng số buổi học"]),
  },
});
export type AttendanceSummary = Infer<typeof AttendanceSummary>;
