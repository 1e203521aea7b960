import { dataset, type Infer } from "../dictionary/dataset.ts";
import { code, decimal, id, integer, plainDate, text } from "../dictionary/field.ts";

export const StaffQualification = dataset("staffQualification", {
  group: "staff",
  title: { vi: "Trình độ đào tạo, bồi dưỡng", en: "Staff qualification" },
  grain: {
    vi: "Mỗi người, mỗi loại trình độ một dòng (mức cao nhất)",
    en: "one row per staff member and kind of qualification, the highest one",
  },
  origin: "vendor",
  key: ["staffId", "qualificationKind"],
  distributedBy: "staffId",
  fields: {
    staffId: id("staffMember"),
    qualificationKind: code("qualificationKind").meta({ title: { vi: "Loại trình độ", en: "Kind" } }),
    qualificationLevel: code("qualificationLevel")
      .optional()
      .meta({
        aliases: [
          "Trình độ chuyên môn",
          "T.Độ chuyên môn nghiệp vụ",
          "T.độ chuyên môn",
          "Trình độ đào tạo chính",
          "Trình độ chính",
          "Trình độ chuyên môn nghiệp vụ chính",
          "Học vị",
          "Trình độ đào tạo",
          "Trình độ",
          "Trình độ CM",
          "TĐCM",
          "Trình độ chuyên môn cao nhất",
          "Bằng cấp",
          "Trình độ CMNV",
          "Trình độ chuyên môn nghiệp vụ",
          "qualificationLevel",
        ],
        authority: "school",
        tag: "found",
        note: { vi: "Cho loại chuyên môn", en: "for the degree" },
      }),
    certificateLevel: text(60)
      .optional()
      .meta({
        title: { vi: "Mức chứng chỉ", en: "Certificate level" },
        authority: "school",
        note: {
          vi: "Mã của danh mục ứng với loại: politicalTheory, itLevel, languageLevel",
          en: "a code of the set that belongs to the kind",
        },
      }),
    qualificationMajor: text(200)
      .optional()
      .meta({
        aliases: [
          "Chuyên ngành",
          "Chuyên ngành chính",
          "Chuyên ngành đào tạo chính",
          "Chuyên ngành đào tạo",
          "Ngành đào tạo",
          "Ngành",
          "Chuyên môn đào tạo",
          "qualificationMajor",
        ],
        authority: "school",
      }),
    qualificationPlace: text(250)
      .optional()
      .meta({
        aliases: [
          "Nơi đào tạo",
          "Cơ sở đào tạo",
          "Trường đào tạo",
          "Nơi cấp bằng",
          "Tốt nghiệp trường",
          "qualificationPlace",
        ],
        authority: "school",
      }),
    graduationYear: integer([1940, 2100])
      .optional()
      .meta({ aliases: ["Năm tốt nghiệp", "Năm TN", "Năm cấp bằng", "graduationYear"], authority: "school" }),
    language: code("foreignLanguage")
      .optional()
      .meta({
        aliases: ["Ngoại ngữ", "Ngoại ngữ chính", "Tên ngoại ngữ", "foreignLanguage"],
        authority: "school",
        note: { vi: "Cho loại ngoại ngữ", en: "for foreign languages" },
      }),
  },
});
export type StaffQualification = Infer<typeof StaffQualification>;

export const StaffTitle = dataset("staffTitle", {
  group: "staff",
  title: { vi: "Hạng chức danh nghề nghiệp", en: "Staff title" },
  grain: { vi: "Mỗi người, mỗi hạng từng giữ một dòng", en: "one row per staff member and rank held" },
  origin: "vendor",
  key: ["staffId", "titleCode"],
  distributedBy: "staffId",
  fields: {
    staffId: id("staffMember"),
    titleCode: code("titleCode").meta({
      aliases: [
        "Mã hạng CDNN",
        "Mã số hạng",
        "Ngạch/Hạng",
        "Ngạch viên chức",
        "Mã số ngạch",
        "Hạng chức danh",
        "Mã chức danh",
        "Mã số (Hạng CDNN)",
        "Mã ngạch",
        "Mã số CDNN",
        "Mã số chức danh nghề nghiệp",
        "Hạng CDNN",
        "Hạng chức danh nghề nghiệp",
        "Mã chức danh nghề nghiệp",
        "Mã ngạch/hạng",
        "Ngạch",
        "Hạng",
        "Mã hạng",
        "titleCode",
      ],
      authority: "school",
      tag: "found",
      example: "V.07.03.29",
    }),
    startDate: plainDate()
      .optional()
      .meta({
        aliases: ["Ngày bổ nhiệm hạng", "Ngày bổ nhiệm ngạch", "Ngày bổ nhiệm CDNN"],
        authority: "school",
      }),
    payStep: integer([1, 12])
      .optional()
      .meta({ aliases: ["Bậc lương", "Bậc", "payStep"], pii: "quasi", authority: "school" }),
    salaryCoefficient: decimal(4, 2, [1, 12])
      .optional()
      .meta({
        aliases: [
          "Hệ số lương",
          "HS",
          "Hệ số lương hiện hưởng",
          "Hệ số lương hiện tại",
          "Hệ số",
          "HSL",
          "HS lương",
          "salaryCoefficient",
        ],
        pii: "quasi",
        authority: "school",
      }),
    payStepDate: plainDate()
      .optional()
      .meta({
        aliases: ["Ngày hưởng bậc lương", "Ngày hưởng", "Mốc nâng lương", "Thời điểm hưởng"],
        pii: "quasi",
        authority: "school",
      }),
  },
});
export type StaffTitle = Infer<typeof StaffTitle>;
