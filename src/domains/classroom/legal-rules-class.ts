import type { LegalRule } from "../dictionary/legal-rule.ts";

export interface ClassSizeCap {
  /** Most pupils of a class, by grade. */
  readonly pupils: Readonly<Record<string, number>>;
}

const each = (grades: readonly number[], pupils: number) =>
  Object.fromEntries(grades.map((grade) => [String(grade), pupils]));

/** Nursery groups are capped by months of age (15, 20, 25); a group's age is not recorded, so the largest stands. */
export const classSizeCap: LegalRule<ClassSizeCap> = {
  ruleId: "class-size-cap",
  title: { vi: "Sĩ số tối đa của lớp", en: "Largest class size" },
  legalBasis: "TT 15/2026/TT-BGDĐT (điều lệ); TT 20/2023/TT-BGDĐT",
  tag: "found",
  effectiveFrom: "2023-12-16",
  params: {
    pupils: {
      NT: 25,
      MG3: 25,
      MG4: 30,
      MG5: 35,
      ...each([1, 2, 3, 4, 5], 35),
      ...each([6, 7, 8, 9, 10, 11, 12], 45),
    },
  },
};
