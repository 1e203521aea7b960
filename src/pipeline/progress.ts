import type { Text } from "#src/domains/dictionary/text.ts";

/** A step's report while it works. */
export interface ProgressEvent {
  readonly step: string;
  readonly title: Text;
  readonly done: number;
  /** Absent while the total is unknown. */
  readonly total?: number;
}

/** Where steps say how far they are; the CLI draws it, the API streams it, tests ignore it. */
export type Progress = (event: ProgressEvent) => void;

export const noProgress: Progress = () => undefined;
