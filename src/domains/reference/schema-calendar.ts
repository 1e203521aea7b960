import { dataset, type Infer } from "../dictionary/dataset.ts";
import { code, codes, integer, plainDate, schoolYear, text } from "../dictionary/field.ts";

export const SchoolYear = dataset("schoolYear", {
  group: "reference",
  title: { vi: "Năm học", en: "School year" },
  grain: { vi: "Mỗi năm học một dòng", en: "one row per school year" },
  origin: "reference",
  key: ["schoolYear"],
  distributedBy: "reference",
  fields: {
    schoolYear: schoolYear().meta({
      aliases: ["Năm học", "Niên khóa", "Niên học", "NH", "Năm", "school year", "schoolYear", "namHoc"],
      open: true,
      example: "2026-2027",
    }),
    startDate: plainDate().meta({ aliases: ["Ngày tựu trường"], open: true }),
    openingDate: plainDate().meta({ aliases: ["Ngày khai giảng"], open: true }),
    endDate: plainDate().meta({ aliases: ["Ngày bế giảng muộn nhất"], open: true }),
    teachingWeeks: integer([1, 52]).meta({ aliases: ["Số tuần thực học"], unit: "tuần", open: true }),
    legalBasis: text(200)
      .optional()
      .meta({ aliases: ["Căn cứ pháp lý"], open: true }),
    tag: code("sourceTag").meta({ aliases: ["Độ tin cậy của nguồn"], open: true }),
  },
});
export type SchoolYear = Infer<typeof SchoolYear>;

export const Term = dataset("term", {
  group: "reference",
  title: { vi: "Học kỳ", en: "Term" },
  grain: { vi: "Mỗi học kỳ của một năm học một dòng", en: "one row per term of a school year" },
  origin: "reference",
  key: ["schoolYear", "term"],
  distributedBy: "reference",
  fields: {
    schoolYear: schoolYear().meta({ aliases: ["Năm học"], open: true }),
    term: code("term").meta({ aliases: ["Học kỳ", "HK", "Kỳ học", "Học kì", "term"], open: true }),
    startDate: plainDate().meta({ aliases: ["Từ ngày"], open: true }),
    endDate: plainDate().meta({ aliases: ["Đến ngày"], open: true }),
    teachingWeeks: integer([1, 52]).meta({ aliases: ["Số tuần thực học"], unit: "tuần", open: true }),
    legalBasis: text(200)
      .optional()
      .meta({ aliases: ["Căn cứ pháp lý"], open: true }),
    tag: code("sourceTag").meta({ aliases: ["Độ tin cậy của nguồn"], open: true }),
  },
});
export type Term = Infer<typeof Term>;

export const Subject = dataset("subject", {
  group: "reference",
  title: { vi: "Môn học", en: "Subject" },
  grain: {
    vi: "Mỗi môn học, hoạt động giáo dục một dòng",
    en: "one row per subject or educational activity",
  },
  origin: "reference",
  key: ["subjectCode"],
  distributedBy: "reference",
  fields: {
    subjectCode: code("subject").meta({ aliases: ["Mã môn"], open: true }),
    titleVi: text(120).meta({ aliases: ["Tên môn học"], open: true }),
    titleEn: text(120).meta({ aliases: ["Tên tiếng Anh"], open: true }),
    levels: codes("schoolLevel").meta({ aliases: ["Cấp học"], open: true }),
    primaryAssessment: code("assessmentKind")
      .optional()
      .meta({ aliases: ["Cách đánh giá ở tiểu học"], open: true }),
    secondaryAssessment: code("assessmentKind")
      .optional()
      .meta({ aliases: ["Cách đánh giá ở trung học"], open: true }),
    sortOrder: integer([0, 999]).meta({ aliases: ["Thứ tự"], open: true }),
    externalCode: text(35)
      .optional()
      .meta({
        aliases: ["Mã theo QĐ 4998"],
        open: true,
        note: { vi: "Chưa công bố nên để trống, không đoán", en: "not public: kept empty, never guessed" },
      }),
  },
});
export type Subject = Infer<typeof Subject>;

export const GradeLevel = dataset("gradeLevel", {
  group: "reference",
  title: { vi: "Khối lớp", en: "Grade level" },
  grain: { vi: "Mỗi khối lớp, độ tuổi mầm non một dòng", en: "one row per grade or preschool age group" },
  origin: "reference",
  key: ["gradeLevel"],
  distributedBy: "reference",
  fields: {
    gradeLevel: code("gradeLevel").meta({
      aliases: ["Khối", "Khối lớp", "Khối học", "Lớp/khối", "Độ tuổi", "grade", "gradeLevel", "khoi"],
      open: true,
    }),
    titleVi: text(60).meta({ aliases: ["Tên khối"], open: true }),
    titleEn: text(60).meta({ aliases: ["Tên tiếng Anh"], open: true }),
    schoolLevel: code("schoolLevel").meta({ aliases: ["Cấp học"], open: true }),
    sortOrder: integer([0, 99]).meta({ aliases: ["Thứ tự"], open: true }),
    officialAge: integer([0, 30])
      .optional()
      .meta({ aliases: ["Tuổi đúng"], unit: "tuổi", open: true, tag: "memory" }),
    externalCode: text(35)
      .optional()
      .meta({ aliases: ["Mã theo QĐ 4998"], open: true }),
  },
});
export type GradeLevel = Infer<typeof GradeLevel>;
