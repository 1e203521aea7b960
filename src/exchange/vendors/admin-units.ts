import type { VendorProfile } from "#src/pipeline/1-landing/recognise/vendor-profile.ts";

/**
 * Public csv lists of communes since 1/7/2025 and of what each was merged from. Only compared with our own
 * reference tables, see intakes `adminUnitRow` and `adminUnitMappingRow`.
 */
export const adminUnits: VendorProfile = {
  id: "admin-units",
  title: { vi: "Danh mục đơn vị hành chính", en: "Lists of administrative units" },
  recognisedBy: {
    pathSegments: ["admin-units"],
    headers: [
      ["ward_code", "unit_type", "merged_from_text"],
      ["new_ward_code", "old_ward_code"],
    ],
  },
  learnerCodeIssuer: "vendor",
  trust: 9,
  encodings: ["utf-8"],
  delivery: "full",
  tables: [
    {
      intake: "adminUnitRow",
      headers: ["ward_code", "full_name"],
      columns: {
        ward_code: "wardCode",
        full_name: "fullName",
        unit_type: "unitType",
        code_name: null,
        area_km2: "areaKm2",
        centroid_lon: "centroidLon",
        centroid_lat: "centroidLat",
        inside_point_lon: null,
        inside_point_lat: null,
        former_province: "formerProvince",
        merged_from_text: "mergedFromText",
      },
    },
    {
      intake: "adminUnitRow",
      headers: ["province_code", "ward_code", "ward_full_name"],
      columns: {
        province_code: "provinceCode",
        province_full_name: null,
        ward_code: "wardCode",
        // Our reference table names units with their kind.
        ward_name: null,
        ward_full_name: "fullName",
        unit_type: "unitType",
        code_name: null,
        merged_from_text: "mergedFromText",
      },
    },
    {
      intake: "adminUnitMappingRow",
      headers: ["new_ward_code", "old_ward_code"],
      columns: {
        new_ward_code: "newCode",
        new_ward: null,
        old_text: null,
        old_ward_code: "oldCode",
        old_ward: "oldName",
        old_district_code: "oldDistrictCode",
        old_district: null,
        old_province_code: "oldProvinceCode",
        match: null,
      },
    },
  ],
};
