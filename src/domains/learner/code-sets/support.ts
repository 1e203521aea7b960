import { codeSet } from "../../dictionary/code-set.ts";

export const policyGroup = codeSet("policyGroup", {
  title: { vi: "Diện chính sách", en: "Policy group" },
  codeSystem: "hoa-phuong",
  tag: "memory",
  effectiveFrom: "2018-01-01",
  entries: [
    {
      code: "martyrChild",
      title: { vi: "Con liệt sĩ", en: "Child of a martyr" },
      aliases: ["con liệt sỹ", "CLS", "liệt sĩ", "liệt sỹ", "con LS"],
    },
    {
      code: "invalidChild",
      title: { vi: "Con thương binh, bệnh binh", en: "Child of a war invalid" },
      aliases: [
        "con thương binh",
        "con bệnh binh",
        "con thương binh/bệnh binh",
        "thương binh",
        "bệnh binh",
        "CTB",
        "CBB",
        "con TB",
        "con BB",
        "con thương binh, bệnh binh, người hưởng chính sách như thương binh",
      ],
    },
    {
      code: "meritChild",
      title: { vi: "Con người có công", en: "Child of a person of merit" },
      aliases: [
        "con người có công với cách mạng",
        "người có công",
        "gia đình có công",
        "con gia đình có công với cách mạng",
        "NCC",
      ],
    },
    {
      code: "agentOrange",
      title: { vi: "Nhiễm chất độc hóa học", en: "Agent Orange" },
      aliases: [
        "con người nhiễm chất độc hóa học",
        "nhiễm chất độc da cam",
        "chất độc da cam",
        "con người HĐKC nhiễm CĐHH",
      ],
    },
    {
      code: "orphan",
      title: { vi: "Mồ côi", en: "Orphan" },
      aliases: [
        "trẻ mồ côi",
        "mồ côi cha",
        "mồ côi mẹ",
        "mồ côi cả cha lẫn mẹ",
        "mồ côi cả cha và mẹ",
        "mồ côi cha mẹ",
        "mồ côi bố",
        "mồ côi cả bố lẫn mẹ",
        "mồ côi không nơi nương tựa",
      ],
    },
    {
      code: "poor",
      title: { vi: "Hộ nghèo", en: "Poor household" },
      aliases: ["con hộ nghèo", "nghèo", "thuộc hộ nghèo", "gia đình hộ nghèo", "HN", "diện hộ nghèo"],
    },
    {
      code: "nearPoor",
      title: { vi: "Hộ cận nghèo", en: "Near-poor household" },
      aliases: ["cận nghèo", "con hộ cận nghèo", "thuộc hộ cận nghèo", "HCN", "diện hộ cận nghèo"],
    },
    {
      code: "disabled",
      title: { vi: "Khuyết tật", en: "Disabled" },
      aliases: ["học sinh khuyết tật", "trẻ khuyết tật", "tàn tật", "HSKT", "KT"],
    },
    {
      code: "minority",
      title: { vi: "Dân tộc thiểu số", en: "Ethnic minority" },
      aliases: [
        "DTTS",
        "con dân tộc thiểu số",
        "người dân tộc thiểu số",
        "học sinh dân tộc thiểu số",
        "dân tộc ít người",
        "dân tộc",
      ],
    },
    {
      code: "verySmallMinority",
      title: { vi: "Dân tộc thiểu số rất ít người", en: "Very small ethnic group" },
      aliases: ["DTTS rất ít người", "dân tộc rất ít người"],
    },
    {
      code: "hiv",
      title: { vi: "Nhiễm hoặc ảnh hưởng bởi HIV/AIDS", en: "Affected by HIV" },
      aliases: [
        "nhiễm HIV",
        "HIV",
        "HIV/AIDS",
        "ảnh hưởng bởi HIV/AIDS",
        "nhiễm HIV/AIDS",
        "bị ảnh hưởng bởi HIV",
      ],
    },
    {
      code: "special",
      title: { vi: "Hoàn cảnh đặc biệt", en: "Special circumstances" },
      aliases: [
        "hoàn cảnh đặc biệt khó khăn",
        "trẻ em có hoàn cảnh đặc biệt",
        "bảo trợ xã hội",
        "trẻ bị bỏ rơi",
        "không nguồn nuôi dưỡng",
        "HCĐB",
        "khó khăn",
        "gia đình khó khăn",
      ],
    },
    {
      code: "hardCommune",
      title: { vi: "Thường trú ở xã đặc biệt khó khăn, hải đảo", en: "Difficult or island commune" },
      aliases: ["vùng đặc biệt khó khăn", "xã đặc biệt khó khăn", "vùng ĐBKK", "xã đảo", "hải đảo"],
    },
    {
      code: "accidentPension",
      title: { vi: "Con cán bộ, công nhân bị tai nạn lao động", en: "Child of a worker injured at work" },
      aliases: ["con CBCNV tai nạn lao động", "tai nạn lao động", "con người bị tai nạn lao động"],
    },
    { code: "other", title: { vi: "Diện khác", en: "Other" }, aliases: ["khác", "chính sách khác"] },
  ],
});

