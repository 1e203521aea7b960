/**
 * What is true in the synthetic city, before any school system mangles it.
 * Texts that a school would print (positions, occupations, reasons…) are Vietnamese, NFC; codes are codes.
 * Marks are integers in tenths (83 is 8,3): exact arithmetic, and 0 is a mark.
 * Dates are `yyyy-mm-dd`.
 */

import type { Learner } from "./types-people.ts";
import type { Building, Campus, EquipmentCount, Room, SchoolProfile } from "./types-place.ts";
import type { SchoolPlan } from "./types-plan.ts";
import type { GradebookRow, YearResult } from "./types-results.ts";
import type { ClassSection, StaffMember, TeachingAssignment } from "./types-staff.ts";

export type * from "./types-people.ts";
export type * from "./types-place.ts";
export type * from "./types-plan.ts";
export type * from "./types-results.ts";
export type * from "./types-staff.ts";

export interface SchoolWorld {
  plan: SchoolPlan;
  profile: SchoolProfile;
  campuses: readonly Campus[];
  buildings: readonly Building[];
  rooms: readonly Room[];
  equipment: readonly EquipmentCount[];
  /** Of 2026-2027. */
  classes: readonly ClassSection[];
  staff: readonly StaffMember[];
  assignments: readonly TeachingAssignment[];
  /** Exactly `plan.learners` of them, in class order, then name order inside a class. */
  learners: readonly Learner[];
  /**
   * Were here in 2025-2026 or this autumn, and are no longer: moved up, transferred (many of them are a
   * current learner of another school, same personId), graduated, left. `status` and `exitDate` are as THIS
   * school should know them. Those with a row of 2026-2027 for this school in `history` left after 5/9/2026.
   */
  departed: readonly Learner[];
  /** Of everybody who was here in grades 1-12 in 2025-2026: in `learners` or in `departed`. */
  results: readonly YearResult[];
  /** Empty unless `plan.detailedGradebook`. */
  gradebook: readonly GradebookRow[];
}
