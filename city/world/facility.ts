import { Rng } from "./random.ts";
import type {
  Building,
  Campus,
  CityPlan,
  Commune,
  EquipmentCount,
  Room,
  SchoolLevel,
  SchoolPlan,
} from "./types.ts";
import { HAMLETS } from "./words.ts";

/** Campuses, buildings, rooms and equipment of a school. */

export interface Facility {
  campuses: Campus[];
  buildings: Building[];
  rooms: Room[];
  equipment: EquipmentCount[];
  /** Room of each class, in class order. */
  classrooms: Room[];
}

/** Rooms other than classrooms, by level; those of a subject only from this number of classes on. */
const SPECIAL: Readonly<
  Record<SchoolLevel, readonly (readonly [kind: string, fromClasses: number, areaM2: number])[]>
> = {
  "01": [
    ["Phòng giáo dục nghệ thuật", 8, 60],
    ["Phòng y tế", 0, 20],
    ["Nhà bếp", 0, 110],
    ["Phòng hành chính", 0, 24],
  ],
  "02": [
    ["Phòng Âm nhạc", 15, 56],
    ["Phòng Mĩ thuật", 20, 56],
    ["Phòng Ngoại ngữ", 12, 56],
    ["Phòng Khoa học - Công nghệ", 22, 56],
    ["Thư viện", 0, 72],
    ["Phòng đa chức năng", 18, 90],
    ["Phòng y tế", 0, 20],
    ["Phòng hành chính", 0, 24],
  ],
  "03": [
    ["Phòng Khoa học tự nhiên", 0, 72],
    ["Phòng Công nghệ", 14, 72],
    ["Phòng Ngoại ngữ", 10, 60],
    ["Phòng Âm nhạc", 16, 60],
    ["Phòng Mĩ thuật", 24, 60],
    ["Thư viện", 0, 80],
    ["Phòng y tế", 0, 20],
    ["Phòng hành chính", 0, 24],
  ],
  "04": [
    ["Phòng Vật lí", 0, 80],
    ["Phòng Hóa học", 0, 80],
    ["Phòng Sinh học", 12, 80],
    ["Phòng Ngoại ngữ", 0, 64],
    ["Nhà đa năng", 18, 600],
    ["Thư viện", 0, 110],
    ["Phòng y tế", 0, 24],
    ["Phòng hành chính", 0, 30],
  ],
  "05": [
    ["Phòng thực hành nghề", 0, 80],
    ["Thư viện", 10, 60],
    ["Phòng hành chính", 0, 24],
  ],
};

const CLASSROOM_M2: Readonly<Record<SchoolLevel, number>> = {
  "01": 54,
  "02": 50,
  "03": 54,
  "04": 58,
  "05": 54,
};
const ROOMS_PER_BUILDING = 14;

function campusesOf(rng: Rng, school: SchoolPlan, commune: Commune, address: string): Campus[] {
  // Merged country schools kept their old sites.
  const more =
    school.ownership === "public" && (school.level === "01" || school.level === "02") && school.classes >= 12
      ? rng.chance(0.45 * (1 - commune.urbanness))
        ? 1 + rng.int(2)
        : 0
      : 0;
  const shift = () => (rng.float() - 0.5) * 0.022;
  return Array.from({ length: 1 + more }, (_, i): Campus => {
    const hamlet = rng.pick(HAMLETS);
    return {
      campusCode: `${school.code}-${i + 1}`,
      campusName: i === 0 ? "Điểm trường chính" : `Điểm trường ${hamlet}`,
      address: i === 0 ? address : `Thôn ${hamlet}, ${commune.name}, Hải Phòng`,
      communeCode: commune.code,
      isMain: i === 0,
      lon: Math.round((commune.lon + shift()) * 1e6) / 1e6,
      lat: Math.round((commune.lat + shift()) * 1e6) / 1e6,
    };
  });
}

