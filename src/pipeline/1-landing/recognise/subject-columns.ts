import type { CodeSet } from "#src/domains/dictionary/code-set.ts";
import { foldHeader } from "#src/domains/dictionary/fold.ts";
import { cleanHeader } from "./header-text.ts";
import { isTypo } from "./similarity.ts";
import type { ValueProfile } from "./value-profile.ts";

/** Subject columns of a wide result sheet: `mark.TOAN.t1`, `level.TIENG_VIET.year`. */
export type Period = "t1" | "t2" | "year";

export interface SubjectHeader {
  readonly subject: string;
  readonly kind: "mark" | "level" | null;
  readonly period: Period | null;
  readonly confidence: number;
}

const PERIODS: readonly { readonly period: Period; readonly pattern: RegExp }[] = [
  {
    period: "t2",
    pattern: /\b(cuoi )?(hoc (ky|ki) |(ky|ki) |h ?k ?|c ?k ?|hoc ky so )(2|ii|hai)\b/,
  },
  {
    period: "t1",
    pattern: /\b(cuoi )?(hoc (ky|ki) |(ky|ki) |h ?k ?|c ?k ?|hoc ky so )(1|i|mot)\b/,
  },
  { period: "year", pattern: /\b(ca nam|cuoi nam|cn|tbcn|cnam)\b/ },
];

const KINDS: readonly { readonly kind: "mark" | "level"; readonly pattern: RegExp }[] = [
  { kind: "level", pattern: /\b(muc dat duoc|muc do|muc dat|muc|xep loai|xl)\b/ },
  {
    kind: "mark",
    pattern:
      /\b(diem trung binh mon|diem trung binh|diem tb mon|diem tb|dtbmhk|dtbmcn|dtbm|dtbcn|dtb|tbm|diem ktdk|diem kt|diem bai kt|diem)\b/,
  },
];

const LEVEL_VALUE = /^(t|h|c|ht|cht|htt|hoàn thành( tốt)?|chưa hoàn thành)$/iu;
const MARK_VALUE = /^(10([.,]0+)?|\d([.,]\d+)?|đ|cđ|đạt|chưa đạt|d|cd|m|miễn)$/iu;

interface SubjectName {
  readonly code: string;
  readonly folded: string;
}

const namesOfSet = new WeakMap<CodeSet, readonly SubjectName[]>();

function subjectNames(set: CodeSet): readonly SubjectName[] {
  let names = namesOfSet.get(set);
  if (names === undefined) {
    names = set.entries.flatMap((entry) =>
      [entry.code, entry.title.vi, ...(entry.aliases ?? [])].map((name) => ({
        code: entry.code,
        folded: foldHeader(name),
      })),
    );
    namesOfSet.set(set, names);
  }
  return names;
}

/** Codes of the subjects a text names; several when a short name is shared (`HĐTN`). */
function findSubjects(folded: string, set: CodeSet): { codes: string[]; confidence: number } {
  const names = subjectNames(set);
  const same = names.filter((name) => name.folded === folded);
  if (same.length > 0) return { codes: [...new Set(same.map((name) => name.code))], confidence: 0.97 };
  const like = names.filter((name) => folded.length >= 6 && isTypo(folded, name.folded));
  return { codes: [...new Set(like.map((name) => name.code))], confidence: 0.85 };
}

/**
 * Reads `Toán › HK1`, `Học kỳ I › Ngữ văn`, `ĐTB Vật lí CN`, `Tiếng Việt › Mức CK1`. Undefined when the text
 * names no subject, or several.
 */
export function readSubjectHeader(path: readonly string[], subjects: CodeSet): SubjectHeader | undefined {
  let text = foldHeader(path.map(cleanHeader).join(" "));
  let period: Period | null = null;
  let kind: "mark" | "level" | null = null;
  for (const candidate of PERIODS) {
    if (period !== null || !candidate.pattern.test(text)) continue;
    period = candidate.period;
    text = text.replace(candidate.pattern, " ");
  }
  for (const candidate of KINDS) {
    if (kind !== null || !candidate.pattern.test(text)) continue;
    kind = candidate.kind;
    text = text.replace(candidate.pattern, " ");
  }
  const name = text
    .replace(/\s+/g, " ")
    .trim()
    .replace(/^mon( hoc)? /, "");
  if (name === "") return undefined;
  const { codes, confidence } = findSubjects(name, subjects);
  const [subject, ...others] = codes;
  if (subject === undefined || others.length > 0) return undefined;
  return { subject, kind, period, confidence };
}

/** The column of a subject header, its kind decided by the values where the header says nothing. */
export function subjectColumn(
  header: SubjectHeader,
  profile: ValueProfile,
  fallbackPeriod: Period | null,
): { column: string | null; confidence: number } {
  const share = (pattern: RegExp) =>
    profile.count === 0 ? 0 : profile.values.filter((value) => pattern.test(value)).length / profile.count;
  const levels = share(LEVEL_VALUE);
  const marks = share(MARK_VALUE);
  const kind = header.kind ?? (levels > 0.5 && levels > marks ? "level" : "mark");
  const period = header.period ?? fallbackPeriod;
  if (period === null) return { column: null, confidence: header.confidence };
  // TT 27/2020 knows no level "end of term II": it is the level of the year.
  const written = kind === "level" && period === "t2" ? "year" : period;
  const fits = profile.count < 4 || levels + marks >= 0.5;
  return {
    column: `${kind}.${header.subject}.${written}`,
    confidence: fits ? header.confidence : header.confidence / 2,
  };
}
