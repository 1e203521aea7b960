import { checksFor, holdsNationalId, quoteList, rule, unknownCode } from "../dictionary/check-builder.ts";
import { verySmallGroups } from "./code-sets/ethnicity.ts";
import { learnerCodeSets } from "./code-sets.ts";
import { LearnerDisability, LearnerHealth, LearnerPolicyGroup } from "./schema.ts";

const sensitive = { legalBasis: "Luật 91/2025/QH15 (dữ liệu nhạy cảm)", tag: "found" } as const;

export const policyGroupChecks = checksFor(LearnerPolicyGroup, {
  "poor-and-near-poor": rule(
    "consistent",
    "error",
    { vi: "Vừa là hộ nghèo vừa là hộ cận nghèo.", en: "Both poor and near-poor." },
    "policy_group in ('poor', 'nearPoor') and poverty_kinds > 1",
    ["policyGroup"],
    { legalBasis: "NĐ 07/2021/NĐ-CP", tag: "memory" },
  ),
  "minority-but-kinh": rule(
    "consistent",
    "error",
    {
      vi: "Diện dân tộc thiểu số nhưng dân tộc là Kinh.",
      en: "Group of ethnic minorities, but the ethnic group is Kinh.",
    },
    "policy_group in ('minority', 'verySmallMinority') and ethnicity = '01'",
    ["policyGroup"],
  ),
  "not-very-small": rule(
    "accurate",
    "warning",
    {
      vi: "Diện dân tộc rất ít người nhưng dân tộc không thuộc 16 dân tộc đó.",
      en: "Group of very small peoples, but the ethnic group is none of the sixteen.",
    },
    `policy_group = 'verySmallMinority' and ethnicity <> '01' and ethnicity not in (${quoteList(verySmallGroups)})`,
    ["policyGroup"],
    { legalBasis: "NĐ 57/2017/NĐ-CP", tag: "found" },
  ),
  "year-missing": rule(
    "complete",
    "notice",
    {
      vi: "Diện chính sách không ghi năm học được xét.",
      en: "The school year of the policy group is missing.",
    },
    "school_year is null",
    ["schoolYear"],
  ),
  "poverty-outdated": rule(
    "live",
    "warning",
    {
      vi: "Diện hộ nghèo, cận nghèo xét từ hai năm trước trở về, mà mỗi năm phải rà soát lại.",
      en: "Poverty was last reviewed two or more years ago; it is reviewed every year.",
    },
    "policy_group in ('poor', 'nearPoor') and school_year < previous_year",
    ["policyGroup", "schoolYear"],
    { legalBasis: "QĐ 24/2021/QĐ-TTg", tag: "memory" },
  ),
  "unknown-code": unknownCode(LearnerPolicyGroup, learnerCodeSets),
});

export const disabilityChecks = checksFor(LearnerDisability, {
  "degree-missing": rule(
    "complete",
    "warning",
    { vi: "Khuyết tật chưa ghi mức độ.", en: "The degree of the disability is missing." },
    "disability_degree is null",
    ["disabilityDegree"],
    { legalBasis: "Luật Người khuyết tật 2010", tag: "memory" },
  ),
  "plan-missing": rule(
    "complete",
    "warning",
    {
      vi: "Học hòa nhập mà chưa có kế hoạch giáo dục cá nhân.",
      en: "Inclusive education without an individual education plan.",
    },
    "inclusive_education and coalesce(individual_plan, false) = false",
    ["individualPlan"],
    { legalBasis: "TT 03/2018/TT-BGDĐT", tag: "memory" },
  ),
  "inclusion-unknown": rule(
    "complete",
    "notice",
    {
      vi: "Chưa ghi có học hòa nhập hay không.",
      en: "Whether the learner is in inclusive education is not recorded.",
    },
    "inclusive_education is null",
    ["inclusiveEducation"],
  ),
  "unknown-code": unknownCode(LearnerDisability, learnerCodeSets),
});

export const healthChecks = checksFor(LearnerHealth, {
  "bmi-implausible": rule(
    "accurate",
    "error",
    {
      vi: "Chiều cao và cân nặng cho chỉ số BMI ngoài 9-45: có thể nhập nhầm đơn vị.",
      en: "Height and weight give a BMI outside 9-45: wrong unit?",
    },
    "weight_kg * 10000 < 9 * height_cm * height_cm or weight_kg * 10000 > 45 * height_cm * height_cm",
    ["heightCm", "weightKg"],
  ),
  "bmi-differs": rule(
    "accurate",
    "warning",
    {
      vi: "BMI ghi khác BMI tính từ chiều cao và cân nặng.",
      en: "The BMI differs from that of height and weight.",
    },
    "abs(bmi * height_cm * height_cm - weight_kg * 10000) > height_cm * height_cm",
    ["bmi"],
  ),
  "measured-in-future": rule(
    "accurate",
    "error",
    { vi: "Ngày đo ở tương lai.", en: "The day of measuring is in the future." },
    "measured_on > today",
    ["measuredOn"],
  ),
  "measured-before-birth": rule(
    "accurate",
    "error",
    { vi: "Ngày đo trước ngày sinh.", en: "Measured before birth." },
    "measured_on < birth_date",
    ["measuredOn"],
  ),
  "measurement-missing": rule(
    "complete",
    "notice",
    {
      vi: "Có hồ sơ sức khỏe mà thiếu chiều cao hoặc cân nặng.",
      en: "A health record without height or weight.",
    },
    "height_cm is null or weight_kg is null",
    ["heightCm", "weightKg"],
    { legalBasis: "TTLT 13/2016 (y tế trường học)", tag: "memory" },
  ),
  "measurement-outdated": rule(
    "live",
    "warning",
    { vi: "Lần đo gần nhất từ trước năm học trước.", en: "Last measured before the previous school year." },
    "extract(year from measured_on) < hp_year_start(previous_year)",
    ["measuredOn"],
    { legalBasis: "TTLT 13/2016 (khám mỗi năm học)", tag: "memory" },
  ),
  "insurance-shape": rule(
    "clean",
    "warning",
    {
      vi: "Số thẻ BHYT không đúng 10 chữ số, cũng không đúng dạng 15 ký tự.",
      en: "The health insurance number is neither 10 digits nor of the 15-character form.",
    },
    "regexp_replace(insurance_number, '^([0-9]{10}|[A-Z]{2}[0-9]{13})$', '') <> ''",
    ["insuranceNumber"],
    { legalBasis: "QĐ 1351/QĐ-BHXH", tag: "memory" },
  ),
  "id-in-text": rule(
    "safe",
    "error",
    {
      vi: "Có số định danh trong mô tả bệnh tật.",
      en: "A national id stands in the description of a condition.",
    },
    `${holdsNationalId("congenital_condition")} or ${holdsNationalId("spine_condition")}`,
    ["congenitalCondition", "spineCondition"],
    sensitive,
  ),
  "unknown-code": unknownCode(LearnerHealth, learnerCodeSets),
});
