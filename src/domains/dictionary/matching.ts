/**
 * Where people (or schools) occur in intakes, as data: the identity step reads these and knows no domain.
 * Expressions are DuckDB SQL over standardised intake columns.
 */
export interface Occurrence {
  readonly entity: string;
  readonly intake: string;
  /** Role inside the row: `self`, `father`, `mother`, `guardian`. */
  readonly role: string;
  /** Column the golden id is written to, e.g. `learner_id`. */
  readonly as: string;
  readonly nationalId: string;
  readonly fullName: string;
  readonly birthDate: string;
  readonly sex: string;
  /** Parts of the source key; joined with the source system and school. */
  readonly sourceKey: readonly string[];
  /**
   * Who issued the local key: `sector` keys are the same in every vendor's system, `vendor` keys are not. `link`: the one
   * part of the key is itself a key by which a record is linked already (`link.link_key`).
   */
  readonly sourceKeyScope: "sector" | "vendor" | "link";
  /**
   * `never`: the row only points at a person that another row brings; an unknown person is held.
   * `identified`: it may also bring a person nobody else does when it names a valid national id, a name and a birth
   * date (last year's leaver in a result list); targets see such rows by the column `alone`.
   */
  readonly creates: "always" | "identified" | "never";
  readonly where?: string;
  /**
   * What else the row says that tells people apart or together: SQL by column name. The linkage of the entity compares
   * these columns; a row that lacks one says nothing there. `row_person` is the record of the row's main person.
   */
  readonly context?: Readonly<Record<string, string>>;
}

export interface Matching {
  readonly entity: string;
  readonly occurrences: readonly Occurrence[];
}
