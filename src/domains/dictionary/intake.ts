import type { Dataset } from "./dataset.ts";
import type { Field } from "./field.ts";
import type { Text } from "./text.ts";

/**
 * What a golden dataset takes from a row of an intake.
 * Expressions are DuckDB SQL over the columns of the standardised, identified intake row.
 */
export interface Target {
  readonly dataset: string;
  /** Field name → expression. A field not named stays null. */
  readonly values: Readonly<Record<string, string>>;
  /** Rows that carry this dataset at all; all rows when absent. */
  readonly where?: string;
  /** A relation made from `$rows` (for unpivots); defaults to `$rows`. It must keep all columns of `$rows`. */
  readonly from?: string;
}

/** Which rows and fields of our own table an incoming list is held against. */
export interface Comparison {
  readonly dataset: string;
  /** Field of the dataset → DuckDB SQL over the standardised row: what makes two rows the same thing. */
  readonly key: Readonly<Record<string, string>>;
  /** Field of the dataset → DuckDB SQL over the standardised row: what is compared where both have a value. */
  readonly values: Readonly<Record<string, string>>;
  /** SQL over our table: the rows that are meant. */
  readonly ours: string;
  /** DuckDB SQL over the standardised row: the rows that are meant; the others are counted as not compared. */
  readonly theirs: string;
}

export interface SubjectCells {
  /** DuckDB SQL: the reason why a cell can't be used, or null; both arguments are SQL. */
  readonly reject: (key: string, cell: string) => string;
  /** RE2 over the printed map of a row: a row that matches as a whole needs no look at its cells. */
  readonly usual: string;
}

/**
 * The layout of an incoming table after its columns are recognised: one row of a vendor's list.
 * One intake row feeds several datasets (a pupil's row carries the pupil, the enrolment, the parents …).
 */
export interface Intake {
  readonly id: string;
  readonly title: Text;
  readonly columns: Readonly<Record<string, Field>>;
  /** Columns of which at least these must be recognised for a table to be taken as this intake. */
  readonly signature: readonly (readonly string[])[];
  /** Columns that may come from the table's context (title rows, folder) when no column holds them. */
  readonly fromContext: readonly string[];
  /** Columns that name the row inside its source; a later file's row with the same key replaces it. */
  readonly rowKey: readonly string[];
  /** Columns that name the row when the first column of {@link rowKey} is empty. */
  readonly rowKeyElse?: readonly string[];
  /** Column → DuckDB SQL over the other standardised columns, used where the column itself is empty. */
  readonly derived?: Readonly<Record<string, string>>;
  /** SQL over standardised columns; true when the row cannot be keyed and is held. With its reason code. */
  readonly holds: readonly { readonly reason: string; readonly when: string; readonly column?: string }[];
  readonly targets: readonly Target[];
  /** Subject columns of a wide result sheet, `mark.TOAN.t1`: recognised by pattern, kept as a map. */
  readonly subjectColumns?: boolean;
  /** Which cells of subject columns can't be used. */
  readonly subjectCells?: SubjectCells;
  /** A list that says no school year anywhere is of the year it was received in. */
  readonly yearByReceipt?: boolean;
  /** Compared with our own reference table and never published; such an intake has no targets. */
  readonly compareOnly?: boolean;
  /** With what it is compared. */
  readonly compares?: Comparison;
}

export function intake(id: string, parts: Omit<Intake, "id">): Intake {
  const known = new Set(Object.keys(parts.columns));
  for (const name of [...parts.rowKey, ...parts.fromContext, ...parts.signature.flat()]) {
    if (!known.has(name)) throw new Error(`intake ${id} names a column it does not have: ${name}`);
  }
  return { ...parts, id };
}

/** A target that takes every field of the dataset that the intake has under the same name, plus `more`. */
export function sameNamed(
  dataset: Dataset,
  columns: Readonly<Record<string, Field>>,
  more: Readonly<Record<string, string>> = {},
  toSql: (name: string) => string,
): Readonly<Record<string, string>> {
  const values: Record<string, string> = {};
  for (const name of Object.keys(dataset.fields)) {
    if (name in columns) values[name] = toSql(name);
  }
  return { ...values, ...more };
}
