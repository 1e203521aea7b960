import { type Intake, intake, sameNamed } from "../dictionary/intake.ts";
import { toSnakeCase } from "../dictionary/text.ts";
import { ownSchool } from "../reference/intake.ts";
import { Building, EquipmentSummary, Room } from "./schema.ts";

const noSchool = { reason: "school-missing", when: "school_id is null", column: "schoolCode" } as const;

const { schoolId: _ofBuilding, ...buildingFields } = Building.fields;
const buildingColumns = { ...ownSchool, ...buildingFields };

export const buildingRow = intake("buildingRow", {
  title: { vi: "Danh mục khối công trình", en: "List of buildings" },
  columns: buildingColumns,
  signature: [
    ["buildingCode", "buildingGrade"],
    ["buildingCode", "buildingName"],
    ["buildingName", "buildingGrade"],
    ["buildingName", "floors"],
  ],
  fromContext: ["schoolCode", "schoolName"],
  rowKey: ["buildingCode", "schoolCode"],
  rowKeyElse: ["buildingName", "schoolCode"],
  holds: [noSchool, { reason: "building-missing", when: "building_code is null", column: "buildingCode" }],
  targets: [
    {
      dataset: Building.id,
      values: sameNamed(Building, buildingColumns, { schoolId: "school_id" }, toSnakeCase),
    },
  ],
});

const { schoolId: _ofRoom, ...roomFields } = Room.fields;
const roomColumns = { ...ownSchool, ...roomFields };

export const roomRow = intake("roomRow", {
  title: { vi: "Danh mục phòng", en: "List of rooms" },
  columns: roomColumns,
  signature: [
    ["roomCode", "roomKind"],
    ["roomCode", "roomName"],
    ["roomName", "roomKind"],
  ],
  fromContext: ["schoolCode", "schoolName"],
  rowKey: ["roomCode", "schoolCode"],
  rowKeyElse: ["roomName", "schoolCode"],
  holds: [noSchool, { reason: "room-missing", when: "room_code is null", column: "roomCode" }],
  targets: [
    { dataset: Room.id, values: sameNamed(Room, roomColumns, { schoolId: "school_id" }, toSnakeCase) },
  ],
});

const { schoolId: _ofEquipment, ...equipmentFields } = EquipmentSummary.fields;
const equipmentColumns = { ...ownSchool, ...equipmentFields };

export const equipmentRow = intake("equipmentRow", {
  title: { vi: "Tổng hợp thiết bị", en: "Equipment summary" },
  columns: equipmentColumns,
  signature: [
    ["equipmentKind", "quantity"],
    ["equipmentKind", "usableQuantity"],
  ],
  fromContext: ["schoolCode", "schoolName", "schoolYear"],
  rowKey: ["equipmentKind", "schoolCode", "schoolYear"],
  holds: [
    noSchool,
    { reason: "school-year-missing", when: "school_year is null", column: "schoolYear" },
    { reason: "equipment-missing", when: "equipment_kind is null", column: "equipmentKind" },
  ],
  targets: [
    {
      dataset: EquipmentSummary.id,
      values: sameNamed(EquipmentSummary, equipmentColumns, { schoolId: "school_id" }, toSnakeCase),
    },
  ],
});

export const facilityIntakes: readonly Intake[] = [buildingRow, roomRow, equipmentRow];
