import { dataset, type Infer } from "../dictionary/dataset.ts";
import { boolean, code, decimal, id, plainDate, text } from "../dictionary/field.ts";

export const LearnerPolicyGroup = dataset("learnerPolicyGroup", {
  group: "learner",
  title: { vi: "Diện chính sách của học sinh", en: "Learner policy group" },
  grain: { vi: "Mỗi học sinh, mỗi diện một dòng", en: "one row per learner and policy group" },
  origin: "vendor",
  key: ["learnerId", "policyGroup"],
  distributedBy: "learnerId",
  fields: {
    learnerId: id("learner").meta({ title: { vi: "Học sinh", en: "Learner" } }),
    policyGroup: code("policyGroup").meta({
      aliases: [
        "Diện chính sách",
        "Đối tượng chính sách",
        "Đối tượng ưu tiên",
        "Diện ưu tiên",
        "Chế độ chính sách",
        "Con TB, LS",
        "Thuộc diện chính sách",
        "ĐTCS",
        "policyGroup",
      ],
      pii: "sensitive",
      authority: "school",
    }),
    schoolYear: text(9)
      .optional()
      .meta({
        title: { vi: "Năm học xác nhận", en: "School year confirmed" },
        authority: "school",
        note: { vi: "Hộ nghèo, cận nghèo được rà soát hằng năm", en: "poverty is reviewed every year" },
      }),
  },
});
export type LearnerPolicyGroup = Infer<typeof LearnerPolicyGroup>;

export const LearnerDisability = dataset("learnerDisability", {
  group: "learner",
  title: { vi: "Khuyết tật của học sinh", en: "Learner disability" },
  grain: {
    vi: "Mỗi học sinh, mỗi dạng khuyết tật một dòng",
    en: "one row per learner and kind of disability",
  },
  origin: "vendor",
  key: ["learnerId", "disabilityKind"],
  distributedBy: "learnerId",
  fields: {
    learnerId: id("learner").meta({ title: { vi: "Học sinh", en: "Learner" } }),
    disabilityKind: code("disabilityKind").meta({
      aliases: [
        "Loại khuyết tật",
        "Dạng khuyết tật",
        "Dạng tật",
        "Khuyết tật",
        "HS khuyết tật",
        "KT",
        "disabilityKind",
      ],
      pii: "sensitive",
      authority: "school",
      tag: "memory",
    }),
    disabilityDegree: code("disabilityDegree")
      .optional()
      .meta({
        aliases: ["Mức độ khuyết tật", "Mức khuyết tật", "Mức độ KT"],
        pii: "sensitive",
        sealed: true,
        authority: "school",
        tag: "memory",
      }),
    inclusiveEducation: boolean()
      .optional()
      .meta({
        aliases: ["Học hòa nhập", "Giáo dục hòa nhập", "Khuyết tật học hòa nhập", "HS hòa nhập"],
        pii: "sensitive",
        sealed: true,
        authority: "school",
      }),
    individualPlan: boolean()
      .optional()
      .meta({
        aliases: ["Kế hoạch giáo dục cá nhân", "Có KHGD cá nhân", "KHGDCN"],
        pii: "sensitive",
        sealed: true,
        authority: "school",
      }),
  },
});
export type LearnerDisability = Infer<typeof LearnerDisability>;

export const LearnerHealth = dataset("learnerHealth", {
  group: "learner",
  title: { vi: "Sức khỏe cơ bản của học sinh", en: "Learner health basics" },
  grain: { vi: "Mỗi học sinh một dòng: lần đo mới nhất", en: "one row per learner: the latest measurement" },
  origin: "vendor",
  key: ["learnerId"],
  distributedBy: "learnerId",
  fields: {
    learnerId: id("learner").meta({ title: { vi: "Học sinh", en: "Learner" } }),
    measuredOn: plainDate()
      .optional()
      .meta({
        aliases: ["Ngày đo", "Ngày khám", "Ngày cân đo", "Ngày khám sức khỏe"],
        pii: "sensitive",
        sealed: true,
        authority: "school",
      }),
    heightCm: decimal(5, 1, [30, 230])
      .optional()
      .meta({
        aliases: ["Chiều cao (cm)", "Chiều cao", "Cao (cm)", "Chiều cao CM", "height", "heightCm"],
        pii: "sensitive",
        sealed: true,
        authority: "school",
        unit: "cm",
      }),
    weightKg: decimal(5, 1, [2, 200])
      .optional()
      .meta({
        aliases: ["Cân nặng (kg)", "Cân nặng", "Nặng (kg)", "weight", "weightKg"],
        pii: "sensitive",
        sealed: true,
        authority: "school",
        unit: "kg",
      }),
    bmi: decimal(4, 1, [5, 70])
      .optional()
      .meta({
        aliases: ["BMI", "Chỉ số BMI"],
        pii: "sensitive",
        sealed: true,
        authority: "school",
        unit: "kg/m²",
        note: {
          vi: "Tính từ chiều cao và cân nặng; không nhận số do nơi khác tính",
          en: "computed from height and weight; a sent figure is not taken",
        },
      }),
    bloodGroup: code("bloodGroup")
      .optional()
      .meta({
        aliases: ["Nhóm máu", "Nhóm máu (ABO)", "blood group", "bloodGroup"],
        pii: "sensitive",
        sealed: true,
        authority: "school",
      }),
    eyeCondition: code("eyeCondition")
      .optional()
      .meta({
        aliases: ["Bệnh về mắt", "Mắt", "Tật khúc xạ", "Thị lực", "Bệnh mắt", "Tật về mắt"],
        pii: "sensitive",
        sealed: true,
        authority: "school",
        tag: "found",
      }),
    congenitalCondition: text(200)
      .optional()
      .meta({
        aliases: ["Bệnh bẩm sinh", "Dị tật bẩm sinh", "Tim bẩm sinh"],
        pii: "sensitive",
        sealed: true,
        authority: "school",
        tag: "found",
      }),
    spineCondition: text(200)
      .optional()
      .meta({
        aliases: ["Bệnh cột sống", "Cong vẹo cột sống", "Cột sống"],
        pii: "sensitive",
        sealed: true,
        authority: "school",
        tag: "found",
      }),
    insuranceNumber: text(20)
      .optional()
      .meta({
        aliases: [
          "Số thẻ BHYT",
          "Số thẻ bảo hiểm y tế",
          "Mã thẻ BHYT",
          "Thẻ BHYT",
          "Số BHYT",
          "BHYT",
          "Mã số BHYT",
        ],
        pii: "direct",
        sealed: true,
        authority: "school",
        note: {
          vi: "15 ký tự, hoặc 10 số cuối (mã số BHXH)",
          en: "15 characters, or its last 10 digits (social-insurance number)",
        },
        tag: "memory",
      }),
  },
});
export type LearnerHealth = Infer<typeof LearnerHealth>;
