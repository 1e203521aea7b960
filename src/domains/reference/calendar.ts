import type { SchoolYear, Term } from "./schema.ts";

/**
 * School years and terms the store begins with. The frame is the Ministry's (35 weeks, 18 + 17; opening on 5/9;
 * end before 31/5); each city issues its own dates every year, so these rows are only put in where none stand
 * and are edited in the table after that.
 */
const frame = {
  2023: "QĐ 2171/QĐ-BGDĐT 2023",
  2024: "QĐ 2045/QĐ-BGDĐT 2024",
  2025: "QĐ 2269/QĐ-BGDĐT 2025",
  2026: null,
} as const;

const years = [2023, 2024, 2025, 2026] as const;

export const schoolYears: readonly SchoolYear[] = years.map((year) => ({
  schoolYear: `${year}-${year + 1}`,
  startDate: `${year}-08-29`,
  openingDate: `${year}-09-05`,
  endDate: `${year + 1}-05-31`,
  teachingWeeks: 35,
  legalBasis: frame[year],
  tag: "memory",
}));

export const terms: readonly Term[] = years.flatMap((year) => [
  {
    schoolYear: `${year}-${year + 1}`,
    term: "HK1",
    startDate: `${year}-09-05`,
    endDate: `${year + 1}-01-18`,
    teachingWeeks: 18,
    legalBasis: frame[year],
    tag: "memory",
  },
  {
    schoolYear: `${year}-${year + 1}`,
    term: "HK2",
    startDate: `${year + 1}-01-19`,
    endDate: `${year + 1}-05-31`,
    teachingWeeks: 17,
    legalBasis: frame[year],
    tag: "memory",
  },
]);
