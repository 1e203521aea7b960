import { nationalIdComparison } from "../dictionary/comparisons/national-id.ts";
import { personNameComparison } from "../dictionary/comparisons/person-name.ts";
import { personVetoes } from "../dictionary/comparisons/person-vetoes.ts";
import { plainDateComparison } from "../dictionary/comparisons/plain-date.ts";
import { sameComparison } from "../dictionary/comparisons/same-value.ts";
import type { LinkageSpec } from "../dictionary/linkage.ts";

/** Staff: 15-20 % of records come without a national id, and a teacher of two schools stands in two lists. */
export const staffLinkage: LinkageSpec = {
  entity: "staffMember",
  comparisons: [
    personNameComparison("full_name"),
    plainDateComparison("birth_date"),
    nationalIdComparison("national_id"),
    { ...sameComparison("sex", "sex", { vi: "Giới tính", en: "Sex" }, 0.97), lasting: true },
    sameComparison("phone", "phone", { vi: "Số điện thoại", en: "Phone" }, 0.8),
    sameComparison("lower(email)", "email", { vi: "Thư điện tử", en: "E-mail" }, 0.8),
    sameComparison("school_id", "school", { vi: "Trường", en: "School" }, 0.7),
  ],
  blocks: [
    { name: "birth date and given name", features: ["birth_date", "name_given"] },
    { name: "name, year and month of birth", features: ["name_words", "birth_month"] },
    { name: "name, year and day of birth", features: ["name_words", "birth_day"] },
    { name: "name and birth date, day and month swapped", features: ["name_words", "birth_either"] },
    { name: "name and school", features: ["name_words", "school_value"] },
    { name: "name and phone", features: ["name_words", "phone_value"] },
    { name: "national id", features: ["national_id_digits"] },
  ],
  vetoes: personVetoes,
};
