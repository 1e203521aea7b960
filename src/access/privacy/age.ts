import type { LegalRule } from "#src/domains/dictionary/legal-rule.ts";
import { getRuleOn } from "#src/domains/dictionary/legal-rule.ts";

export interface ChildRule {
  /** Below this age a representative acts. */
  readonly representativeBelow: number;
  /** From this age the child agrees too, where the purpose or the kind of request asks for it. */
  readonly childAgreesFrom: number;
  /** From this age on a parent no longer sees the record: it is the learner's own. */
  readonly parentSeesBelow: number;
}

const childRules: readonly LegalRule<ChildRule>[] = [
  {
    ruleId: "child-data-subject",
    title: { vi: "Trẻ em là chủ thể dữ liệu", en: "Children as data subjects" },
    legalBasis: "Luật 91/2025, NĐ 356/2025 (nguồn thứ cấp, độ tin trung bình: luật sư đối chiếu bản gốc)",
    tag: "found",
    effectiveFrom: "2026-01-01",
    // "Parent of minor views" (TT 70/2026, handbook §4 [found]); a minor is below 18 (BLDS 2015 Đ.21 [memory]).
    params: { representativeBelow: 16, childAgreesFrom: 7, parentSeesBelow: 18 },
  },
];

export const childRuleOn = (day: string): ChildRule =>
  getRuleOn(childRules, "child-data-subject", day).params;

export interface Birth {
  /** yyyy-mm-dd; with precision `month` or `year` the first day of it. */
  readonly birthDate: string | null;
  readonly birthPrecision: string | null;
}

/**
 * Full years of age on a day. Papers that give only a year or a month leave it open: the youngest age they allow is
 * taken, so that nobody loses a child's protection by it. Undefined when the birth date is unknown. Who was born on 29
 * February turns a year older on 1 March of other years.
 */
export function ageOn(birth: Birth, day: string): number | undefined {
  const { birthDate, birthPrecision } = birth;
  if (birthDate === null) return undefined;
  const latest =
    birthPrecision === "year"
      ? `${birthDate.slice(0, 4)}-12-31`
      : birthPrecision === "month"
        ? `${birthDate.slice(0, 7)}-31`
        : birthDate;
  const years = Number(day.slice(0, 4)) - Number(latest.slice(0, 4));
  return day.slice(5) < latest.slice(5) ? years - 1 : years;
}
