import type { Dataset } from "./dataset.ts";

/** SQL that finds the school of a record which does not carry it itself. */
export interface RecordOwner extends OwnerSql {
  /**
   * The same as it was before a run, in Postgres alone: a school that lost a record must be told so, and nothing else
   * remembers that it had it. `of` names the datasets whose changes may pass a record on. For each of them a table
   * `changed_<table>` holds the keys of what changed and `before`, see {@link valueBefore}.
   */
  readonly before: OwnerSql & { readonly of: readonly string[] };
}

interface OwnerSql {
  readonly relations?: Readonly<Record<string, string>>;
  readonly join: string;
  readonly column: string;
}

/**
 * What a column of row `now` was before the run; `changed` is the row's entry among the changed records, if it has
 * one. Its `before` is null where the record is new, else it holds the values that were other.
 */
export function valueBefore(now: string, changed: string, key: string, column: string): string {
  return `case when ${changed}.${key} is null then ${now}.${column}
    when ${changed}.before ? '${column}' then ${changed}.before ->> '${column}'
    when ${changed}.before is not null then ${now}.${column} end`;
}

/** Facts of a person without a school of their own belong to the school the person is at. */
export function schoolOf(dataset: string, table: string, key: string): RecordOwner {
  const join = `left join ${table} o on o.${key} = r.${key}`;
  return {
    join,
    column: "o.school_id",
    before: {
      of: [dataset],
      join: `${join} left join changed_${table} b on b.${key} = r.${key}`,
      column: valueBefore("o", "b", key, "school_id"),
    },
  };
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
  /**
   * Datasets of the join whose encrypted columns are read in clear (`national_id`), each with its key column, which the
   * scored row has too. Where equality is enough, `national_id_index` is compared instead, and nothing is opened.
   */
  readonly opens: Readonly<Record<string, string>>;
  /** Absent: the dataset's own school field, or no school. */
  readonly owner?: RecordOwner;
  /**
   * Other dataset → select of the key columns of the records of this view that a change of it can touch.
   * `$changed` is a relation of the changed keys with `before` (see {@link valueBefore}). `$changed(birth_date)` leaves
   * out records that only changed in columns this view doesn't look at; `$changed()` has those that are new or gone.
   * Without an entry, or without the column, a change there would go unseen, so one test reads the columns off the
   * view's SQL, and another changes every dataset at random and compares with a full scoring.
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
  opens: {},
  affectedBy: {},
  rechecked: [],
  always: false,
  weight: 1,
  identityRules: [],
} as const;

export function qualityView(target: Dataset, parts: Partial<Omit<QualityView, "dataset">> = {}): QualityView {
  return { ...neutral, ...parts, dataset: target.id };
}
