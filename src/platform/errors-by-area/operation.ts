import type { CatalogueEntry } from "./entry.ts";

/** Settings, the database, the disk, backup: for who runs the program. */
export const operationErrors = {
  "config-invalid": {
    status: 500,
    vi: "Biến cấu hình {name} có giá trị không dùng được: {value}.",
    en: "Setting {name} has an unusable value: {value}.",
  },
  "app-database-missing": {
    status: 500,
    vi: "DATABASE_URL đã đặt thì HP_APP_DATABASE_URL cũng phải đặt: cùng cơ sở dữ liệu ấy, đăng nhập bằng vai trò hp_app.",
    en: "With DATABASE_URL set, HP_APP_DATABASE_URL must be set too: the same database, signed in as role hp_app.",
  },
  "database-role-rights": {
    status: 500,
    vi: "Vai trò {role} của cơ sở dữ liệu phải được tạo vai trò và không bị chính sách dòng ràng buộc: quản trị cơ sở dữ liệu chạy “alter role {role} createrole bypassrls”.",
    en: "Database role {role} must be able to make roles and bypass row policies: the database's administrator runs “alter role {role} createrole bypassrls”.",
  },
  "host-unprotected": {
    status: 500,
    vi: "Muốn mở ra ngoài máy này ({host}) phải mã hóa: đặt HP_PUBLIC_URL=https://… cùng HP_TLS_CERT và HP_TLS_KEY, hoặc cùng HP_TRUSTED_PROXY là địa chỉ của máy chủ chuyển tiếp có TLS. Xem docs/operations/security.md.",
    en: "To listen beyond this machine ({host}) the way must be encrypted: set HP_PUBLIC_URL=https://… with HP_TLS_CERT and HP_TLS_KEY, or with HP_TRUSTED_PROXY, the address of the proxy that ends TLS. See docs/operations/security.md.",
  },
  "public-url-unprotected": {
    status: 500,
    vi: "HP_PUBLIC_URL là {url} nhưng không ai mã hóa đường đi: đặt HP_TLS_CERT và HP_TLS_KEY, hoặc HP_TRUSTED_PROXY.",
    en: "HP_PUBLIC_URL is {url} but nobody encrypts the way to it: set HP_TLS_CERT and HP_TLS_KEY, or HP_TRUSTED_PROXY.",
  },
  "demo-not-loopback": {
    status: 500,
    vi: "HP_DEMO=1 bày tài khoản mẫu cho mọi người xem, nên chỉ chạy trên máy này: bỏ HP_DEMO, hoặc bỏ HP_HOST, HP_PUBLIC_URL và HP_TRUSTED_PROXY.",
    en: "HP_DEMO=1 shows sample accounts to everybody, so it runs on this machine only: unset HP_DEMO, or HP_HOST, HP_PUBLIC_URL and HP_TRUSTED_PROXY.",
  },
  "tls-pair-incomplete": {
    status: 500,
    vi: "HP_TLS_CERT và HP_TLS_KEY phải đặt cùng nhau (HP_TLS_CLIENT_CA chỉ dùng kèm hai biến ấy).",
    en: "HP_TLS_CERT and HP_TLS_KEY go together (HP_TLS_CLIENT_CA only with both).",
  },
  "tls-unusable": {
    status: 500,
    vi: "Chứng thư hoặc khóa TLS không dùng được ({file}): {reason}.",
    en: "TLS certificate or key can't be used ({file}): {reason}.",
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
  "run-has-published": {
    status: 409,
    vi: "Lượt nhập {run} đã công bố một phần hồ sơ nên không bỏ được. Chạy hp resume để làm cho xong.",
    en: "Run {run} has published some records and can't be abandoned. Finish it with hp resume.",
  },
  "not-ready": {
    status: 503,
    vi: "Hệ thống chưa sẵn sàng: {reason}.",
    en: "Not ready: {reason}.",
  },
  "backup-not-found": {
    status: 404,
    vi: "Không thấy bản sao lưu nào tại {path}.",
    en: "No backup at {path}.",
  },
  "backup-damaged": {
    status: 500,
    vi: "Bản sao lưu bị hỏng: {count} phần mất hoặc sai nội dung, phần đầu tiên: {first}. Không khôi phục gì cả; dùng bản khác.",
    en: "The backup is damaged: {count} pieces are missing or altered, the first is {first}. Nothing was restored; use another one.",
  },
  "backup-newer": {
    status: 409,
    vi: "Bản sao lưu do phiên bản mới hơn tạo ({name}). Cập nhật chương trình rồi khôi phục.",
    en: "The backup comes from a newer version ({name}). Update the program, then restore.",
  },
  "restore-target-not-empty": {
    status: 409,
    vi: "Chỉ khôi phục vào chỗ trống, mà {place} đang có dữ liệu. Đặt HP_DATA (hoặc DATABASE_URL) tới một chỗ mới.",
    en: "A restore needs an empty place, but {place} holds data. Point HP_DATA (or DATABASE_URL) to a new one.",
  },
  "restore-structure-differs": {
    status: 409,
    vi: "Cơ sở dữ liệu đích đã có cấu trúc khác với bản sao lưu {backupId}. Dùng một cơ sở dữ liệu hoàn toàn trống.",
    en: "The target database has another structure than backup {backupId}. Use an entirely empty database.",
  },
  "restore-incomplete": {
    status: 500,
    vi: "Bảng {table} phải có {rows} dòng nhưng nhận được {found}. Chưa có gì được ghi; hãy báo lỗi này.",
    en: "Table {table} should have {rows} rows but took {found}. Nothing was written; please report this.",
  },
  internal: {
    status: 500,
    vi: "Có lỗi trong hệ thống. Mã tra cứu: {requestId}.",
    en: "Internal error. Reference: {requestId}.",
  },
} as const satisfies Record<string, CatalogueEntry>;
