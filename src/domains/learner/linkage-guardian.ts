import { nationalIdComparison } from "../dictionary/comparisons/national-id.ts";
import { personNameComparison } from "../dictionary/comparisons/person-name.ts";
import { sameComparison } from "../dictionary/comparisons/same-value.ts";
import type { LinkageSpec } from "../dictionary/linkage.ts";

/** Fathers, mothers and guardians: lists of brothers and sisters, of two systems, of two years name the same people. */
export const guardianLinkage: LinkageSpec = {
  entity: "guardian",
  comparisons: [
    personNameComparison("full_name"),
    sameComparison("phone", "phone", { vi: "Số điện thoại", en: "Phone" }, 0.85),
    nationalIdComparison("national_id"),
    {
      ...sameComparison("birth_year", "birth_year", { vi: "Năm sinh", en: "Year of birth" }, 0.95),
      lasting: true,
    },
    { ...sameComparison("sex", "sex", { vi: "Giới tính", en: "Sex" }, 0.99), lasting: true },
    sameComparison("child", "child", { vi: "Con", en: "Child" }, 0.5),
    sameComparison("nullif(hp_fold(partner), '')", "partner", { vi: "Vợ, chồng", en: "Partner" }, 0.9),
    sameComparison("nullif(hp_fold(address), '')", "address", { vi: "Địa chỉ", en: "Address" }, 0.5),
  ],
  blocks: [
    { name: "phone and given name", features: ["phone_value", "name_given"] },
    { name: "name and child", features: ["name_words", "child_value"] },
    { name: "given name and child", features: ["name_given", "child_value"] },
    { name: "national id", features: ["national_id_digits"] },
    { name: "name and partner", features: ["name_words", "partner_value"] },
    { name: "name and address", features: ["name_words", "address_value"] },
  ],
  vetoes: [
    {
      name: "otherName",
      title: { vi: "khác hẳn tên", en: "another name" },
      all: [{ comparison: "name", from: "otherGiven" }],
      ask: false,
    },
    {
      name: "otherSex",
      title: { vi: "khác giới tính", en: "the other sex" },
      all: [{ comparison: "sex", from: "else" }],
      ask: false,
    },
    {
      name: "sameRow",
      title: { vi: "cùng một dòng, khác tên", en: "one row, two spellings" },
      all: [
        {
          when: "l.said_in = r.said_in and l.name_spelling <> r.name_spelling",
          features: { said_in: "said_in" },
        },
      ],
      ask: false,
    },
  ],
};
