import type { Check } from "../dictionary/check.ts";
import { checksFor, rule, unknownCode } from "../dictionary/check-builder.ts";
import * as facilityCodes from "./code-sets.ts";
import { classroomArea } from "./legal-rules.ts";
import { Building, EquipmentSummary, Room } from "./schema.ts";

const sets = Object.values(facilityCodes).flat();
const [area] = classroomArea;
const areaSource = { legalBasis: area?.legalBasis ?? "", tag: area?.tag ?? "memory" } as const;
/** Least area of a place by the school's levels; the smallest, where a school has several. */
const leastArea = `case ${Object.entries(area?.params.m2PerPupil ?? {})
  .sort(([, a], [, b]) => a - b)
  .map(([level, m2]) => `when school_levels like '%${level}%' then ${m2.toFixed(2)}`)
  .join(" ")} end`;
const register = {
  vi: "Mã trường không có trong sổ đăng ký trường của Sở.",
  en: "The school is not in the department's register.",
};

export const buildingChecks: readonly Check[] = checksFor(Building, {
  "built-in-future": rule(
    "accurate",
    "error",
    { vi: "Năm xây dựng ở tương lai.", en: "The year of building is in the future." },
    "built_year > hp_year_start(current_year) + 1",
    ["builtYear"],
  ),
  "renovated-before-built": rule(
    "accurate",
    "error",
    { vi: "Năm cải tạo trước năm xây dựng.", en: "Renovated before it was built." },
    "renovated_year < built_year",
    ["renovatedYear", "builtYear"],
  ),
  "area-implausible": rule(
    "accurate",
    "warning",
    {
      vi: "Diện tích mỗi tầng dưới 10 m² hoặc trên 10.000 m².",
      en: "Less than 10 or more than 10,000 m² a floor.",
    },
    "area_m2 < 10 * coalesce(floors, 1) or area_m2 > 10000 * coalesce(floors, 1)",
    ["areaM2", "floors"],
  ),
  "temporary-high-grade": rule(
    "consistent",
    "error",
    {
      vi: "Nhà tạm hoặc mượn mà ghi công trình trên cấp 4.",
      en: "A temporary or borrowed building of a grade above 4.",
    },
    "solidity = 'temporary' and building_grade = 'aboveGrade4'",
    ["solidity", "buildingGrade"],
    { legalBasis: "TT 06/2021/TT-BXD", tag: "memory" },
  ),
  "floors-vs-grade": rule(
    "consistent",
    "warning",
    { vi: "Nhà cấp 4 mà có hơn hai tầng.", en: "A grade-4 building with more than two floors." },
    "building_grade in ('grade4', 'belowGrade4') and floors > 2",
    ["floors", "buildingGrade"],
    { legalBasis: "TT 06/2021/TT-BXD", tag: "memory" },
  ),
  "area-missing": rule(
    "complete",
    "warning",
    { vi: "Công trình chưa ghi diện tích.", en: "The building has no area." },
    "area_m2 is null",
    ["areaM2"],
    { legalBasis: "TT 25/2024/TT-BGDĐT", tag: "seed" },
  ),
  "grade-missing": rule(
    "complete",
    "warning",
    {
      vi: "Công trình chưa ghi cấp công trình hoặc mức độ kiên cố.",
      en: "Grade or solidity of the building is missing.",
    },
    "building_grade is null or solidity is null",
    ["buildingGrade", "solidity"],
    { legalBasis: "TT 25/2024/TT-BGDĐT", tag: "seed" },
  ),
  "name-missing": rule(
    "open",
    "notice",
    { vi: "Công trình không có tên để công bố.", en: "The building has no name to publish." },
    "building_name is null",
    ["buildingName"],
  ),
  "campus-unknown": rule(
    "connected",
    "error",
    {
      vi: "Mã điểm trường không có trong danh sách điểm trường.",
      en: "The campus is not in the school's list.",
    },
    "campus_code is not null and not campus_known",
    ["campusCode"],
  ),
  "school-unknown": rule("connected", "error", register, "not school_known", ["schoolId"]),
  "unknown-code": unknownCode(Building, sets),
});

