import type { CommentMark, Rating } from "./types.ts";

/**
 * TT 22/2021: averages and ratings of secondary pupils (handbook §4). All marks in tenths, integers only, so
 * that half up means half up. Pure functions; the vectors of handbook §13 are their tests.
 */

/** Rounds a quotient of non-negative integers half up. */
function halfUp(numerator: number, denominator: number): number {
  return Math.floor((2 * numerator + denominator) / (2 * denominator));
}

/** ĐTBmhk = (ΣTX + 2·GK + 3·CK) / (nTX + 5). Tenths in, tenths out. */
export function termAverage(regular: readonly number[], midterm: number, final: number): number {
  const sum = regular.reduce((a, b) => a + b, 0) + 2 * midterm + 3 * final;
  return halfUp(sum, regular.length + 5);
}

/** ĐTBmcn = (HKI + 2·HKII) / 3. Tenths in, tenths out. */
export function yearAverage(term1: number, term2: number): number {
  return halfUp(term1 + 2 * term2, 3);
}

const ORDER: readonly Rating[] = ["C", "D", "K", "T"];
const rank = (rating: Rating): number => ORDER.indexOf(rating);

function rawAcademic(scores: readonly number[], comments: readonly CommentMark[]): Rating {
  const failed = comments.filter((c) => c === "CD").length;
  const atLeast = (mark: number) => scores.filter((s) => s >= mark).length;
  const lowest = Math.min(...scores);
  if (failed === 0 && lowest >= 65 && atLeast(80) >= 6) return "T";
  if (failed === 0 && lowest >= 50 && atLeast(65) >= 6) return "K";
  if (failed <= 1 && atLeast(50) >= 6 && lowest >= 35) return "D";
  return "C";
}

const without = <T>(items: readonly T[], i: number): T[] => items.filter((_, j) => j !== i);

/** Học tập of a term or year (Đ.9), with the raise of Đ.9.3 when one subject alone costs two steps. */
export function rateAcademic(scores: readonly number[], comments: readonly CommentMark[]): Rating {
  const raw = rawAcademic(scores, comments);
  if (raw === "T" || raw === "K") return raw;
  const reached = [
    ...scores.map((_, i) => rawAcademic(without(scores, i), comments)),
    ...comments.map((_, i) => rawAcademic(scores, without(comments, i))),
  ];
  const best = Math.max(...reached.map(rank));
  return best - rank(raw) >= 2 ? (ORDER[rank(raw) + 1] ?? raw) : raw;
}

/** Rèn luyện of the year from both terms (Đ.8). */
export function conductYear(term1: Rating, term2: Rating): Rating {
  const first = rank(term1);
  if (term2 === "T") return first >= rank("K") ? "T" : "K";
  if (term2 === "K") return first >= rank("D") ? "K" : "D";
  if (term2 === "D") return term1 === "T" ? "K" : "D";
  return "C";
}

/** Comment subjects: the year is term 2 (handbook §4). */
export function commentYear(_term1: CommentMark, term2: CommentMark): CommentMark {
  return term2;
}

const MOST_ABSENCES = 45;

/** Đ.12: who moves up at once, who after summer work, who repeats. */
export function promotion(
  academic: Rating,
  conduct: Rating,
  absences: number,
): "promoted" | "summer" | "retained" {
  if (absences > MOST_ABSENCES) return "retained";
  if (academic === "C" && conduct === "C") return "retained";
  return academic === "C" || conduct === "C" ? "summer" : "promoted";
}

/** Đ.15. */
export function secondaryAward(
  academic: Rating,
  conduct: Rating,
  yearScores: readonly number[],
): string | null {
  if (academic !== "T" || conduct !== "T") return null;
  return yearScores.filter((s) => s >= 90).length >= 6 ? "Học sinh Xuất sắc" : "Học sinh Giỏi";
}