function drawBuilding(rng: Rng, school: SchoolPlan, campus: Campus, number: number): Building {
  const x = rng.float();
  const solidity = x < 0.93 ? "Kiên cố" : x < 0.995 ? "Bán kiên cố" : "Tạm";
  const floors = solidity === "Kiên cố" ? rng.between(2, school.level === "01" ? 3 : 4) : 1;
  const builtYear = solidity === "Kiên cố" ? rng.between(1994, 2025) : rng.between(1978, 2008);
  return {
    buildingCode: `N${number}`,
    campusCode: campus.campusCode,
    buildingName: `Nhà ${String.fromCharCode(64 + number)}`,
    buildingGrade:
      solidity === "Kiên cố" ? "Trên cấp 4" : solidity === "Bán kiên cố" ? "Cấp 4" : "Dưới cấp 4",
    solidity,
    floors,
    areaM2: 0,
    builtYear,
    condition: builtYear >= 2010 ? "Tốt" : rng.chance(0.3) ? "Xuống cấp" : "Đang sử dụng",
  };
}

function equipmentOf(rng: Rng, school: SchoolPlan): EquipmentCount[] {
  const { classes } = school;
  const teaching = school.level !== "01";
  const counts: [string, number][] = [
    ["Máy tính", school.computers],
    ["Máy chiếu", Math.round(classes * (teaching ? 0.28 : 0.08))],
    ["Tivi", Math.round(classes * (0.55 + 0.4 * rng.float()))],
    ["Bảng tương tác", Math.round(classes * (teaching ? 0.09 : 0.03))],
    ["Máy in", 2 + Math.round(classes / 9)],
    ["Camera giám sát", 4 + Math.round(classes * 0.5)],
    ["Máy lọc nước", 1 + Math.round(classes / 6)],
  ];
  return counts
    .filter(([, quantity]) => quantity > 0)
    .map(([equipmentKind, quantity]) => ({
      schoolYear: "2026-2027" as const,
      equipmentKind,
      quantity,
      usableQuantity: Math.max(0, Math.round(quantity * (0.78 + 0.22 * rng.float()))),
      boughtYear: rng.between(2014, 2026),
    }));
}

export function facilityOf(plan: CityPlan, school: SchoolPlan, address: string): Facility {
  const rng = Rng.of(plan.options.seed, "facility", school.index);
  const commune = plan.communes[school.communeIndex] as Commune;
  const campuses = campusesOf(rng, school, commune, address);
  const kinds: [string, number][] = Array.from({ length: school.classes }, () => [
    "Phòng học",
    CLASSROOM_M2[school.level],
  ]);
  for (let i = 0; i < school.itRooms; i++) kinds.push(["Phòng Tin học", 60]);
  for (const [kind, from, area] of SPECIAL[school.level])
    if (school.classes >= from) kinds.push([kind, area]);
  const buildings: Building[] = [];
  const rooms: Room[] = [];
  for (const [i, [roomKind, usualM2]] of kinds.entries()) {
    if (i % ROOMS_PER_BUILDING === 0) {
      const number = buildings.length + 1;
      const campus = campuses[number <= 2 ? 0 : number % campuses.length] ?? campuses[0];
      if (campus !== undefined) buildings.push(drawBuilding(rng, school, campus, number));
    }
    const building = buildings.at(-1);
    if (building === undefined) throw new Error(`school ${school.code} has no building`);
    const floor = 1 + Math.floor(((i % ROOMS_PER_BUILDING) * building.floors) / ROOMS_PER_BUILDING);
    const areaM2 = Math.round(usualM2 * (0.9 + 0.22 * rng.float()));
    building.areaM2 += Math.round(areaM2 * 1.3);
    const roomCode = `${building.buildingCode}-P${floor}${String((i % ROOMS_PER_BUILDING) + 1).padStart(2, "0")}`;
    rooms.push({
      roomCode,
      buildingCode: building.buildingCode,
      roomName: roomKind === "Phòng học" ? `Phòng ${roomCode.slice(-3)} ${building.buildingName}` : roomKind,
      roomKind,
      areaM2,
      capacity: Math.round(areaM2 / (school.level === "01" ? 1.8 : 1.3)),
      solidity: building.solidity,
      condition: building.condition,
      projector: rng.chance(roomKind === "Phòng học" ? 0.35 : 0.5),
      internet: rng.chance(0.88),
    });
  }
  return {
    campuses,
    buildings,
    rooms,
    equipment: equipmentOf(rng, school),
    classrooms: rooms.slice(0, school.classes),
  };
}
