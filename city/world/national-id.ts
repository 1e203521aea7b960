import { hashPath, permuteMillion } from "./random.ts";
import type { Sex } from "./types.ts";

/**
 * Số định danh cá nhân `PPP C YY RRRRRR` (handbook §2). Unique in the whole city by construction: everybody has
 * a serial of their own among those who may be born in the same year, and R is a keyed permutation of it.
 *
 * Serials of those born up to 2007: parents by the slot of their household's oldest child, halved (the birth
 * year is given the parity of the slot), then staff, then adult learners. From 2008 on: learners by their rank
 * in the cohort and how late they are. Leavers stand at the end of both, their
 * parents after them.
 */

const STAFF_FROM = 520_000;
const ADULT_LEARNERS_FROM = 600_000;
const LEAVERS_FROM = 700_000;
const LEAVERS_PARENTS_FROM = 900_000;
/** No cohort is larger than this; a late one is counted after all who are less late. */
const COHORT = 100_000;

export const FIRST_YOUNG_YEAR = 2008;

export const serialOf = {
  /** @param slotSerial city-wide; the parent's birth year must have the same parity */
  parent(slotSerial: number, birthYear: number): number {
    if ((slotSerial - birthYear) % 2 !== 0) throw new Error("birth year and household differ in parity");
    return Math.floor(slotSerial / 2);
  },
  staff: (rank: number): number => STAFF_FROM + rank,
  adultLearner: (rank: number): number => ADULT_LEARNERS_FROM + rank,
  /** @param yearsLate -1 (a year early) to 4 */
  learner: (cohortRank: number, yearsLate: number): number => (yearsLate + 1) * COHORT + cohortRank,
  leaver: (rank: number): number => LEAVERS_FROM + rank,
  leaversParent: (rank: number): number => LEAVERS_PARENTS_FROM + Math.floor(rank / 2),
} as const;

/** Birth year of the wanted parity at or after the given one. */
export function withParity(year: number, slotSerial: number): number {
  return (slotSerial - year) % 2 === 0 ? year : year + 1;
}

/**
 * @param province three digits of the old 63 provinces
 * @param serial below one million, of nobody else born that year
 */
export function nationalId(
  seed: number,
  province: string,
  sex: Sex,
  birthYear: number,
  serial: number,
): string {
  const century = Math.floor(birthYear / 100) - 19;
  const c = century * 2 + (sex === "F" ? 1 : 0);
  const yy = String(birthYear % 100).padStart(2, "0");
  const random = permuteMillion(hashPath(seed, "id", province, c, yy), serial);
  return `${province}${c}${yy}${String(random).padStart(6, "0")}`;
}
