/** Results of the year 2025-2026. */

import type { YearOutcome } from "./types-people.ts";
import type { GradeLevel } from "./types-plan.ts";

/** Secondary: T Tốt, K Khá, D Đạt, C Chưa đạt. */
export type Rating = "T" | "K" | "D" | "C";
/** Primary: X hoàn thành xuất sắc, T hoàn thành tốt, H hoàn thành, C chưa hoàn thành. */
export type PrimaryYearLevel = "X" | "T" | "H" | "C";
/** Primary subject at an assessment point: T, H, C. */
export type SubjectLevel = "T" | "H" | "C";
export type CommentMark = "D" | "CD";

export interface ScoreResult {
  kind: "score";
  subject: string;
  /** Tenths; null when the subject was not completed. */
  term1: number | null;
  term2: number | null;
  year: number | null;
}
export interface CommentResult {
  kind: "comment";
  subject: string;
  term1: CommentMark | null;
  term2: CommentMark | null;
  year: CommentMark | null;
}
export interface LevelResult {
  kind: "level";
  subject: string;
  levelTerm1: SubjectLevel;
  levelYear: SubjectLevel;
  /** Test at the end of term 1 and of the year, tenths (whole marks), null where there is no test. */
  testTerm1: number | null;
  testYear: number | null;
}
export type SubjectResult = ScoreResult | CommentResult | LevelResult;

/** One subject and term of a detailed gradebook; all marks in tenths. */
export interface GradebookRow {
  personId: string;
  className: string;
  term: "HK1" | "HK2";
  subject: string;
  regular: readonly number[];
  midterm: number;
  final: number;
  average: number;
}

/** One learner's year at THIS school in 2025-2026, wherever the learner is now. */
export interface YearResult {
  personId: string;
  localCode: string;
  schoolYear: "2025-2026";
  gradeLevel: GradeLevel;
  className: string;
  circular: "TT27" | "TT22";
  subjects: readonly SubjectResult[];
  /** Secondary only. */
  academicTerm1: Rating | null;
  academicTerm2: Rating | null;
  academicYear: Rating | null;
  conductTerm1: Rating | null;
  conductTerm2: Rating | null;
  conductYear: Rating | null;
  /** Primary only: the year level; five qualities, three general and seven specific competences as T/D/C. */
  primaryLevel: PrimaryYearLevel | null;
  qualities: string | null;
  competences: string | null;
  absencesExcused: number;
  absencesUnexcused: number;
  /** "Học sinh Xuất sắc", "Học sinh Tiêu biểu", "Học sinh Giỏi" or null. */
  award: string | null;
  outcome: YearOutcome;
}
