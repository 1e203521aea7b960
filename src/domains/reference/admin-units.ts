import { readFileSync } from "node:fs";
import { provinceCode } from "./province.ts";
import type { AdminUnit, AdminUnitMapping } from "./schema.ts";

/** Two tiers since this day: NQ 202/2025/QH15 and NQ 1669/NQ-UBTVQH15 of 2025. */
const mergerDay = "2025-07-01";
const lastDayBefore = "2025-06-30";
/**
 * First day our table knows. The old units are listed as they stood when they ended; what changed before this
 * day (the districts of old Hải Phòng were redrawn on it) is not recorded here.
 */
const firstKnownDay = "2025-01-01";
const merger = "NQ 202/2025/QH15; NQ 1669/NQ-UBTVQH15 (2025)";

/** Reads one of our own small tables: header line, commas, no quoted values. */
function readTable<const C extends string>(
  name: string,
  columns: readonly C[],
): readonly Readonly<Record<C, string>>[] {
  const text = readFileSync(new URL(`data/${name}`, import.meta.url), "utf8");
  const [header = [], ...lines] = text
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => line.split(","));
  const positions = columns.map((column) => {
    const position = header.indexOf(column);
    if (position < 0) throw new Error(`${name} has no column ${column}`);
    return [column, position] as const;
  });
  return lines.map((cells, index) => {
    if (cells.length !== header.length || cells.some((cell) => cell.includes('"'))) {
      throw new Error(`${name} line ${index + 2} can't be read`);
    }
    return Object.fromEntries(
      positions.map(([column, position]) => [column, cells[position] ?? ""]),
    ) as Record<C, string>;
  });
}

type Move = Readonly<
  Record<
    "new_code" | "old_code" | "old_name" | "old_district_code" | "old_district" | "old_province_code",
    string
  >
>;

const kinds: readonly (readonly [prefix: string, kind: string])[] = [
  ["Đặc khu ", "specialZone"],
  ["Phường ", "ward"],
  ["Xã ", "commune"],
  ["Thị trấn ", "township"],
  ["Quận ", "urbanDistrict"],
  ["Huyện ", "district"],
  ["Thị xã ", "town"],
  ["Thành phố ", "provincialCity"],
];

/** `Phường Hải An` → kind and bare name. */
function split(fullName: string): { kind: string; name: string } {
  for (const [prefix, kind] of kinds) {
    if (fullName.startsWith(prefix)) return { kind, name: fullName.slice(prefix.length) };
  }
  throw new Error(`what kind of unit is "${fullName}"?`);
}

const nothing = {
  validTo: null,
  parentCode: null,
  formerProvince: null,
  mergedFrom: null,
  areaKm2: null,
  latitude: null,
  longitude: null,
  legalBasis: null,
  tag: "found",
} as const;

function oldUnit(code: string, fullName: string, parentCode: string | null): AdminUnit {
  return {
    ...nothing,
    code,
    validFrom: firstKnownDay,
    validTo: lastDayBefore,
    ...split(fullName),
    fullName,
    parentCode,
  };
}

interface ReferenceUnits {
  readonly units: readonly AdminUnit[];
  readonly mappings: readonly AdminUnitMapping[];
}

/** All units with their history and the way from the old ones to the new, from the two tables in `data/`. */
export function readAdminUnits(): ReferenceUnits {
  const current = readTable("admin-units.csv", [
    "code",
    "name",
    "kind",
    "area_km2",
    "lon",
    "lat",
    "former_province",
  ]);
  const moves = readTable("admin-unit-mapping.csv", [
    "new_code",
    "old_code",
    "old_name",
    "old_district_code",
    "old_district",
    "old_province_code",
  ]);
  const mappings = readMappings(moves);
  const communes = current.map((row): AdminUnit => {
    const code = row.code;
    const fullName = row.name;
    return {
      ...nothing,
      code,
      validFrom: mergerDay,
      ...split(fullName),
      fullName,
      parentCode: provinceCode,
      formerProvince: row.former_province,
      mergedFrom: mappings
        .filter((move) => move.newCode === code)
        .map((move) => move.oldName)
        .join("; "),
      areaKm2: Number(row.area_km2),
      latitude: Number(row.lat),
      longitude: Number(row.lon),
      legalBasis: merger,
    };
  });
  return { units: [...provinces(), ...oldUnits(moves), ...communes], mappings };
}

function provinces(): readonly AdminUnit[] {
  const city = {
    ...nothing,
    kind: "municipality",
    name: "Hải Phòng",
    fullName: "Thành phố Hải Phòng",
    code: provinceCode,
  };
  return [
    { ...city, validFrom: firstKnownDay, validTo: lastDayBefore },
    { ...city, validFrom: mergerDay, mergedFrom: "Thành phố Hải Phòng; Tỉnh Hải Dương", legalBasis: merger },
    {
      ...nothing,
      code: "30",
      kind: "province",
      name: "Hải Dương",
      fullName: "Tỉnh Hải Dương",
      validFrom: firstKnownDay,
      validTo: lastDayBefore,
    },
  ];
}

function oldUnits(moves: readonly Move[]): readonly AdminUnit[] {
  const units = new Map<string, AdminUnit>();
  for (const row of moves) {
    const district = row.old_district_code;
    units.set(district, oldUnit(district, row.old_district, row.old_province_code));
    const code = row.old_code;
    // Bạch Long Vĩ was a district without communes.
    if (code !== "") units.set(code, oldUnit(code, row.old_name, district));
  }
  return [...units.values()];
}

function readMappings(moves: readonly Move[]): readonly AdminUnitMapping[] {
  const targets = new Map<string, Set<string>>();
  const oldCodeOf = (row: Move): string => (row.old_code === "" ? row.old_district_code : row.old_code);
  for (const row of moves) {
    const oldCode = oldCodeOf(row);
    targets.set(oldCode, (targets.get(oldCode) ?? new Set()).add(row.new_code));
  }
  return moves.map((row) => ({
    oldCode: oldCodeOf(row),
    newCode: row.new_code,
    changedOn: mergerDay,
    oldName: row.old_name,
    oldDistrictCode: row.old_district_code,
    oldDistrictName: row.old_district,
    oldProvinceCode: row.old_province_code,
    split: (targets.get(oldCodeOf(row))?.size ?? 0) > 1,
  }));
}
