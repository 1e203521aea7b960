import type { Check } from "../dictionary/check.ts";
import { checksFor, rule, unknownCode } from "../dictionary/check-builder.ts";
import { campusChecks, schoolChecks } from "./checks-school.ts";
import * as referenceCodes from "./code-sets.ts";
import { AdminUnit, AdminUnitMapping, CodeSetEntry } from "./schema.ts";

const openData = { legalBasis: "NĐ 88/2026/NĐ-CP Đ.21", tag: "found" } as const;
const place = { legalBasis: "QĐ 19/2025/QĐ-TTg", tag: "found" } as const;

export const adminUnitChecks: readonly Check[] = checksFor(AdminUnit, {
  "validity-reversed": rule(
    "accurate",
    "error",
    { vi: "Đơn vị hết hiệu lực trước khi có hiệu lực.", en: "The unit ends before it begins." },
    "valid_to < valid_from",
    ["validFrom", "validTo"],
    place,
  ),
  "code-shape": rule(
    "clean",
    "error",
    { vi: "Mã đơn vị không gồm toàn chữ số.", en: "The code is not all digits." },
    "regexp_replace(code, '^[0-9]{1,5}$', '') <> ''",
    ["code"],
    place,
  ),
  "map-missing": rule(
    "open",
    "notice",
    {
      vi: "Xã, phường hiện hành chưa có diện tích hoặc tọa độ để công bố.",
      en: "Area or coordinates of a unit in force are missing for publication.",
    },
    "valid_to is null and kind in ('ward', 'commune', 'specialZone') and (area_km2 is null or latitude is null or longitude is null)",
    ["areaKm2", "latitude", "longitude"],
    openData,
  ),
  "parent-unknown": rule(
    "connected",
    "error",
    { vi: "Đơn vị cấp trên không có trong danh mục.", en: "The parent unit is not in the list." },
    "parent_code is not null and not parent_known",
    ["parentCode"],
    place,
  ),
  "unknown-code": unknownCode(AdminUnit, Object.values(referenceCodes).flat()),
});

export const adminUnitMappingChecks: readonly Check[] = checksFor(AdminUnitMapping, {
  "new-unknown": rule(
    "connected",
    "error",
    { vi: "Đơn vị mới không có trong danh mục hiện hành.", en: "The new unit is not in the list in force." },
    "not new_known",
    ["newCode"],
    place,
  ),
  "old-name-missing": rule(
    "complete",
    "notice",
    { vi: "Đơn vị cũ không có tên.", en: "The old unit has no name." },
    "old_name is null",
    ["oldName"],
  ),
});

export const codeSetEntryChecks: readonly Check[] = checksFor(CodeSetEntry, {
  "source-unverified": rule(
    "accurate",
    "notice",
    {
      vi: "Mã lấy theo hiểu biết chung, chưa đối chiếu văn bản gốc.",
      en: "The code is from general knowledge and not yet checked against its source.",
    },
    "tag = 'memory'",
    ["tag"],
  ),
  "validity-reversed": rule(
    "accurate",
    "error",
    { vi: "Mã hết hiệu lực trước khi có hiệu lực.", en: "The code ends before it begins." },
    "effective_to < effective_from",
    ["effectiveFrom", "effectiveTo"],
  ),
  "title-missing": rule(
    "open",
    "error",
    {
      vi: "Mã không có tên tiếng Việt hoặc tiếng Anh để công bố.",
      en: "The code has no Vietnamese or English title.",
    },
    "title_vi = '' or title_en = ''",
    ["titleVi", "titleEn"],
    openData,
  ),
  "title-spaces": rule(
    "clean",
    "notice",
    { vi: "Tên mã thừa khoảng trắng.", en: "The title has surplus spaces." },
    "title_vi <> trim(title_vi) or strpos(title_vi, '  ') > 0",
    ["titleVi"],
  ),
});

export const referenceChecks: readonly Check[] = [
  ...schoolChecks,
  ...campusChecks,
  ...adminUnitChecks,
  ...adminUnitMappingChecks,
  ...codeSetEntryChecks,
];
