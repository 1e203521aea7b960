import type { LegalRule } from "#src/domains/dictionary/legal-rule.ts";
import { getRuleOn } from "#src/domains/dictionary/legal-rule.ts";
import { retention } from "#src/domains/reference/legal-rules.ts";

/**
 * From when the years are counted.
 * - `leaving`: the end of the last school year the learner is enrolled in, for a parent the last child's
 * - `lastChange`: when the row last changed; `run`: when the run that wrote it began
 */
export type KeepFrom = "leaving" | "lastChange" | "run";

export interface Keep {
  /**
   * - `permanent`: for good
   * - `{years, from}`: emptied when they are over
   * - `asOthers`: as long as another purpose keeps the field; alone it keeps nothing
   * - `undecided`: no text we know gives a time, so nothing is erased until the department decides
   */
  readonly period:
    | "permanent"
    | "undecided"
    | "asOthers"
    | { readonly years: number; readonly from: KeepFrom };
}

export type KeepRuleId =
  | "keep-learning-record"
  | "keep-contact"
  | "keep-support"
  | "keep-health"
  | "keep-protection"
  | "keep-examination"
  | "keep-staff-file"
  | "keep-current-only"
  | "keep-rejection"
  | "keep-with-record"
  | "keep-until-withdrawn"
  | "keep-as-others";

interface KeepRule extends LegalRule<Keep> {
  readonly ruleId: KeepRuleId;
}

/** Years of the reference rule `retention-purpose-bound`; the figures stand there, once. */
function years(name: string): number {
  const { params } = getRuleOn(retention, "retention-purpose-bound", "2026-01-01");
  const found = params.keep[name];
  if (typeof found !== "number") throw new Error(`retention-purpose-bound has no years for ${name}`);
  return found;
}

const from = "2026-01-01";
const proposal = "Luật 91/2025: lưu đến khi hết mục đích; số năm do Sở quyết định, số ở đây là đề xuất";

/** How long what is kept. A new decision of the department closes a version and adds the next one. */
export const keepRules: readonly KeepRule[] = [
  {
    ruleId: "keep-learning-record",
    title: { vi: "Hồ sơ học tập suốt đời, học bạ: vĩnh viễn", en: "Learning record, transcript: for good" },
    legalBasis: "NĐ 88/2026 Đ.8, 9, 25; TT 70/2026",
    tag: "found",
    effectiveFrom: from,
    params: { period: "permanent" },
  },
  {
    ruleId: "keep-contact",
    title: { vi: "Liên hệ, nơi ở", en: "Contact, residence" },
    legalBasis: proposal,
    tag: "design",
    effectiveFrom: from,
    params: { period: { years: years("contactData"), from: "leaving" } },
  },
  {
    ruleId: "keep-support",
    title: { vi: "Chính sách, hỗ trợ, khuyết tật", en: "Policy groups, support, disability" },
    legalBasis: `${proposal} (một năm học sau khi ra trường)`,
    tag: "design",
    effectiveFrom: from,
    params: { period: { years: 1, from: "leaving" } },
  },
  {
    ruleId: "keep-health",
    title: { vi: "Sức khỏe", en: "Health" },
    legalBasis: proposal,
    tag: "design",
    effectiveFrom: from,
    params: { period: { years: years("healthBasics"), from: "leaving" } },
  },
  {
    ruleId: "keep-protection",
    title: { vi: "Ghi chú bảo vệ trẻ", en: "Child protection notes" },
    legalBasis: "chưa rõ văn bản định thời hạn",
    tag: "design",
    effectiveFrom: from,
    params: { period: "undecided" },
  },
  {
    ruleId: "keep-examination",
    title: { vi: "Kết quả thi", en: "Exam results" },
    legalBasis: "chưa rõ văn bản định thời hạn (sổ gốc văn bằng: vĩnh viễn)",
    tag: "design",
    effectiveFrom: from,
    params: { period: "undecided" },
  },
  {
    ruleId: "keep-staff-file",
    title: { vi: "Hồ sơ viên chức", en: "Staff files" },
    legalBasis: "chưa rõ văn bản định thời hạn",
    tag: "design",
    effectiveFrom: from,
    params: { period: "undecided" },
  },
  {
    ruleId: "keep-current-only",
    title: { vi: "Chỉ giữ giá trị hiện hành", en: "The current value only" },
    legalBasis: "giá trị mới thay giá trị cũ; không có thời hạn riêng",
    tag: "design",
    effectiveFrom: from,
    params: { period: "undecided" },
  },
  {
    ruleId: "keep-rejection",
    title: { vi: "Nội dung gốc của ô bị từ chối", en: "Original text of refused cells" },
    legalBasis: proposal,
    tag: "design",
    effectiveFrom: from,
    params: { period: { years: years("rowRejection"), from: "run" } },
  },
  {
    ruleId: "keep-with-record",
    title: {
      vi: "Nhật ký thay đổi: theo hồ sơ; giá trị đã xóa cũng bị xóa trong nhật ký",
      en: "Change log: with its record; values erased there are erased here",
    },
    legalBasis: proposal,
    tag: "design",
    effectiveFrom: from,
    params: { period: "undecided" },
  },
  {
    ruleId: "keep-until-withdrawn",
    title: { vi: "Đến khi rút đồng ý", en: "Until consent is withdrawn" },
    legalBasis: "Luật 91/2025; NĐ 356/2025 (xóa mẫu sinh trắc học)",
    tag: "found",
    effectiveFrom: from,
    params: { period: "asOthers" },
  },
  {
    ruleId: "keep-as-others",
    title: { vi: "Không giữ lâu hơn các mục đích khác", en: "No longer than other purposes ask" },
    legalBasis: "Luật 91/2025: không giữ quá mục đích",
    tag: "found",
    effectiveFrom: from,
    params: { period: "asOthers" },
  },
];
