import type { CatalogueEntry } from "./entry.ts";

/** What a request, a file or a command asks that can't be done. */
export const requestErrors = {
  "path-not-found": {
    status: 404,
    vi: "Không thấy tệp hoặc thư mục {path}.",
    en: "No such file or folder: {path}.",
  },
  "list-unreadable": {
    status: 422,
    vi: "Không đọc được danh sách {file}: {reason}",
    en: "List {file} can't be read: {reason}",
  },
  "list-without-rows": {
    status: 422,
    vi: "Danh sách {file} không có dòng dữ liệu nào.",
    en: "List {file} has no rows.",
  },
  "record-not-found": {
    status: 404,
    vi: "Không có bản ghi {id} trong {dataset}.",
    en: "No record {id} in {dataset}.",
  },
  "run-not-found": {
    status: 404,
    vi: "Không có lượt nhập {runId}.",
    en: "No run {runId}.",
  },
  "argument-invalid": {
    status: 400,
    vi: "Tham số {name} không hợp lệ: {reason}.",
    en: "Argument {name} is not valid: {reason}.",
  },
  "argument-missing": {
    status: 400,
    vi: "Thiếu tham số {name}.",
    en: "Missing argument {name}.",
  },
  "parameter-on-encrypted-field": {
    status: 400,
    vi: "Trường {field} được lưu mã hóa nên không làm được {name}: không xếp, không tìm theo khoảng hay phần đầu. Dùng được: {allowed}.",
    en: "Field {field} is stored encrypted, so {name} is not possible: no sort, no range, no prefix. Known: {allowed}.",
  },
  "parameter-unknown": {
    status: 400,
    vi: "Không có tham số {name} ở đây. Dùng được: {allowed}.",
    en: "There is no parameter {name} here. Known: {allowed}.",
  },
  "parameter-empty": {
    status: 400,
    vi: "Tham số {name} không có giá trị. Muốn tìm ô trống, viết {field}.null=true.",
    en: "Parameter {name} is empty. To find empty cells write {field}.null=true.",
  },
  "parameter-repeated": {
    status: 400,
    vi: "Tham số {name} chỉ được ghi một lần.",
    en: "Parameter {name} may stand only once.",
  },
  "parameter-not-of-kind": {
    status: 400,
    vi: "Giá trị của tham số {name} chưa đúng dạng; ví dụ đúng: {example}.",
    en: "The value of parameter {name} is not of its kind; an example: {example}.",
  },
  "parameter-not-one-of": {
    status: 400,
    vi: "Tham số {name} phải là một trong: {allowed}.",
    en: "Parameter {name} must be one of: {allowed}.",
  },
  "parameter-out-of-range": {
    status: 400,
    vi: "Tham số {name} phải từ {min} đến {max}.",
    en: "Parameter {name} must be between {min} and {max}.",
  },
  "parameters-conflict": {
    status: 400,
    vi: "Hai tham số {name} và {other} không dùng cùng nhau.",
    en: "Parameters {name} and {other} do not go together.",
  },
  "cursor-invalid": {
    status: 400,
    vi: "Dấu trang (cursor) không thuộc danh sách này. Mở lại từ trang đầu.",
    en: "The cursor does not belong to this list. Start again from the first page.",
  },
  "body-invalid": {
    status: 400,
    vi: "Nội dung gửi lên chưa đúng ở {pointer}.",
    en: "The request body is not valid at {pointer}.",
  },
  "body-too-large": {
    status: 413,
    vi: "Nội dung gửi lên lớn hơn mức cho phép ({limit}).",
    en: "The request body is larger than allowed ({limit}).",
  },
  "media-type-unsupported": {
    status: 415,
    vi: "Kiểu nội dung gửi lên phải là {expected}.",
    en: "The request body must be {expected}.",
  },
  "address-not-found": {
    status: 404,
    vi: "Không có địa chỉ {path} với phương thức {method}. Danh sách địa chỉ ở /docs.",
    en: "Nothing answers {method} {path}. The list is at /docs.",
  },
  "host-refused": {
    status: 403,
    vi: "Máy chủ không trả lời dưới tên hoặc từ địa chỉ này.",
    en: "The server does not answer under this name or from this address.",
  },
  "origin-refused": {
    status: 403,
    vi: "Yêu cầu thay đổi dữ liệu phải gửi từ chính trang này.",
    en: "A request that changes something must come from this very site.",
  },
  "requests-too-many": {
    status: 429,
    vi: "Bạn gửi yêu cầu nhanh hơn mức cho phép. Đợi {seconds} giây rồi thử lại.",
    en: "Requests came faster than allowed. Wait {seconds} seconds and try again.",
  },
  "sign-in-tries-too-many": {
    status: 429,
    vi: "Từ mạng này có quá nhiều lần đăng nhập sai. Đợi {seconds} giây rồi thử lại, hoặc đăng nhập bằng VNeID.",
    en: "Too many sign-ins failed from this network. Wait {seconds} seconds and try again, or sign in by VNeID.",
  },
  "headers-too-many": {
    status: 431,
    vi: "Yêu cầu có nhiều hơn {limit} dòng tiêu đề.",
    en: "The request has more than {limit} header lines.",
  },
  "request-body-too-slow": {
    status: 408,
    vi: "Nội dung gửi lên đến quá chậm nên kết nối đã đóng. Với tệp lớn, gửi tiếp từ chỗ đã nhận.",
    en: "The request body came too slowly and the connection was closed. Go on with a large file from where it stopped.",
  },
  "proxy-silent": {
    status: 403,
    vi: "Máy chuyển tiếp không cho biết yêu cầu từ đâu đến: đặt X-Forwarded-For trong cấu hình của nó (docs/operations/security.md).",
    en: "The proxy does not say where requests come from: have it set X-Forwarded-For (docs/operations/security.md).",
  },
  "https-needed": {
    status: 403,
    vi: "Máy chủ này chỉ trả lời qua https.",
    en: "This server answers over https only.",
  },
  "request-timeout": {
    status: 503,
    vi: "Việc này lâu hơn thời gian cho phép. Thêm điều kiện lọc rồi thử lại.",
    en: "This took longer than allowed. Narrow the filters and try again.",
  },
  "precondition-required": {
    status: 428,
    vi: "Cần gửi kèm {header}.",
    en: "The header {header} is required.",
  },
  "precondition-failed": {
    status: 412,
    vi: "Bản ghi đã đổi sau khi bạn xem. Mở lại rồi quyết định.",
    en: "The record changed since it was read. Read it again.",
  },
  "review-already-decided": {
    status: 409,
    vi: "Việc {reviewId} đã có người quyết định.",
    en: "Review {reviewId} is already decided.",
  },
  "review-decision-unfit": {
    status: 422,
    vi: "Quyết định {action} không dùng được cho loại việc {kind}.",
    en: "Decision {action} does not answer a review of kind {kind}.",
  },
  "second-reviewer-same": {
    status: 409,
    vi: "Cặp {reviewId} đã được chính người này quyết; lần xét thứ hai phải là người khác.",
    en: "This person decided pair {reviewId}; the second review is another person's.",
  },
  "identity-merge-unfit": {
    status: 422,
    vi: "Không gộp được {left} và {right}: đã là một hồ sơ, hoặc không cùng loại.",
    en: "{left} and {right} can't be merged: they are one record already, or not of one kind.",
  },
  "identity-split-unfit": {
    status: 422,
    vi: "Tách hồ sơ {recordId} phải có ít nhất một khóa ra đi và một khóa ở lại.",
    en: "To split record {recordId} at least one key must leave and one must stay.",
  },
  "identity-decision-undone": {
    status: 409,
    vi: "Quyết định {decisionId} đã được rút lại.",
    en: "Decision {decisionId} was undone already.",
  },
  "identity-decision-superseded": {
    status: 409,
    vi: "Sau quyết định {decisionId} đã có quyết định khác về cùng cặp này; hãy rút quyết định sau.",
    en: "A later decision on the same pair stands after {decisionId}; undo that one.",
  },
  "identity-alias-unclear": {
    status: 422,
    vi: "Không rõ khóa nào đã đến cùng mã cũ {recordId} (mã được đặt lại, hoặc đã gộp nhiều lần). Hãy tách hồ sơ và nêu khóa.",
    en: "It can't be told which keys came with former id {recordId} (it was renamed, or merged several times). Split the record and name the keys.",
  },
  "exception-dates-invalid": {
    status: 400,
    vi: "Ngoại lệ phải có hạn: từ {validFrom} đến {expiresOn} không phải là một khoảng ngày còn hiệu lực trong vòng một năm.",
    en: "An exception needs an end: {validFrom} to {expiresOn} is no span that is in force within a year.",
  },
  "reconciliation-case-closed": {
    status: 409,
    vi: "Hồ sơ đối soát {caseId} đã khép lại.",
    en: "Reconciliation case {caseId} is closed.",
  },
  "exception-already-revoked": {
    status: 409,
    vi: "Ngoại lệ {exceptionId} đã bị thu hồi trước đó.",
    en: "Exception {exceptionId} was revoked before.",
  },
  "reconciliation-report-not-made": {
    status: 404,
    vi: "Chưa lập báo cáo đối soát tháng {month}. Lập bằng: hp reconcile report --month {month}.",
    en: "The reconciliation report of {month} has not been made. Make it with: hp reconcile report --month {month}.",
  },
  "idempotency-key-reused": {
    status: 422,
    vi: "Idempotency-Key này đã dùng cho một yêu cầu khác.",
    en: "This Idempotency-Key was used for a different request.",
  },
  "upload-not-found": {
    status: 404,
    vi: "Không có lần tải lên {uploadId}.",
    en: "No upload {uploadId}.",
  },
  "upload-offset-mismatch": {
    status: 409,
    vi: "Đã nhận {received} byte; gửi tiếp từ đúng vị trí đó.",
    en: "{received} bytes are here; continue from there.",
  },
  "upload-locked": {
    status: 409,
    vi: "Lần tải lên {uploadId} đang nhận dữ liệu từ một kết nối khác.",
    en: "Upload {uploadId} is being written by another connection.",
  },
  "upload-closed": {
    status: 409,
    vi: "Lần tải lên {uploadId} đã nhận đủ, không nhận thêm.",
    en: "Upload {uploadId} is complete and takes no more bytes.",
  },
  "upload-too-large": {
    status: 413,
    vi: "Tệp lớn hơn mức cho phép ({limitMb} MB).",
    en: "The file is larger than allowed ({limitMb} MB).",
  },
  "upload-checksum-mismatch": {
    status: 422,
    vi: "Tệp nhận được không khớp mã SHA-256 đã khai. Tải lại tệp.",
    en: "The bytes received do not match the declared SHA-256. Send the file again.",
  },
  "ingest-failed": {
    status: 500,
    vi: "Lượt nhập dừng vì lỗi (mã thoát {exitCode}). Xem nhật ký rồi chạy lại; không có dữ liệu nào bị mất.",
    en: "The ingest process ended with exit code {exitCode}. See the log and run again; nothing was lost.",
  },
  "export-too-long": {
    status: 413,
    vi: "Danh sách dài hơn một trang tính ({most} dòng); hãy lọc bớt rồi tải lại.",
    en: "The list is longer than a sheet ({most} rows); filter it and try again.",
  },
} as const satisfies Record<string, CatalogueEntry>;
