import { useApi } from "../../api/use-api.ts";

export type ServiceId = "portal" | "api" | "signIn" | "intake" | "registry" | "exports";

export interface Day {
  readonly day: string;
  readonly checks: number;
  readonly failed: number;
  readonly unwatchedSeconds: number;
}

export interface Service {
  readonly id: ServiceId;
  readonly state: "good" | "bad" | "unknown" | "notConnected";
  readonly since: string | null;
  readonly checkedAt: string | null;
  readonly days: readonly Day[];
}

export interface Notice {
  readonly noticeId: string;
  readonly kind: "maintenance" | "incident";
  readonly title: string;
  readonly services: readonly ServiceId[];
  readonly startsAt: string;
  readonly endsAt: string | null;
  readonly closedAt: string | null;
  readonly steps: readonly { readonly text: string; readonly at: string }[];
}

export interface Status {
  readonly now: string;
  readonly today: string;
  readonly days: number;
  readonly services: readonly Service[];
  readonly notices: readonly Notice[];
  readonly data: {
    readonly lastRunAt: string | null;
    readonly countedAt: string | null;
    readonly schoolYear: string | null;
  };
}

/** The page asks anew each minute, as often as the program looks at itself. */
export const useStatus = () => useApi<Status>("/api/v1/open/status", { refetchMs: 60_000 });

interface Contact {
  readonly email?: string;
  readonly phone?: string;
  readonly url?: string;
  readonly keyUrl?: string;
  readonly hours?: string;
}

export const useContact = () => useApi<Contact>("/api/v1/open/incident-contact");
