import { purposes } from "#src/access/privacy/purposes/register.ts";
import type { FieldClass } from "#src/access/roles/field-class.ts";
import { roles } from "#src/access/roles/roles.ts";
import { findDataset } from "#src/domains/catalogue.ts";
import type { Language, Text } from "#src/domains/dictionary/text.ts";

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
  "rights.open": { vi: "gửi yêu cầu về dữ liệu", en: "asked about the data" },
  "rights.export": { vi: "nhận bản sao dữ liệu", en: "received a copy of the data" },
  "consent.give": { vi: "nêu ý kiến đồng ý", en: "gave consent" },
  "consent.withdraw": { vi: "rút ý kiến đồng ý", en: "took consent back" },
  "record.read": { vi: "xem hồ sơ", en: "asked for the record" },
  "audit.looks": { vi: "xem danh sách lượt xem này", en: "read this list of looks" },
  "audit.tail": { vi: "xem nhật ký truy vết", en: "read the audit" },
  "audit.list": { vi: "xem nhật ký truy vết", en: "read the audit" },
};

/** `learnerHealth.read` → `Sức khỏe học sinh: xem`. An action without words is shown as it is called. */
export function actionWords(action: string, language: Language): string {
  const known = actions[action];
  if (known !== undefined) return known[language];
  const [dataset = "", deed = ""] = action.split(".");
  const what = findDataset(dataset)?.title[language];
  const how = deeds[deed]?.[language];
  return what === undefined || how === undefined ? action : `${what}: ${how}`;
}

const classTitles: Readonly<Record<FieldClass, Text>> = {
  open: { vi: "thông tin chung", en: "general" },
  quasi: { vi: "ngày sinh, lớp, điểm", en: "birth date, class, marks" },
  direct: { vi: "họ tên, số định danh, liên hệ", en: "names, numbers, contacts" },
  health: { vi: "sức khỏe", en: "health" },
  policy: { vi: "chính sách, khuyết tật", en: "support, disability" },
  discipline: { vi: "khen thưởng, kỷ luật", en: "discipline" },
  origin: { vi: "dân tộc, tôn giáo, đảng", en: "origin, religion, party" },
};

export function classWords(classes: readonly string[], language: Language): string {
  return classes.map((name) => classTitles[name as FieldClass]?.[language] ?? name).join("; ");
}

export function roleWords(role: string | null, language: Language): string {
  if (role === null) return language === "vi" ? "Người vận hành máy chủ" : "Operator of the server";
  return roles.find(({ id }) => id === role)?.title[language] ?? role;
}

export const purposeWords = (id: string | null, language: Language): string =>
  id === null ? "–" : (purposes.find((one) => one.id === id)?.title[language] ?? id);

export const resultWords: Readonly<Record<string, Text>> = {
  ok: { vi: "đã xem", en: "done" },
  refused: { vi: "bị từ chối", en: "refused" },
  failed: { vi: "không thành", en: "failed" },
};
