import { dataset } from "../dictionary/dataset.ts";
import { bigint, boolean, code, id, integer, json, text, timestamp } from "../dictionary/field.ts";

/** Who changed what, when, from which source, before and after. */
export const ChangeLog = dataset("changeLog", {
  group: "exchange",
  title: { vi: "Nhật ký thay đổi", en: "Change log" },
  grain: { vi: "mỗi lần một bản ghi đổi một dòng", en: "one row per change of a record" },
  origin: "system",
  key: ["recordId", "dataset", "recordKey", "version"],
  distributedBy: "recordId",
  fields: {
    recordId: id("record").meta({ title: { vi: "Hồ sơ", en: "Record" } }),
    dataset: text(60).meta({ title: { vi: "Tập dữ liệu", en: "Dataset" } }),
    recordKey: text(200).meta({ title: { vi: "Khóa trong hồ sơ", en: "Key within the record" } }),
    version: integer().meta({ title: { vi: "Phiên bản", en: "Version" } }),
    operation: code("changeOperation").meta({ title: { vi: "Thao tác", en: "Operation" } }),
    before: json()
      .optional()
      .meta({ title: { vi: "Trước", en: "Before" }, pii: "direct" }),
    after: json()
      .optional()
      .meta({ title: { vi: "Sau", en: "After" }, pii: "direct" }),
    sourceRowId: bigint()
      .optional()
      .meta({ title: { vi: "Dòng nguồn", en: "Source row" } }),
    actor: text(100).meta({ title: { vi: "Người hoặc máy", en: "Actor" } }),
    runSeq: integer().meta({ title: { vi: "Lượt nhập", en: "Run" } }),
    changedAt: timestamp().meta({ title: { vi: "Lúc", en: "At" } }),
  },
});

/** Events waiting to leave; the envelope of the national exchange (handbook §3). */
export const Outbox = dataset("outbox", {
  group: "exchange",
  title: { vi: "Hộp gửi đi", en: "Outbox" },
  grain: { vi: "mỗi sự kiện của một hồ sơ một dòng", en: "one row per event of a record" },
  origin: "system",
  key: ["idBanGhi", "dataset", "phienBan"],
  distributedBy: "idBanGhi",
  fields: {
    idBanGhi: id("record").meta({ title: { vi: "Mã bản ghi", en: "Record id" } }),
    dataset: text(60).meta({ title: { vi: "Tập dữ liệu", en: "Dataset" } }),
    phienBan: integer().meta({ title: { vi: "Phiên bản", en: "Version" } }),
    suKien: code("exchangeEvent").meta({ title: { vi: "Sự kiện", en: "Event" } }),
    thoiGianCapNhat: timestamp().meta({ title: { vi: "Thời gian cập nhật", en: "Updated at" } }),
    runSeq: integer().meta({ title: { vi: "Lượt nhập", en: "Run" } }),
  },
});

/** Which record a person-in-a-source is; the decision that makes golden ids stable. */
export const Link = dataset("link", {
  group: "exchange",
  title: { vi: "Liên kết định danh", en: "Identity link" },
  grain: {
    vi: "mỗi khóa nguồn hoặc số định danh của một người một dòng",
    en: "one row per source key or national id of a person",
  },
  origin: "system",
  key: ["entity", "linkKey"],
  distributedBy: "linkKey",
  fields: {
    entity: text(30).meta({ title: { vi: "Loại đối tượng", en: "Entity" } }),
    linkKey: id("link").meta({
      title: { vi: "Dấu khóa", en: "Key hash" },
      note: { vi: "HMAC, không đảo ngược được", en: "HMAC, irreversible" },
    }),
    keyKind: code("linkKeyKind").meta({ title: { vi: "Loại khóa", en: "Kind of key" } }),
    recordId: id("record").meta({ title: { vi: "Hồ sơ", en: "Record" } }),
    rule: text(60).meta({ title: { vi: "Quy tắc nối", en: "Rule" } }),
    evidence: json()
      .optional()
      .meta({ title: { vi: "Chứng cứ", en: "Evidence" } }),
    sourceRowId: bigint().meta({ title: { vi: "Dòng nguồn đầu tiên", en: "First source row" } }),
    runSeq: integer().meta({ title: { vi: "Lượt nhập", en: "Run" } }),
    verified: boolean().meta({
      title: { vi: "Dân cư đã xác nhận", en: "Confirmed by the registry" },
      note: { vi: "số này là của người này", en: "the number is this person's" },
    }),
    previousRecordId: id("record")
      .optional()
      .meta({ title: { vi: "Hồ sơ trước đó", en: "Record before" } }),
  },
});
