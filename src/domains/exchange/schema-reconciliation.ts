import { dataset } from "../dictionary/dataset.ts";
import {
  bigint,
  boolean,
  code,
  id,
  integer,
  json,
  plainDate,
  reference,
  text,
  timestamp,
} from "../dictionary/field.ts";

const status = () => code("reconciliationStatus").meta({ title: { vi: "Tình trạng", en: "Status" } });
const entity = () => text(30).meta({ title: { vi: "Loại đối tượng", en: "Entity" } });
const runSeq = () => integer().meta({ title: { vi: "Lượt nhập", en: "Run" } });

/**
 * What the population registry said about a claim: a national id, a name, a birth date and a sex that somebody says
 * belong together. Only the claim's HMAC is kept, so the table tells nobody who the person is.
 */
export const PopulationCheck = dataset("populationCheck", {
  group: "exchange",
  title: { vi: "Kết quả hỏi CSDL dân cư", en: "Population check" },
  grain: {
    vi: "mỗi bộ số định danh, họ tên, ngày sinh, giới tính đã hỏi một dòng",
    en: "one row per number, name, birth date and sex that were ever asked about together",
  },
  origin: "system",
  key: ["claimKey"],
  distributedBy: "claimKey",
  fields: {
    claimKey: id("claim").meta({
      title: { vi: "Dấu bộ thông tin", en: "Claim hash" },
      note: { vi: "HMAC, không đảo ngược được", en: "HMAC, irreversible" },
    }),
    nationalKey: id("claim").meta({ title: { vi: "Dấu số định danh", en: "Number hash" } }),
    status: status(),
    nameMatches: boolean()
      .optional()
      .meta({ title: { vi: "Khớp họ tên", en: "Name matches" } }),
    birthDateMatches: boolean()
      .optional()
      .meta({ title: { vi: "Khớp ngày sinh", en: "Birth date matches" } }),
    sexMatches: boolean()
      .optional()
      .meta({ title: { vi: "Khớp giới tính", en: "Sex matches" } }),
    registryVersion: integer()
      .optional()
      .meta({ title: { vi: "Phiên bản ở dân cư", en: "Version in the registry" } }),
    askedAt: timestamp().meta({ title: { vi: "Hỏi lúc", en: "Asked at" } }),
    firstVerifiedAt: timestamp()
      .optional()
      .meta({ title: { vi: "Khớp lần đầu lúc", en: "First verified at" } }),
    invalidatedAt: timestamp()
      .optional()
      .meta({
        title: { vi: "Phải hỏi lại từ", en: "To be asked again since" },
        note: {
          vi: "dân cư báo dữ liệu của người này đã đổi",
          en: "the registry told that this person's data changed",
        },
      }),
    attempts: integer().meta({
      title: { vi: "Số lần hỏi", en: "Times asked" },
      note: {
        vi: "0: suy ra từ câu trả lời về cùng số định danh",
        en: "0: follows from the answer about the same number",
      },
    }),
    runSeq: runSeq(),
  },
});

/** How far the program has read a registry's notices of change. */
export const PopulationCursor = dataset("populationCursor", {
  group: "exchange",
  title: { vi: "Mốc đọc thông báo của dân cư", en: "Registry notices read" },
  grain: { vi: "mỗi nguồn dân cư một dòng", en: "one row per registry" },
  origin: "system",
  key: ["registryId"],
  distributedBy: "reference",
  fields: {
    registryId: text(60).meta({ title: { vi: "Nguồn dân cư", en: "Registry" } }),
    cursor: text(500).meta({ title: { vi: "Mốc", en: "Cursor" } }),
    notices: integer().meta({ title: { vi: "Số thông báo đã đọc", en: "Notices read" } }),
    readAt: timestamp().meta({ title: { vi: "Đọc lúc", en: "Read at" } }),
  },
});

/** Where a person's golden record stands against the population registry: now, and ever. */
export const Verification = dataset("verification", {
  group: "exchange",
  title: { vi: "Tình trạng đối soát dân cư", en: "Verification" },
  grain: { vi: "mỗi hồ sơ người học, nhân sự một dòng", en: "one row per learner and staff record" },
  origin: "system",
  key: ["entity", "recordId"],
  distributedBy: "recordId",
  schoolField: "schoolId",
  fields: {
    entity: entity(),
    recordId: id("record").meta({ title: { vi: "Hồ sơ", en: "Record" } }),
    status: status(),
    foundStatus: code("reconciliationStatus").meta({
      title: { vi: "Tình trạng chưa kể ngoại lệ", en: "Status before exceptions" },
    }),
    claimKey: id("claim")
      .optional()
      .meta({ title: { vi: "Dấu bộ thông tin", en: "Claim hash" } }),
    everVerifiedAt: timestamp()
      .optional()
      .meta({
        title: { vi: "Từng khớp lúc", en: "First verified at" },
        note: { vi: "không mất khi hồ sơ đổi", en: "stays when the record changes" },
      }),
    verifiedAt: timestamp()
      .optional()
      .meta({
        title: { vi: "Đang khớp theo lần hỏi lúc", en: "Verified at" },
        note: { vi: "trống khi nay không khớp", en: "empty when it does not agree now" },
      }),
    registryVersion: integer()
      .optional()
      .meta({ title: { vi: "Phiên bản ở dân cư", en: "Version in the registry" } }),
    schoolId: reference("school")
      .optional()
      .meta({ title: { vi: "Trường", en: "School" } }),
    runSeq: runSeq(),
    changedAt: timestamp().meta({ title: { vi: "Đổi lúc", en: "Changed at" } }),
  },
});

