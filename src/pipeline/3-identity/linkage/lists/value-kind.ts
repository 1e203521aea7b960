import { foldText } from "#src/domains/dictionary/fold.ts";
import { findCommunes } from "#src/domains/reference/find-communes.ts";
import { readSchoolName } from "#src/domains/reference/read-school-name.ts";
import type { ColumnKind } from "./column-kind.ts";

/** What is known of a column's values. */
export interface ColumnValues {
  /** Rows of the list. */
  readonly rows: number;
  readonly filled: number;
  readonly distinct: number;
  /** Some hundred values, each as often as it occurs among them. */
  readonly sample: readonly string[];
}

const familyNames = new Set(
  "nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dinh trinh luong mai to dao doan lam cao ha luu truong vuong la quach ta thach chu tong".split(
    " ",
  ),
);

const date = /^(\d{1,2}[-/. ]\d{1,2}[-/. ]\d{4}|\d{4}[-/. ]\d{1,2}[-/. ]\d{1,2})([T ]\d.*)?$/;
const solidDate = /^(19|20)\d\d(0[1-9]|1[0-2])([0-2]\d|3[01])$/;
const year = /^(1[89]|20)\d\d$/;
const email = /^\S+@\S+$/;
const phone = /^(\+?84|0)[ .-]?\d{2,3}([ .-]?\d{2,4}){2,3}$/;
const vietnameseId = /^(0\d{11}|\d{11}|\d[.,]\d+e\+?\d+)$/i;
const number = /^[-+]?\d+([.,]\d+)?$/;
const fullName = /^\p{L}[\p{L}.'-]*( \p{L}[\p{L}.'-]*){1,5}$/u;

/** Its type says a level, and something is left to call it by. */
const isSchoolName = (value: string): boolean => {
  const { levels, base } = readSchoolName(value);
  return levels.length > 0 && base !== "";
};
const isPlace = (value: string): boolean => findCommunes(value).length > 0;

/** How a kind shows in its values, the most telling first. */
const looks: readonly (readonly [ColumnKind, (value: string) => boolean, share: number])[] = [
  ["email", (value) => email.test(value), 0.7],
  ["date", (value) => date.test(value) || solidDate.test(value), 0.7],
  ["nationalId", (value) => vietnameseId.test(value), 0.7],
  ["phone", (value) => phone.test(value), 0.7],
  ["year", (value) => year.test(value), 0.9],
  ["schoolName", isSchoolName, 0.7],
  ["place", (value) => !/^\d+$/.test(value) && isPlace(value), 0.8],
  ["fullName", (value) => fullName.test(value) && familyNames.has(foldText(value).split(" ")[0] ?? ""), 0.6],
];

/** The kind that the values alone suggest. */
export function kindOfValues({ filled, distinct, sample }: ColumnValues): ColumnKind {
  const found = looks.find(([, fits, share]) => shareOf(sample, fits) >= share);
  if (found !== undefined) return found[0];
  const isNumeric = shareOf(sample, (value) => number.test(value)) >= 0.8;
  if (distinct <= 60 && distinct < filled / 5) return "code";
  if (isNumeric) return "number";
  const words =
    sample.reduce((sum, value) => sum + value.split(/\s+/).length, 0) / Math.max(1, sample.length);
  return words > 6 ? "text" : "words";
}

/** Whether the values can be what the header says; only kinds of a strict form are doubted. */
export function contradicts(kind: ColumnKind, { sample }: ColumnValues): boolean {
  const doubted: Partial<Readonly<Record<ColumnKind, (value: string) => boolean>>> = {
    date: (value) => /\d{4,}|\d\D\d+\D\d/.test(value),
    year: (value) => /\d{4}/.test(value),
    phone: (value) => /\d{3}/.test(value),
    nationalId: (value) => /\d{2}/.test(value),
    fullName: (value) => /\p{L}{2}/u.test(value),
    schoolName: isSchoolName,
    place: isPlace,
  };
  const fits = doubted[kind];
  return fits !== undefined && sample.length > 0 && shareOf(sample, fits) < 0.5;
}

/** Order of day and month in dates that begin with neither a year nor anything above twelve on the wrong side. */
export function dateOrder(sample: readonly string[]): "dmy" | "mdy" {
  const parts = sample.map((value) => /^(\d{1,2})[-/. ](\d{1,2})[-/. ]\d{4}/.exec(value));
  const over = (at: 1 | 2) => parts.filter((match) => Number(match?.[at] ?? 0) > 12).length;
  return over(2) > over(1) ? "mdy" : "dmy";
}

function shareOf(sample: readonly string[], fits: (value: string) => boolean): number {
  return sample.length === 0 ? 0 : sample.filter((value) => fits(value.trim())).length / sample.length;
}
