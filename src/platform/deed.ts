import type { Client } from "./postgres/pool.ts";

/** What somebody did or looked at, in codes, ids and counts: no name, no number of a person, no text of a search. */
export interface Deed {
  /** `learner.read`, `identity.decide` … */
  readonly action: string;
  /** `dataset/id`, or a dataset alone. */
  readonly object: string | null;
  /** `ok` unless it says otherwise. */
  readonly result?: "ok" | "refused" | "failed";
  /** Ids of the people's records it is about; without it the ids in `object`. */
  readonly subjects?: readonly string[];
  readonly detail?: Readonly<Record<string, unknown>>;
}

/**
 * Writes a deed to the audit in the transaction it is done in. Who starts the work hands it over, for only they know who
 * asks; the work itself says what was done.
 */
export type RecordDeed = (client: Client, deed: Deed) => Promise<void>;
