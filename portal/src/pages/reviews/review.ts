import type { Text } from "../../text/language.ts";

/** A line of `/api/v1/waiting-reviews` (src/api/reviews/waiting-routes.ts). */
export interface WaitingReview {
  readonly reviewId: string;
  readonly kind: string;
  readonly openedAt: string;
  readonly fileName: string | null;
  readonly schoolName: string | null;
  readonly sheetName: string | null;
  readonly rows: number;
  readonly intake: Text | null;
  readonly questions: readonly Text[];
}

export interface Candidate {
  readonly value: string;
  readonly confidence: number;
  readonly sample?: string;
}

export interface Question {
  readonly code: string;
  readonly severity?: "needed" | "optional";
  readonly columnIndex?: number;
  readonly header?: string;
  readonly sentence?: Text;
  readonly candidates: readonly Candidate[];
}

interface ColumnDescription {
  readonly index: number;
  readonly header: string;
  readonly column: string | null;
  readonly reading?: { readonly whenMarked?: string; readonly otherwise: string };
}

/** A table as it was recognised so far (src/pipeline/1-landing/recognise/types.ts). */
export interface TableDescription {
  readonly columns: readonly ColumnDescription[];
  readonly intake: string | null;
  readonly context: Readonly<Record<string, string>>;
  readonly fingerprint: readonly string[];
}

/** A record of `/api/v1/reviews`; its tag goes with the answer. */
export interface Review {
  readonly reviewId: string;
  readonly kind: string;
  readonly status: string;
  readonly decidedBy: string | null;
  readonly question: {
    readonly sheetName?: string;
    readonly rows?: number;
    readonly before?: number;
    readonly now?: number;
    readonly rowsBefore?: number;
    readonly rowsNow?: number;
    readonly questions?: readonly Question[];
    readonly description?: TableDescription;
  };
}

export interface Intake {
  readonly id: string;
  readonly title: Text;
  readonly columns: readonly { readonly name: string; readonly title: Text }[];
}

export type Answer =
  | { readonly action: "release" | "reject" }
  | { readonly action: "confirmMapping"; readonly mapping: unknown }
  | { readonly action: "chooseEncoding"; readonly [part: string]: string }
  | { readonly action: "nameSource"; readonly schoolId: string };
