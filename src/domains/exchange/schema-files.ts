import { dataset } from "../dictionary/dataset.ts";
import { bigint, boolean, code, id, integer, json, reference, text, timestamp } from "../dictionary/field.ts";

/** Systems that send us data, one row a product or office. */
export const SourceSystem = dataset("sourceSystem", {
  group: "exchange",
  title: { vi: "Hệ thống nguồn", en: "Source system" },
  grain: {
    vi: "mỗi phần mềm hoặc cơ quan gửi dữ liệu một dòng",
    en: "one row per product or office that sends data",
  },
  origin: "system",
  key: ["sourceSystem"],
  distributedBy: "reference",
  fields: {
    sourceSystem: text(40).meta({ title: { vi: "Mã hệ thống", en: "System code" } }),
    title: text(200).meta({ title: { vi: "Tên", en: "Title" } }),
    trustRank: integer([0, 100]).meta({ title: { vi: "Độ tin khi gộp", en: "Trust at survivorship" } }),
  },
});

/** What one school sends from one system: the unit the shrink guard watches. */
export const Feed = dataset("feed", {
  group: "exchange",
  title: { vi: "Luồng dữ liệu", en: "Feed" },
  grain: {
    vi: "mỗi trường, mỗi hệ thống, mỗi loại bảng một dòng",
    en: "one row per school, system and intake",
  },
  origin: "system",
  key: ["feedId"],
  distributedBy: "reference",
  schoolField: "schoolId",
  fields: {
    feedId: text(120).meta({ title: { vi: "Mã luồng", en: "Feed id" } }),
    sourceSystem: reference("sourceSystem").meta({ title: { vi: "Hệ thống nguồn", en: "Source system" } }),
    schoolId: reference("school")
      .optional()
      .meta({ title: { vi: "Trường", en: "School" } }),
    intake: text(60).meta({ title: { vi: "Loại bảng", en: "Intake" } }),
    rowsCurrent: integer().meta({ title: { vi: "Số dòng hiện hành", en: "Rows now standing" } }),
    maxShrinkPercent: integer([0, 100])
      .optional()
      .meta({ title: { vi: "Ngưỡng sụt riêng (%)", en: "Own shrink limit (%)" } }),
    lastFileId: reference("file")
      .optional()
      .meta({ title: { vi: "Tệp gần nhất", en: "Last file" } }),
    lastReceivedAt: timestamp()
      .optional()
      .meta({ title: { vi: "Nhận gần nhất", en: "Last received" } }),
  },
});

/** Every file that ever came in, by content. */
export const File = dataset("file", {
  group: "exchange",
  title: { vi: "Tệp đã nhận", en: "File received" },
  grain: { vi: "mỗi lần nhận một nội dung tệp một dòng", en: "one row per receipt of a content" },
  origin: "system",
  key: ["fileSeq"],
  distributedBy: "reference",
  schoolField: "schoolId",
  fields: {
    fileId: text(64).meta({ title: { vi: "SHA-256", en: "SHA-256" } }),
    fileSeq: bigint().meta({
      title: { vi: "Số thứ tự", en: "Sequence" },
      note: { vi: "phần đầu của mã dòng nguồn", en: "leading part of source row ids" },
    }),
    fileName: text(500).meta({ title: { vi: "Tên tệp", en: "File name" } }),
    sourceSystem: reference("sourceSystem")
      .optional()
      .meta({ title: { vi: "Hệ thống nguồn", en: "Source system" } }),
    schoolId: reference("school")
      .optional()
      .meta({ title: { vi: "Trường", en: "School" } }),
    bytes: bigint().meta({ title: { vi: "Dung lượng", en: "Size" }, unit: "byte" }),
    status: code("fileStatus").meta({ title: { vi: "Trạng thái", en: "Status" } }),
    reason: text(60)
      .optional()
      .meta({ title: { vi: "Lý do", en: "Reason code" } }),
    rowsIn: integer().meta({ title: { vi: "Số dòng đọc được", en: "Rows read" } }),
    tables: json().meta({ title: { vi: "Các bảng và cột nhận ra", en: "Tables and recognised columns" } }),
    rawPart: text(300)
      .optional()
      .meta({ title: { vi: "Phần thô trong hồ dữ liệu", en: "Raw part in the lake" } }),
    runSeq: integer().meta({ title: { vi: "Lượt nhập", en: "Run" } }),
    receivedAt: timestamp().meta({ title: { vi: "Lúc nhận", en: "Received at" } }),
  },
});

/** A mapping of headers that a person confirmed; used again for every file with the same headers. */
export const SavedMapping = dataset("savedMapping", {
  group: "exchange",
  title: { vi: "Cách hiểu cột đã lưu", en: "Saved mapping" },
  grain: { vi: "mỗi bộ tiêu đề cột một dòng", en: "one row per set of headers" },
  origin: "system",
  key: ["fingerprint"],
  distributedBy: "reference",
  fields: {
    fingerprint: text(64).meta({ title: { vi: "Dấu tiêu đề", en: "Header fingerprint" } }),
    mapping: json().meta({ title: { vi: "Cách hiểu", en: "Mapping" } }),
    savedBy: text(100).meta({ title: { vi: "Người lưu", en: "Saved by" } }),
    savedAt: timestamp().meta({ title: { vi: "Lúc lưu", en: "Saved at" } }),
    active: boolean().meta({ title: { vi: "Đang dùng", en: "Active" } }),
  },
});
/** What waits for a person: a held feed, an unsure mapping, an unsure encoding; and what was decided. */
export const Review = dataset("review", {
  group: "exchange",
  title: { vi: "Việc chờ người quyết", en: "Review" },
  grain: { vi: "mỗi việc cần người quyết định một dòng", en: "one row per thing a person must decide" },
  origin: "system",
  key: ["reviewId"],
  distributedBy: "reviewId",
  schoolField: "schoolId",
  fields: {
    reviewId: id("review").meta({ title: { vi: "Mã việc", en: "Review id" } }),
    kind: code("reviewKind").meta({ title: { vi: "Loại việc", en: "Kind" } }),
    status: code("reviewStatus").meta({ title: { vi: "Trạng thái", en: "Status" } }),
    fileId: reference("file")
      .optional()
      .meta({ title: { vi: "Tệp", en: "File" } }),
    feedId: reference("feed")
      .optional()
      .meta({ title: { vi: "Luồng", en: "Feed" } }),
    schoolId: reference("school")
      .optional()
      .meta({ title: { vi: "Trường", en: "School" } }),
    question: json().meta({ title: { vi: "Điều cần quyết", en: "Question" } }),
    decision: json()
      .optional()
      .meta({ title: { vi: "Quyết định", en: "Decision" } }),
    decidedBy: text(100)
      .optional()
      .meta({ title: { vi: "Người quyết", en: "Decided by" } }),
    decidedAt: timestamp()
      .optional()
      .meta({ title: { vi: "Lúc quyết", en: "Decided at" } }),
    runSeq: integer().meta({ title: { vi: "Lượt nhập", en: "Run" } }),
    openedAt: timestamp().meta({ title: { vi: "Mở lúc", en: "Opened at" } }),
  },
});
