import type { PrimaryYearLevel, SubjectLevel } from "./types.ts";

/** TT 27/2020 Đ.9.2: the year level of a primary pupil. Tests in tenths; qualities as T, D or C. */

export function primaryYearLevel(
  levels: readonly SubjectLevel[],
  yearTests: readonly number[],
  qualities: string,
): PrimaryYearLevel {
  const allTop = levels.every((l) => l === "T") && /^T*$/.test(qualities);
  const testsFrom = (mark: number) => yearTests.every((t) => t >= mark);
  if (allTop && testsFrom(90)) return "X";
  if (allTop && testsFrom(70)) return "T";
  if (levels.every((l) => l !== "C") && !qualities.includes("C") && testsFrom(50)) return "H";
  return "C";
}

/** Đ.13: `excels` where the class recognised excellence in a subject or clear progress. */
export function primaryAward(level: PrimaryYearLevel, excels: boolean): string | null {
  if (level === "X") return "Học sinh Xuất sắc";
  return level === "T" && excels ? "Học sinh Tiêu biểu" : null;
}
