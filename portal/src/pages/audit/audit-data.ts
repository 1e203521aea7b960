import type { Text } from "../../text/language.ts";

/** An event as `/api/v1/audit/events` tells it; ids and codes, and what they say. */
export interface AuditedEvent {
  readonly at: string;
  readonly day: string;
  readonly lane: string;
  readonly seq: number;
  readonly accountId: string | null;
  readonly displayName: string | null;
  readonly role: string | null;
  readonly unit: string | null;
  readonly action: string;
  readonly object: string | null;
  readonly from: string | null;
  readonly requestId: string | null;
  readonly result: "ok" | "refused" | "failed";
  readonly detail: Readonly<Record<string, unknown>> | null;
  readonly subjects: readonly string[];
  readonly says: {
    readonly role: Text;
    readonly deed: Text;
    readonly classes: readonly Text[];
    readonly purpose: Text | null;
  };
}

/** What the page asks for, as it stands in its address. */
export interface AuditFilter {
  readonly ai: string;
  readonly tk: string;
  readonly hs: string;
  readonly tu: string;
  readonly den: string;
  readonly kq: string;
}

export const noFilter: AuditFilter = { ai: "", tk: "", hs: "", tu: "", den: "", kq: "" };

const idPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
export const isRecordId = (text: string): boolean => idPattern.test(text);

/** Midnight in Hải Phòng (UTC+7 the whole year), `later` days after. */
function midnight(day: string, later: number): string {
  return new Date(Date.parse(`${day}T00:00:00+07:00`) + later * 86_400_000).toISOString();
}

const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text);

/** The filter as the API reads it; what is not whole yet is left out. */
export function queryOf({ ai, tk, hs, tu, den, kq }: AuditFilter): Readonly<Record<string, string>> {
  return {
    ...(ai.trim().length < 2 ? {} : { who: ai.trim() }),
    ...(isRecordId(tk) ? { account: tk } : {}),
    ...(isRecordId(hs) ? { subject: hs } : {}),
    ...(isDay(tu) ? { from: midnight(tu, 0) } : {}),
    ...(isDay(den) ? { to: midnight(den, 1) } : {}),
    ...(kq === "" ? {} : { result: kq }),
  };
}
