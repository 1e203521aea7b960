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
} as const;

type Pattern = keyof typeof PATTERNS;

/** Profile of the values of one column; empty ones are not looked at. A share is counted when it is first asked. */
export function profileValues(values: readonly (string | null | undefined)[]): ValueProfile {
  const present: string[] = [];
  for (const value of values) {
    const trimmed = value?.normalize("NFC").trim() ?? "";
    if (trimmed !== "") present.push(trimmed);
  }
  const shares = new Map<Pattern, number>();
  const share = (name: Pattern): number => {
    let counted = shares.get(name);
    if (counted === undefined) {
      const fitting = present.filter((value) => PATTERNS[name].test(value)).length;
      counted = present.length === 0 ? 0 : fitting / present.length;
      shares.set(name, counted);
    }
    return counted;
  };
  return {
    count: present.length,
    values: present,
    get date() {
      return share("date");
    },
    get year() {
      return share("year");
    },
    get number() {
      return share("number");
    },
    get idNumber() {
      return share("idNumber");
    },
    get phone() {
      return share("phone");
    },
    get email() {
      return share("email");
    },
    get schoolYear() {
      return share("schoolYear");
    },
    get personName() {
      return share("personName");
    },
    get singleWord() {
      return share("singleWord");
    },
    get flag() {
      return share("flag");
    },
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

const foldedValues = new WeakMap<ValueProfile, readonly string[]>();

function foldedOf(profile: ValueProfile): readonly string[] {
  let folded = foldedValues.get(profile);
  if (folded === undefined) {
    const byText = new Map<string, string>();
    folded = profile.values.map((value) => {
      const known = byText.get(value) ?? foldText(value);
      byText.set(value, known);
      return known;
    });
    foldedValues.set(profile, folded);
  }
  return folded;
}

/** Share of values that are entries of the code set. */
export function codeShare(profile: ValueProfile, set: CodeSet): number {
  if (profile.count === 0) return 0;
  const spellings = spellingsOf(set);
  return foldedOf(profile).filter((value) => spellings.has(value)).length / profile.count;
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
