import { dataset, type Infer } from "../dictionary/dataset.ts";
import { code, integer, json, plainDate, text } from "../dictionary/field.ts";

export const CodeSetEntry = dataset("codeSetEntry", {
  group: "reference",
  title: { vi: "Danh mục dùng chung", en: "Code set entry" },
  grain: { vi: "Mỗi mã của một danh mục một dòng", en: "one row per code of a code set" },
  origin: "reference",
  key: ["codeSet", "code"],
  distributedBy: "reference",
  fields: {
    codeSet: text(40).meta({ aliases: ["Danh mục"], open: true }),
    code: text(35).meta({ aliases: ["Mã"], open: true }),
    codeSystem: text(120).meta({ aliases: ["Hệ mã"], open: true }),
    titleVi: text(200).meta({ aliases: ["Tên"], open: true }),
    titleEn: text(200).meta({ aliases: ["Tên tiếng Anh"], open: true }),
    names: json()
      .optional()
      .meta({ aliases: ["Cách viết khác"], open: true, note: { vi: "Mảng chữ", en: "array of text" } }),
    externalCode: text(35)
      .optional()
      .meta({ aliases: ["Mã ở hệ khác"], open: true }),
    sortOrder: integer([0, 9999]).meta({ aliases: ["Thứ tự"], open: true }),
    effectiveFrom: plainDate().meta({ aliases: ["Có hiệu lực từ"], open: true }),
    effectiveTo: plainDate()
      .optional()
      .meta({ aliases: ["Hết hiệu lực"], open: true }),
    legalBasis: text(300)
      .optional()
      .meta({ aliases: ["Căn cứ pháp lý"], open: true }),
    tag: code("sourceTag").meta({ aliases: ["Độ tin cậy của nguồn"], open: true }),
  },
});
export type CodeSetEntry = Infer<typeof CodeSetEntry>;

export const LegalRuleRow = dataset("legalRule", {
  group: "reference",
  title: { vi: "Quy định pháp luật theo thời gian", en: "Legal rule" },
  grain: { vi: "Mỗi phiên bản của một quy định một dòng", en: "one row per version of a rule" },
  origin: "reference",
  key: ["ruleId", "effectiveFrom"],
  distributedBy: "reference",
  fields: {
    ruleId: text(80).meta({ aliases: ["Mã quy định"], open: true }),
    effectiveFrom: plainDate().meta({ aliases: ["Có hiệu lực từ"], open: true }),
    effectiveTo: plainDate()
      .optional()
      .meta({ aliases: ["Hết hiệu lực"], open: true }),
    titleVi: text(300).meta({ aliases: ["Tên quy định"], open: true }),
    titleEn: text(300).meta({ aliases: ["Tên tiếng Anh"], open: true }),
    legalBasis: text(300).meta({ aliases: ["Căn cứ pháp lý"], open: true }),
    tag: code("sourceTag").meta({ aliases: ["Độ tin cậy của nguồn"], open: true }),
    params: json().meta({ aliases: ["Tham số"], open: true }),
  },
});
export type LegalRuleRow = Infer<typeof LegalRuleRow>;
