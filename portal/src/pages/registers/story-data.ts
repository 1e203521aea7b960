import type { Text } from "../../text/language.ts";

/** A place in what somebody sent (src/api/history). */
export interface Source {
  /** Null where the file is out of the reader's scope. */
  readonly system: { readonly id: string; readonly title: string } | null;
  readonly file: string | null;
  readonly sheetNo: number;
  readonly rowNo: number;
  readonly receivedAt: string | null;
  readonly mended?: { readonly by: string; readonly at: string; readonly reason: string | null };
}

export interface FieldStory {
  readonly name: string;
  readonly title: Text;
  readonly kind: string;
  readonly value: unknown;
  readonly valueTitle?: Text;
  readonly source: Source | null;
}

export interface Change {
  readonly at: string;
  readonly runSeq: number;
  readonly operation: "insert" | "update" | "delete";
  readonly dataset: string;
  readonly datasetTitle: Text | null;
  readonly recordKey: string;
  readonly source: Source | null;
  readonly hidden: number;
  readonly values: readonly {
    readonly field: string;
    readonly title: Text;
    readonly kind: string;
    readonly before: unknown;
    readonly after: unknown;
    readonly beforeTitle?: Text;
    readonly afterTitle?: Text;
    readonly by?: string;
    readonly reason?: string | null;
  }[];
}

export interface RecordStory {
  readonly name?: string;
  readonly place?: string | null;
  readonly version: number;
  readonly isVerified: boolean;
  readonly fields: readonly FieldStory[];
  readonly changes: readonly Change[];
}

export const storyPath = (dataset: string, recordKey: string): string =>
  `/api/v1/record-stories/${encodeURIComponent(dataset)}/${encodeURIComponent(recordKey)}`;
