import { checksFor, holdsNationalId, rule, unknownCode } from "../dictionary/check-builder.ts";
import * as referenceCodes from "../reference/code-sets.ts";
import * as staffCodes from "./code-sets.ts";
import { payScales, titleRanks } from "./legal-rules.ts";
import { StaffQualification, StaffTitle } from "./schema.ts";

const sets = [...Object.values(referenceCodes).flat(), ...Object.values(staffCodes).flat()];

/** First and last coefficient of each title's pay scale. */
const outsideScale = (titleRanks[0] === undefined || payScales[0] === undefined ? [] : [titleRanks[0].params])
  .flatMap(({ codes, scales }) =>
    Object.entries(codes).flatMap(([level, ranks]) =>
      (["I", "II", "III"] as const).map((rank) => {
        const scale = payScales[0]?.params.scales[scales[level]?.[rank] ?? ""];
        if (scale === undefined) throw new Error(`no pay scale for rank ${rank} of level ${level}`);
        const last = scale.first + scale.rise * (scale.steps - 1);
        return `(title_code = '${ranks[rank]}' and (salary_coefficient < ${scale.first.toFixed(2)} or salary_coefficient > ${last.toFixed(2)}))`;
      }),
    ),
  )
  .join(" or ");

export const staffQualificationChecks = checksFor(StaffQualification, {
  "graduated-in-future": rule(
    "accurate",
    "error",
    { vi: "Năm tốt nghiệp ở tương lai.", en: "The year of graduation is in the future." },
    "graduation_year > hp_year_start(current_year) + 1",
    ["graduationYear"],
  ),
  "graduated-as-child": rule(
    "accurate",
    "warning",
    { vi: "Tốt nghiệp chuyên môn khi chưa tới 18 tuổi.", en: "The degree was taken before the age of 18." },
    "qualification_kind = 'degree' and graduation_year - extract(year from birth_date) < 18",
    ["graduationYear"],
  ),
  "level-missing": rule(
    "complete",
    "warning",
    { vi: "Trình độ chuyên môn không ghi bậc.", en: "The degree has no level." },
    "qualification_kind = 'degree' and qualification_level is null",
    ["qualificationLevel"],
  ),
  "major-missing": rule(
    "complete",
    "notice",
    { vi: "Bằng chuyên môn không ghi ngành đào tạo.", en: "The degree has no major." },
    "qualification_kind = 'degree' and qualification_major is null",
    ["qualificationMajor"],
  ),
  "staff-unknown": rule(
    "connected",
    "error",
    { vi: "Trình độ của người không có hồ sơ.", en: "The qualification belongs to no known person." },
    "not staff_known",
    ["staffId"],
  ),
  "id-in-text": rule(
    "safe",
    "error",
    {
      vi: "Có số định danh trong ô ngành hoặc nơi đào tạo.",
      en: "A national id stands in the major or place of training.",
    },
    `${holdsNationalId("qualification_major")} or ${holdsNationalId("qualification_place")}`,
    ["qualificationMajor", "qualificationPlace"],
    { legalBasis: "Luật 91/2025/QH15", tag: "found" },
  ),
  "unknown-code": unknownCode(StaffQualification, sets),
});

export const staffTitleChecks = checksFor(StaffTitle, {
  "coefficient-outside-scale": rule(
    "accurate",
    "warning",
    {
      vi: "Hệ số lương nằm ngoài bảng lương của hạng chức danh.",
      en: "The pay coefficient is outside the scale of the title.",
    },
    outsideScale,
    ["salaryCoefficient", "titleCode"],
    { legalBasis: "NĐ 204/2004/NĐ-CP; TT 01-04/2021/TT-BGDĐT", tag: "memory" },
  ),
  "start-date-future": rule(
    "accurate",
    "error",
    { vi: "Ngày bổ nhiệm hạng ở tương lai.", en: "The day of the title is in the future." },
    "start_date > today",
    ["startDate"],
  ),
  "held-as-child": rule(
    "accurate",
    "error",
    { vi: "Được bổ nhiệm hạng khi chưa đủ 18 tuổi.", en: "The title was given before the age of 18." },
    "extract(year from start_date) - extract(year from birth_date) < 18",
    ["startDate"],
  ),
  "pay-missing": rule(
    "complete",
    "notice",
    { vi: "Hạng chức danh chưa ghi hệ số lương.", en: "The title has no pay coefficient." },
    "salary_coefficient is null",
    ["salaryCoefficient"],
  ),
  "staff-unknown": rule(
    "connected",
    "error",
    { vi: "Hạng chức danh của người không có hồ sơ.", en: "The title belongs to no known person." },
    "not staff_known",
    ["staffId"],
  ),
  "unknown-code": unknownCode(StaffTitle, sets),
});
