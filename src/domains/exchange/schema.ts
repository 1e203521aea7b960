import { dataset } from "../dictionary/dataset.ts";
import {
  bigint,
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

/** One walk of files through the pipeline. */
export const Run = dataset("run", {
  group: "exchange",
  title: { vi: "Lượt nhập", en: "Run" },
  grain: { vi: "mỗi lượt nhập một dòng", en: "one row per pipeline run" },
  origin: "system",
  key: ["runSeq"],
  distributedBy: "reference",
  fields: {
    runSeq: integer().meta({ title: { vi: "Số lượt", en: "Run number" } }),
    status: code("runStatus").meta({ title: { vi: "Trạng thái", en: "Status" } }),
    startedAt: timestamp().meta({ title: { vi: "Bắt đầu", en: "Started" } }),
    endedAt: timestamp()
      .optional()
      .meta({ title: { vi: "Kết thúc", en: "Ended" } }),
    files: integer().meta({ title: { vi: "Số tệp", en: "Files" } }),
    rowsIn: bigint().meta({ title: { vi: "Số dòng vào", en: "Rows in" } }),
    published: bigint().meta({ title: { vi: "Vào hồ sơ", en: "Published" } }),
    unchanged: bigint().meta({ title: { vi: "Không đổi", en: "Unchanged" } }),
    merged: bigint().meta({ title: { vi: "Gộp vào hồ sơ đã có", en: "Merged" } }),
    held: bigint().meta({ title: { vi: "Bị giữ", en: "Held" } }),
    error: text(2000)
      .optional()
      .meta({ title: { vi: "Lỗi", en: "Error" } }),
  },
});

/** A named step of a run: what it produced, and whether it need be done again after a crash. */
export const RunStep = dataset("runStep", {
  group: "exchange",
  title: { vi: "Bước của lượt nhập", en: "Run step" },
  grain: { vi: "mỗi bước của mỗi lượt một dòng", en: "one row per step of a run" },
  origin: "system",
  key: ["runSeq", "step"],
  distributedBy: "reference",
  fields: {
    runSeq: integer().meta({ title: { vi: "Lượt nhập", en: "Run" } }),
    step: text(80).meta({ title: { vi: "Bước", en: "Step" } }),
    startedAt: timestamp().meta({ title: { vi: "Bắt đầu", en: "Started" } }),
    endedAt: timestamp().meta({ title: { vi: "Xong", en: "Ended" } }),
    rows: bigint().meta({ title: { vi: "Số dòng", en: "Rows" } }),
    detail: json().meta({ title: { vi: "Chi tiết", en: "Detail" } }),
  },
});

/** Every row that came in and where it stands: the account of promise 2. */
export const SourceRow = dataset("sourceRow", {
  group: "exchange",
  title: { vi: "Dòng nguồn", en: "Source row" },
  grain: {
    vi: "mỗi dòng của mỗi tệp đã nhận một dòng, trừ dòng không đổi so với tệp trước",
    en: "one row per row of a received file, unless unchanged since the file before",
  },
  origin: "system",
  key: ["sourceRowId"],
  distributedBy: "sourceRowId",
  schoolField: "schoolId",
  fields: {
    sourceRowId: bigint().meta({
      title: { vi: "Mã dòng nguồn", en: "Source row id" },
      note: { vi: "tệp, trang tính và dòng trong một số", en: "file, sheet and row in one number" },
    }),
    intake: text(60).meta({ title: { vi: "Loại bảng", en: "Intake" } }),
    sourceSystem: reference("sourceSystem").meta({ title: { vi: "Hệ thống nguồn", en: "Source system" } }),
    schoolId: reference("school")
      .optional()
      .meta({ title: { vi: "Trường", en: "School" } }),
    rowKey: id("rowKey").meta({ title: { vi: "Khóa dòng trong nguồn", en: "Key within the source" } }),
    rowHash: id("rowHash").meta({ title: { vi: "Dấu nội dung", en: "Content hash" } }),
    recordId: id("record")
      .optional()
      .meta({ title: { vi: "Hồ sơ", en: "Record" } }),
    outcome: code("rowOutcome").meta({ title: { vi: "Kết cục", en: "Outcome" } }),
    runSeq: integer().meta({ title: { vi: "Lượt nhập", en: "Run" } }),
    supersededBy: integer()
      .optional()
      .meta({ title: { vi: "Lượt thay thế", en: "Superseded by run" } }),
    absentSince: integer()
      .optional()
      .meta({ title: { vi: "Vắng khỏi tệp từ lượt", en: "Absent from the source since run" } }),
  },
});

/** A cell or row that could not be used, and why, in the sender's own coordinates. */
export const RowRejection = dataset("rowRejection", {
  group: "exchange",
  title: { vi: "Ô hoặc dòng bị từ chối", en: "Rejection" },
  grain: { vi: "mỗi ô hoặc dòng bị từ chối một dòng", en: "one row per rejected cell or row" },
  origin: "system",
  key: ["sourceRowId", "columnName", "reason"],
  distributedBy: "sourceRowId",
  schoolField: "schoolId",
  fields: {
    sourceRowId: bigint().meta({ title: { vi: "Dòng nguồn", en: "Source row" } }),
    columnName: text(80).meta({
      title: { vi: "Cột", en: "Column" },
      note: { vi: "“*” khi cả dòng bị giữ", en: "“*” when the whole row is held" },
    }),
    reason: text(60).meta({ title: { vi: "Mã lý do", en: "Reason code" } }),
    header: text(200)
      .optional()
      .meta({ title: { vi: "Tiêu đề cột trong tệp", en: "Header in the file" } }),
    columnIndex: integer()
      .optional()
      .meta({ title: { vi: "Thứ tự cột", en: "Column number" } }),
    raw: text(500)
      .optional()
      .meta({ title: { vi: "Nội dung gốc", en: "Original text" }, pii: "direct" }),
    intake: text(60).meta({ title: { vi: "Loại bảng", en: "Intake" } }),
    schoolId: reference("school")
      .optional()
      .meta({ title: { vi: "Trường", en: "School" } }),
    runSeq: integer().meta({ title: { vi: "Lượt nhập", en: "Run" } }),
    resolvedRun: integer()
      .optional()
      .meta({ title: { vi: "Hết ở lượt", en: "Resolved in run" } }),
  },
});

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
  },
});

