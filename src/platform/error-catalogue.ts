interface CatalogueEntry {
  /** HTTP status when the error leaves through the API. */
  readonly status: number;
  readonly vi: string;
  readonly en: string;
}

/** Every error a person can meet, once: code, status, Vietnamese for people, English for logs. */
export const errorCatalogue = {
  "config-invalid": {
    status: 500,
    vi: "Biến cấu hình {name} có giá trị không dùng được: {value}.",
    en: "Setting {name} has an unusable value: {value}.",
  },
  "host-not-loopback": {
    status: 500,
    vi: "Chưa có đăng nhập nên máy chủ chỉ mở trên máy này (127.0.0.1); không mở trên {host}.",
    en: "There is no sign-in yet, so the server listens on loopback only; refused {host}.",
  },
  "port-taken": {
    status: 500,
    vi: "Cổng {port} đang có chương trình khác dùng. Đặt HP_PORT khác, ví dụ HP_PORT=8090 npm start.",
    en: "Port {port} is taken. Set HP_PORT, for example HP_PORT=8090 npm start.",
  },
  "data-in-use": {
    status: 500,
    vi: "Thư mục dữ liệu {dataDir} đang được một phiên khác dùng (tiến trình {pid}). Dừng phiên đó hoặc đặt HP_DATA khác.",
    en: "Data folder {dataDir} is in use by another instance (process {pid}). Stop it or set HP_DATA.",
  },
  "database-unreachable": {
    status: 503,
    vi: "Không kết nối được cơ sở dữ liệu tại {target}: {reason}. Kiểm tra DATABASE_URL.",
    en: "Cannot reach the database at {target}: {reason}. Check DATABASE_URL.",
  },
  "postgres-failed": {
    status: 500,
    vi: "PostgreSQL đi kèm không khởi động được ({reason}). Nhật ký: {logFile}.",
    en: "The embedded PostgreSQL did not start ({reason}). Log: {logFile}.",
  },
  "platform-unsupported": {
    status: 500,
    vi: "Chưa có bản PostgreSQL đi kèm cho máy này ({platform}). Đặt DATABASE_URL tới một PostgreSQL 16 trở lên.",
    en: "No embedded PostgreSQL for this platform ({platform}). Set DATABASE_URL to PostgreSQL 16 or newer.",
  },
  "disk-full": {
    status: 507,
    vi: "Ổ đĩa chứa {dataDir} đã đầy (còn {freeMb} MB, cần ít nhất {neededMb} MB). Giải phóng chỗ rồi chạy lại; không có dữ liệu nào bị mất.",
    en: "The disk holding {dataDir} is full ({freeMb} MB free, {neededMb} MB needed). Free some space and run again; nothing was lost.",
  },
  "migration-changed": {
    status: 500,
    vi: "Bước chuyển cấu trúc {name} đã áp dụng nhưng nội dung nay khác. Không sửa bước cũ, hãy thêm bước mới.",
    en: "Migration {name} was applied and has changed since. Add a new one instead of editing it.",
  },
  "pipeline-busy": {
    status: 409,
    vi: "Đang có một lượt nhập khác chạy. Đợi lượt đó xong rồi chạy lại.",
    en: "Another run is in progress. Wait for it to end.",
  },
  "path-not-found": {
    status: 404,
    vi: "Không thấy tệp hoặc thư mục {path}.",
    en: "No such file or folder: {path}.",
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
  internal: {
    status: 500,
    vi: "Có lỗi trong hệ thống. Mã tra cứu: {requestId}.",
    en: "Internal error. Reference: {requestId}.",
  },
} as const satisfies Record<string, CatalogueEntry>;
