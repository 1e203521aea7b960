import type { Reading } from "./reading.ts";
import type { Text } from "./text.ts";

/**
 * Linkage as data: what is compared of two rows that may be one person, in words a data steward can read aloud. The
 * engine (src/pipeline/3-identity/linkage/) learns what each level is worth; nothing here holds a weight.
 */
export interface LinkageSpec {
  readonly entity: string;
  readonly comparisons: readonly Comparison[];
  /** Rows are compared only when they agree in all columns of at least one block. */
  readonly blocks: readonly Block[];
  /** What a program reads out of texts before features are derived. */
  readonly readings?: readonly Reading[];
  /** Features that blocks use beside those of the comparisons. */
  readonly features?: Features;
  /** However much agrees, such a pair is never linked by likeness; a person may. */
  readonly vetoes: readonly Veto[];
}

/** Columns derived from a row, once: DuckDB SQL over its columns, by name. */
export type Features = Readonly<Record<string, string>>;

export interface Comparison {
  readonly name: string;
  readonly title: Text;
  readonly features: Features;
  /** Features without which a row says nothing here. */
  readonly needs: readonly string[];
  /** One value for life: rows of a record that say otherwise speak against every pair of it. A school or a phone changes. */
  readonly lasting?: boolean;
  /** The first level that holds is taken; a pair for which none does is at the level `else`. */
  readonly levels: readonly Level[];
}

export interface Level {
  readonly name: string;
  readonly title: Text;
  /** DuckDB SQL over features of `l` and `r`. */
  readonly holds: string;
  /**
   * Share of true pairs expected at this level before anything was learnt; the rest is `else`. It counts as much as
   * twenty pairs seen, so it matters only where there are few.
   */
  readonly expected: number;
  /** Feature whose value decides how surprising agreement is: a rare name says more than a common one. */
  readonly frequencyOf?: string;
}

export interface Block {
  readonly name: string;
  readonly features: readonly string[];
}

/** A pair of which all this holds is never linked by likeness, however much else agrees. */
export interface Veto {
  readonly name: string;
  readonly title: Text;
  readonly all: readonly VetoCondition[];
  /** Whether a person is asked when everything else would have linked the pair. */
  readonly ask: boolean;
}

export type VetoCondition =
  /** The comparison is at this level or at a weaker one. */
  | { readonly comparison: string; readonly from: string }
  /** The comparison is at none of these levels; a silent one is at none. */
  | { readonly comparison: string; readonly notWithin: readonly string[] }
  /** DuckDB SQL over features of `l` and `r`. */
  | { readonly when: string; readonly features?: Features };
