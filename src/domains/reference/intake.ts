import { code, decimal, text } from "../dictionary/field.ts";
import { type Intake, intake, sameNamed } from "../dictionary/intake.ts";
import { toSnakeCase } from "../dictionary/text.ts";
import { provinceCode } from "./province.ts";
import { AdminUnit, AdminUnitMapping, Campus, School } from "./schema.ts";

const { schoolId: registeredCode, ...schoolFields } = School.fields;
const schoolColumns = { schoolCode: registeredCode, ...schoolFields };

/** The department's register: the one list that brings schools into being. */
export const schoolRow = intake("schoolRow", {
  title: { vi: "Danh sách cơ sở giáo dục", en: "Register of schools" },
  columns: schoolColumns,
  signature: [
    ["schoolCode", "schoolName", "levels"],
    ["schoolCode", "schoolName", "ownership"],
    ["schoolCode", "schoolName", "principalName"],
    ["schoolCode", "schoolName", "managingBody"],
  ],
  fromContext: [],
  rowKey: ["schoolCode"],
  // The code says the level of a school that teaches one: 31 + commune (5) + level (2) + number (3).
  derived: {
    levels:
      "case when regexp_full_match($school_code, '31[0-9]{5}0[1-5][0-9]{3}') then [substr($school_code, 8, 2)] end",
  },
  holds: [
    { reason: "school-missing", when: "school_code is null", column: "schoolCode" },
    { reason: "name-missing", when: "school_name is null", column: "schoolName" },
    { reason: "level-missing", when: "levels is null", column: "levels" },
  ],
  targets: [
    {
      dataset: School.id,
      values: sameNamed(
        School,
        schoolColumns,
        { schoolId: "school_code", operatingStatus: "coalesce(operating_status, 'active')" },
        toSnakeCase,
      ),
    },
  ],
});

const { schoolId: _campusSchool, ...campusFields } = Campus.fields;
const ownCode = School.fields.schoolId.optional();
const ownName = School.fields.schoolName.optional();
const campusColumns = { schoolCode: ownCode, schoolName: ownName, ...campusFields };

export const campusRow = intake("campusRow", {
  title: { vi: "Danh sách điểm trường", en: "List of campuses" },
  columns: campusColumns,
  signature: [
    ["schoolCode", "campusCode"],
    ["campusCode", "campusName"],
  ],
  fromContext: ["schoolCode", "schoolName"],
  rowKey: ["schoolCode", "campusCode"],
  holds: [
    { reason: "school-missing", when: "school_id is null", column: "schoolCode" },
    { reason: "campus-missing", when: "campus_code is null", column: "campusCode" },
  ],
  targets: [
    { dataset: Campus.id, values: sameNamed(Campus, campusColumns, { schoolId: "school_id" }, toSnakeCase) },
  ],
});

const wardCode = (aliases: readonly string[]) => text(5).optional().meta({ aliases, open: true });

/** Lists of units from outside are compared with our own table and never change it. */
export const adminUnitRow = intake("adminUnitRow", {
  title: { vi: "Danh mục đơn vị hành chính", en: "List of administrative units" },
  columns: {
    wardCode: wardCode([...(AdminUnit.fields.code.info.aliases ?? []), "Mã phường/xã", "code"]),
    fullName: text(150)
      .optional()
      .meta({
        aliases: [
          "Tên đơn vị hành chính",
          "Tên đầy đủ",
          "Tên xã/phường",
          "Xã/Phường",
          "full_name",
          "ward_full_name",
        ],
      }),
    provinceCode: text(2)
      .optional()
      .meta({ aliases: ["Mã tỉnh", "Mã tỉnh/thành phố", "province_code"] }),
    unitType: code("adminUnitKind")
      .optional()
      .meta({ aliases: ["Loại", "Loại đơn vị", "Cấp", "unit_type"] }),
    areaKm2: decimal(9, 2, [0, 10_000])
      .optional()
      .meta({ aliases: ["Diện tích (km2)", "Diện tích", "area_km2"], unit: "km²" }),
    centroidLon: decimal(9, 6, [102, 118])
      .optional()
      .meta({ aliases: ["Kinh độ", "centroid_lon", "lon"], unit: "°" }),
    centroidLat: decimal(9, 6, [8, 24])
      .optional()
      .meta({ aliases: ["Vĩ độ", "centroid_lat", "lat"], unit: "°" }),
    formerProvince: text(60)
      .optional()
      .meta({ aliases: ["Tỉnh/thành trước sáp nhập", "Tỉnh cũ", "former_province"] }),
    mergedFromText: text(500)
      .optional()
      .meta({ aliases: ["Sáp nhập từ", "Được sáp nhập từ", "merged_from_text"] }),
  },
  signature: [
    ["wardCode", "unitType"],
    ["wardCode", "mergedFromText"],
  ],
  fromContext: [],
  rowKey: ["wardCode"],
  holds: [{ reason: "unit-code-missing", when: "ward_code is null", column: "wardCode" }],
  targets: [],
  compareOnly: true,
  compares: {
    dataset: AdminUnit.id,
    key: { code: "ward_code" },
    values: {
      fullName: "full_name",
      kind: "unit_type",
      areaKm2: "area_km2",
      latitude: "centroid_lat",
      longitude: "centroid_lon",
      formerProvince: "former_province",
    },
    ours: `valid_to is null and parent_code = '${provinceCode}'`,
    // A list of the whole country holds other provinces' units, too.
    theirs: `ward_code is not null and coalesce(province_code, '${provinceCode}') = '${provinceCode}'`,
  },
});

export const adminUnitMappingRow = intake("adminUnitMappingRow", {
  title: { vi: "Chuyển đổi đơn vị hành chính cũ sang mới", en: "Old to new administrative units" },
  columns: {
    newCode: wardCode([...(AdminUnitMapping.fields.newCode.info.aliases ?? []), "new_code"]),
    oldCode: wardCode([...(AdminUnitMapping.fields.oldCode.info.aliases ?? []), "old_code"]),
    oldName: text(150)
      .optional()
      .meta({ aliases: ["Tên xã/phường cũ", "Tên cũ", "old_ward", "old_name"] }),
    oldDistrictCode: text(3)
      .optional()
      .meta({ aliases: ["Mã quận/huyện cũ", "old_district_code"] }),
    oldProvinceCode: text(2)
      .optional()
      .meta({ aliases: ["Mã tỉnh cũ", "old_province_code"] }),
  },
  signature: [["newCode", "oldCode"]],
  fromContext: [],
  rowKey: ["newCode", "oldCode"],
  holds: [
    { reason: "unit-code-missing", when: "new_code is null", column: "newCode" },
    {
      reason: "unit-code-missing",
      when: "old_code is null and old_district_code is null",
      column: "oldCode",
    },
  ],
  targets: [],
  compareOnly: true,
  compares: {
    dataset: AdminUnitMapping.id,
    // Bạch Long Vĩ was a district without communes: its district code stands for it.
    key: { oldCode: "coalesce(old_code, old_district_code)", newCode: "new_code" },
    values: {
      oldName: "old_name",
      oldDistrictCode: "old_district_code",
      oldProvinceCode: "old_province_code",
    },
    ours: "true",
    theirs: "new_code is not null and coalesce(old_code, old_district_code) is not null",
  },
});

/** How a list of a school names it: by code, by name, or by its title rows. */
export const ownSchool = { schoolCode: ownCode, schoolName: ownName } as const;

export const referenceIntakes: readonly Intake[] = [schoolRow, campusRow, adminUnitRow, adminUnitMappingRow];
