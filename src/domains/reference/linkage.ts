import {
  schoolLevelComparison,
  schoolNameComparison,
  schoolNumberComparison,
  schoolPlaceComparison,
  schoolVetoes,
} from "../dictionary/comparisons/school-name.ts";
import { shortTextComparison } from "../dictionary/comparisons/short-text.ts";
import { phoneComparison } from "../dictionary/comparisons/written-number.ts";
import type { Comparison, LinkageSpec, Veto } from "../dictionary/linkage.ts";
import type { Reading } from "../dictionary/reading.ts";
import { findCommunes } from "./find-communes.ts";
import { readSchoolName } from "./read-school-name.ts";

/** Taking a school's name apart; `<column>_base` and so on, see the comparison. */
export function schoolNameReading(column: string, name: string): Reading {
  const columns = {
    [`${name}_base`]: "VARCHAR",
    [`${name}_spelt`]: "VARCHAR",
    [`${name}_initials`]: "VARCHAR",
    [`${name}_number`]: "VARCHAR",
    [`${name}_levels`]: "VARCHAR[]",
    [`${name}_communes`]: "VARCHAR[]",
  };
  return {
    column,
    columns,
    read: (text) => {
      const { base, spelt, initials, number, levels, communes } = readSchoolName(text);
      const values = [base, spelt, initials, number, levels, communes];
      return Object.fromEntries(Object.keys(columns).map((key, at) => [key, values[at] ?? null]));
    },
  };
}

/** The communes of today that a text names. */
export function communesReading(column: string, into: string): Reading {
  return { column, columns: { [into]: "VARCHAR[]" }, read: (text) => ({ [into]: findCommunes(text) }) };
}

/** As issued: department 31, commune, level, number. @param code SQL of the code */
const issued = (code: string) => `regexp_full_match(${code}, '31[0-9]{5}0[1-5][0-9]{3}')`;

const code: Comparison = {
  name: "code",
  title: { vi: "Mã trường", en: "School code" },
  features: { code_text: "nullif(upper(regexp_replace(school_code, '[^0-9A-Za-z]', '', 'g')), '')" },
  needs: ["code_text"],
  levels: [
    {
      name: "same",
      title: { vi: "giống nhau", en: "the same" },
      holds: "l.code_text = r.code_text",
      expected: 0.3,
    },
    {
      name: "slip",
      title: { vi: "sai hoặc đảo một chữ số, mất số đầu", en: "one digit wrong, swapped or lost" },
      holds:
        "len(l.code_text) >= 8 and len(r.code_text) >= 8 and damerau_levenshtein(l.code_text, r.code_text) = 1",
      expected: 0.1,
    },
    {
      // Old codes, a vendor's own numbers: what isn't issued says neither yes nor no.
      name: "foreign",
      title: { vi: "mã cũ hoặc mã riêng của phần mềm", en: "an old code or a vendor's own" },
      holds: `not ${issued("l.code_text")} or not ${issued("r.code_text")}`,
      expected: 0.59,
    },
  ],
};

/**
 * Two codes as the department issues them: two schools, however alike, unless the codes are a slip apart and the names one.
 *
 * @param feature of the codes
 * @param name of the comparison of names
 */
export function otherCodeVeto(feature: string, name: string): Veto {
  return {
    name: "otherIssuedCode",
    title: { vi: "hai mã trường đúng dạng khác nhau", en: "two well-formed codes" },
    all: [
      {
        when: `${issued(`l.${feature}`)} and ${issued(`r.${feature}`)} and l.${feature} <> r.${feature}
          and (l.${name}_joined <> r.${name}_joined or damerau_levenshtein(l.${feature}, r.${feature}) > 1)`,
      },
    ],
    ask: false,
  };
}

/** A well-formed code of another school, which the register does not know yet: a namesake, not a slip of the pen. */
const otherCode: Veto = {
  name: "otherCode",
  title: { vi: "mã đúng dạng của trường khác", en: "a well-formed code of another school" },
  all: [{ comparison: "code", from: "else" }],
  ask: true,
};

/**
 * Schools, as files and lists name them: type abbreviated, accents lost, code missing, old or a vendor's own, commune
 * by its name of today, before the merger, or only the former district. Held against the department's register.
 * Columns: school_name, school_code, place (a commune as written, or its code), school_levels (`02;03`), address, phone.
 */
export const schoolLinkage: LinkageSpec = {
  entity: "school",
  readings: [schoolNameReading("school_name", "name"), communesReading("place", "place_communes")],
  comparisons: [
    schoolNameComparison("name"),
    schoolNumberComparison("name"),
    schoolLevelComparison("name", "school_levels"),
    schoolPlaceComparison("name", "place_communes"),
    code,
    phoneComparison("phone", "phone", { vi: "Số điện thoại", en: "Phone" }),
    shortTextComparison("address", "address", { vi: "Địa chỉ", en: "Address" }, { manyWords: true }),
  ],
  features: {
    place_one:
      "case when len(place_communes) = 1 then place_communes[1] when len(name_communes) = 1 then name_communes[1] end",
    level_one: "coalesce(split_part(school_levels, ';', 1), name_levels[1])",
    base_start: "nullif(left(name_base, 3), '')",
    base_last: "nullif(string_split(name_base, ' ')[-1], '')",
  },
  blocks: [
    { name: "name", features: ["name_joined"] },
    { name: "start of the name, number", features: ["base_start", "name_no_value"] },
    { name: "last word of the name, number", features: ["base_last", "name_no_value"] },
    { name: "initials, level", features: ["name_short", "level_one"] },
    { name: "commune and level", features: ["place_one", "level_one"] },
    { name: "code", features: ["code_text"] },
    { name: "phone", features: ["phone_digits"] },
  ],
  vetoes: [...schoolVetoes("name"), otherCode],
};