/** A person whose identity data disagree somewhere: a case with an owner and an end. */
export const ReconciliationCase = dataset("reconciliationCase", {
  group: "exchange",
  title: { vi: "Hồ sơ đối soát", en: "Reconciliation case" },
  grain: { vi: "mỗi người, mỗi nguyên nhân lệch một dòng", en: "one row per person and cause" },
  origin: "system",
  key: ["caseId"],
  distributedBy: "caseId",
  schoolField: "schoolId",
  fields: {
    caseId: id("case").meta({ title: { vi: "Mã hồ sơ", en: "Case id" } }),
    entity: text(30).meta({ title: { vi: "Loại đối tượng", en: "Entity" } }),
    recordId: id("record").meta({ title: { vi: "Hồ sơ", en: "Record" } }),
    otherRecordId: id("record")
      .optional()
      .meta({ title: { vi: "Hồ sơ liên quan", en: "Other record" } }),
    status: code("reconciliationStatus").meta({ title: { vi: "Tình trạng", en: "Status" } }),
    schoolId: reference("school")
      .optional()
      .meta({ title: { vi: "Trường xử lý", en: "Owning school" } }),
    sourceRowId: bigint().meta({ title: { vi: "Dòng nguồn", en: "Source row" } }),
    evidence: json().meta({ title: { vi: "Chứng cứ", en: "Evidence" } }),
    openedRun: integer().meta({ title: { vi: "Mở ở lượt", en: "Opened in run" } }),
    closedRun: integer()
      .optional()
      .meta({ title: { vi: "Đóng ở lượt", en: "Closed in run" } }),
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
