import { purposes } from "#src/access/privacy/purposes/register.ts";
import type { FieldClass } from "#src/access/roles/field-class.ts";
import { roles } from "#src/access/roles/roles.ts";
import { findDataset } from "#src/domains/catalogue.ts";
import type { Text } from "#src/domains/dictionary/text.ts";

const deeds: Readonly<Record<string, Text>> = {
  read: { vi: "xem", en: "read" },
  list: { vi: "xem trong danh sách", en: "seen in a list" },
  search: { vi: "thấy khi tìm theo tên", en: "found by a search for a name" },
  show: { vi: "xem toàn bộ, tại máy chủ", en: "read as a whole, on the server" },
  history: { vi: "xem lịch sử định danh", en: "history of identity read" },
  explain: { vi: "xem chứng cứ định danh", en: "evidence of identity read" },
};

const actions: Readonly<Record<string, Text>> = {
  "identity.decide": { vi: "quyết định hồ sơ nào là một người", en: "decided which records are one person" },
  "identity.undo": { vi: "rút lại quyết định về định danh", en: "took back a decision on identity" },
  "reconciliation.approveException": { vi: "duyệt ngoại lệ đối soát", en: "approved an exception" },
  "reconciliation.revokeException": { vi: "thu hồi ngoại lệ đối soát", en: "revoked an exception" },
  "mine.list": { vi: "mở hồ sơ của mình, của con", en: "opened their own people's records" },
  "mine.read": { vi: "mở hồ sơ của mình, của con", en: "opened their own people's records" },
  "rights.open": { vi: "gửi yêu cầu về dữ liệu", en: "asked about the data" },
  "rights.export": { vi: "nhận bản sao dữ liệu", en: "received a copy of the data" },
  "consent.give": { vi: "nêu ý kiến đồng ý", en: "gave consent" },
  "consent.withdraw": { vi: "rút ý kiến đồng ý", en: "took consent back" },
  "record.read": { vi: "xem hồ sơ", en: "asked for the record" },
  "audit.looks": { vi: "xem danh sách lượt xem này", en: "read this list of looks" },
  "audit.tail": { vi: "xem nhật ký truy vết", en: "read the audit" },
  "ticket.ask": { vi: "gửi góp ý", en: "sent feedback" },
  "ticket.reply": { vi: "nói thêm về góp ý", en: "added to feedback" },
  "ticket.answer": { vi: "trả lời góp ý", en: "answered feedback" },
  "ticket.escalate": { vi: "chuyển góp ý lên cấp trên", en: "passed feedback on" },
  "ticket.close": { vi: "khép góp ý", en: "closed feedback" },
  "audit.export": { vi: "trích xuất nhật ký truy vết", en: "exported the audit" },
  "audit.archive": { vi: "chuyển nhật ký vào kho lưu", en: "archived the audit" },
  "session.signIn": { vi: "đăng nhập", en: "signed in" },
  "session.secondFactor": { vi: "xác thực lớp hai", en: "gave the second factor" },
  "session.start": { vi: "bắt đầu phiên", en: "began a session" },
  "session.signOut": { vi: "đăng xuất", en: "signed out" },
  "session.revoke": { vi: "kết thúc một phiên", en: "ended a session" },
  "session.revokeAll": { vi: "kết thúc mọi phiên", en: "ended all sessions" },
  "provider.token": { vi: "nhận mã truy cập", en: "received a token" },
  "account.list": { vi: "tìm tài khoản", en: "looked for accounts" },
  "account.read": { vi: "xem một tài khoản", en: "read an account" },
  "account.create": { vi: "tạo tài khoản", en: "created an account" },
  "account.disable": { vi: "khóa tài khoản", en: "disabled an account" },
  "account.enable": { vi: "mở lại tài khoản", en: "enabled an account" },
  "grant.give": { vi: "giao quyền", en: "gave a role" },
  "grant.end": { vi: "thu quyền", en: "ended a role" },
  "grant.review": { vi: "xét lại quyền", en: "reviewed a role" },
  "factor.add": { vi: "thêm lớp xác thực", en: "added a factor" },
  "factor.remove": { vi: "gỡ lớp xác thực", en: "removed a factor" },
  "factor.reset": { vi: "đặt lại lớp xác thực", en: "reset factors" },
  "credential.add": { vi: "đặt mật khẩu", en: "set a password" },
  "credential.change": { vi: "đổi mật khẩu", en: "changed a password" },
  "credential.reset": { vi: "cấp mật khẩu tạm", en: "reset a password" },
  "credential.unlock": { vi: "mở khóa đăng nhập", en: "unlocked sign-in" },
  "client.create": { vi: "thêm hệ thống gọi API", en: "added a client" },
  "breakGlass.open": { vi: "mở quyền khẩn cấp", en: "opened emergency access" },
  "breakGlass.end": { vi: "đóng quyền khẩn cấp", en: "ended emergency access" },
  "upload.create": { vi: "bắt đầu nộp tệp", en: "began an upload" },
  "upload.complete": { vi: "nộp xong tệp", en: "finished an upload" },
  "review.decide": { vi: "trả lời về một tệp", en: "answered a question on a file" },
  "correction.open": { vi: "sửa dữ liệu", en: "mended data" },
  "correction.undo": { vi: "lấy lại lần sửa", en: "took a correction back" },
  "reminder.send": { vi: "nhắc một trường", en: "reminded a school" },
  "consolidation.send": { vi: "gửi tổng hợp tháng", en: "sent the month's figures" },
  "research.extract": { vi: "trích dữ liệu nghiên cứu", en: "extracted research data" },
  "audit.list": { vi: "xem nhật ký truy vết", en: "read the audit" },
};

