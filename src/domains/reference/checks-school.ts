import type { Check } from "../dictionary/check.ts";
import { checksFor, holdsNationalId, isPhone, rule, unknownCode } from "../dictionary/check-builder.ts";
import * as referenceCodes from "./code-sets.ts";
import { jurisdiction } from "./legal-rules.ts";
import { Campus, School } from "./schema.ts";

const sets = Object.values(referenceCodes).flat();
const [manager] = jurisdiction;
const kinds = Object.entries(manager?.params.byKind ?? {}).map(
  ([kind, body]) => `when school_kind = '${kind}' then '${body}'`,
);
/** The highest level decides: 05 and 04 stand first. */
const levels = Object.entries(manager?.params.byHighestLevel ?? {})
  .sort(([a], [b]) => b.localeCompare(a))
  .map(([level, body]) => `when levels_text like '%${level}%' then '${body}'`);
const managedBy = `case ${[...kinds, ...levels].join(" ")} end`;

/** Hải Phòng with Cát Hải and Bạch Long Vĩ. */
const outside = (latitude: string, longitude: string) =>
  `${latitude} < 20.1 or ${latitude} > 21.3 or ${longitude} < 106.0 or ${longitude} > 107.9`;
const openData = { legalBasis: "NĐ 88/2026/NĐ-CP Đ.21", tag: "found" } as const;
const place = { legalBasis: "QĐ 19/2025/QĐ-TTg", tag: "found" } as const;

