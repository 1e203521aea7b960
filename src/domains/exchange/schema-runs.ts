import { dataset } from "../dictionary/dataset.ts";
import { bigint, code, id, integer, json, reference, text, timestamp } from "../dictionary/field.ts";

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
      .meta({ title: { vi: "Nội dung gốc", en: "Original text" }, pii: "direct", sealed: true }),
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
