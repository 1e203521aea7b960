import { hashFraction, hashPath } from "./random.ts";
import type { GradeLevel, SchoolPlan } from "./types.ts";

/** Class names as schools give them; each school keeps to one style. */

const LETTERS = "ABCDEGHIKLMNPQ";
const AGE: Readonly<Record<string, string>> = { MG3: "3 tuổi", MG4: "4 tuổi", MG5: "5 tuổi" };
const NURSERY: Readonly<Record<string, string>> = {
  MG3: "Mẫu giáo bé",
  MG4: "Mẫu giáo nhỡ",
  MG5: "Mẫu giáo lớn",
};

/** @param i place of the class in its grade, from 0 */
export function className(seed: number, school: SchoolPlan, grade: GradeLevel, i: number): string {
  const style = hashFraction(seed, "class style", school.code);
  const letter = LETTERS[i % LETTERS.length] ?? "A";
  const twice = i >= LETTERS.length ? String(Math.floor(i / LETTERS.length) + 1) : "";
  if (grade === "NT") return style < 0.5 ? `Nhà trẻ ${letter}${twice}` : `24-36 tháng ${letter}${twice}`;
  const age = AGE[grade];
  if (age !== undefined) return style < 0.6 ? `${age} ${letter}${twice}` : `${NURSERY[grade]} A${i + 1}`;
  if (school.level === "04") return style < 0.7 ? `${grade}A${i + 1}` : `${grade}B${i + 1}`;
  return style < 0.55 ? `${grade}${letter}${twice}` : `${grade}A${i + 1}`;
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}

/** Class of a slot: slots are strewn over the classes, sizes differ by one at most. */
export function classOfSlot(seed: number, school: SchoolPlan, gradeIndex: number, slot: number): number {
  const grade = school.grades[gradeIndex];
  if (grade === undefined) throw new RangeError(`no grade ${gradeIndex} in ${school.code}`);
  const n = grade.learners;
  const key = hashPath(seed, "classes", school.code, gradeIndex);
  let step = 1 + (key % n);
  while (gcd(step, n) !== 1) step = (step % n) + 1;
  const at = (slot * step + (key >>> 8)) % n;
  return Math.floor((at * grade.classes) / n);
}