export const poorHousehold = codeSet("poorHousehold", {
  title: { vi: "Hộ nghèo, cận nghèo", en: "Poor household" },
  codeSystem: "hoa-phuong",
  tag: "found",
  effectiveFrom: "2018-01-01",
  entries: [
    {
      code: "none",
      title: { vi: "Không", en: "No" },
      aliases: ["không thuộc", "k", "ko", "0", "false", "no", "bình thường", "không nghèo", "trung bình"],
    },
    {
      code: "poor",
      title: { vi: "Hộ nghèo", en: "Poor" },
      aliases: ["nghèo", "có", "x", "1", "true", "yes", "thuộc hộ nghèo", "HN"],
    },
    {
      code: "nearPoor",
      title: { vi: "Hộ cận nghèo", en: "Near poor" },
      aliases: ["cận nghèo", "2", "thuộc hộ cận nghèo", "HCN", "CN"],
    },
  ],
});

export const disabilityKind = codeSet("disabilityKind", {
  title: { vi: "Dạng khuyết tật", en: "Kind of disability" },
  codeSystem: "Luật Người khuyết tật 51/2010 Đ.3",
  legalBasis: "Luật Người khuyết tật 51/2010 Đ.3",
  tag: "memory",
  effectiveFrom: "2011-01-01",
  entries: [
    {
      code: "1",
      title: { vi: "Vận động", en: "Mobility" },
      aliases: ["khuyết tật vận động", "KT vận động", "chân tay", "khuyết tật về vận động"],
    },
    {
      code: "2",
      title: { vi: "Nghe, nói", en: "Hearing or speech" },
      aliases: [
        "nghe nói",
        "khuyết tật nghe, nói",
        "khuyết tật nghe nói",
        "khuyết tật thính giác",
        "thính giác",
        "điếc",
        "câm điếc",
        "câm",
        "nghe",
        "nói",
        "khiếm thính",
        "ngôn ngữ",
      ],
    },
    {
      code: "3",
      title: { vi: "Nhìn", en: "Sight" },
      aliases: ["khuyết tật nhìn", "khuyết tật thị giác", "thị giác", "khiếm thị", "mù", "mắt"],
    },
    {
      code: "4",
      title: { vi: "Thần kinh, tâm thần", en: "Mental health" },
      aliases: [
        "thần kinh",
        "tâm thần",
        "khuyết tật thần kinh, tâm thần",
        "thần kinh tâm thần",
        "khuyết tật thần kinh",
      ],
    },
    {
      code: "5",
      title: { vi: "Trí tuệ", en: "Intellectual" },
      aliases: [
        "khuyết tật trí tuệ",
        "chậm phát triển trí tuệ",
        "thiểu năng trí tuệ",
        "chậm phát triển",
        "thiểu năng",
        "KT trí tuệ",
      ],
    },
    {
      code: "6",
      title: { vi: "Khác", en: "Other" },
      aliases: [
        "khuyết tật khác",
        "dạng khác",
        "đa tật",
        "tự kỷ",
        "rối loạn phổ tự kỷ",
        "có",
        "x",
        "tăng động",
        "KT khác",
      ],
    },
  ],
});

export const disabilityDegree = codeSet("disabilityDegree", {
  title: { vi: "Mức độ khuyết tật", en: "Degree of disability" },
  codeSystem: "Luật Người khuyết tật 51/2010 Đ.3",
  legalBasis: "Luật Người khuyết tật 51/2010 Đ.3",
  tag: "memory",
  effectiveFrom: "2011-01-01",
  entries: [
    {
      code: "1",
      title: { vi: "Đặc biệt nặng", en: "Extremely severe" },
      aliases: ["rất nặng", "mức đặc biệt nặng", "ĐBN"],
    },
    { code: "2", title: { vi: "Nặng", en: "Severe" }, aliases: ["mức nặng", "mức độ nặng"] },
    { code: "3", title: { vi: "Nhẹ", en: "Mild" }, aliases: ["mức nhẹ", "mức độ nhẹ"] },
  ],
});

export const eyeCondition = codeSet("eyeCondition", {
  title: { vi: "Tình trạng mắt", en: "Eye condition" },
  codeSystem: "hoa-phuong",
  tag: "design",
  effectiveFrom: "2018-01-01",
  entries: [
    {
      code: "normal",
      title: { vi: "Bình thường", en: "Normal" },
      aliases: ["tốt", "không", "10/10", "khỏe", "không có", "mắt bình thường"],
    },
    {
      code: "myopia",
      title: { vi: "Cận thị", en: "Short-sighted" },
      aliases: ["cận", "cận thị nhẹ", "cận thị nặng"],
    },
    { code: "hyperopia", title: { vi: "Viễn thị", en: "Long-sighted" }, aliases: ["viễn"] },
    {
      code: "astigmatism",
      title: { vi: "Loạn thị", en: "Astigmatism" },
      aliases: ["loạn", "cận loạn", "cận loạn thị"],
    },
    { code: "strabismus", title: { vi: "Lác", en: "Strabismus" }, aliases: ["lé", "mắt lác"] },
    {
      code: "other",
      title: { vi: "Bệnh mắt khác", en: "Other" },
      aliases: ["khác", "nhược thị", "bệnh khác", "có", "x"],
    },
  ],
});
