import type { CatalogueEntry } from "./entry.ts";

/** Accounts, factors, sessions, applications that sign in here. */
export const signInErrors = {
  "role-needed": {
    status: 403,
    vi: "Hãy chọn vai trò để làm việc; tài khoản chưa có vai trò nào thì liên hệ quản trị của đơn vị.",
    en: "Choose a role to work in; an account without any asks its unit's administrator.",
  },
  "sign-in-needed": {
    status: 401,
    vi: "Hãy đăng nhập để xem nội dung này.",
    en: "Sign in to see this.",
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
  "grant-role-unfit": {
    status: 422,
    vi: "Không cấp được vai trò {role} cho tài khoản này: vendorClient chỉ dành cho hệ thống, các vai trò khác cho người.",
    en: "Role {role} is not for this account: vendorClient is for machines, the others for people.",
  },
  "grant-unit-unfit": {
    status: 422,
    vi: "Vai trò {role} phải gắn với đơn vị loại: {units} (city và none không kèm mã).",
    en: "Role {role} wants a unit of kind {units} (city and none have no id).",
  },
  "grant-unit-unknown": {
    status: 404,
    vi: "Không có đơn vị {unit} trong hồ sơ.",
    en: "No unit {unit} on record.",
  },
  "grant-end-needed": {
    status: 422,
    vi: "Vai trò {role} của tài khoản này phải có ngày kết thúc: thanh tra, nghiên cứu và người ngoài ngành chỉ được cấp có thời hạn.",
    en: "Role {role} wants an end date: inspectors, researchers and staff from outside have a role for a time.",
  },
  "grant-period-invalid": {
    status: 422,
    vi: "Ngày kết thúc phải sau ngày bắt đầu.",
    en: "A grant ends after it begins.",
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
  "own-account": {
    status: 403,
    vi: "Không ai tự giao quyền hay tự đặt lại tài khoản của mình tại đây; việc của chính mình làm ở trang Tài khoản, quyền do người quản trị khác giao.",
    en: "Nobody gives rights to or resets their own account here; one's own matters are on the account page, rights come from another administrator.",
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
} as const satisfies Record<string, CatalogueEntry>;
