/**
 * What a text says, worked out by a program instead of by SQL: a school's name taken apart, the communes that a place
 * may be. Done once a spelling, so a list of a million rows with two thousand schools costs two thousand readings.
 */
export interface Reading {
  /** Column that holds the text. */
  readonly column: string;
  /** Columns that come of it, with their DuckDB types. */
  readonly columns: Readonly<Record<string, string>>;
  /** @returns values by the names of {@link columns}; null where the text says nothing of the kind */
  readonly read: (text: string) => Readonly<Record<string, string | boolean | readonly string[] | null>>;
}
