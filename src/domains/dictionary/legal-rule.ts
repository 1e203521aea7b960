import type { SourceTag, Text } from "./text.ts";

/**
 * A rule of law as dated data, so that a new circular is a new row and no `if (year >= 2026)`.
 * `P` is the shape of the parameters.
 */
export interface LegalRule<P = Readonly<Record<string, unknown>>> {
  readonly ruleId: string;
  readonly title: Text;
  readonly legalBasis: string;
  readonly tag: SourceTag;
  /** First day in force, `yyyy-mm-dd`. */
  readonly effectiveFrom: string;
  /** Last day in force; absent while the rule stands. */
  readonly effectiveTo?: string;
  readonly params: P;
}

/** The version of a rule in force on a day (`yyyy-mm-dd`); throws when no version covers it. */
export function getRuleOn<P>(versions: readonly LegalRule<P>[], ruleId: string, day: string): LegalRule<P> {
  const found = versions.find(
    (rule) =>
      rule.ruleId === ruleId &&
      rule.effectiveFrom <= day &&
      (rule.effectiveTo === undefined || day <= rule.effectiveTo),
  );
  if (found === undefined) throw new Error(`no version of legal rule ${ruleId} is in force on ${day}`);
  return found;
}
