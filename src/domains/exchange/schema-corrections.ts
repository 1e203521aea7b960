import { dataset } from "../dictionary/dataset.ts";
import { bigint, code, id, integer, json, reference, text, timestamp } from "../dictionary/field.ts";

/**
 * A value that a person says is wrong, and the one they say is right. It is a source of its own: the next run weighs
 * it against what all others say and publishes what follows (docs/corrections.md).
 */
export const Correction = dataset("correction", {
  group: "exchange",
  title: { vi: "Sửa dữ liệu trên Hoa Phượng", en: "Correction" },
  grain: {
    vi: "mỗi lần sửa một trường của một bản ghi một dòng",
    en: "one row per field mended of a record",
  },
  origin: "system",
  key: ["correctionId"],
  distributedBy: "correctionId",
  schoolField: "schoolId",
  fields: {
    correctionId: id("correction").meta({ title: { vi: "Mã lần sửa", en: "Correction id" } }),
    batchId: id("correction").meta({
      title: { vi: "Đợt sửa", en: "Batch" },
      note: { vi: "các ô gửi cùng lúc", en: "cells sent together" },
    }),
    dataset: text(60).meta({ title: { vi: "Tập dữ liệu", en: "Dataset" } }),
    recordKey: text(200).meta({
      title: { vi: "Bản ghi", en: "Record key" },
      note: { vi: "khóa lúc sửa", en: "as it was when it was mended" },
    }),
    recordId: id("record")
      .optional()
      .meta({ title: { vi: "Hồ sơ", en: "Record" } }),
    field: text(60).meta({ title: { vi: "Trường dữ liệu", en: "Field" } }),
    schoolId: reference("school")
      .optional()
      .meta({ title: { vi: "Trường", en: "School" } }),
    before: json()
      .optional()
      .meta({
        title: { vi: "Trước", en: "Before" },
        pii: "sensitive",
        note: { vi: "số định danh được niêm phong", en: "national ids stand sealed" },
      }),
    after: json().meta({ title: { vi: "Sau", en: "After" }, pii: "sensitive" }),
    reason: text(500)
      .optional()
      .meta({ title: { vi: "Lý do", en: "Reason" }, pii: "direct" }),
    requestId: id("request")
      .optional()
      .meta({ title: { vi: "Theo yêu cầu", en: "Asked for by" } }),
    state: code("correctionState").meta({ title: { vi: "Tình trạng", en: "State" } }),
    refusal: text(60)
      .optional()
      .meta({ title: { vi: "Vì sao không nhận", en: "Why not taken" } }),
    linkKeys: json()
      .optional()
      .meta({
        title: { vi: "Dấu khóa của người", en: "Link keys" },
        note: { vi: "hồ sơ gộp, tách thì đi theo khóa", en: "followed when records merge or part" },
      }),
    sourceRowId: bigint()
      .optional()
      .meta({ title: { vi: "Dòng nguồn", en: "Source row" } }),
    runSeq: integer()
      .optional()
      .meta({ title: { vi: "Vào ở lượt", en: "Taken in run" } }),
    correctedBy: text(60).meta({ title: { vi: "Tài khoản sửa", en: "Account" } }),
    correctedByName: text(100).meta({ title: { vi: "Người sửa", en: "Mended by" }, pii: "direct" }),
    correctedAt: timestamp().meta({ title: { vi: "Sửa lúc", en: "Mended at" } }),
    undoneByName: text(100)
      .optional()
      .meta({ title: { vi: "Người rút lại", en: "Taken back by" }, pii: "direct" }),
    undoneAt: timestamp()
      .optional()
      .meta({ title: { vi: "Rút lại lúc", en: "Taken back at" } }),
    undoneRun: integer()
      .optional()
      .meta({ title: { vi: "Rút ở lượt", en: "Taken back in run" } }),
  },
});
