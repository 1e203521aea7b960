import { dimensionTitles } from "#src/domains/dictionary/check.ts";
import type { CodeSet } from "#src/domains/dictionary/code-set.ts";
import type { Dataset } from "#src/domains/dictionary/dataset.ts";
import type { Language, SourceTag, Text } from "#src/domains/dictionary/text.ts";
import { textTable } from "../text-table.ts";
import { describeDataset } from "./describe.ts";

const tagWords: Readonly<Record<SourceTag, Text>> = {
  seed: { vi: "theo Đề án", en: "from the Đề án" },
  found: { vi: "đọc trong tài liệu công khai", en: "read in public material" },
  memory: { vi: "theo hiểu biết chung, chưa kiểm chứng", en: "general knowledge, unverified" },
  design: { vi: "do nền tảng đặt", en: "our design" },
};

const piiWords: Readonly<Record<string, Text>> = {
  none: { vi: "", en: "" },
  direct: { vi: "định danh", en: "direct" },
  quasi: { vi: "gián tiếp", en: "quasi" },
  sensitive: { vi: "nhạy cảm", en: "sensitive" },
};

const maskingWords: Readonly<Record<string, Text>> = {
  none: { vi: "", en: "" },
  partial: { vi: "một phần", en: "partly" },
  full: { vi: "toàn bộ", en: "fully" },
};

export function catalogueLines(
  datasets: readonly Dataset[],
  codeSets: readonly CodeSet[],
  language: Language,
): readonly string[] {
  const vi = language === "vi";
  const rows = datasets.map((dataset) => [
    dataset.id,
    dataset.group,
    dataset.title[language],
    dataset.grain[language],
    dataset.key.join(", "),
    String(Object.keys(dataset.fields).length),
  ]);
  return [
    ...textTable(
      vi
        ? ["Tập dữ liệu", "Nhóm", "Tên", "Một dòng là", "Khóa", "Trường"]
        : ["Dataset", "Group", "Title", "Grain", "Key", "Fields"],
      rows,
      { right: [5] },
    ),
    "",
    vi
      ? `${datasets.length} tập dữ liệu, ${codeSets.length} danh mục mã. Xem một tập: hp dictionary learner. Xem một danh mục: hp dictionary --code-set ethnicity.`
      : `${datasets.length} datasets, ${codeSets.length} code sets. One dataset: hp dictionary learner. One code set: hp dictionary --code-set ethnicity.`,
    `${vi ? "Danh mục mã" : "Code sets"}: ${codeSets.map((set) => set.id).join(", ")}`,
  ];
}

export function datasetLines(dataset: Dataset, language: Language): readonly string[] {
  const vi = language === "vi";
  const described = describeDataset(dataset);
  const rows = described.fields.map((field) => [
    field.name,
    field.title[language],
    `${field.type}${field.required ? "" : "?"}${field.unit === null ? "" : ` (${field.unit})`}`,
    field.key ? (vi ? "khóa" : "key") : "",
    field.codeSet ?? field.refersTo ?? (field.range === null ? "" : field.range.join("–")),
    piiWords[field.pii]?.[language] ?? field.pii,
    maskingWords[field.masking]?.[language] ?? field.masking,
    field.encryption === "none" ? "" : vi ? "có" : "yes",
    field.aliases.slice(0, 3).join(" | ") +
      (field.aliases.length > 3 ? ` (+${field.aliases.length - 3})` : ""),
  ]);
  return [
    `${described.title[language]} (${described.id})`,
    `${vi ? "Một dòng" : "Grain"}: ${described.grain[language]}`,
    `${vi ? "Bảng" : "Table"}: ${described.table}   ${vi ? "Khóa" : "Key"}: ${described.key.join(", ")}   ${vi ? "Nguồn" : "Origin"}: ${described.origin}   ${vi ? "Nhóm" : "Group"}: ${described.group}`,
    ...(described.intakes.length === 0
      ? []
      : [
          `${vi ? "Nhận từ bảng" : "Fed by"}: ${described.intakes.join(", ")}   (${vi ? "mẫu Excel" : "Excel template"}: hp template ${described.intakes[0]} --out mau.xlsx)`,
        ]),
    "",
    ...textTable(
      vi
        ? [
            "Trường",
            "Tên",
            "Kiểu",
            "",
            "Mã/trỏ tới/khoảng",
            "Dữ liệu cá nhân",
            "Che",
            "Mã hóa",
            "Tiêu đề trong tệp",
          ]
        : [
            "Field",
            "Title",
            "Type",
            "",
            "Codes/target/range",
            "Personal data",
            "Masked",
            "Encrypted",
            "Headers in files",
          ],
      rows,
    ),
    ...described.fields.flatMap((field) =>
      field.note === null ? [] : [`  ${field.name}: ${field.note[language]}`],
    ),
    ...(described.checks.length === 0
      ? []
      : [
          "",
          vi
            ? `Quy tắc chất lượng (${described.checks.length})`
            : `Quality rules (${described.checks.length})`,
        ]),
    ...described.checks.map(
      (check) =>
        `  ${check.code}  [${dimensionTitles[check.dimension][language]}, ${check.severity}]  ${check.sentence[language]}${check.legalBasis === null ? "" : ` (${check.legalBasis})`}`,
    ),
  ];
}

export function codeSetLines(set: CodeSet, language: Language): readonly string[] {
  const vi = language === "vi";
  const rows = set.entries.map((entry) => [
    entry.code,
    entry.title[language],
    (entry.aliases ?? []).join(" | "),
    [entry.effectiveFrom, entry.effectiveTo].filter((day) => day !== undefined).join(" – "),
    entry.tag === undefined ? "" : tagWords[entry.tag][language],
  ]);
  return [
    `${set.title[language]} (${set.id})`,
    `${vi ? "Hệ mã" : "Code system"}: ${set.codeSystem}   ${vi ? "hiệu lực từ" : "in force from"} ${set.effectiveFrom}${set.effectiveTo === undefined ? "" : ` – ${set.effectiveTo}`}   ${tagWords[set.tag][language]}${set.legalBasis === undefined ? "" : `   ${set.legalBasis}`}`,
    "",
    ...textTable(
      vi
        ? ["Mã", "Tên", "Cách viết khác", "Hiệu lực", "Nguồn"]
        : ["Code", "Title", "Other spellings", "In force", "Source"],
      rows,
    ),
  ];
}