export const schoolChecks: readonly Check[] = checksFor(School, {
  "coordinates-missing": rule(
    "open",
    "warning",
    {
      vi: "Trường chưa có tọa độ, không lên được bản đồ và phân tuyến.",
      en: "The school has no coordinates: no map, no catchment.",
    },
    "is_active and (latitude is null or longitude is null)",
    ["latitude", "longitude"],
    openData,
  ),
  publishable: rule(
    "open",
    "warning",
    {
      vi: "Thiếu tên, địa chỉ, xã phường hoặc loại hình nên trường chưa đưa được vào dữ liệu mở.",
      en: "Name, address, commune or ownership is missing, so the school cannot go into open data.",
    },
    "is_active and (school_name is null or address is null or commune_code is null or ownership is null)",
    ["schoolName", "address", "communeCode", "ownership"],
    openData,
  ),
  "coordinates-outside": rule(
    "accurate",
    "error",
    { vi: "Tọa độ nằm ngoài địa bàn Hải Phòng.", en: "The coordinates are outside Hải Phòng." },
    outside("latitude", "longitude"),
    ["latitude", "longitude"],
  ),
  "established-in-future": rule(
    "accurate",
    "error",
    { vi: "Ngày thành lập ở tương lai.", en: "Established in the future." },
    "established_date > today",
    ["establishedDate"],
  ),
  "site-area-implausible": rule(
    "accurate",
    "warning",
    {
      vi: "Diện tích khuôn viên dưới 100 m² hoặc trên 200.000 m²: có thể nhầm đơn vị.",
      en: "A site of less than 100 or more than 200,000 m²: wrong unit?",
    },
    "site_area_m2 < 100 or site_area_m2 > 200000",
    ["siteAreaM2"],
    { legalBasis: "TT 13/2020/TT-BGDĐT", tag: "memory" },
  ),
  "address-missing": rule(
    "complete",
    "warning",
    { vi: "Trường chưa có địa chỉ.", en: "The school has no address." },
    "is_active and address is null",
    ["address"],
  ),
  "phone-missing": rule(
    "complete",
    "warning",
    { vi: "Trường chưa có số điện thoại.", en: "The school has no phone number." },
    "is_active and phone is null",
    ["phone"],
  ),
  "email-missing": rule(
    "complete",
    "notice",
    { vi: "Trường chưa có thư điện tử.", en: "The school has no e-mail." },
    "is_active and email is null",
    ["email"],
  ),
  "ownership-missing": rule(
    "complete",
    "error",
    { vi: "Chưa ghi công lập, dân lập hay tư thục.", en: "Ownership is missing." },
    "ownership is null",
    ["ownership"],
  ),
  "principal-missing": rule(
    "complete",
    "warning",
    { vi: "Trường chưa ghi người đứng đầu.", en: "The head is missing." },
    "is_active and principal_name is null and heads = 0",
    ["principalName"],
    { legalBasis: "TT 15/2026/TT-BGDĐT", tag: "found" },
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
  "name-all-caps": rule(
    "clean",
    "notice",
    { vi: "Tên trường viết hoa toàn bộ.", en: "The name is all in capitals." },
    "school_name = upper(school_name) and school_name <> lower(school_name)",
    ["schoolName"],
  ),
  "name-short": rule(
    "clean",
    "warning",
    { vi: "Tên trường quá ngắn hoặc thừa khoảng trắng.", en: "The name is too short or has surplus spaces." },
    "char_length(school_name) < 6 or strpos(school_name, '  ') > 0",
    ["schoolName"],
  ),
  "code-level-differs": rule(
    "consistent",
    "warning",
    {
      vi: "Cấp học trong mã trường không có trong các cấp trường đang dạy.",
      en: "The level in the school code is none of those taught.",
    },
    "char_length(school_id) = 12 and levels_text not like '%' || substr(school_id, 8, 2) || '%'",
    ["schoolId", "levels"],
    { legalBasis: "Đặc tả trung tâm dữ liệu quốc gia", tag: "found" },
  ),
  "kind-level-differs": rule(
    "consistent",
    "error",
    { vi: "Loại trường và cấp học không khớp.", en: "Kind of school and levels disagree." },
    `(school_kind in ('nursery', 'kindergarten', 'preschool', 'independentGroup') and levels_text <> '01') or (school_kind = 'primary' and levels_text not like '%02%')
      or (school_kind = 'lowerSecondary' and levels_text not like '%03%') or (school_kind in ('upperSecondary', 'gifted') and levels_text not like '%04%')`,
    ["schoolKind", "levels"],
  ),
  "managing-body": rule(
    "consistent",
    "warning",
    {
      vi: "Cơ quan quản lý không đúng phân cấp (trường có cấp THPT, GDTX do Sở, còn lại do UBND cấp xã).",
      en: "The managing body is not the one the law names for the school's levels.",
    },
    `managing_body in ('commune', 'department') and managing_body <> (${managedBy})`,
    ["managingBody"],
    { legalBasis: manager?.legalBasis ?? "", tag: manager?.tag ?? "found" },
  ),
  "merged-but-active": rule(
    "consistent",
    "error",
    {
      vi: "Đã ghi trường sáp nhập vào mà trạng thái vẫn hoạt động.",
      en: "Merged into another school, but still active.",
    },
    "merged_into is not null and is_active",
    ["mergedInto", "operatingStatus"],
  ),
  "two-heads": rule(
    "consistent",
    "error",
    { vi: "Trường có hai hiệu trưởng đang làm việc.", en: "The school has two heads." },
    "heads > 1",
    ["principalName"],
    { legalBasis: "TT 20/2023/TT-BGDĐT", tag: "found" },
  ),
  "main-campus": rule(
    "consistent",
    "warning",
    {
      vi: "Trường có điểm trường mà không có đúng một điểm chính.",
      en: "The school has campuses, but not exactly one main campus.",
    },
    "campuses > 0 and main_campuses <> 1",
    ["schoolId"],
  ),
  "no-classes-now": rule(
    "live",
    "error",
    {
      vi: "Trường đang hoạt động mà chưa gửi danh sách lớp năm học này.",
      en: "An active school without a class list of this school year.",
    },
    "is_active and not has_classes",
    ["schoolId"],
    { legalBasis: "TT 25/2024/TT-BGDĐT (30/9)", tag: "seed" },
  ),
  "no-pupils-now": rule(
    "live",
    "error",
    {
      vi: "Trường đang hoạt động mà chưa có học sinh nào của năm học này.",
      en: "An active school without a pupil of this school year.",
    },
    "is_active and not has_pupils",
    ["schoolId"],
    { legalBasis: "TT 25/2024/TT-BGDĐT (30/9)", tag: "seed" },
  ),
  "no-staff": rule(
    "live",
    "error",
    {
      vi: "Trường đang hoạt động mà không có cán bộ, giáo viên nào.",
      en: "An active school without any staff.",
    },
    "is_active and not has_staff",
    ["schoolId"],
  ),
  "commune-unknown": rule(
    "connected",
    "error",
    {
      vi: "Mã xã, phường của trường không có trong danh mục hiện hành.",
      en: "The commune is not in the list in force.",
    },
    "commune_code is null or not commune_known",
    ["communeCode"],
    place,
  ),
  "merged-into-unknown": rule(
    "connected",
    "error",
    {
      vi: "Trường nhận sáp nhập không có trong sổ đăng ký.",
      en: "The school it was merged into is not in the register.",
    },
    "merged_into is not null and not target_known",
    ["mergedInto"],
  ),
  "vendor-missing": rule(
    "connected",
    "notice",
    { vi: "Chưa biết trường dùng phần mềm nào.", en: "The school's software is not known." },
    "is_active and vendor_system is null",
    ["vendorSystem"],
  ),
  "personal-data-open": rule(
    "safe",
    "error",
    {
      vi: "Có số định danh trong trường dữ liệu công bố mở (tên, địa chỉ, website).",
      en: "A national id stands in a field that is published.",
    },
    `${holdsNationalId("school_name")} or ${holdsNationalId("address")} or ${holdsNationalId("website")}`,
    ["schoolName", "address", "website"],
    { legalBasis: "Luật 91/2025/QH15", tag: "found" },
  ),
  "website-not-secure": rule(
    "safe",
    "notice",
    { vi: "Website của trường không dùng https.", en: "The website does not use https." },
    "website like 'http://%'",
    ["website"],
    { legalBasis: "NĐ 331/2026/NĐ-CP", tag: "found" },
  ),
  "unknown-code": unknownCode(School, sets),
});

export const campusChecks: readonly Check[] = checksFor(Campus, {
  "coordinates-missing": rule(
    "open",
    "notice",
    { vi: "Điểm trường chưa có tọa độ.", en: "The campus has no coordinates." },
    "latitude is null or longitude is null",
    ["latitude", "longitude"],
    openData,
  ),
  "coordinates-outside": rule(
    "accurate",
    "error",
    { vi: "Tọa độ nằm ngoài địa bàn Hải Phòng.", en: "The coordinates are outside Hải Phòng." },
    outside("latitude", "longitude"),
    ["latitude", "longitude"],
  ),
  "name-missing": rule(
    "complete",
    "warning",
    { vi: "Điểm trường không có tên.", en: "The campus has no name." },
    "campus_name is null",
    ["campusName"],
  ),
  "address-missing": rule(
    "complete",
    "notice",
    { vi: "Điểm trường không có địa chỉ.", en: "The campus has no address." },
    "address is null",
    ["address"],
  ),
  "commune-unknown": rule(
    "connected",
    "warning",
    {
      vi: "Mã xã, phường của điểm trường không có trong danh mục hiện hành.",
      en: "The commune is not in the list in force.",
    },
    "commune_code is not null and not commune_known",
    ["communeCode"],
    place,
  ),
  "school-unknown": rule(
    "connected",
    "error",
    {
      vi: "Điểm trường của trường không có trong sổ đăng ký.",
      en: "The campus belongs to no registered school.",
    },
    "not school_known",
    ["schoolId"],
  ),
});
