import { dataset } from "../dictionary/dataset.ts";
import { bigint, code, decimal, integer, reference, text, timestamp } from "../dictionary/field.ts";

/** A record that breaks a quality rule: the worklist, without caps. */
export const QualityIssue = dataset("qualityIssue", {
  group: "exchange",
  title: { vi: "Bản ghi chưa đạt quy tắc", en: "Quality issue" },
  grain: { vi: "mỗi bản ghi, mỗi quy tắc chưa đạt một dòng", en: "one row per record and broken rule" },
  origin: "system",
  key: ["dataset", "recordKey", "checkCode"],
  distributedBy: "recordKey",
  schoolField: "schoolId",
  fields: {
    dataset: text(60).meta({ title: { vi: "Tập dữ liệu", en: "Dataset" } }),
    recordKey: text(200).meta({ title: { vi: "Bản ghi", en: "Record key" } }),
    checkCode: text(60).meta({ title: { vi: "Quy tắc", en: "Rule" } }),
    schoolId: reference("school")
      .optional()
      .meta({ title: { vi: "Trường", en: "School" } }),
    sourceRowId: bigint()
      .optional()
      .meta({ title: { vi: "Dòng nguồn", en: "Source row" } }),
    openedRun: integer().meta({ title: { vi: "Phát hiện ở lượt", en: "Found in run" } }),
  },
});

/** How many records stand and fail, per unit, dataset and dimension, after each run: the history of scores. */
export const QualityScore = dataset("qualityScore", {
  group: "exchange",
  title: { vi: "Điểm chất lượng", en: "Quality score" },
  grain: {
    vi: "mỗi lượt, đơn vị, tập dữ liệu, nguyên tắc một dòng",
    en: "one row per run, unit, dataset and dimension",
  },
  origin: "system",
  key: ["unitKind", "unitId", "dataset", "dimension", "runSeq"],
  distributedBy: "reference",
  fields: {
    unitKind: code("unitKind").meta({ title: { vi: "Cấp", en: "Unit kind" } }),
    unitId: text(40).meta({ title: { vi: "Đơn vị", en: "Unit" } }),
    dataset: text(60).meta({
      title: { vi: "Tập dữ liệu", en: "Dataset" },
      note: { vi: "“*” là mọi tập", en: "“*” is all datasets" },
    }),
    dimension: code("dimension").meta({
      title: { vi: "Nguyên tắc", en: "Dimension" },
      note: { vi: "“*” là điểm chung", en: "“*” is overall" },
    }),
    runSeq: integer().meta({ title: { vi: "Lượt nhập", en: "Run" } }),
    records: bigint().meta({ title: { vi: "Số bản ghi", en: "Records" } }),
    failing: bigint().meta({ title: { vi: "Số bản ghi chưa đạt", en: "Failing records" } }),
    score: decimal(5, 2, [0, 100]).meta({ title: { vi: "Điểm", en: "Score" } }),
    scoredAt: timestamp().meta({ title: { vi: "Lúc chấm", en: "Scored at" } }),
  },
});
