import { useApi } from "../../api/use-api.ts";

type Values = Readonly<Record<string, number | null>>;

/** A commune's month as `/api/v1/metrics/consolidations` tells it. */
export interface Month {
  readonly communeCode: string;
  readonly title: string;
  readonly month: string;
  readonly dueOn: string;
  readonly state: "sent" | "open" | "overdue";
  readonly revision: number | null;
  readonly sentAt: string | null;
  readonly sentBy: string | null;
  readonly note: string | null;
  readonly sent: Values | null;
  /** Today's, beside what was sent; for those who see few communes. */
  readonly now?: Values;
}

export interface Months {
  readonly month: string;
  readonly today: string;
  readonly data: readonly Month[];
}

export const stateTones = { sent: "good", open: "watch", overdue: "act" } as const;

export const consolidationsPath = "/api/v1/metrics/consolidations";
export const remindersPath = "/api/v1/metrics/reminders";

/** @param month yyyy-mm; empty for this one */
export const useMonths = (month: string) =>
  useApi<Months>(consolidationsPath, month === "" ? {} : { query: { month } });

export interface Residence {
  readonly commune: { readonly code: string; readonly title: string };
  readonly livingHere: number;
  readonly enrolledHere: number;
  readonly both: number;
  readonly residenceUnknown: number;
  readonly notEnrolled: number;
  readonly goTo: readonly Flow[];
  readonly comeFrom: readonly Flow[];
}

interface Flow {
  readonly code: string | null;
  readonly title: string;
  readonly learners: number;
}

export interface Reminder {
  readonly schoolId: string;
  readonly sentAt: string;
}

/** The figures a commune answers for, in the order of its report. */
export const reported = [
  "schools",
  "learners",
  "classes",
  "staff",
  "verified.learner",
  "quality",
  "issues",
  "cases",
  "cases.overdue",
  "feeds.late",
] as const;

/** `2026-4` → 2026-10, 2026-11, 2026-12. */
export function monthsOf(quarter: string): readonly string[] {
  const [year = "", number = "1"] = quarter.split("-");
  const first = (Number(number) - 1) * 3;
  return [1, 2, 3].map((at) => `${year}-${String(first + at).padStart(2, "0")}`);
}

/** @param day yyyy-mm-dd */
export const quarterOf = (day: string): string =>
  `${day.slice(0, 4)}-${Math.ceil(Number(day.slice(5, 7)) / 3)}`;

/** The quarter of a day and those before it, newest first. */
export function quartersBefore(day: string, count: number): readonly string[] {
  const [year = "2026", number = "1"] = quarterOf(day).split("-");
  const at = Number(year) * 4 + Number(number) - 1;
  return Array.from({ length: count }, (_, back) => {
    const one = at - back;
    return `${Math.floor(one / 4)}-${(one % 4) + 1}`;
  });
}
