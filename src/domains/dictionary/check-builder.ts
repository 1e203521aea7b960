import type { Check } from "./check.ts";
import type { CodeSet } from "./code-set.ts";
import { type Dataset, fieldColumns } from "./dataset.ts";
import type { SourceTag, Text } from "./text.ts";

type CheckParts = Omit<Check, "code" | "dataset">;

/** Makes the rules of one dataset; codes are `learner.id-missing`, fields are held against the dataset. */
export function checksFor(target: Dataset, rules: Readonly<Record<string, CheckParts>>): readonly Check[] {
  return Object.entries(rules).map(([name, rule]) => {
    for (const field of rule.fields) {
      if (!(field in target.fields)) throw new Error(`${target.id}.${name}: no field ${field}`);
    }
    return { ...rule, code: `${target.id}.${name}`, dataset: target.id };
  });
}

/** A rule in one line, in the order a steward asks: how bad, what it says, when it fails, where to look. */
export function rule(
  dimension: Check["dimension"],
  severity: Check["severity"],
  sentence: Text,
  fails: string,
  fields: readonly string[],
  source: { readonly tag?: SourceTag; readonly legalBasis?: string } = {},
): CheckParts {
  const { tag = "design", legalBasis } = source;
  return {
    dimension,
    severity,
    sentence,
    fails,
    fields,
    tag,
    ...(legalBasis === undefined ? {} : { legalBasis }),
  };
}

/** True when the text holds the pattern somewhere. Written with `regexp_replace`, which both engines have. */
function holds(column: string, pattern: string): string {
  return `regexp_replace(${column}, '${pattern}', '', 'g') <> ${column}`;
}

/** Twelve digits in a row, not part of a longer number: a national id where none belongs. */
export const holdsNationalId = (column: string): string =>
  `(${column} <> translate(${column}, '0123456789', '') and ${holds(column, "(^|[^0-9])0[0-9]{11}($|[^0-9])")})`;

/** A mobile number in free text. */
export const holdsPhone = (column: string): string =>
  `(${column} <> translate(${column}, '0123456789', '') and ${holds(column, "(^|[^0-9])0[35789][0-9]{8}($|[^0-9])")})`;

/** Ten digits of a mobile network, or a fixed line with its area code. */
export const isPhone = (column: string): string =>
  `regexp_replace(${column}, '^(0[35789][0-9]{8}|02[0-9]{8,9})$', '') = ''`;

export const quoteList = (codes: readonly string[]): string =>
  codes.map((code) => `'${code.replaceAll("'", "''")}'`).join(", ");

/** A code that its list does not know: one rule a dataset, over all its code fields. */
export function unknownCode(target: Dataset, sets: readonly CodeSet[]): CheckParts {
  const columns = fieldColumns(target).filter((column) => target.fields[column.field]?.kind === "code");
  const conditions = columns.map((column) => {
    const id = target.fields[column.field]?.codeSet;
    const set = sets.find((candidate) => candidate.id === id);
    if (set === undefined) throw new Error(`${target.id}.${column.field}: no code set ${id}`);
    return `${column.name} not in (${quoteList(set.entries.map((entry) => entry.code))})`;
  });
  return rule(
    "consistent",
    "error",
    {
      vi: "Có mã không nằm trong danh mục dùng chung của thành phố.",
      en: "A code is not in the city's common code list.",
    },
    conditions.join(" or "),
    columns.map((column) => column.field),
  );
}

