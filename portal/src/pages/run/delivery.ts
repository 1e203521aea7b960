import type { Text } from "../../text/language.ts";

/** Answers of `/api/v1/deliveries` (src/api/deliveries). */
export interface RowFigures {
  readonly rowsIn: number;
  readonly clean: number;
  readonly toLook: number;
  readonly unchanged: number;
  readonly held: number;
}

export interface Delivery extends RowFigures {
  readonly runSeq: number;
  readonly status: string;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly files: number;
  readonly filesWaiting: number;
  readonly filesRefused: number;
}

export interface DeliveryResult extends Delivery {
  readonly whole: boolean;
  readonly reasons: readonly { readonly code: string; readonly text: Text; readonly n: number }[];
}

export interface DeliveredFile {
  readonly fileSeq: number;
  readonly runSeq: number;
  readonly fileName: string;
  readonly status: string;
  readonly reason: { readonly code: string; readonly text: Text } | null;
  readonly place: Readonly<Record<string, string | number>>;
  readonly schoolId: string | null;
  readonly schoolName: string | null;
  readonly rowsIn: number;
  readonly tables: readonly {
    readonly sheetNo: number;
    readonly title: Text;
    readonly schoolYear: string | null;
    readonly term: string | null;
    readonly rows: number;
    readonly columns: readonly { readonly header: string; readonly title: Text }[];
  }[];
  readonly waiting: readonly {
    readonly sheetName: string;
    readonly rows: number;
    readonly questions: readonly Text[];
  }[];
  readonly passedOver: readonly string[];
  readonly refusedParts: readonly { readonly name: string; readonly reason: Text }[];
}

export type CountedFile = DeliveredFile & RowFigures;

export interface Rejection {
  readonly sourceRowId: string;
  readonly fileName: string;
  readonly sheetNo: number;
  readonly rowNo: number;
  readonly columnName: string;
  readonly column: { readonly letter: string | null; readonly header: string } | null;
  readonly raw: string | null;
  readonly reason: { readonly code: string; readonly text: Text };
  readonly resolvedRun: number | null;
}

/** A run while it goes, from `/api/v1/deliveries/{run}/events`. */
export interface RunState {
  readonly runSeq: number;
  readonly status: string;
  readonly endedAt: string | null;
  readonly error: string | null;
  readonly steps: readonly { readonly step: string }[];
  readonly progress: Progress | null;
}

export interface Progress {
  readonly step: string;
  readonly title: Text;
  readonly done: number;
  readonly total?: number;
}

/** Upload as `/api/v1/uploads/watch` tells of it. */
export interface WatchedUpload {
  readonly uploadId: string;
  readonly fileName: string;
  readonly bytes: number;
  readonly status: "receiving" | "queued" | "ingesting" | "done" | "failed";
  readonly createdAt: string;
  readonly runSeq?: number;
  readonly received: number;
  readonly error: { readonly code: string; readonly text: Text } | null;
  readonly progress: Progress | null;
  readonly files: readonly (DeliveredFile & {
    readonly runStatus: string;
    readonly reviews: readonly {
      readonly reviewId: string;
      readonly kind: string;
      readonly sheetName: string | null;
    }[];
  })[];
}
