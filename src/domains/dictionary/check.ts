import type { SourceTag, Text } from "./text.ts";

/** The eight principles of the Đề án (S3): đúng, đủ, sạch, sống, thống nhất, liên thông, mở, an toàn. */
export const dimensions = [
  "accurate",
  "complete",
  "clean",
  "live",
  "consistent",
  "connected",
  "open",
  "safe",
] as const;

export type Dimension = (typeof dimensions)[number];

export const dimensionTitles: Readonly<Record<Dimension, Text>> = {
  accurate: { vi: "Đúng", en: "Accurate" },
  complete: { vi: "Đủ", en: "Complete" },
  clean: { vi: "Sạch", en: "Clean" },
  live: { vi: "Sống", en: "Live" },
  consistent: { vi: "Thống nhất", en: "Consistent" },
  connected: { vi: "Liên thông", en: "Connected" },
  open: { vi: "Mở", en: "Open" },
  safe: { vi: "An toàn", en: "Safe" },
};

export type Severity = "blocking" | "error" | "warning" | "notice";

/**
 * A quality rule as data, which a steward can read aloud.
 *
 * `fails` is a SQL predicate that is true when the row breaks the rule, over the columns of the dataset's
 * quality view (the dataset's own columns plus those the view joins). It uses only what both engines know:
 * plain SQL and the `hp_*` functions that exist in DuckDB and Postgres alike. `null` means: does not fail.
 */
export interface Check {
  readonly code: string;
  readonly dataset: string;
  readonly dimension: Dimension;
  readonly severity: Severity;
  readonly sentence: Text;
  readonly fails: string;
  /** Fields to look at when mending; names of the dataset's fields. */
  readonly fields: readonly string[];
  readonly legalBasis?: string;
  readonly tag: SourceTag;
}
