import { useApi } from "../../api/use-api.ts";

interface Flow {
  readonly code: string | null;
  readonly title: string;
  readonly learners: number;
}

/** A commune's learners by where they live and where they go to school (`/api/v1/metrics/residence`). */
export interface Residence {
  readonly livingHere: number;
  readonly enrolledHere: number;
  readonly both: number;
  readonly residenceUnknown: number;
  readonly notEnrolled: number;
  readonly goTo: readonly Flow[];
  readonly comeFrom: readonly Flow[];
  readonly schools: readonly {
    readonly schoolId: string;
    readonly title: string;
    readonly learners: number;
    readonly fromHere: number;
    readonly fromElsewhere: number;
    readonly unknown: number;
  }[];
}

export interface Consolidation {
  readonly communeCode: string;
  readonly title: string;
  readonly month: string;
  readonly dueOn: string;
  readonly state: "sent" | "open" | "overdue";
  readonly revision: number | null;
  readonly sentAt: string | null;
  readonly sentBy: string | null;
  readonly note: string | null;
  readonly sent: Readonly<Record<string, number | null>> | null;
  /** Only where the answer is of a few communes. */
  readonly now?: Readonly<Record<string, number | null>>;
}

export interface Month {
  readonly month: string;
  readonly today: string;
  readonly data: readonly Consolidation[];
}

export interface Reminder {
  readonly schoolId: string;
  readonly sentAt: string;
  readonly sentBy: string;
}

export const consolidationPath = "/api/v1/metrics/consolidations";
export const reminderPath = "/api/v1/metrics/reminders";

/** @param month yyyy-mm; empty for this one */
export const useMonth = (month: string) =>
  useApi<Month>(consolidationPath, month === "" ? {} : { query: { month } });

export const useResidence = (code: string) =>
  useApi<Residence>("/api/v1/metrics/residence", { query: { unit: `commune:${code}` } });

export const useReminders = (code: string) =>
  useApi<{ readonly data: readonly Reminder[] }>(reminderPath, { query: { unit: `commune:${code}` } });

/** yyyy-mm → 11/2026 */
export const monthText = (month: string): string => month.split("-").reverse().join("/");

export const stateTones = { sent: "good", open: "plain", overdue: "act" } as const;
