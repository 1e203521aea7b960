import type { Ownership, SchoolLevel } from "./world/types.ts";

/**
 * The figures of the Đề án the whole city must give back, and what was decided where the sources contradict
 * each other (checklist Z01-Z05; the table is in city/README.md).
 *
 * Z01 Printed shares are ignored, counts bind: 189 of 1.608 schools are private (11,75 %), 3.925 of 27.481
 *     learners of continuing education (14,28 %).
 * Z02 Staff by level bind (24.903, 17.948, 15.384, 8.075, 1.124; sum 67.434); public + private as printed
 *     exceed them by 8 at preschools and 18 at primary schools. Private counts bind where they are plausible
 *     (preschool 5.223, upper secondary 2.240, continuing 191), public is the rest. The printed 413 and 347
 *     private staff of primary and lower secondary stand beside 854 and 248 pupils; they must include
 *     multi-level schools counted elsewhere. Here private staff of these two levels follows the norms of
 *     handbook §6 (64 and 30), public is the rest.
 * Z03 596 preschools; 992 general schools = 437 + 426 + 129.
 * Z04 The later count (S1: 1.030.393 learners, 67.434 staff, 1.608 schools) is the baseline; S4's of autumn
 *     2025 stays a dated figure of its own (`EARLIER_BASELINE`).
 * Z05 Verification rates measure different things: 97,3 % were once verified; 7-12 % of records deviate today.
 *     Both are planted by the vendors' side, neither changes what is true here.
 */

export interface LevelBaseline {
  level: SchoolLevel;
  ownership: Ownership;
  schools: number;
  learners: number;
  staff: number;
}

export const BASELINE: readonly LevelBaseline[] = [
  { level: "01", ownership: "public", schools: 465, learners: 170_493, staff: 19_680 },
  { level: "01", ownership: "private", schools: 131, learners: 34_876, staff: 5_223 },
  { level: "02", ownership: "public", schools: 434, learners: 338_406, staff: 17_884 },
  { level: "02", ownership: "private", schools: 3, learners: 854, staff: 64 },
  { level: "03", ownership: "public", schools: 423, learners: 305_926, staff: 15_354 },
  { level: "03", ownership: "private", schools: 3, learners: 248, staff: 30 },
  { level: "04", ownership: "public", schools: 82, learners: 111_690, staff: 5_835 },
  { level: "04", ownership: "private", schools: 47, learners: 40_419, staff: 2_240 },
  { level: "05", ownership: "public", schools: 15, learners: 23_556, staff: 933 },
  { level: "05", ownership: "private", schools: 5, learners: 3_925, staff: 191 },
];

/**
 * Groups and classes by level. 9.056 and 21.379 (general levels together) are the Đề án's; the split of the
 * latter follows "more than 40 pupils a class" at THCS and THPT; continuing education has no printed figure.
 */
export const CLASSES: Readonly<Record<SchoolLevel, number>> = {
  "01": 9_056,
  "02": 10_150,
  "03": 7_470,
  "04": 3_759,
  "05": 687,
};

export const IT_TEACHERS: Readonly<Record<SchoolLevel, number>> = {
  "01": 0,
  "02": 391,
  "03": 425,
  "04": 370,
  "05": 70,
};

/** S4's table without the 3.627 machines of universities; the 1.659 IT rooms have no printed split. */
export const COMPUTERS: Readonly<Record<SchoolLevel, number>> = {
  "01": 3_836,
  "02": 13_865,
  "03": 13_470,
  "04": 6_671,
  "05": 1_098,
};
export const IT_ROOMS: Readonly<Record<SchoolLevel, number>> = {
  "01": 0,
  "02": 560,
  "03": 600,
  "04": 420,
  "05": 79,
};

/** Share of staff with an IT certificate by level (S1 C.II.1; preschool is not printed). */
export const IT_LITERACY: Readonly<Record<SchoolLevel, number>> = {
  "01": 0.725,
  "02": 0.848,
  "03": 0.793,
  "04": 0.612,
  "05": 0.393,
};
