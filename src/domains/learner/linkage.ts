import { nationalIdComparison } from "../dictionary/comparisons/national-id.ts";
import { personNameComparison } from "../dictionary/comparisons/person-name.ts";
import { personVetoes } from "../dictionary/comparisons/person-vetoes.ts";
import { plainDateComparison } from "../dictionary/comparisons/plain-date.ts";
import { sameComparison } from "../dictionary/comparisons/same-value.ts";
import type { Comparison, LinkageSpec } from "../dictionary/linkage.ts";

export { guardianLinkage } from "./linkage-guardian.ts";

const either = (holds: readonly string[]) => holds.map((sql) => `coalesce(${sql}, false)`).join(" or ");

/** Parents and their phones together: brothers and sisters share them all, so they count once. */
const family: Comparison = {
  name: "family",
  title: { vi: "Cha mẹ, người giám hộ", en: "Parents, guardian" },
  features: {
    father: "nullif(hp_fold(father_name), '')",
    mother: "nullif(hp_fold(mother_name), '')",
    phones:
      "list_distinct(list_filter([father_phone, mother_phone, guardian_phone], phone -> phone is not null))",
    family_known: "coalesce(father_name, mother_name, father_phone, mother_phone, guardian_phone)",
  },
  needs: ["family_known"],
  levels: [
    {
      name: "both",
      title: { vi: "cùng cả cha và mẹ", en: "both parents the same" },
      holds: "l.father = r.father and l.mother = r.mother",
      expected: 0.7,
    },
    {
      name: "one",
      title: { vi: "cùng cha, cùng mẹ hoặc cùng số điện thoại", en: "one parent or phone the same" },
      holds: either([
        "l.father = r.father",
        "l.mother = r.mother",
        "len(list_intersect(l.phones, r.phones)) > 0",
      ]),
      expected: 0.15,
    },
  ],
};

/** Learners: what the rows of lists, results and study histories have in common. */
export const learnerLinkage: LinkageSpec = {
  entity: "learner",
  comparisons: [
    personNameComparison("full_name"),
    plainDateComparison("birth_date"),
    nationalIdComparison("national_id"),
    { ...sameComparison("sex", "sex", { vi: "Giới tính", en: "Sex" }, 0.97), lasting: true },
    family,
    sameComparison("school_id", "school", { vi: "Trường", en: "School" }, 0.8),
    sameComparison(
      "nullif(hp_fold(class_name), '') || '|' || school_id",
      "class",
      { vi: "Lớp", en: "Class" },
      0.6,
    ),
    sameComparison("nullif(hp_fold(address), '')", "address", { vi: "Địa chỉ", en: "Address" }, 0.5),
  ],
  blocks: [
    { name: "birth date and given name", features: ["birth_date", "name_given"] },
    { name: "name, year and month of birth", features: ["name_words", "birth_month"] },
    { name: "name, year and day of birth", features: ["name_words", "birth_day"] },
    { name: "name and birth date, day and month swapped", features: ["name_words", "birth_either"] },
    { name: "name and school", features: ["name_words", "school_value"] },
    { name: "national id", features: ["national_id_digits"] },
    { name: "birth date and mother", features: ["birth_date", "mother"] },
    { name: "birth date and father", features: ["birth_date", "father"] },
  ],
  vetoes: personVetoes,
};
