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
  "app-database-missing": {
    status: 500,
    vi: "DATABASE_URL đã đặt thì HP_APP_DATABASE_URL cũng phải đặt: cùng cơ sở dữ liệu ấy, đăng nhập bằng vai trò hp_app.",
    en: "With DATABASE_URL set, HP_APP_DATABASE_URL must be set too: the same database, signed in as role hp_app.",
  },
  "sign-in-needed": {
    status: 401,
    vi: "Hãy đăng nhập để xem nội dung này.",
    en: "Sign in to see this.",
  },
  "database-role-rights": {
    status: 500,
    vi: "Vai trò {role} của cơ sở dữ liệu phải được tạo vai trò và không bị chính sách dòng ràng buộc: quản trị cơ sở dữ liệu chạy “alter role {role} createrole bypassrls”.",
    en: "Database role {role} must be able to make roles and bypass row policies: the database's administrator runs “alter role {role} createrole bypassrls”.",
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
  "run-has-published": {
    status: 409,
    vi: "Lượt nhập {run} đã công bố một phần hồ sơ nên không bỏ được. Chạy hp resume để làm cho xong.",
    en: "Run {run} has published some records and can't be abandoned. Finish it with hp resume.",
  },
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
    vi: "Máy chủ chỉ trả lời tại 127.0.0.1 hoặc localhost cho đến khi có đăng nhập.",
    en: "The server answers at 127.0.0.1 or localhost only until there is sign-in.",
  },
  "origin-refused": {
    status: 403,
    vi: "Yêu cầu thay đổi dữ liệu phải gửi từ chính trang này.",
    en: "A request that changes something must come from this very site.",
  },
  "request-timeout": {
    status: 503,
    vi: "Việc này lâu hơn thời gian cho phép. Thêm điều kiện lọc rồi thử lại.",
    en: "This took longer than allowed. Narrow the filters and try again.",
  },
  "not-ready": {
    status: 503,
    vi: "Hệ thống chưa sẵn sàng: {reason}.",
    en: "Not ready: {reason}.",
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
  "application-known": {
    status: 409,
    vi: "Mã ứng dụng {clientId} đã được đăng ký.",
    en: "Application id {clientId} is registered already.",
  },
  "application-not-found": {
    status: 404,
    vi: "Không có ứng dụng {clientId}, hoặc ứng dụng này không dùng mật khẩu máy.",
    en: "No application {clientId}, or it has no secret.",
  },
  "sign-in-attempt-lost": {
    status: 400,
    vi: "Lượt đăng nhập này đã hết hạn, đã xong, hoặc bắt đầu ở một trình duyệt khác. Hãy đăng nhập lại từ đầu.",
    en: "This sign-in has expired, is over, or began in another browser. Start again.",
  },
  "sign-in-too-weak": {
    status: 403,
    vi: "Ứng dụng này cần đăng nhập chắc chắn hơn: VNeID mức độ 2, hoặc mật khẩu kèm xác thực hai lớp.",
    en: "The application asks for VNeID of level 2 or a password with a second factor.",
  },
  "passwords-differ": {
    status: 422,
    vi: "Hai lần nhập mật khẩu mới không giống nhau.",
    en: "The two new passwords differ.",
  },
  "vneid-not-connected": {
    status: 404,
    vi: "Hệ thống chưa kết nối VNeID. Hãy đăng nhập bằng tên và mật khẩu.",
    en: "VNeID is not connected. Sign in by name and password.",
  },
  "vneid-declined": {
    status: 403,
    vi: "Bạn đã từ chối trên VNeID nên chưa đăng nhập. Bạn có thể thử lại.",
    en: "The person declined at VNeID.",
  },
  "vneid-level-too-low": {
    status: 403,
    vi: "Việc này cần tài khoản VNeID mức độ 2. Hãy đến công an cấp xã để nâng mức tài khoản, hoặc đăng nhập cách khác.",
    en: "This needs a VNeID account of level 2.",
  },
  "vneid-answer-invalid": {
    status: 400,
    vi: "Câu trả lời mang tên VNeID không hợp lệ nên bị từ chối ({reason}). Bạn chưa đăng nhập; hãy thử lại từ trang đăng nhập.",
    en: "An answer in VNeID's name was refused: {reason}.",
  },
  "vneid-unreachable": {
    status: 502,
    vi: "VNeID đang không trả lời. Hãy thử lại sau ít phút, hoặc đăng nhập bằng tên và mật khẩu.",
    en: "VNeID does not answer.",
  },
  "sign-in-failed": {
    status: 401,
    vi: "Tên đăng nhập hoặc mật khẩu không đúng.",
    en: "User name or password is wrong.",
  },
  "sign-in-locked": {
    status: 429,
    vi: "Đã sai quá nhiều lần. Thử lại sau {minutes} phút, hoặc đăng nhập bằng khóa đăng nhập hay VNeID.",
    en: "Too many failures. Try again in {minutes} minutes, or sign in with a passkey or VNeID.",
  },
  "sign-in-busy": {
    status: 503,
    vi: "Đang có quá nhiều người đăng nhập cùng lúc. Thử lại sau ít giây.",
    en: "Too many sign-ins at once. Try again in some seconds.",
  },
  "sign-in-expired": {
    status: 401,
    vi: "Lần đăng nhập này đã quá lâu hoặc đã dùng. Hãy đăng nhập lại từ đầu.",
    en: "This sign-in has expired or was used. Begin again.",
  },
  "sign-in-incomplete": {
    status: 409,
    vi: "Đăng nhập chưa xong, còn bước: {step}.",
    en: "The sign-in is not complete; next step: {step}.",
  },
  "account-disabled": {
    status: 403,
    vi: "Tài khoản đang bị khóa sử dụng. Liên hệ người quản trị của đơn vị.",
    en: "The account is disabled. Ask your unit's administrator.",
  },
  "account-not-found": {
    status: 404,
    vi: "Không có tài khoản này.",
    en: "No such account.",
  },
  "account-person-bound": {
    status: 409,
    vi: "Người này đã có tài khoản. Mỗi người một tài khoản.",
    en: "This person has an account already; a person has one.",
  },
  "citizen-number-invalid": {
    status: 422,
    vi: "Số định danh cá nhân phải có đúng 12 chữ số.",
    en: "A citizen number has exactly 12 digits.",
  },
  "user-name-unfit": {
    status: 422,
    vi: "Tên đăng nhập gồm 3 đến 64 chữ cái, chữ số, dấu chấm, gạch, @; bắt đầu bằng chữ hoặc số.",
    en: "A user name has 3 to 64 letters, digits, dots, dashes or @, and begins with a letter or digit.",
  },
  "user-name-taken": {
    status: 409,
    vi: "Tên đăng nhập đã có người dùng, hoặc tài khoản đã có tên đăng nhập.",
    en: "The user name is taken, or the account has one already.",
  },
  "credential-not-found": {
    status: 404,
    vi: "Tài khoản này không có mật khẩu riêng trên hệ thống.",
    en: "This account has no local password.",
  },
  "password-too-short": {
    status: 422,
    vi: "Mật khẩu phải có ít nhất {least} ký tự.",
    en: "A password needs at least {least} characters.",
  },
  "password-too-long": {
    status: 422,
    vi: "Mật khẩu dài nhất {most} ký tự.",
    en: "A password has at most {most} characters.",
  },
  "password-characters": {
    status: 422,
    vi: "Mật khẩu trống hoặc có ký tự điều khiển không gõ được ở máy khác.",
    en: "The password is empty or has control characters that other devices can't type.",
  },
  "password-guessable": {
    status: 422,
    vi: "Mật khẩu dễ đoán: bớt tên riêng, từ thông dụng, dãy phím, năm sinh; thêm ký tự của riêng bạn.",
    en: "The password is easy to guess: fewer names, common words, runs and years, more of your own.",
  },
  "password-reused": {
    status: 422,
    vi: "Mật khẩu trùng với một trong {count} mật khẩu gần nhất. Hãy đặt mật khẩu khác.",
    en: "The password is one of the last {count}. Choose another.",
  },
  "password-changed-meanwhile": {
    status: 409,
    vi: "Mật khẩu vừa được đổi ở nơi khác. Hãy đăng nhập lại.",
    en: "The password was changed elsewhere at the same time. Sign in again.",
  },
  "temporary-password-expired": {
    status: 401,
    vi: "Mật khẩu tạm đã hết hạn. Nhờ người quản trị cấp lại.",
    en: "The temporary password has expired. Ask for a new one.",
  },
  "second-factor-failed": {
    status: 401,
    vi: "Mã xác thực không đúng hoặc đã dùng.",
    en: "The code is wrong or was used.",
  },
  "totp-not-begun": {
    status: 409,
    vi: "Chưa bắt đầu cài ứng dụng tạo mã. Hãy làm lại từ đầu.",
    en: "No authenticator app is being set up. Begin again.",
  },
  "factor-not-found": {
    status: 404,
    vi: "Tài khoản không có cách xác thực này.",
    en: "The account has no such factor.",
  },
  "passkey-refused": {
    status: 401,
    vi: "Khóa đăng nhập không được chấp nhận. Thử lại hoặc dùng cách khác.",
    en: "The passkey was refused. Try again or use another way.",
  },
  "step-up-needed": {
    status: 403,
    vi: "Việc này cần xác thực lại, có đủ hai lớp nếu được yêu cầu.",
    en: "Prove again who you are, with two factors where asked.",
  },
  "grant-not-held": {
    status: 404,
    vi: "Không có vai trò này, hoặc vai trò đã hết hạn.",
    en: "No such grant, or it has ended.",
  },
  "session-not-found": {
    status: 404,
    vi: "Không có phiên đăng nhập này.",
    en: "No such session.",
  },
  "break-glass-refused": {
    status: 403,
    vi: "Vai trò hiện tại không được mở quyền khẩn cấp này.",
    en: "The present role may not take this emergency access.",
  },
  "break-glass-not-open": {
    status: 404,
    vi: "Không có quyền khẩn cấp nào đang mở như vậy.",
    en: "No such emergency access is open.",
  },
  "reason-too-short": {
    status: 422,
    vi: "Nêu lý do rõ hơn, ít nhất {least} ký tự.",
    en: "Give a clearer reason, at least {least} characters.",
  },
  "alarm-not-found": {
    status: 404,
    vi: "Không có cảnh báo này, hoặc đã có người xem.",
    en: "No such alarm, or somebody has seen to it.",
  },
  "alarm-own": {
    status: 403,
    vi: "Cảnh báo về việc của mình phải do người khác xem.",
    en: "Somebody else must look at an alarm about you.",
  },
  "review-own-grant": {
    status: 403,
    vi: "Không ai tự rà soát quyền của mình.",
    en: "Nobody reviews a grant of their own.",
  },
  "client-not-found": {
    status: 404,
    vi: "Không có hệ thống kết nối {clientId} với cách xác thực này.",
    en: "No client {clientId} with this way to authenticate.",
  },
  "client-id-taken": {
    status: 409,
    vi: "Mã hệ thống kết nối {clientId} đã có.",
    en: "Client id {clientId} is taken.",
  },
  "client-unfit": {
    status: 422,
    vi: "Khai báo hệ thống kết nối chưa đúng ở mục {field}.",
    en: "The client's {field} is not usable.",
  },
  internal: {
    status: 500,
    vi: "Có lỗi trong hệ thống. Mã tra cứu: {requestId}.",
    en: "Internal error. Reference: {requestId}.",
  },
} as const satisfies Record<string, CatalogueEntry>;
