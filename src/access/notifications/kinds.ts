import type { Text } from "#src/domains/dictionary/text.ts";

/**
 * What people are told of, and in which words. `{name}` is a count or a code given with it: never a name, a number or a
 * value of a person, since a notification is read on locked screens and in shared offices.
 */
export const notificationKinds = {
  correctionAsked: {
    vi: "Có đề nghị sửa thông tin mới cần trả lời.",
    en: "A new request for a correction waits for an answer.",
  },
  correctionAccepted: {
    vi: "Nhà trường đã nhận đề nghị sửa thông tin của bạn.",
    en: "The school accepted your request for a correction.",
  },
  correctionRefused: {
    vi: "Nhà trường chưa sửa theo đề nghị của bạn. Bấm để xem lý do.",
    en: "The school did not follow your request for a correction. Open it to see why.",
  },
  correctionDue: {
    vi: "{count} đề nghị sửa sắp đến hạn hoặc đã quá hạn trả lời.",
    en: "{count} requests for a correction are due soon or overdue.",
  },
  rightsDone: {
    vi: "Yêu cầu về dữ liệu của bạn đã làm xong.",
    en: "Your request about data is done.",
  },
  rightsRefused: {
    vi: "Yêu cầu về dữ liệu của bạn không được chấp nhận. Bấm để xem.",
    en: "Your request about data was refused. Open it to see.",
  },
  roleGiven: {
    vi: "Bạn có thêm một vai trò.",
    en: "You were given a role.",
  },
  roleEnded: {
    vi: "Một vai trò của bạn đã kết thúc.",
    en: "A role of yours has ended.",
  },
  reviewWaiting: {
    vi: "Một tệp đã gửi cần bạn trả lời một câu hỏi.",
    en: "A file that was sent waits for your answer.",
  },
  uploadFinished: {
    vi: "Tệp đã nhận xong: {rowsIn} dòng đọc được, {held} dòng bị giữ lại.",
    en: "The file was taken in: {rowsIn} rows read, {held} held.",
  },
  caseOpened: {
    vi: "{count} hồ sơ lệch với dữ liệu dân cư cần xem.",
    en: "{count} records differ from the population registry.",
  },
  exceptionAsked: {
    vi: "Có đề nghị ngoại lệ đối soát cần trả lời.",
    en: "An exception was asked for and waits for an answer.",
  },
  accountReview: {
    vi: "Đến kỳ xét duyệt tài khoản và quyền.",
    en: "Accounts and rights are due for review.",
  },
  unusualLook: {
    vi: "Có lượt xem hồ sơ khác thường. Bấm để xem ai đã xem.",
    en: "Somebody looked at a record in an unusual way. Open it to see who.",
  },
  feedbackArrived: {
    vi: "Có góp ý mới ở đơn vị của bạn.",
    en: "New feedback has come to your unit.",
  },
  feedbackAnswered: {
    vi: "Góp ý của bạn đã có trả lời.",
    en: "Your feedback was answered.",
  },
  feedbackMovedUp: {
    vi: "Một góp ý được chuyển lên đơn vị của bạn.",
    en: "Feedback was passed up to your unit.",
  },
  feedbackClosed: {
    vi: "Góp ý của bạn đã khép lại.",
    en: "Your feedback was closed.",
  },
  communeReminder: {
    vi: "Xã, phường nhắc: {issues} lỗi nặng, {cases} hồ sơ lệch dân cư, {feeds} nguồn chậm đang chờ trường.",
    en: "Your commune reminds you: {issues} grave errors, {cases} records off the registry, {feeds} late feeds.",
  },
} as const satisfies Readonly<Record<string, Text>>;

export type NotificationKind = keyof typeof notificationKinds;

/** The sentence with its facts; a fact that is missing stays visible as its name. */
export function notificationText(kind: string, facts: Readonly<Record<string, string | number>>): Text {
  const words: Text = notificationKinds[kind as NotificationKind] ?? { vi: kind, en: kind };
  const fill = (text: string, locale: string): string =>
    text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
      const value = facts[name];
      if (value === undefined) return whole;
      return typeof value === "number" ? value.toLocaleString(locale) : value;
    });
  return { vi: fill(words.vi, "vi-VN"), en: fill(words.en, "en-GB") };
}
