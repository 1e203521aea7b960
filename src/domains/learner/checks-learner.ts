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
import { lifelongRecordDeadline } from "../reference/legal-rules.ts";
import { learnerCodeSets } from "./code-sets.ts";
import { Learner } from "./schema.ts";

const deadline = lifelongRecordDeadline.map((version) => version.params.issuedBefore)[0] ?? "2027-01-01";
const vietnamese = "coalesce(nationality, 'VNM') = 'VNM'";
/** Those who left keep their record; nobody asks them for what is missing. */
const here = "school_id is not null";

export const learnerRecordChecks = checksFor(Learner, {
  ...nationalIdRules("extract(year from birth_date)", { birth: "birthDate", sex: "sex" }),
  ...nameRules("full_name", "fullName"),
  "id-missing": rule(
    "complete",
    "error",
    { vi: "Học sinh chưa có số định danh cá nhân.", en: "The learner has no national id." },
    `${here} and national_id is null and ${vietnamese}`,
    ["nationalId"],
    { legalBasis: "TT 42/2021/TT-BGDĐT Đ.10; NĐ 88/2026/NĐ-CP Đ.8", tag: "found" },
  ),
  "id-duplicate": rule(
    "consistent",
    "blocking",
    {
      vi: "Hai học sinh khác nhau mang cùng một số định danh.",
      en: "Two different learners carry one national id.",
    },
    "id_holders > 1",
    ["nationalId"],
    { legalBasis: "NĐ 137/2015/NĐ-CP Đ.13", tag: "found" },
  ),
  "document-missing": rule(
    "complete",
    "warning",
    {
      vi: "Không có số định danh mà cũng không ghi giấy tờ nào khác.",
      en: "Neither a national id nor any other document.",
    },
    `${here} and national_id is null and document_number is null`,
    ["nationalId", "documentType", "documentNumber"],
  ),
  "birth-date-missing": rule(
    "complete",
    "error",
    { vi: "Thiếu ngày sinh.", en: "The birth date is missing." },
    "birth_date is null",
    ["birthDate"],
  ),
  "birth-date-partial": rule(
    "complete",
    "warning",
    {
      vi: "Ngày sinh chỉ có năm hoặc tháng và năm.",
      en: "Only the year, or month and year, of birth is known.",
    },
    `${here} and birth_precision in ('month', 'year')`,
    ["birthDate", "birthPrecision"],
  ),
  "birth-date-future": rule(
    "accurate",
    "blocking",
    { vi: "Ngày sinh ở tương lai.", en: "The birth date is in the future." },
    "birth_date > today",
    ["birthDate"],
  ),
  "birth-date-too-old": rule(
    "accurate",
    "error",
    { vi: "Ngày sinh cho thấy người học trên 80 tuổi.", en: "By the birth date the learner is over 80." },
    "extract(year from birth_date) < hp_year_start(current_year) - 80",
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
      vi: "Tên đệm và giới tính không hợp nhau (Thị mà là nam, Văn mà là nữ).",
      en: "Middle name and sex disagree (Thị for a boy, Văn for a girl).",
    },
    "(sex = '1' and full_name like '% Thị %') or (sex = '2' and full_name like '% Văn %')",
    ["fullName", "sex"],
  ),
  "ethnicity-missing": rule(
    "complete",
    "warning",
    { vi: "Thiếu dân tộc.", en: "The ethnic group is missing." },
    `${here} and ethnicity is null`,
    ["ethnicity"],
  ),
  "foreigner-ethnicity": rule(
    "consistent",
    "notice",
    {
      vi: "Quốc tịch nước ngoài nhưng dân tộc là một dân tộc Việt Nam, hoặc ngược lại.",
      en: "Foreign nationality with a Vietnamese ethnic group, or the other way round.",
    },
    "(nationality <> 'VNM' and ethnicity <> '55') or (nationality = 'VNM' and ethnicity = '55')",
    ["nationality", "ethnicity"],
  ),
  "guardian-missing": rule(
    "complete",
    "error",
    { vi: "Không có cha, mẹ hay người giám hộ nào.", en: "No father, mother or guardian is recorded." },
    `${here} and guardians = 0`,
    ["learnerId"],
    { legalBasis: "Luật 91/2025/QH15 (người đại diện của trẻ em)", tag: "found" },
  ),
  "contact-missing": rule(
    "complete",
    "error",
    {
      vi: "Không có số điện thoại nào của học sinh, cha mẹ hay người giám hộ.",
      en: "There is no phone number of the learner, parents or guardian.",
    },
    `${here} and phone is null and guardian_phones = 0`,
    ["phone"],
  ),
  "residence-missing": rule(
    "complete",
    "warning",
    { vi: "Không có nơi ở hiện nay.", en: "The current residence is missing." },
    `${here} and not has_home`,
    ["learnerId"],
  ),
  "phone-shape": rule(
    "clean",
    "warning",
    {
      vi: "Số điện thoại không thuộc đầu số di động hay cố định nào đang dùng.",
      en: "The phone number belongs to no mobile or fixed network in use.",
    },
    `not (${isPhone("phone")})`,
    ["phone"],
  ),
  "email-placeholder": rule(
    "clean",
    "notice",
    { vi: "Thư điện tử là địa chỉ mẫu, không phải của ai.", en: "The e-mail is a placeholder." },
    "lower(email) like '%@example.%' or lower(email) like 'test@%' or lower(email) like 'abc@%' or lower(email) like 'khongco@%'",
    ["email"],
  ),
  "unknown-code": unknownCode(Learner, learnerCodeSets),
  "not-enrolled-now": rule(
    "live",
    "error",
    {
      vi: "Hồ sơ ghi đang ở một trường nhưng năm học này không có dòng quá trình học.",
      en: "The record names a school, but there is no enrolment in this school year.",
    },
    `${here} and not is_attending`,
    ["schoolId"],
    { legalBasis: "TT 25/2024/TT-BGDĐT (số liệu đầu năm 30/9)", tag: "seed" },
  ),
  "absent-from-source": rule(
    "live",
    "warning",
    {
      vi: "Học sinh không còn trong danh sách mới nhất trường gửi: đã chuyển đi hay bị bỏ sót?",
      en: "The learner is no longer in the school's latest list: gone, or left out?",
    },
    "is_absent",
    ["schoolId"],
  ),
  "school-unknown": rule(
    "connected",
    "error",
    {
      vi: "Mã trường không có trong sổ đăng ký trường của Sở.",
      en: "The school is not in the department's register.",
    },
    `${here} and not school_known`,
    ["schoolId"],
  ),
  "code-missing": rule(
    "connected",
    "notice",
    {
      vi: "Chưa có mã học sinh của cơ sở dữ liệu ngành, chỉ có mã riêng của phần mềm.",
      en: "No learner code of the sector database, only the vendor's own.",
    },
    `${here} and learner_code is null`,
    ["learnerCode"],
    { legalBasis: "TT 42/2021/TT-BGDĐT Đ.10", tag: "found" },
  ),
  "lifelong-id-missing": rule(
    "connected",
    "error",
    {
      vi: "Quá hạn cấp mã số hồ sơ học tập suốt đời mà chưa có.",
      en: "The lifelong learning record code is overdue.",
    },
    `${here} and lifelong_learning_id is null and today >= date '${deadline}'`,
    ["lifelongLearningId"],
    { legalBasis: "NĐ 88/2026/NĐ-CP Đ.8, 9", tag: "found" },
  ),
  "code-is-id": rule(
    "safe",
    "error",
    {
      vi: "Mã học sinh chính là số định danh: lộ số định danh ở mọi nơi in mã.",
      en: "The learner code is the national id, which shows wherever the code is printed.",
    },
    "learner_code = national_id",
    ["learnerCode", "nationalId"],
    { legalBasis: "Luật 91/2025/QH15", tag: "found" },
  ),
  "id-in-text": rule(
    "safe",
    "error",
    {
      vi: "Có số định danh 12 chữ số trong ô nơi sinh hoặc quê quán.",
      en: "A 12-digit national id stands in the place of birth or home town.",
    },
    `${holdsNationalId("birth_place")} or ${holdsNationalId("hometown")}`,
    ["birthPlace", "hometown"],
    { legalBasis: "Luật 91/2025/QH15", tag: "found" },
  ),
  "phone-in-text": rule(
    "safe",
    "warning",
    {
      vi: "Có số điện thoại trong ô nơi sinh hoặc quê quán.",
      en: "A phone number stands in the place of birth or home town.",
    },
    `${holdsPhone("birth_place")} or ${holdsPhone("hometown")}`,
    ["birthPlace", "hometown"],
    { legalBasis: "Luật 91/2025/QH15", tag: "found" },
  ),
});
