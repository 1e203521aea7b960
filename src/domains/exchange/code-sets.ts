import { dimensions, dimensionTitles } from "../dictionary/check.ts";
import { type CodeSet, codeSet } from "../dictionary/code-set.ts";
import { own, type Row } from "./own-code-set.ts";

export {
  caseCause,
  caseNextStep,
  caseOwner,
  exceptionKind,
  reconciliationStatus,
} from "./code-sets-reconciliation.ts";

export const runStatus = own("runStatus", "Trạng thái lượt nhập", "Run status", [
  ["running", "Đang chạy", "Running"],
  ["done", "Đã xong", "Done"],
  ["failed", "Dừng vì lỗi", "Failed"],
  ["abandoned", "Đã bỏ, chưa công bố gì", "Abandoned, nothing was published"],
]);

export const fileStatus = own("fileStatus", "Trạng thái tệp", "File status", [
  ["landed", "Đã đọc", "Landed"],
  ["published", "Đã vào hồ sơ", "Published"],
  ["waiting", "Chờ người trả lời", "Waiting for an answer"],
  ["refused", "Bị từ chối", "Refused"],
  ["superseded", "Có tệp mới thay", "Superseded"],
]);

export const rowOutcome = own("rowOutcome", "Kết cục của dòng", "Row outcome", [
  ["published", "Vào hồ sơ", "Published"],
  ["merged", "Gộp vào hồ sơ đã có", "Merged"],
  ["held", "Bị giữ", "Held"],
  ["unchanged", "Khớp với danh mục, không đổi gì", "Agrees with the reference table, nothing to change"],
]);

export const changeOperation = own("changeOperation", "Thao tác", "Change operation", [
  ["insert", "Thêm", "Insert"],
  ["update", "Sửa", "Update"],
  ["delete", "Rút", "Delete"],
]);

export const exchangeEvent: CodeSet = codeSet("exchangeEvent", {
  title: { vi: "Sự kiện trao đổi", en: "Exchange event" },
  codeSystem: "national data centre specification",
  tag: "found",
  effectiveFrom: "2026-01-01",
  entries: [
    { code: "NEW", title: { vi: "Thêm mới", en: "New" } },
    { code: "UPDATE", title: { vi: "Cập nhật", en: "Update" } },
    { code: "CANCEL", title: { vi: "Hủy (không xóa hẳn)", en: "Cancel (soft)" } },
  ],
});

export const linkKeyKind = own("linkKeyKind", "Loại khóa định danh", "Kind of identity key", [
  ["sourceKey", "Khóa trong hệ thống nguồn", "Source key"],
  ["nationalId", "Số định danh cá nhân", "National id"],
]);

export const reviewKind = own("reviewKind", "Loại việc chờ quyết", "Kind of review", [
  ["feedShrunk", "Nguồn gửi thiếu nhiều dòng", "Feed shrank"],
  ["mappingUnsure", "Chưa chắc cột nào là gì", "Mapping unsure"],
  ["encodingUnsure", "Chưa chắc bảng mã", "Encoding unsure"],
  ["sourceUnknown", "Chưa rõ tệp của trường nào", "Source unknown"],
]);

export const reviewStatus = own("reviewStatus", "Trạng thái việc", "Review status", [
  ["open", "Chờ", "Open"],
  ["approved", "Đồng ý", "Approved"],
  ["rejected", "Không đồng ý", "Rejected"],
]);

export const unitKind = own("unitKind", "Cấp đơn vị", "Unit kind", [
  ["school", "Trường", "School"],
  ["commune", "Xã, phường, đặc khu", "Commune"],
  ["city", "Thành phố", "City"],
]);

export const dimension = own("dimension", "Nguyên tắc dữ liệu", "Data principle", [
  ["*", "Chung", "Overall"],
  ...dimensions.map((id): Row => [id, dimensionTitles[id].vi, dimensionTitles[id].en]),
]);

export const aliasReason = own("aliasReason", "Vì sao mã hồ sơ đổi", "Why a record id changed", [
  ["merged", "Hai hồ sơ là một người", "Two records were one person"],
  ["renamed", "Số định danh được dân cư xác nhận đặt mã mới", "The confirmed national id names the record"],
]);

export const identityReviewStatus = own("identityReviewStatus", "Trạng thái cặp hồ sơ", "Status of a pair", [
  ["open", "Chờ quyết", "Waiting"],
  ["same", "Một người", "One person"],
  ["different", "Hai người", "Two people"],
  ["moot", "Không còn phải quyết", "Settled otherwise"],
]);

export const identityVerdict = own("identityVerdict", "Kết luận", "Verdict", [
  ["same", "Một người", "One person"],
  ["different", "Hai người", "Two people"],
]);

export const correctionState = own("correctionState", "Tình trạng lần sửa", "State of a correction", [
  ["waiting", "Chờ vào hồ sơ", "Waiting for a run"],
  ["applied", "Đã vào hồ sơ", "Applied"],
  ["refused", "Không nhận được", "Refused"],
  ["undoing", "Đang rút lại", "Being taken back"],
  ["undone", "Đã rút lại", "Taken back"],
]);
