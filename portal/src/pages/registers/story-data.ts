import type { Text } from "../../text/language.ts";

/** A record's story as the API tells it (src/api/history). */
export interface Place {
  readonly system: { readonly id: string; readonly title: string } | null;
  readonly file: string | null;
  readonly sheetNo: number;
  readonly rowNo: number;
  readonly receivedAt: string | null;
  readonly mended?: { readonly by: string; readonly at: string; readonly reason: string | null };
}

export interface StoryField {
  readonly name: string;
  readonly title: Text;
  readonly kind: string;
  readonly codeSet: string | null;
  readonly value: unknown;
  readonly source: Place | null;
}

export interface StoryChange {
  readonly at: string;
  readonly runSeq: number;
  readonly operation: "insert" | "update" | "delete";
  readonly dataset: string;
  readonly datasetTitle: Text | null;
  readonly recordKey: string;
  readonly source: Place | null;
  readonly hidden: number;
  readonly values: readonly {
    readonly field: string;
    readonly title: Text;
    readonly before: unknown;
    readonly after: unknown;
    readonly by?: string;
    readonly reason?: string | null;
  }[];
}

export interface RecordStory {
  readonly dataset: string;
  readonly datasetTitle: Text;
  readonly recordKey: string;
  readonly name?: string;
  readonly place?: string | null;
  readonly version: number;
  readonly changedAt: string;
  readonly isVerified: boolean;
  readonly fields: readonly StoryField[];
  readonly changes: readonly StoryChange[];
}

export const storyPath = (dataset: string, recordKey: string): string =>
  `/api/v1/record-stories/${encodeURIComponent(dataset)}/${encodeURIComponent(recordKey)}`;
