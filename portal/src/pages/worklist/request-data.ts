import type { Text } from "../../text/language.ts";

/** A request to have values put right, as the school answers it (src/api/correction-requests). */
export interface CorrectionRequest {
  readonly requestId: string;
  readonly entity: string;
  readonly recordId: string;
  readonly name: string | null;
  readonly place: string | null;
  readonly state: string;
  readonly isProven: boolean;
  readonly isVerified: boolean;
  readonly askedBy: "self" | "representative";
  readonly receivedAt: string;
  /** `yyyy-mm-dd` */
  readonly dueOn: string;
  readonly closedAt: string | null;
  readonly version: number | null;
  readonly fields: readonly {
    readonly dataset: string;
    readonly field: string;
    readonly title: Text;
    readonly proposed: string | null;
  }[];
  readonly current: Readonly<Record<string, unknown>>;
  readonly detail: string | null;
  readonly outcome: string | null;
  readonly evidence: readonly {
    readonly evidenceId: string;
    readonly mediaType: string;
    readonly bytes: number;
  }[];
}

export const requestsPath = "/api/v1/correction-requests";
