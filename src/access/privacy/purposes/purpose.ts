import type { SourceTag, Text } from "#src/domains/dictionary/text.ts";
import type { KeepRuleId } from "../retention/keep-rules.ts";

/**
 * On what ground personal data are processed. `statutory`: schools and the department in their own tasks (Law 91/2025,
 * NĐ 88/2026 Đ.4); `consent`: everything outside them, asked for purpose by purpose.
 */
export type Basis = "statutory" | "consent";

/** The fields of one dataset a purpose needs; `every` where the dataset as a whole has this one purpose. */
export type FieldsNeeded = readonly string[] | "every";

export interface Purpose {
  readonly id: string;
  readonly title: Text;
  readonly basis: Basis;
  readonly legalBasis: string;
  readonly tag: SourceTag;
  /** Dataset → fields. Keys that only join rows need no purpose. */
  readonly needs: Readonly<Record<string, FieldsNeeded>>;
  /** What it needs that no dataset holds yet, in words: photos, templates of faces. */
  readonly needsElsewhere?: Text;
  /** Who is given the data; ids of `recipients`. */
  readonly recipients: readonly string[];
  /** How long: the rule of `keep-rules.ts`. A field stays as long as the longest of its purposes asks. */
  readonly keep: KeepRuleId;
  /** For `consent`: whether a child from 7 agrees beside the representative (handbook §10: "in some cases"). */
  readonly childAgrees?: boolean;
}

export interface Recipient {
  readonly id: string;
  readonly title: Text;
  /** What the person is told about it. */
  readonly note: Text;
}
