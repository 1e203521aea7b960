import { getRuleOn, type LegalRule } from "#src/domains/dictionary/legal-rule.ts";
import type { Text } from "#src/domains/dictionary/text.ts";
import { addDays, addWorkingDays, type WorkingCalendar } from "./working-days.ts";

/** What a person may ask about their data (Law 91/2025; NĐ 356/2025 Đ.5). */
export const requestKinds = [
  "see",
  "copy",
  "correct",
  "delete",
  "restrict",
  "object",
  "withdrawConsent",
  "reviewDecision",
] as const;
export type RequestKind = (typeof requestKinds)[number];

export const kindTitles: Readonly<Record<RequestKind, Text>> = {
  see: { vi: "xem dữ liệu", en: "see the data" },
  copy: { vi: "nhận bản sao", en: "a copy" },
  correct: { vi: "chỉnh sửa", en: "correction" },
  delete: { vi: "xóa", en: "deletion" },
  restrict: { vi: "hạn chế xử lý", en: "restriction" },
  object: { vi: "phản đối xử lý", en: "objection" },
  withdrawConsent: { vi: "rút đồng ý", en: "withdrawal of consent" },
  reviewDecision: { vi: "xem lại quyết định tự động", en: "review of an automated decision" },
};

/** Calendar days from a valid request. */
interface ActDays {
  readonly direct: number;
  /** When a processor must act too; the texts give none for the review of a decision, so the direct time holds. */
  readonly viaProcessor?: number;
}

export interface RightsDeadlines {
  readonly replyWorkingDays: number;
  readonly act: Readonly<Record<RequestKind, ActDays>>;
  /** How many times a term may be extended, each by up to the direct time again, with a reason. */
  readonly extensions: number;
  /** Kinds a child from 7 must agree to beside the representative ("in some cases"; which, we decide: [design]). */
  readonly childAgreesTo: readonly RequestKind[];
}

const short: ActDays = { direct: 10, viaProcessor: 15 };
const middle: ActDays = { direct: 15, viaProcessor: 20 };

const rightsDeadlines: readonly LegalRule<RightsDeadlines>[] = [
  {
    ruleId: "data-subject-deadlines",
    title: { vi: "Thời hạn thực hiện quyền của chủ thể dữ liệu", en: "Deadlines of data subjects' requests" },
    legalBasis: "NĐ 356/2025 Đ.5",
    tag: "found",
    effectiveFrom: "2026-01-01",
    params: {
      replyWorkingDays: 2,
      act: {
        see: short,
        copy: short,
        correct: short,
        delete: { direct: 20, viaProcessor: 30 },
        restrict: middle,
        object: middle,
        withdrawConsent: middle,
        reviewDecision: { direct: 15 },
      },
      extensions: 1,
      childAgreesTo: ["delete"],
    },
  },
];

export const deadlinesOn = (day: string): RightsDeadlines =>
  getRuleOn(rightsDeadlines, "data-subject-deadlines", day).params;

/** A last day, in Hải Phòng; it is over when the day is. */
export interface Due {
  readonly on: string;
  /** A day of a year whose days off are not known was counted: the real term may end later. */
  readonly provisional: boolean;
}

/** By when somebody is told that the request arrived, and what happens next. The day of receipt does not count. */
export function replyDue(receivedOn: string, calendar: WorkingCalendar): Due {
  const on = addWorkingDays(receivedOn, deadlinesOn(receivedOn).replyWorkingDays, calendar);
  return { on, provisional: !calendar.isListed(receivedOn) || !calendar.isListed(on) };
}

/**
 * By when it is done. Calendar days, so days off don't matter; a last day that is a day off is not moved to the next
 * working day: the earlier day is never too late [design].
 */
export function actDue(kind: RequestKind, validOn: string, viaProcessor: boolean): string {
  const { direct, viaProcessor: longer = direct } = deadlinesOn(validOn).act[kind];
  return addDays(validOn, viaProcessor ? longer : direct);
}

/** The furthest an extension may go from the day it was due. */
export function latestExtension(kind: RequestKind, validOn: string, due: string): string {
  return addDays(due, deadlinesOn(validOn).act[kind].direct);
}
