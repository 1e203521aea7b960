import type { CatalogueEntry } from "./entry.ts";

/** Sealed fields, consent, rights of the people concerned, audit. */
export const privacyErrors = {
  "sealed-field-damaged": {
    status: 500,
    vi: "Giá trị đã mã hóa của {dataset}.{field} bị sửa hoặc không thuộc bản ghi này nên không mở. Báo sự cố và khôi phục từ bản sao lưu.",
    en: "A sealed value of {dataset}.{field} was altered or belongs to another record, so it was not opened.",
  },
  "field-key-missing": {
    status: 500,
    vi: "Thiếu khóa mã hóa phiên bản {version} (keys/field-{version}.key). Lấy lại tệp khóa từ bản sao lưu.",
    en: "Field key version {version} (keys/field-{version}.key) is missing. Bring it back from a backup.",
  },
  "purpose-unknown": {
    status: 404,
    vi: "Không có mục đích xử lý dữ liệu {purpose}. Danh sách: hp privacy purposes.",
    en: "There is no purpose {purpose}. See hp privacy purposes.",
  },
  "consent-not-entitled": {
    status: 403,
    vi: "Không ghi được ý kiến đồng ý cho mục đích {purpose}: {reason}.",
    en: "This consent to {purpose} can't be recorded: {reason}.",
  },
  "rights-request-unfit": {
    status: 409,
    vi: "Yêu cầu {requestId} đang ở bước {state}, không làm được việc {action}.",
    en: "Request {requestId} is {state}; {action} is not possible.",
  },
  "export-read-first": {
    status: 409,
    vi: "Hồ sơ có đoạn nhà trường tự viết, có thể nhắc tới người khác: nhà trường đọc lại rồi mới trao bản sao, vẫn trong thời hạn.",
    en: "The record has sentences the school wrote that may name other people: an officer reads them before the copy is handed over, within the term.",
  },
  "rights-request-unproven": {
    status: 422,
    vi: "Chưa nhận được yêu cầu: {reason}.",
    en: "The request can't be accepted yet: {reason}.",
  },
  "incident-unfit": {
    status: 409,
    vi: "Sự cố {incidentId} đang ở bước {state}, không làm được việc {action}.",
    en: "Incident {incidentId} is {state}; {action} is not possible.",
  },
  "audit-damaged": {
    status: 500,
    vi: "Nhật ký truy vết tháng {month} không còn như lúc được chốt ({count} chỗ). Không lưu trữ; xem hp audit verify.",
    en: "The audit of {month} is not as it was sealed ({count} places). Not archived; see hp audit verify.",
  },
  "audit-sink-failed": {
    status: 500,
    vi: "Không gửi được nhật ký tới {target}: {reason}.",
    en: "The audit could not be sent to {target}: {reason}.",
  },
  "ticket-unfit": {
    status: 409,
    vi: "Góp ý này đã khép hoặc không chuyển thêm được; hãy tải lại trang. ({ticketId})",
    en: "This feedback is closed or cannot be passed on; reload the page. ({ticketId})",
  },
} as const satisfies Record<string, CatalogueEntry>;
