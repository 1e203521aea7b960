import {
  checksFor,
  holdsNationalId,
  holdsPhone,
  isPhone,
  nameRules,
  nationalIdRules,
  rule,
  unknownCode,
} from "../dictionary/check-builder.ts";
import { learnerCodeSets } from "./code-sets.ts";
import { Guardian, LearnerGuardian, Residence } from "./schema.ts";

const data = { legalBasis: "Luật 91/2025/QH15", tag: "found" } as const;

export const guardianChecks = checksFor(Guardian, {
  ...nationalIdRules("birth_year", { birth: "birthYear", sex: "sex" }),
  ...nameRules("full_name", "fullName"),
  "phone-missing": rule(
    "complete",
    "notice",
    { vi: "Cha, mẹ hoặc người giám hộ chưa có số điện thoại.", en: "The guardian has no phone number." },
    "phone is null",
    ["phone"],
  ),
  "phone-shape": rule(
    "clean",
    "warning",
    {
      vi: "Số điện thoại không thuộc đầu số di động hay cố định nào đang dùng.",
      en: "The phone number belongs to no network in use.",
    },
    `not (${isPhone("phone")})`,
    ["phone"],
  ),
  "age-implausible": rule(
    "accurate",
    "error",
    {
      vi: "Năm sinh cho thấy người giám hộ dưới 16 hoặc trên 110 tuổi.",
      en: "By the birth year the guardian is under 16 or over 110.",
    },
    "hp_year_start(current_year) - birth_year < 16 or hp_year_start(current_year) - birth_year > 110",
    ["birthYear"],
  ),
  "no-child": rule(
    "live",
    "notice",
    {
      vi: "Người giám hộ không còn gắn với học sinh nào.",
      en: "The guardian is linked to no learner any more.",
    },
    "learners = 0",
    ["guardianId"],
  ),
  "id-in-occupation": rule(
    "safe",
    "error",
    {
      vi: "Có số định danh hoặc số điện thoại trong ô nghề nghiệp.",
      en: "A national id or phone number stands in the occupation.",
    },
    `${holdsNationalId("occupation")} or ${holdsPhone("occupation")}`,
    ["occupation"],
    data,
  ),
  "unknown-code": unknownCode(Guardian, learnerCodeSets),
});

export const learnerGuardianChecks = checksFor(LearnerGuardian, {
  "same-id": rule(
    "accurate",
    "blocking",
    {
      vi: "Học sinh mang số định danh của cha, mẹ hoặc người giám hộ.",
      en: "The learner carries the national id of a guardian.",
    },
    "ids_agree",
    ["learnerId", "guardianId"],
    { legalBasis: "NĐ 137/2015/NĐ-CP Đ.13", tag: "found" },
  ),
  "parent-too-young": rule(
    "accurate",
    "error",
    {
      vi: "Cha hoặc mẹ hơn con chưa tới 14 tuổi.",
      en: "The parent is less than 14 years older than the child.",
    },
    "relation in ('father', 'mother') and learner_birth_year - guardian_birth_year < 14",
    ["guardianId", "relation"],
  ),
  "parent-sex": rule(
    "accurate",
    "error",
    {
      vi: "Giới tính trong số định danh của cha là nữ, hoặc của mẹ là nam.",
      en: "By the national id the father is female or the mother male.",
    },
    "guardian_national_id is not null and ((relation = 'father' and hp_nid_sex(guardian_national_id) = '2') or (relation = 'mother' and hp_nid_sex(guardian_national_id) = '1'))",
    ["guardianId", "relation"],
    { legalBasis: "NĐ 137/2015/NĐ-CP Đ.13", tag: "found" },
  ),
  "two-of-kind": rule(
    "consistent",
    "error",
    {
      vi: "Học sinh có hai cha hoặc hai mẹ khác nhau trong hồ sơ.",
      en: "The learner has two fathers or two mothers on record.",
    },
    "relation in ('father', 'mother') and persons_of_kind > 1",
    ["relation", "guardianId"],
  ),
  "same-name": rule(
    "clean",
    "warning",
    {
      vi: "Họ tên cha, mẹ trùng hệt họ tên học sinh: có thể chép nhầm cột.",
      en: "The parent's name equals the learner's: copied from the wrong column?",
    },
    "relation in ('father', 'mother') and lower(guardian_name) = lower(learner_name)",
    ["guardianId"],
  ),
  "guardian-unknown": rule(
    "connected",
    "error",
    {
      vi: "Quan hệ trỏ tới người giám hộ không có hồ sơ.",
      en: "The relation points at a guardian without a record.",
    },
    "not guardian_known",
    ["guardianId"],
  ),
  "learner-unknown": rule(
    "connected",
    "error",
    {
      vi: "Quan hệ trỏ tới học sinh không có hồ sơ.",
      en: "The relation points at a learner without a record.",
    },
    "not learner_known",
    ["learnerId"],
  ),
  "unknown-code": unknownCode(LearnerGuardian, learnerCodeSets),
});

export const residenceChecks = checksFor(Residence, {
  "address-missing": rule(
    "complete",
    "notice",
    { vi: "Nơi ở không có địa chỉ (thôn, tổ, số nhà).", en: "The residence has no address." },
    "at_school and address is null",
    ["address"],
  ),
  "commune-missing": rule(
    "complete",
    "warning",
    { vi: "Nơi ở không có xã, phường.", en: "The residence names no commune." },
    "at_school and commune_code is null and commune_name is null",
    ["communeCode", "communeName"],
  ),
  "commune-name-unknown": rule(
    "connected",
    "warning",
    {
      vi: "Tên xã, phường không có trong danh mục đơn vị hành chính, cả cũ lẫn mới.",
      en: "The commune's name is in the list of units neither as of today nor before the mergers.",
    },
    "commune_code is null and commune_name is not null and not name_known",
    ["communeName"],
    { legalBasis: "QĐ 19/2025/QĐ-TTg", tag: "found" },
  ),
  "commune-code-unknown": rule(
    "connected",
    "error",
    {
      vi: "Mã xã, phường không có trong danh mục đơn vị hành chính.",
      en: "The commune code is in no list of units.",
    },
    "commune_code is not null and not code_known",
    ["communeCode"],
    { legalBasis: "QĐ 19/2025/QĐ-TTg", tag: "found" },
  ),
  "id-in-address": rule(
    "safe",
    "error",
    { vi: "Có số định danh trong ô địa chỉ.", en: "A national id stands in the address." },
    holdsNationalId("address"),
    ["address"],
    data,
  ),
  "phone-in-address": rule(
    "safe",
    "warning",
    { vi: "Có số điện thoại trong ô địa chỉ.", en: "A phone number stands in the address." },
    holdsPhone("address"),
    ["address"],
    data,
  ),
  "address-shouted": rule(
    "clean",
    "notice",
    { vi: "Địa chỉ viết hoa toàn bộ.", en: "The address is all in capitals." },
    "address = upper(address) and address <> lower(address)",
    ["address"],
  ),
  "unknown-code": unknownCode(Residence, learnerCodeSets),
});
