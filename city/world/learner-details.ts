import { gradeStep } from "./grades.ts";
import type { HouseholdTruth } from "./household-people.ts";
import { permuteMillion, type Rng, Weighted } from "./random.ts";
import type { Disability, GradeLevel, Health, IdCause, Sex } from "./types.ts";

/** The smaller facts of a learner, each by its own share. */

const DISABILITIES = new Weighted<string>([
  ["Trí tuệ", 38],
  ["Vận động", 20],
  ["Nghe, nói", 14],
  ["Thần kinh, tâm thần", 14],
  ["Nhìn", 8],
  ["Khác", 6],
]);
const DEGREES = new Weighted<string>([
  ["Nhẹ", 55],
  ["Nặng", 36],
  ["Đặc biệt nặng", 9],
]);

export function drawDisability(rng: Rng): Disability | null {
  return rng.chance(0.0065) ? { kind: DISABILITIES.draw(rng), degree: DEGREES.draw(rng) } : null;
}

/** Mean height in cm by age, boys then girls; deviation about 5 %. */
const HEIGHT: readonly (readonly [number, number])[] = [
  [70, 69],
  [80, 79],
  [88, 87],
  [96, 95],
  [103, 102],
  [109, 108],
  [115, 114],
  [121, 120],
  [127, 126],
  [132, 132],
  [137, 138],
  [142, 144],
  [149, 150],
  [156, 153],
  [162, 155],
  [165, 156],
  [167, 157],
  [168, 157],
];

const EYES = new Weighted<string>([
  ["Bình thường", 76],
  ["Cận thị", 20],
  ["Loạn thị", 2.5],
  ["Viễn thị", 1],
  ["Lác", 0.5],
]);
const BLOOD = new Weighted<string>([
  ["O", 42],
  ["B", 30],
  ["A", 22],
  ["AB", 6],
]);

export function drawHealth(rng: Rng, sex: Sex, age: number): Health {
  const pair = HEIGHT[Math.max(0, Math.min(age, HEIGHT.length - 1))] ?? [165, 156];
  const heightCm = Math.round(pair[sex === "M" ? 0 : 1] * (1 + 0.045 * rng.normal()));
  const bodyMass =
    (age < 7 ? 15.6 : 14.2 + age * 0.36) + 2 * Math.abs(rng.normal()) * (rng.chance(0.3) ? 1.6 : 0.4);
  return {
    heightCm,
    weightTenthsKg: Math.round((bodyMass * heightCm * heightCm) / 1000),
    bloodGroup: rng.chance(0.4) ? BLOOD.draw(rng) : null,
    eyeCondition: age < 6 ? "Bình thường" : EYES.draw(rng),
  };
}

/** Shares of all learners; together about 2,5 % have no verifiable id (handbook §2). */
export function drawIdCause(rng: Rng, truth: HouseholdTruth, newcomer: boolean): IdCause | null {
  if (truth.foreign !== null) return "foreigner";
  if (truth.orphan === "both" && rng.chance(0.35)) return "orphan";
  if (newcomer && rng.chance(0.35)) return "newcomer";
  const x = rng.float();
  if (x < 0.0025) return "noPapers";
  if (x < 0.0055) return "wrongSex";
  if (x < 0.0085 + (truth.migrant ? 0.03 : 0)) return "newcomer";
  return x > 0.987 ? "notSynchronised" : null;
}

export function policyGroups(
  rng: Rng,
  truth: HouseholdTruth,
  disability: Disability | null,
  ethnicity: string,
): string[] {
  const groups: string[] = [];
  if (truth.orphan === "both") groups.push("Mồ côi cả cha lẫn mẹ");
  else if (truth.orphan !== "none") groups.push("Mồ côi");
  if (truth.household.poverty === "poor") groups.push("Hộ nghèo");
  if (truth.household.poverty === "nearPoor") groups.push("Hộ cận nghèo");
  if (disability !== null) groups.push("Khuyết tật");
  if (ethnicity !== "Kinh" && truth.foreign === null) groups.push("Dân tộc thiểu số");
  const x = rng.float();
  if (x < 0.0006) groups.push("Con liệt sĩ");
  else if (x < 0.004) groups.push("Con thương binh, bệnh binh");
  else if (x < 0.0046) groups.push("Hoàn cảnh đặc biệt");
  return groups;
}

export function unionMember(rng: Rng, grade: GradeLevel): string | null {
  const step = gradeStep(grade);
  if (step >= 13) return rng.chance(0.86) ? "Đoàn viên" : null;
  if (step >= 6) return rng.chance(step === 6 ? 0.6 : 0.97) ? "Đội viên" : null;
  return null;
}

/**
 * Card number: group, benefit level, province, and the ten digits of the social-insurance code, which nobody
 * shares: a permutation of the serial that only this person has in their birth year, and the year in disguise.
 */
export function drawInsurance(
  rng: Rng,
  step: number,
  poor: boolean,
  serial: number,
  birthYear: number,
): string | null {
  if (rng.chance(0.025)) return null;
  const year = String((birthYear * 7919) % 10_000).padStart(4, "0");
  const code = year + String(permuteMillion(birthYear, serial)).padStart(6, "0");
  if (step <= 3) return `TE131${code}`;
  return poor ? `HN231${code}` : `HS431${code}`;
}
