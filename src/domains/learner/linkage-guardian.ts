import { nationalIdComparison } from "../dictionary/comparisons/national-id.ts";
import { personNameComparison } from "../dictionary/comparisons/person-name.ts";
import { sameComparison } from "../dictionary/comparisons/words.ts";
import type { LinkageSpec } from "../dictionary/linkage.ts";

/** Fathers, mothers and guardians: lists of brothers and sisters, of two systems, of two years name the same people. */
export const guardianLinkage: LinkageSpec = {
  entity: "guardian",
  comparisons: [
    personNameComparison("full_name"),
    sameComparison("phone", "phone", { vi: "Số điện thoại", en: "Phone" }, 0.85),
    nationalIdComparison("national_id"),
    sameComparison("birth_year", "birth_year", { vi: "Năm sinh", en: "Year of birth" }, 0.95),
    sameComparison("sex", "sex", { vi: "Giới tính", en: "Sex" }, 0.99),
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
      comparison: "name",
      fromLevel: "otherGiven",
    },
    {
      name: "otherSex",
      title: { vi: "khác giới tính", en: "the other sex" },
      comparison: "sex",
      fromLevel: "else",
    },
  ],
};
