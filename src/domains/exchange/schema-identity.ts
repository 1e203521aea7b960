import { dataset } from "../dictionary/dataset.ts";
import {
  boolean,
  code,
  decimal,
  id,
  integer,
  json,
  reference,
  text,
  timestamp,
} from "../dictionary/field.ts";

/** A record id that another one took over: whoever holds the old id still finds the person. */
export const RecordAlias = dataset("recordAlias", {
  group: "exchange",
  title: { vi: "Mã hồ sơ cũ", en: "Former record id" },
  grain: { vi: "mỗi mã đã nhập vào mã khác một dòng", en: "one row per id that another id took over" },
  origin: "system",
  key: ["entity", "recordId"],
  distributedBy: "recordId",
  fields: {
    entity: text(30).meta({ title: { vi: "Loại đối tượng", en: "Entity" } }),
    recordId: id("record").meta({ title: { vi: "Mã cũ", en: "Former id" } }),
    intoRecordId: id("record").meta({ title: { vi: "Mã đang dùng", en: "Id in use" } }),
    reason: code("aliasReason").meta({ title: { vi: "Vì sao", en: "Reason" } }),
    runSeq: integer().meta({ title: { vi: "Lượt nhập", en: "Run" } }),
    aliasedAt: timestamp().meta({ title: { vi: "Lúc", en: "At" } }),
  },
});

/** Two records that may be one person: likely enough to ask, not enough to decide. */
export const IdentityReview = dataset("identityReview", {
  group: "exchange",
  title: { vi: "Cặp hồ sơ chờ quyết", en: "Pair waiting for a decision" },
  grain: {
    vi: "mỗi cặp hồ sơ nghi là một người một dòng",
    en: "one row per pair of records that may be one person",
  },
  origin: "system",
  key: ["reviewId"],
  distributedBy: "reviewId",
  schoolField: "schoolId",
  fields: {
    reviewId: id("identityReview").meta({ title: { vi: "Mã việc", en: "Review id" } }),
    entity: text(30).meta({ title: { vi: "Loại đối tượng", en: "Entity" } }),
    leftKey: id("link").meta({
      title: { vi: "Khóa bên trái", en: "Left key" },
      note: {
        vi: "dấu khóa nguồn, không đổi khi mã hồ sơ đổi",
        en: "key hash; stays when record ids change",
      },
    }),
    rightKey: id("link").meta({ title: { vi: "Khóa bên phải", en: "Right key" } }),
    leftRecordId: id("record").meta({ title: { vi: "Hồ sơ bên trái", en: "Left record" } }),
    rightRecordId: id("record").meta({ title: { vi: "Hồ sơ bên phải", en: "Right record" } }),
    weight: decimal(7, 3).meta({
      title: { vi: "Trọng số", en: "Weight" },
      unit: "bit",
      note: { vi: "tổng log₂(m/u) của các so sánh", en: "sum of log₂(m/u) over the comparisons" },
    }),
    probability: decimal(7, 6, [0, 1]).meta({ title: { vi: "Xác suất", en: "Probability" } }),
    evidence: json().meta({
      title: { vi: "Chứng cứ", en: "Evidence" },
      note: { vi: "mức của từng so sánh, không có giá trị", en: "level of each comparison, no values" },
    }),
    priority: decimal(9, 3).meta({
      title: { vi: "Mức ưu tiên", en: "Priority" },
      note: { vi: "độ lưỡng lự nhân số dòng phụ thuộc", en: "doubt times rows that depend on it" },
    }),
    schoolId: reference("school")
      .optional()
      .meta({ title: { vi: "Trường xử lý", en: "Owning school" } }),
    status: code("identityReviewStatus").meta({ title: { vi: "Trạng thái", en: "Status" } }),
    doubleReview: boolean().meta({
      title: { vi: "Hai người xét", en: "Reviewed twice" },
      note: { vi: "mẫu để đo người xét", en: "sample that measures reviewers" },
    }),
    openedRun: integer().meta({ title: { vi: "Mở ở lượt", en: "Opened in run" } }),
    closedRun: integer()
      .optional()
      .meta({ title: { vi: "Đóng ở lượt", en: "Closed in run" } }),
  },
});

/** What a person said about two keys: the same person, or not. It holds through every later run and learning. */
export const IdentityDecision = dataset("identityDecision", {
  group: "exchange",
  title: { vi: "Quyết định định danh", en: "Identity decision" },
  grain: {
    vi: "mỗi lần một người quyết một cặp khóa một dòng",
    en: "one row per decision of a person on two keys",
  },
  origin: "system",
  key: ["decisionId"],
  distributedBy: "decisionId",
  fields: {
    decisionId: id("identityDecision").meta({ title: { vi: "Mã quyết định", en: "Decision id" } }),
    entity: text(30).meta({ title: { vi: "Loại đối tượng", en: "Entity" } }),
    leftKey: id("link").meta({ title: { vi: "Khóa bên trái", en: "Left key" } }),
    rightKey: id("link").meta({ title: { vi: "Khóa bên phải", en: "Right key" } }),
    verdict: code("identityVerdict").meta({ title: { vi: "Kết luận", en: "Verdict" } }),
    reason: text(500).meta({ title: { vi: "Lý do", en: "Reason" } }),
    reviewId: id("identityReview")
      .optional()
      .meta({ title: { vi: "Việc", en: "Review" } }),
    isSecond: boolean().meta({
      title: { vi: "Lần xét thứ hai", en: "Second review" },
      note: { vi: "chỉ để đo, không đổi hồ sơ", en: "measures only, changes nothing" },
    }),
    decidedBy: text(100).meta({ title: { vi: "Người quyết", en: "Decided by" } }),
    decidedAt: timestamp().meta({ title: { vi: "Lúc", en: "At" } }),
    appliedRun: integer()
      .optional()
      .meta({ title: { vi: "Thi hành ở lượt", en: "Applied in run" } }),
    undoneBy: text(100)
      .optional()
      .meta({ title: { vi: "Người rút lại", en: "Undone by" } }),
    undoneAt: timestamp()
      .optional()
      .meta({ title: { vi: "Rút lại lúc", en: "Undone at" } }),
    undoReason: text(500)
      .optional()
      .meta({ title: { vi: "Lý do rút lại", en: "Reason of undoing" } }),
  },
});

/** What was learnt about the comparisons of an entity: kept, so that every weight of every link can be recomputed. */
export const LinkageModel = dataset("linkageModel", {
  group: "exchange",
  title: { vi: "Mô hình nối hồ sơ", en: "Linkage model" },
  grain: { vi: "mỗi lần học của một loại đối tượng một dòng", en: "one row per learning of an entity" },
  origin: "system",
  key: ["entity", "runSeq"],
  distributedBy: "reference",
  fields: {
    entity: text(30).meta({ title: { vi: "Loại đối tượng", en: "Entity" } }),
    runSeq: integer().meta({ title: { vi: "Lượt nhập", en: "Run" } }),
    model: json().meta({ title: { vi: "Tham số", en: "Parameters" } }),
    learntAt: timestamp().meta({ title: { vi: "Học lúc", en: "Learnt at" } }),
  },
});