const classTitles: Readonly<Record<FieldClass, Text>> = {
  open: { vi: "thông tin chung", en: "general" },
  quasi: { vi: "ngày sinh, lớp, điểm", en: "birth date, class, marks" },
  direct: { vi: "họ tên, số định danh, liên hệ", en: "names, numbers, contacts" },
  health: { vi: "sức khỏe", en: "health" },
  policy: { vi: "chính sách, khuyết tật", en: "support, disability" },
  discipline: { vi: "khen thưởng, kỷ luật", en: "discipline" },
  origin: { vi: "dân tộc, tôn giáo, đảng", en: "origin, religion, party" },
};

const operator: Text = { vi: "Người vận hành máy chủ", en: "Operator of the server" };

/** A look in plain words: who by role, what was done, which kind of fields, what for. */
export interface LookWords {
  readonly role: Text;
  readonly deed: Text;
  readonly classes: readonly Text[];
  readonly purpose: Text | null;
}

interface Coded {
  readonly role: string | null;
  readonly action: string;
  readonly purpose: string | null;
  readonly classes: readonly string[];
}

const same = (text: string): Text => ({ vi: text, en: text });

export const lookWords = ({ role, action, purpose, classes }: Coded): LookWords => ({
  role: role === null ? operator : (roles.find(({ id }) => id === role)?.title ?? same(role)),
  deed: deedText(action),
  classes: classes.map((name) => classTitles[name as FieldClass] ?? same(name)),
  purpose: purpose === null ? null : (purposes.find(({ id }) => id === purpose)?.title ?? same(purpose)),
});

/** `learnerHealth.read` → `Sức khỏe học sinh: xem`. An action without words is shown as it is called. */
function deedText(action: string): Text {
  const known = actions[action];
  if (known !== undefined) return known;
  const [dataset = "", deed = ""] = action.split(".");
  const what = findDataset(dataset)?.title;
  const how = deeds[deed];
  if (what === undefined || how === undefined) return same(action);
  return { vi: `${what.vi}: ${how.vi}`, en: `${what.en}: ${how.en}` };
}
