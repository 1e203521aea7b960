import type { GradeLevel } from "../../world/types.ts";

/** How a vendor spells grade levels; the key is the city's code. */
export type GradeSpelling = (grade: GradeLevel) => string;

const PRESCHOOL: Readonly<Record<string, readonly [long: string, short: string, age: string]>> = {
  NT: ["Nhà trẻ", "NT", "2 tuổi"],
  MG3: ["Mẫu giáo 3-4 tuổi", "MG 3-4 tuổi", "3 tuổi"],
  MG4: ["Mẫu giáo 4-5 tuổi", "MG 4-5 tuổi", "4 tuổi"],
  MG5: ["Mẫu giáo 5-6 tuổi", "MG 5-6 tuổi", "5 tuổi"],
};

/** "Khối 3", "Mẫu giáo 3-4 tuổi" */
export const longGrade: GradeSpelling = (grade) => PRESCHOOL[grade]?.[0] ?? `Khối ${grade}`;
/** "3", "MG 3-4 tuổi" */
export const shortGrade: GradeSpelling = (grade) => PRESCHOOL[grade]?.[1] ?? grade;
/** "3", "3 tuổi" for preschool groups */
export const ageGrade: GradeSpelling = (grade) => PRESCHOOL[grade]?.[2] ?? grade;
/** The bare code. */
export const codeGrade: GradeSpelling = (grade) => grade;

/** "05/09/2015" of an ISO day. */
export function slashDate(isoDay: string): string {
  return `${isoDay.slice(8, 10)}/${isoDay.slice(5, 7)}/${isoDay.slice(0, 4)}`;
}

/** "5/9/2015" of an ISO day. */
export function shortSlashDate(isoDay: string): string {
  return `${Number(isoDay.slice(8, 10))}/${Number(isoDay.slice(5, 7))}/${isoDay.slice(0, 4)}`;
}

/** "8.5" of 85 tenths: one decimal unless whole. */
export function tenths(value: number): number {
  return value / 10;
}
