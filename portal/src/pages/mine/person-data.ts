import type { Text } from "../../text/language.ts";

/** `GET /api/v1/me/people/{entity}/{recordId}` */
export interface OwnStory {
  readonly entity: string;
  readonly recordId: string;
  readonly isSelf: boolean;
  readonly fullName: string;
  readonly birthDate: string | null;
  readonly schoolName: string | null;
  readonly age: number | null;
  readonly enrolments: readonly {
    readonly schoolYear: string;
    readonly schoolName: string | null;
    readonly className: string | null;
    readonly grade: Text | null;
    readonly status: Text | null;
    readonly entryDate: string | null;
    readonly exitDate: string | null;
  }[];
  readonly guardians: readonly {
    readonly guardianId: string;
    readonly fullName: string;
    readonly relation: Text;
    readonly isRepresentative: boolean;
  }[];
  readonly verification: { readonly status: Text; readonly verifiedAt: string | null } | null;
  readonly consents: readonly Consent[];
  readonly requests: readonly OwnRequest[];
  readonly rights: readonly { readonly kind: RightKind; readonly needsPurposes: boolean }[];
  readonly purposes: readonly { readonly id: string; readonly title: Text; readonly isConsent: boolean }[];
  readonly correctable: readonly Correctable[];
}

export type RightKind =
  | "see"
  | "copy"
  | "delete"
  | "restrict"
  | "object"
  | "withdrawConsent"
  | "reviewDecision";

export type RequestState = "received" | "awaitingProof" | "accepted" | "done" | "refused" | "cancelled";

export interface Consent {
  readonly purpose: string;
  readonly title: Text;
  readonly text: Text | null;
  readonly granted: boolean;
  readonly reason:
    | "granted"
    | "withdrawn"
    | "representativeMissing"
    | "childMissing"
    | "selfMissing"
    | "textRenewed";
  readonly next: "give" | "withdraw";
  readonly mayISay: boolean;
  readonly history: readonly {
    readonly at: string;
    readonly act: "give" | "withdraw";
    readonly who: "me" | "self" | "representative";
  }[];
}

export interface OwnRequest {
  readonly requestId: string;
  readonly kind: RightKind;
  readonly state: RequestState;
  readonly receivedAt: string;
  readonly dueOn: string;
  readonly isOpen: boolean;
  readonly hasCopy: boolean;
}

export interface Correctable {
  readonly field: string;
  readonly title: Text;
  readonly kind: string;
  readonly options: readonly { readonly code: string; readonly title: Text }[] | null;
}

/** `GET /api/v1/me/correction-requests` */
export interface CorrectionRequest {
  readonly requestId: string;
  readonly recordId: string;
  readonly state: RequestState;
  readonly receivedAt: string;
  readonly dueOn: string;
  readonly closedAt: string | null;
  readonly fields: readonly {
    readonly field: string;
    readonly title: Text;
    readonly proposed: string | null;
  }[];
  readonly detail: string | null;
  readonly outcome: string | null;
  readonly evidence: readonly { readonly evidenceId: string }[];
}

export const correctionsPath = "/api/v1/me/correction-requests";

export const storyPath = ({ entity, recordId }: { readonly entity: string; readonly recordId: string }) =>
  `/api/v1/me/people/${encodeURIComponent(entity)}/${encodeURIComponent(recordId)}`;

/** A child that must agree itself beside its parent; with an unknown age it is asked. */
export const asksChild = ({ isSelf, age }: OwnStory): boolean => !isSelf && (age === null || age >= 7);