export const roomChecks: readonly Check[] = checksFor(Room, {
  "area-below-norm": rule(
    "accurate",
    "notice",
    {
      vi: "Phòng học hẹp hơn định mức diện tích mỗi học sinh theo số chỗ đã ghi.",
      en: "The classroom is smaller than the norm for the places recorded.",
    },
    `room_kind = 'classroom' and area_m2 < capacity * (${leastArea})`,
    ["areaM2", "capacity"],
    areaSource,
  ),
  "area-implausible": rule(
    "accurate",
    "error",
    {
      vi: "Phòng học dưới 10 m² hoặc trên 300 m²: có thể nhập nhầm đơn vị.",
      en: "A classroom of less than 10 or more than 300 m²: wrong unit?",
    },
    "room_kind = 'classroom' and (area_m2 < 10 or area_m2 > 300)",
    ["areaM2"],
  ),
  "capacity-implausible": rule(
    "accurate",
    "warning",
    { vi: "Phòng học ghi hơn 60 chỗ.", en: "A classroom of more than 60 places." },
    "room_kind = 'classroom' and capacity > 60",
    ["capacity"],
  ),
  "solidity-differs": rule(
    "consistent",
    "warning",
    {
      vi: "Mức kiên cố của phòng khác của nhà chứa phòng.",
      en: "The room's solidity differs from its building's.",
    },
    "solidity <> building_solidity",
    ["solidity", "buildingCode"],
  ),
  "kind-missing": rule(
    "complete",
    "error",
    { vi: "Phòng chưa ghi loại phòng.", en: "The kind of room is missing." },
    "room_kind is null",
    ["roomKind"],
    { legalBasis: "TT 25/2024/TT-BGDĐT", tag: "seed" },
  ),
  "area-missing": rule(
    "complete",
    "warning",
    { vi: "Phòng học chưa ghi diện tích.", en: "The classroom has no area." },
    "room_kind = 'classroom' and area_m2 is null",
    ["areaM2"],
  ),
  "condition-missing": rule(
    "complete",
    "notice",
    { vi: "Phòng chưa ghi tình trạng.", en: "The room has no condition." },
    "condition is null",
    ["condition"],
  ),
  "digital-unknown": rule(
    "complete",
    "notice",
    {
      vi: "Phòng học chưa ghi có máy chiếu, internet hay không.",
      en: "Whether the classroom has projector and internet is not recorded.",
    },
    "room_kind = 'classroom' and (projector is null or internet is null)",
    ["projector", "internet"],
    { legalBasis: "QĐ 4725/QĐ-BGDĐT", tag: "found" },
  ),
  "building-unknown": rule(
    "connected",
    "error",
    {
      vi: "Mã công trình không có trong danh sách công trình của trường.",
      en: "The building is not in the school's list.",
    },
    "building_code is not null and not building_known",
    ["buildingCode"],
  ),
  "school-unknown": rule("connected", "error", register, "not school_known", ["schoolId"]),
  publishable: rule(
    "open",
    "notice",
    {
      vi: "Thiếu loại phòng hoặc diện tích nên chưa đưa được vào dữ liệu mở.",
      en: "Kind or area is missing, so the room cannot go into open data.",
    },
    "room_kind is null or area_m2 is null",
    ["roomKind", "areaM2"],
    { legalBasis: "NĐ 88/2026/NĐ-CP Đ.21", tag: "found" },
  ),
  "unknown-code": unknownCode(Room, sets),
});

export const equipmentChecks: readonly Check[] = checksFor(EquipmentSummary, {
  "usable-over-quantity": rule(
    "accurate",
    "error",
    { vi: "Số dùng được nhiều hơn số có.", en: "More usable than there are." },
    "usable_quantity > quantity",
    ["usableQuantity", "quantity"],
  ),
  "bought-in-future": rule(
    "accurate",
    "error",
    { vi: "Năm mua ở tương lai.", en: "Bought in the future." },
    "bought_year > hp_year_start(current_year) + 1",
    ["boughtYear"],
  ),
  "quantity-missing": rule(
    "complete",
    "warning",
    { vi: "Thiết bị không ghi số lượng.", en: "The quantity is missing." },
    "quantity is null",
    ["quantity"],
    { legalBasis: "TT 25/2024/TT-BGDĐT", tag: "seed" },
  ),
  "usable-missing": rule(
    "complete",
    "notice",
    { vi: "Thiết bị không ghi số còn dùng được.", en: "The usable quantity is missing." },
    "quantity > 0 and usable_quantity is null",
    ["usableQuantity"],
  ),
  outdated: rule(
    "live",
    "warning",
    {
      vi: "Số liệu thiết bị mới nhất đã cũ hơn một năm học.",
      en: "The figures are older than one school year.",
    },
    "school_year < previous_year",
    ["schoolYear"],
    { legalBasis: "TT 25/2024/TT-BGDĐT", tag: "seed" },
  ),
  "year-in-future": rule(
    "accurate",
    "error",
    { vi: "Số liệu của năm học chưa bắt đầu.", en: "Figures of a school year that has not begun." },
    "school_year > current_year",
    ["schoolYear"],
  ),
  "school-unknown": rule("connected", "error", register, "not school_known", ["schoolId"]),
  "unknown-code": unknownCode(EquipmentSummary, sets),
});

export const facilityChecks: readonly Check[] = [...buildingChecks, ...roomChecks, ...equipmentChecks];
