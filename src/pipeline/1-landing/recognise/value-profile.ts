import type { CodeSet } from "#src/domains/dictionary/code-set.ts";
import type { Field } from "#src/domains/dictionary/field.ts";
import { foldText } from "#src/domains/dictionary/fold.ts";

/** Shares (0..1) of the non-empty sample values of a column that look like something. */
export interface ValueProfile {
  /** Non-empty values seen. */
  readonly count: number;
  readonly date: number;
  readonly year: number;
  readonly number: number;
  /** 9, 11 or 12 digits, or a number Excel has cut to an exponent. */
  readonly idNumber: number;
  readonly phone: number;
  readonly email: number;
  readonly schoolYear: number;
  /** Two to seven words of letters. */
  readonly personName: number;
  readonly singleWord: number;
  /** x, có, không, true, 0, 1 … */
  readonly flag: number;
  /** 7A2, 10 Toán 1, Lá 3, 1A … */
  readonly className: number;
  readonly values: readonly string[];
}

const PATTERNS = {
  date: /^(\d{4}-\d{1,2}-\d{1,2}([T ].*)?|\d{1,2}[./-]\d{1,2}[./-](\d{4}|\d{2}))$/,
  year: /^(19|20)\d{2}$/,
  number: /^-?\d+([.,]\d+)?(E[+-]?\d+)?$/i,
  idNumber: /^('?\d{9}|'?\d{11,12}|\d([.,]\d+)?E\+(10|11))$/i,
  phone: /^(\+?84|0)?[35789]\d([ .-]?\d){7}$|^0\d([ .-]?\d){8,9}$/,
  email: /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
  schoolYear: /^20\d{2}\s*[-–/]\s*20\d{2}$/,
  personName: /^\p{L}[\p{L}\p{M}'.-]*(\s+\p{L}[\p{L}\p{M}'.-]*){1,6}$/u,
  singleWord: /^\p{L}[\p{L}\p{M}'-]*$/u,
  flag: /^(x|v|✓|✔|có|co|không|khong|true|false|đúng|sai|yes|no|0|1)$/iu,
  className:
    /^((lớp|nhóm)\s+)?(\d{1,2}\s?[.\-/]?\s?\p{L}{0,5}\d{0,2}|(mg|nt|lá|chồi|mầm|nhà trẻ)\s?\p{L}{0,2}\d{0,2})$/iu,
} as const;

/** Profile of the values of one column; empty ones are not looked at. */
export function profileValues(values: readonly (string | null | undefined)[]): ValueProfile {
  const present: string[] = [];
  for (const value of values) {
    const trimmed = value?.normalize("NFC").trim() ?? "";
    if (trimmed !== "") present.push(trimmed);
  }
  const share = (pattern: RegExp) =>
    present.length === 0 ? 0 : present.filter((value) => pattern.test(value)).length / present.length;
  return {
    count: present.length,
    values: present,
    date: share(PATTERNS.date),
    year: share(PATTERNS.year),
    number: share(PATTERNS.number),
    idNumber: share(PATTERNS.idNumber),
    phone: share(PATTERNS.phone),
    email: share(PATTERNS.email),
    schoolYear: share(PATTERNS.schoolYear),
    personName: share(PATTERNS.personName),
    singleWord: share(PATTERNS.singleWord),
    flag: share(PATTERNS.flag),
    className: share(PATTERNS.className),
  };
}

const foldedCodes = new WeakMap<CodeSet, ReadonlySet<string>>();

function spellingsOf(set: CodeSet): ReadonlySet<string> {
  let spellings = foldedCodes.get(set);
  if (spellings === undefined) {
    spellings = new Set(
      set.entries.flatMap((entry) => [entry.code, entry.title.vi, ...(entry.aliases ?? [])].map(foldText)),
    );
    foldedCodes.set(set, spellings);
  }
  return spellings;
}

/** Share of values that are entries of the code set. */
export function codeShare(profile: ValueProfile, set: CodeSet): number {
  if (profile.count === 0) return 0;
  const spellings = spellingsOf(set);
  return profile.values.filter((value) => spellings.has(foldText(value))).length / profile.count;
}

/** Fewer values than this prove nothing against a header. */
const ENOUGH_VALUES = 4;
const MOST = 0.8;

/** Values that are surely something else than the field can hold. Dirty values of the right sort never are. */
function contradicts(field: Field, profile: ValueProfile): boolean {
  const wordy = Math.max(profile.personName, profile.singleWord);
  switch (field.kind) {
    case "nationalId":
      return Math.max(profile.date, profile.email, profile.year, profile.flag, wordy) >= MOST;
    case "date":
    case "timestamp":
      return Math.max(profile.email, profile.flag, wordy) >= MOST;
    case "phone":
      return Math.max(profile.date, profile.email, profile.year, wordy, profile.flag) >= MOST;
    case "email":
      return Math.max(profile.date, profile.number, wordy) >= MOST;
    case "personName":
      return Math.max(profile.date, profile.number, profile.idNumber, profile.email) >= MOST;
    case "integer":
    case "decimal":
      return Math.max(profile.date, profile.email, profile.personName) >= MOST;
    case "boolean":
      return Math.max(profile.date, profile.email, profile.personName) >= MOST && profile.flag < 1 - MOST;
    case "code":
    case "codes":
      return Math.max(profile.date, profile.email, profile.phone, profile.idNumber) >= MOST;
    case "schoolYear":
      return Math.max(profile.date, profile.email, wordy) >= MOST;
    default:
      return false;
  }
}

/** Share of values that are just what the field holds; null when its kind can't be told from values. */
export function support(
  field: Field,
  profile: ValueProfile,
  codeSets: ReadonlyMap<string, CodeSet>,
): number | null {
  if (profile.count === 0) return null;
  switch (field.kind) {
    case "nationalId":
      return profile.idNumber;
    case "date":
      return profile.date;
    case "phone":
      return profile.phone;
    case "email":
      return profile.email;
    case "personName":
      return profile.personName;
    case "schoolYear":
      return profile.schoolYear;
    case "boolean":
      return profile.flag;
    case "integer": {
      const isYear = field.range !== undefined && field.range[0] >= 1800;
      return isYear ? profile.year : profile.number;
    }
    case "decimal":
      return profile.number;
    case "code":
    case "codes": {
      const set = codeSets.get(field.codeSet ?? "");
      return set === undefined ? null : codeShare(profile, set);
    }
    default:
      return null;
  }
}

/**
 * Confidence of a header's reading after its values were seen: a contradiction halves it, support closes part
 * of the gap to certainty.
 */
export function weighByValues(
  confidence: number,
  field: Field,
  profile: ValueProfile,
  codeSets: ReadonlyMap<string, CodeSet>,
): number {
  if (profile.count < ENOUGH_VALUES) return confidence;
  if (contradicts(field, profile)) return confidence / 2;
  const share = support(field, profile, codeSets) ?? 0;
  return confidence >= 0.8 ? confidence + (1 - confidence) * 0.5 * share : confidence;
}
