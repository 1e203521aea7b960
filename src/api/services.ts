import type { ProgressEvent } from "#src/pipeline/progress.ts";
import type { RecordDeed } from "#src/platform/deed.ts";

/** What a person decided about a review. */
export type Decision =
  | { readonly action: "release" }
  | { readonly action: "reject" }
  | { readonly action: "confirmMapping"; readonly mapping: Readonly<Record<string, unknown>> }
  | {
      readonly action: "chooseEncoding";
      readonly encoding?: string | undefined;
      readonly delimiter?: string | undefined;
      readonly font?: string | undefined;
    }
  | {
      readonly action: "nameSource";
      readonly sourceSystem?: string | undefined;
      readonly schoolId?: string | undefined;
    };

interface DecideReviewRequest {
  readonly reviewId: string;
  readonly decision: Decision;
  readonly note?: string;
  /** Who decides; a fixed local name until there is sign-in. */
  readonly decidedBy: string;
  /** Kept in the stored decision, so that the same request sent twice is known again. */
  readonly idempotencyKey: string;
  /** Writes the decision to the audit, in its own transaction. */
  readonly record: RecordDeed;
}

export interface IngestHints {
  readonly sourceSystem?: string;
  readonly schoolId?: string;
  /** A decided review whose files are to be read again; the paths are then empty. */
  readonly reviewId?: string;
  /** No files: the run does what people decided about who is who. The paths are then empty. */
  readonly decisions?: true;
}

/** The closing account of a run, as `hp ingest --json` prints it. */
export interface IngestSummary {
  readonly runId: number;
  readonly files: number;
  readonly rowsIn: number;
  readonly published: number;
  readonly unchanged: number;
  readonly merged: number;
  readonly held: number;
  readonly accounted: boolean;
}

export interface IngestListener {
  /** The run's number, as soon as it is known. */
  readonly onRun?: (runSeq: number) => void;
  readonly onProgress?: (event: ProgressEvent) => void;
}

/** What the API asks of the rest of the program; `src/cli` gives it. */
export interface Services {
  /** Takes files through the pipeline; resolves when the run has ended. One at a time: callers queue. */
  ingest(paths: readonly string[], hints: IngestHints, listener: IngestListener): Promise<IngestSummary>;
  /**
   * Stores the decision and starts what follows from it. Must be atomic: of two deciders one gets
   * `review-already-decided`. Stores {@link DecideReviewRequest} in `review.decision` with `action`, its values,
   * `note` and `idempotencyKey`.
   */
  decideReview(request: DecideReviewRequest): Promise<void>;
  /** Progress of a run in this process or its children; undefined when no step reports now. */
  currentProgress(runSeq: number): ProgressEvent | undefined;
}
