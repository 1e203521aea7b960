import type { Veto } from "../linkage.ts";

/**
 * What keeps two people of a list apart, however much they share: brothers and sisters share parents, address, school
 * and, if twins, the birth date. Stands on comparisons `name`, `national_id`, `birth` and a column `list`.
 */
export const personVetoes: readonly Veto[] = [
  {
    name: "otherName",
    title: { vi: "khác hẳn tên", en: "another name" },
    all: [{ comparison: "name", from: "otherGiven" }],
    ask: false,
  },
  {
    // Twins bear names a letter apart; only the number tells a slip of the pen from a sister.
    name: "slipWithoutId",
    title: {
      vi: "tên lệch chữ, không có số định danh làm chứng",
      en: "name a letter off, no id to confirm it",
    },
    all: [
      { comparison: "name", from: "shortened" },
      { comparison: "national_id", notWithin: ["same", "rounded", "slip"] },
    ],
    ask: true,
  },
  {
    // Two pupils of one class may share a name; they share neither number nor birthday.
    name: "otherIdOtherBirth",
    title: { vi: "khác số định danh và khác ngày sinh", en: "another id and another birth date" },
    all: [
      { comparison: "national_id", from: "twoSlips" },
      { comparison: "birth", from: "swapped" },
    ],
    ask: true,
  },
  {
    // Ánh has a twin called Anh: without accents a list means either of them, the number means one.
    name: "otherIdOtherSpelling",
    title: {
      vi: "khác số định danh và tên viết khác",
      en: "another id and another spelling of the name",
    },
    all: [
      { comparison: "national_id", from: "twoSlips" },
      { comparison: "name", from: "accentsLost" },
    ],
    ask: true,
  },
  {
    // One list names a person once; twins stand in it side by side, with names that differ by an accent.
    name: "sameList",
    title: { vi: "cùng một danh sách, khác tên", en: "one list, two spellings" },
    all: [{ when: "l.list = r.list and l.name_spelling <> r.name_spelling", features: { list: "list" } }],
    ask: true,
  },
];
