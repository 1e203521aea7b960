import type { Comparison, Veto } from "../linkage.ts";
import type { Text } from "../text.ts";

/**
 * A school's name taken apart by a reading (domains/reference/read-school-name.ts) into columns `<name>_base`, `_spelt`,
 * `_initials`, `_number`, `_levels` and `_communes`. Two schools of one name a commune apart are common, and so are
 * Hoa Sen and Hoa Sen 2: number and level are compared apart, and rule out what no likeness may outweigh.
 */
export function schoolNameComparison(
  name: string,
  title: Text = { vi: "Tên trường", en: "School name" },
): Comparison {
  const [base, joined] = [`${name}_key`, `${name}_joined`];
  const [l, r] = [`l.${joined}`, `r.${joined}`];
  const slips = (most: number, from: number) =>
    `least(len(${l}), len(${r})) >= ${from} and abs(len(${l}) - len(${r})) <= ${most} and damerau_levenshtein(${l}, ${r}) <= ${most}`;
  return {
    name,
    title,
    features: {
      [base]: `nullif(${name}_base, '')`,
      [joined]: `nullif(replace(${name}_base, ' ', ''), '')`,
      [`${name}_spelling`]: `hp_spelling(${name}_spelt)`,
      [`${name}_accented`]: `${name}_spelt <> ${name}_base`,
      // NBK is a name of its own initials.
      [`${name}_short`]: `case when contains(${name}_base, ' ') or len(${name}_base) > 6 then ${name}_initials else nullif(${name}_base, '') end`,
      [`${name}_list`]: `string_split(${name}_base, ' ')`,
    },
    needs: [base],
    levels: [
      {
        name: "same",
        title: { vi: "giống nhau", en: "the same" },
        holds: `l.${name}_spelling = r.${name}_spelling`,
        expected: 0.72,
        frequencyOf: base,
      },
      {
        name: "accentsLost",
        title: { vi: "một bên mất dấu, hoặc dính chữ", en: "one side without accents or blanks" },
        holds: `${l} = ${r} and (l.${name}_accented <> r.${name}_accented or l.${base} <> r.${base})`,
        expected: 0.14,
        frequencyOf: base,
      },
      {
        name: "accentsDiffer",
        title: { vi: "khác dấu", en: "other accents" },
        holds: `${l} = ${r}`,
        expected: 0.02,
        frequencyOf: base,
      },
      {
        name: "shortened",
        title: { vi: "viết tắt", en: "shortened" },
        holds: `len(${l}) between 2 and 6 and ${l} = r.${name}_short or len(${r}) between 2 and 6 and ${r} = l.${name}_short
          or left(${l}, 1) = left(${r}, 1) and (len(l.${name}_list) > 1 and len(${l}) < len(${r}) and ${abbreviates("l", "r", base)}
            or len(r.${name}_list) > 1 and len(${r}) < len(${l}) and ${abbreviates("r", "l", base)})`,
        expected: 0.04,
      },
      {
        name: "slip",
        title: { vi: "sai một chữ", en: "one letter off" },
        holds: slips(1, 5),
        expected: 0.03,
      },
      {
        name: "part",
        title: { vi: "một tên nằm trong tên kia", en: "one name is part of the other" },
        holds: `least(len(l.${name}_list), len(r.${name}_list)) >= 2 and (list_has_all(l.${name}_list, r.${name}_list) or list_has_all(r.${name}_list, l.${name}_list))`,
        expected: 0.02,
      },
      {
        name: "twoSlips",
        title: { vi: "sai hai chữ", en: "two letters off" },
        holds: slips(2, 9),
        expected: 0.01,
      },
    ],
  };
}

/** Whether each word of one name begins, in order, some word of the other: N. Bỉnh Khiêm for Nguyễn Bỉnh Khiêm. */
function abbreviates(short: string, long: string, base: string): string {
  return `regexp_full_match(${long}.${base}, '^' || replace(${short}.${base}, ' ', '[a-z]*( [a-z]+)* ') || '[a-z]*$')`;
}

export function schoolNumberComparison(name: string): Comparison {
  return {
    name: `${name}_no`,
    title: { vi: "Số trong tên trường", en: "Number in the school's name" },
    features: { [`${name}_no_value`]: `${name}_number`, [`${name}_no_of`]: `nullif(${name}_base, '')` },
    needs: [`${name}_no_value`, `${name}_no_of`],
    levels: [
      {
        name: "same",
        title: { vi: "giống nhau", en: "the same" },
        holds: `l.${name}_no_value = r.${name}_no_value`,
        expected: 0.99,
      },
    ],
  };
}

/** @param column SQL of `02;03`, as a register says it; what the name's own words say where it is empty */
export function schoolLevelComparison(name: string, column = "cast(null as varchar)"): Comparison {
  const levels = `${name}_teaches`;
  return {
    name: `${name}_level`,
    title: { vi: "Cấp học", en: "School level" },
    features: {
      [levels]: `coalesce(list_sort(string_split(nullif(replace(${column}, ' ', ''), ''), ';')), case when len(${name}_levels) > 0 then ${name}_levels end)`,
    },
    needs: [levels],
    levels: [
      {
        name: "same",
        title: { vi: "giống nhau", en: "the same" },
        holds: `l.${levels} = r.${levels}`,
        expected: 0.94,
      },
      {
        name: "overlap",
        title: { vi: "một trường nhiều cấp, có cấp chung", en: "several levels, some in common" },
        holds: `list_has_any(l.${levels}, r.${levels})`,
        expected: 0.05,
      },
    ],
  };
}

/**
 * Communes of today on both sides, whatever the letterhead calls them.
 *
 * @param place SQL of the communes of a column of its own
 * @param besideName whether the name may say a place, where that column doesn't
 */
export function schoolPlaceComparison(
  name: string,
  place = "cast(null as varchar[])",
  besideName = true,
): Comparison {
  const communes = `${name}_where`;
  const both = `list_has_any(l.${communes}, r.${communes})`;
  return {
    name: `${name}_place`,
    title: { vi: "Xã, phường, kể cả tên cũ", en: "Commune, old names too" },
    features: {
      [communes]: `case when len(${place}) > 0 then ${place} ${besideName ? `when len(${name}_communes) > 0 then ${name}_communes` : ""} end`,
    },
    needs: [communes],
    levels: [
      {
        name: "same",
        title: { vi: "cùng xã, phường", en: "the same commune" },
        holds: `${both} and greatest(len(l.${communes}), len(r.${communes})) <= 3`,
        expected: 0.9,
      },
      {
        // Nothing nearer than the old district, which is five communes or so today.
        name: "district",
        title: { vi: "cùng quận, huyện cũ", en: "the same former district" },
        holds: both,
        expected: 0.07,
      },
    ],
  };
}

export function schoolVetoes(name: string): readonly Veto[] {
  return [
    {
      name: `${name}_otherNumber`,
      title: { vi: "khác số thứ tự trong tên", en: "another number in the name" },
      all: [{ comparison: `${name}_no`, from: "else" }],
      ask: false,
    },
    {
      name: `${name}_otherLevel`,
      title: { vi: "khác cấp học", en: "another school level" },
      all: [{ comparison: `${name}_level`, from: "else" }],
      ask: false,
    },
    {
      name: `${name}_otherName`,
      title: { vi: "khác hẳn tên", en: "another name" },
      all: [{ comparison: name, from: "else" }],
      ask: false,
    },
  ];
}
