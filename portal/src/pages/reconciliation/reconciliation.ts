import type { Text } from "../../text/language.ts";

/** Answers of `/api/v1/reconciliation/…` (src/api/reconciliation). */
export interface Figures {
  readonly entities: Readonly<
    Record<string, { readonly records: number; readonly verified: number; readonly everVerified: number }>
  >;
  readonly cases: { readonly open: number; readonly overdue: number };
  readonly exceptions: number;
}

export interface NamedCase {
  readonly caseId: string;
  readonly entity: string;
  readonly recordId: string;
  readonly name: string | null;
  readonly schoolName: string | null;
  readonly status: string;
  readonly statusTitle: Text;
  readonly causeTitle: Text | null;
  readonly ownerTitle: Text | null;
  readonly nextStep: string | null;
  readonly nextStepTitle: Text | null;
  readonly openedAt: string | null;
  readonly dueOn: string | null;
  readonly isOverdue: boolean;
  readonly closedAt: string | null;
  readonly isAsked: boolean;
}

export interface CaseException {
  readonly exceptionId: string;
  readonly kindTitle: Text;
  readonly reason: string;
  readonly document: string | null;
  readonly validFrom: string;
  readonly expiresOn: string;
  readonly approvedBy: string;
  readonly revokedAt: string | null;
}

export interface CaseStory extends NamedCase {
  readonly fields: readonly {
    readonly name: string;
    readonly title: Text;
    readonly value: Text | null;
    readonly agrees: boolean | null;
  }[];
  readonly numberFits: { readonly sex: boolean | null; readonly birthYear: boolean | null };
  readonly askedAt: string | null;
  readonly everVerifiedAt: string | null;
  readonly source: {
    readonly fileName: string | null;
    readonly sheetNo: number;
    readonly rowNo: number;
  } | null;
  readonly otherRecordId: string | null;
  readonly exceptions: readonly CaseException[];
  /** What somebody asked for; answered no, also by whom and why. */
  readonly asked: {
    readonly kind: string;
    readonly kindTitle: Text;
    readonly reason: string;
    readonly document?: string;
    readonly expiresOn: string;
    readonly askedBy: string;
    readonly askedAt: string;
    readonly refusedBy?: string;
    readonly refusal?: string;
  } | null;
}

export interface Part {
  readonly id: string;
  readonly name: string;
  readonly records: number;
  readonly verified: number;
  readonly everVerified: number;
}

export interface CodeSet {
  readonly entries: readonly { readonly code: string; readonly title: Text }[];
}