/** A person whose identity data need somebody's hand: a case with an owner, a next step and an end. */
export const ReconciliationCase = dataset("reconciliationCase", {
  group: "exchange",
  title: { vi: "Hồ sơ đối soát", en: "Reconciliation case" },
  grain: { vi: "mỗi lần một người chưa khớp một dòng", en: "one row per time a person did not agree" },
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
    cause: code("caseCause")
      .optional()
      .meta({ title: { vi: "Nguyên nhân", en: "Cause" } }),
    owner: code("caseOwner")
      .optional()
      .meta({ title: { vi: "Ai xử lý", en: "Who acts" } }),
    nextStep: code("caseNextStep")
      .optional()
      .meta({ title: { vi: "Việc cần làm", en: "Next step" } }),
    dueOn: plainDate()
      .optional()
      .meta({ title: { vi: "Hạn", en: "Due on" } }),
    exceptionRequest: json()
      .optional()
      .meta({
        title: { vi: "Đề nghị ngoại lệ", en: "Exception asked for" },
        pii: "quasi",
        note: { vi: "loại, lý do, hạn, ai đề nghị, trả lời", en: "kind, reason, end, who asked, the answer" },
      }),
    openedAt: timestamp()
      .optional()
      .meta({ title: { vi: "Mở lúc", en: "Opened at" } }),
    closedAt: timestamp()
      .optional()
      .meta({ title: { vi: "Đóng lúc", en: "Closed at" } }),
    openedRun: integer().meta({ title: { vi: "Mở ở lượt", en: "Opened in run" } }),
    closedRun: integer()
      .optional()
      .meta({ title: { vi: "Đóng ở lượt", en: "Closed in run" } }),
  },
});

/** Somebody answered for it that a person can't be verified for now: with a reason, a paper and an end. */
export const ApprovedException = dataset("approvedException", {
  group: "exchange",
  title: { vi: "Ngoại lệ đối soát đã duyệt", en: "Approved exception" },
  grain: { vi: "mỗi lần duyệt cho một hồ sơ một dòng", en: "one row per approval for a record" },
  origin: "system",
  key: ["exceptionId"],
  distributedBy: "exceptionId",
  schoolField: "schoolId",
  fields: {
    exceptionId: id("exception").meta({ title: { vi: "Mã ngoại lệ", en: "Exception id" } }),
    entity: entity(),
    recordId: id("record").meta({ title: { vi: "Hồ sơ", en: "Record" } }),
    schoolId: reference("school")
      .optional()
      .meta({ title: { vi: "Trường", en: "School" } }),
    kind: code("exceptionKind").meta({ title: { vi: "Loại", en: "Kind" } }),
    reason: text(500).meta({ title: { vi: "Lý do", en: "Reason" }, pii: "quasi" }),
    document: text(200)
      .optional()
      .meta({ title: { vi: "Văn bản kèm theo", en: "Document" }, pii: "quasi" }),
    validFrom: plainDate().meta({ title: { vi: "Từ ngày", en: "Valid from" } }),
    expiresOn: plainDate().meta({
      title: { vi: "Hết hạn sau ngày", en: "Expires on" },
      note: { vi: "ngày cuối còn hiệu lực", en: "last day in force" },
    }),
    approvedBy: text(100).meta({ title: { vi: "Người duyệt", en: "Approved by" } }),
    approvedAt: timestamp().meta({ title: { vi: "Duyệt lúc", en: "Approved at" } }),
    revokedBy: text(100)
      .optional()
      .meta({ title: { vi: "Người thu hồi", en: "Revoked by" } }),
    revokedAt: timestamp()
      .optional()
      .meta({ title: { vi: "Thu hồi lúc", en: "Revoked at" } }),
    revokeReason: text(500)
      .optional()
      .meta({ title: { vi: "Lý do thu hồi", en: "Reason of revoking" }, pii: "quasi" }),
  },
});

/** A month's figures as they were sent: kept as made, never written over. */
export const ReconciliationReport = dataset("reconciliationReport", {
  group: "exchange",
  title: { vi: "Báo cáo đối soát tháng", en: "Monthly reconciliation report" },
  grain: { vi: "mỗi lần lập của một tháng một dòng", en: "one row per making of a month" },
  origin: "system",
  key: ["month", "revision"],
  distributedBy: "reference",
  fields: {
    month: text(7).meta({ title: { vi: "Tháng", en: "Month" }, example: "2026-11" }),
    revision: integer().meta({ title: { vi: "Lần lập", en: "Revision" } }),
    dueOn: plainDate().meta({ title: { vi: "Hạn gửi", en: "Due on" } }),
    figures: json().meta({ title: { vi: "Số liệu", en: "Figures" } }),
    contentHash: text(64).meta({
      title: { vi: "Dấu nội dung", en: "Content hash" },
      note: { vi: "SHA-256 của số liệu", en: "SHA-256 of the figures" },
    }),
    runSeq: runSeq(),
    madeBy: text(100).meta({ title: { vi: "Người lập", en: "Made by" } }),
    madeAt: timestamp().meta({ title: { vi: "Lập lúc", en: "Made at" } }),
  },
});