/** The rules every personal name obeys. */
export function nameRules(name: string, field: string): Readonly<Record<string, CheckParts>> {
  const surnames = ["nguyen", "tran", "pham", "hoang", "vu", "vo", "bui", "do", "dang", "ngo", "duong", "le"];
  return {
    "name-digits": rule(
      "clean",
      "error",
      { vi: "Họ tên có chữ số.", en: "The name has digits in it." },
      `${name} <> translate(${name}, '0123456789', '')`,
      [field],
    ),
    "name-symbols": rule(
      "clean",
      "warning",
      { vi: "Họ tên có ký tự lạ (@, #, /, ngoặc…).", en: "The name has symbols in it (@, #, /, brackets…)." },
      `${name} <> translate(${name}, '@#/()_*?;:"%&+=!<>[]', '')`,
      [field],
    ),
    "name-one-word": rule(
      "clean",
      "error",
      {
        vi: "Họ tên chỉ có một từ: thiếu họ hoặc tên.",
        en: "The name is one word: family or given name is missing.",
      },
      `strpos(trim(${name}), ' ') = 0`,
      [field],
    ),
    "name-not-nfc": rule(
      "clean",
      "warning",
      {
        vi: "Họ tên gõ dấu tổ hợp (không phải Unicode dựng sẵn), tìm kiếm và đối chiếu sẽ trượt.",
        en: "The name is not in composed Unicode (NFC); search and comparison miss it.",
      },
      `not hp_is_nfc(${name})`,
      [field],
      { legalBasis: "TCVN 6909:2001", tag: "memory" },
    ),
    "name-all-caps": rule(
      "clean",
      "notice",
      { vi: "Họ tên viết hoa toàn bộ.", en: "The name is all in capitals." },
      `${name} = upper(${name}) and ${name} <> lower(${name})`,
      [field],
    ),
    "name-spaces": rule(
      "clean",
      "warning",
      { vi: "Họ tên thừa khoảng trắng.", en: "The name has surplus spaces." },
      `${name} <> trim(${name}) or strpos(${name}, '  ') > 0`,
      [field],
    ),
    "name-accents-lost": rule(
      "clean",
      "error",
      {
        vi: "Họ tên mất dấu: họ viết không dấu (Nguyen, Tran, Pham…).",
        en: "The name lost its accents: the family name is written without (Nguyen, Tran, Pham…).",
      },
      `lower(split_part(${name}, ' ', 1)) in (${quoteList(surnames)})`,
      [field],
    ),
  };
}

/** The rules the number of a person obeys against the person's other data (NĐ 137/2015 Đ.13). */
export function nationalIdRules(
  birthYear: string,
  fields: { readonly birth: string; readonly sex: string },
): Readonly<Record<string, CheckParts>> {
  const source = { legalBasis: "NĐ 137/2015/NĐ-CP Đ.13", tag: "found" } as const;
  return {
    "id-shape": rule(
      "accurate",
      "error",
      {
        vi: "Số định danh không đúng cấu trúc 12 chữ số (mã tỉnh, mã thế kỷ - giới tính, năm sinh, 6 số).",
        en: "The national id does not have the structure of 12 digits.",
      },
      "national_id is not null and not hp_valid_national_id(national_id)",
      ["nationalId"],
      source,
    ),
    "id-province": rule(
      "accurate",
      "warning",
      {
        vi: "Ba số đầu của số định danh không phải mã tỉnh nơi đăng ký khai sinh (001-096).",
        en: "The first three digits of the national id are no province of birth registration (001-096).",
      },
      "hp_valid_national_id(national_id) and substr(national_id, 1, 3) not between '001' and '096'",
      ["nationalId"],
      { legalBasis: "TT 07/2016/TT-BCA Đ.7", tag: "found" },
    ),
    "id-sex": rule(
      "accurate",
      "error",
      {
        vi: "Giới tính không khớp chữ số thứ tư của số định danh.",
        en: "The sex disagrees with the fourth digit of the national id.",
      },
      "national_id is not null and sex in ('1', '2') and hp_nid_sex(national_id) <> sex",
      ["nationalId", fields.sex],
      source,
    ),
    "id-birth-year": rule(
      "accurate",
      "error",
      {
        vi: "Năm sinh không khớp năm sinh trong số định danh.",
        en: "The birth year disagrees with the one in the national id.",
      },
      `hp_nid_birth_year(national_id) <> ${birthYear}`,
      ["nationalId", fields.birth],
      source,
    ),
  };
}
