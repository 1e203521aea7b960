import type { Dataset } from "./dataset.ts";

/** SQL that finds the school of a record which does not carry it itself. */
export interface RecordOwner {
  readonly relations?: Readonly<Record<string, string>>;
  readonly join: string;
  readonly column: string;
}

/**
 * What the rules of a dataset look at: the dataset's own row (`r`) and what stands around it. SQL that means the
 * same in DuckDB (full scoring) and Postgres (scoring of a change).
 *
 * Three placeholders may stand in it: `$scope(m.school_id, m.class_name)` limits a relation to the rows that
 * are scored (compared with the row's columns of the same names; `true` when all are), `$current_year` and
 * `$previous_year` are school years. Rules see the row's columns, those of `columns`, and `today`,
 * `current_year`, `previous_year`.
 */
export interface QualityView {
  readonly dataset: string;
  /** Named selects the join uses. */
  readonly relations: Readonly<Record<string, string>>;
  readonly join: string;
  /** Extra column → expression. */
  readonly columns: Readonly<Record<string, string>>;
  /** Absent: the dataset's own school field, or no school. */
  readonly owner?: RecordOwner;
  /**
   * Other dataset → select of the key columns of the records of this view that a change of it can touch.
   * `$changed` is a relation of the changed keys. Without an entry here a change there would go unseen, so a
   * test changes every dataset at random and compares with a full scoring.
   */
  readonly affectedBy: Readonly<Record<string, string>>;
  /** Rules whose open issues are looked at again in every scoring, because a change elsewhere may end them. */
  readonly rechecked: readonly string[];
  /** Small or bound to the clock: all records are scored every time. */
  readonly always: boolean;
  /** Weight of the dataset in the score of a school, commune or the city. */
  readonly weight: number;
  /** Rules that together say "identity is consistent now", for the figure of that name (handbook §2). */
  readonly identityRules: readonly string[];
}

const neutral = {
  relations: {},
  join: "",
  columns: {},
  affectedBy: {},
  rechecked: [],
  always: false,
  weight: 1,
  identityRules: [],
} as const;

export function qualityView(target: Dataset, parts: Partial<Omit<QualityView, "dataset">> = {}): QualityView {
  return { ...neutral, ...parts, dataset: target.id };
}
