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
import { learnerCodeSets } from "../learner/code-sets.ts";
import * as referenceCodes from "../reference/code-sets.ts";
import * as staffCodes from "./code-sets.ts";
import { StaffMember } from "./schema.ts";

const sets = [
  ...learnerCodeSets,
  ...Object.values(referenceCodes).flat(),
  ...Object.values(staffCodes).flat(),
];
const here = "posts > 0";
const data = { legalBasis: "Luật 91/2025/QH15", tag: "found" } as const;

export const staffMemberChecks = checksFor(StaffMember, {
  ...nationalIdRules("extract(year from birth_date)", { birth: "birthDate", sex: "sex" }),
  ...nameRules("full_name", "fullName"),
  "id-missing": rule(
    "complete",
    "error",
    { vi: "Cán bộ, giáo viên chưa có số định danh cá nhân.", en: "The staff member has no national id." },
    "national_id is null and coalesce(nationality, 'VNM') = 'VNM'",
    ["nationalId"],
    { legalBasis: "Đề án, mục dữ liệu đội ngũ", tag: "seed" },
  ),
  "id-duplicate": rule(
    "consistent",
    "blocking",
    {
      vi: "Hai người khác nhau mang cùng một số định danh.",
      en: "Two different people carry one national id.",
    },
    "id_holders > 1",
    ["nationalId"],
    { legalBasis: "NĐ 137/2015/NĐ-CP Đ.13", tag: "found" },
  ),
  "birth-date-missing": rule(
    "complete",
    "error",
    { vi: "Thiếu ngày sinh.", en: "The birth date is missing." },
    "birth_date is null",
    ["birthDate"],
  ),
  "sex-missing": rule(
    "complete",
    "error",
    { vi: "Thiếu giới tính.", en: "The sex is missing." },
    "sex is null or sex = '0'",
    ["sex"],
  ),
  "name-sex": rule(
    "accurate",
    "warning",
    {
      vi: "Tên đệm và giới tính không hợp nhau (Thị mà là nam).",
      en: "Middle name and sex disagree (Thị for a man).",
    },
    "sex = '1' and full_name like '% Thị %'",
    ["fullName", "sex"],
  ),
  "age-implausible": rule(
    "accurate",
    "error",
    { vi: "Tuổi dưới 18 hoặc trên 75.", en: "Younger than 18 or older than 75." },
    "hp_age_in(birth_date, current_year) < 18 or hp_age_in(birth_date, current_year) > 75",
    ["birthDate"],
  ),
  "birth-date-future": rule(
    "accurate",
    "blocking",
    { vi: "Ngày sinh ở tương lai.", en: "The birth date is in the future." },
    "birth_date > today",
    ["birthDate"],
  ),
  "phone-missing": rule(
    "complete",
    "notice",
    { vi: "Chưa có số điện thoại.", en: "The phone number is missing." },
    `${here} and phone is null`,
    ["phone"],
  ),
  "email-missing": rule(
    "complete",
    "notice",
    { vi: "Chưa có thư điện tử.", en: "The e-mail is missing." },
    `${here} and email is null`,
    ["email"],
  ),
  "degree-missing": rule(
    "complete",
    "warning",
    { vi: "Giáo viên chưa ghi trình độ chuyên môn.", en: "The teacher's degree is missing." },
    "is_teacher and not has_degree",
    ["staffId"],
    { legalBasis: "Luật Giáo dục 2019 Đ.72", tag: "memory" },
  ),
  "ethnicity-missing": rule(
    "complete",
    "notice",
    { vi: "Thiếu dân tộc.", en: "The ethnic group is missing." },
    `${here} and ethnicity is null`,
    ["ethnicity"],
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
  "social-insurance-shape": rule(
    "clean",
    "warning",
    { vi: "Mã số BHXH không đúng 10 chữ số.", en: "The social insurance number is not 10 digits." },
    "regexp_replace(social_insurance_number, '^[0-9]{10}$', '') <> ''",
    ["socialInsuranceNumber"],
    { legalBasis: "QĐ 595/QĐ-BHXH", tag: "memory" },
  ),
  "unknown-code": unknownCode(StaffMember, sets),
  "absent-from-source": rule(
    "live",
    "warning",
    {
      vi: "Người này không còn trong danh sách mới nhất trường gửi: đã chuyển, nghỉ hay bị bỏ sót?",
      en: "The person is no longer in the school's latest list.",
    },
    "is_absent",
    ["schoolId"],
  ),
  "no-post": rule(
    "live",
    "notice",
    { vi: "Không còn vị trí công tác nào đang làm.", en: "No post stands any more." },
    "posts = 0",
    ["staffId"],
  ),
  "school-unknown": rule(
    "connected",
    "error",
    {
      vi: "Mã trường không có trong sổ đăng ký trường của Sở.",
      en: "The school is not in the department's register.",
    },
    "school_id is not null and not school_known",
    ["schoolId"],
  ),
  "code-missing": rule(
    "connected",
    "notice",
    { vi: "Chưa có mã cán bộ của cơ sở dữ liệu ngành.", en: "No staff code of the sector database." },
    `${here} and staff_code is null`,
    ["staffCode"],
  ),
  "code-is-id": rule(
    "safe",
    "error",
    { vi: "Mã cán bộ chính là số định danh.", en: "The staff code is the national id." },
    "staff_code = national_id",
    ["staffCode", "nationalId"],
    data,
  ),
  "id-in-text": rule(
    "safe",
    "error",
    {
      vi: "Có số định danh trong ô khen thưởng hoặc kỷ luật.",
      en: "A national id stands in rewards or discipline.",
    },
    `${holdsNationalId("rewards")} or ${holdsNationalId("discipline")}`,
    ["rewards", "discipline"],
    data,
  ),
  "phone-in-text": rule(
    "safe",
    "warning",
    {
      vi: "Có số điện thoại trong ô khen thưởng hoặc kỷ luật.",
      en: "A phone number stands in rewards or discipline.",
    },
    `${holdsPhone("rewards")} or ${holdsPhone("discipline")}`,
    ["rewards", "discipline"],
    data,
  ),
});
