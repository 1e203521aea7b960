import { type QualityView, qualityView } from "../dictionary/quality-view.ts";
import { Building, EquipmentSummary, Room } from "./schema.ts";

const ofSchool = (table: string, key: string, looksAt = "") =>
  `select ${key} from $changed(${looksAt}) c join ${table} t on t.school_id = c.school_id`;

export const buildingView = qualityView(Building, {
  join: `left join school k on k.school_id = r.school_id
    left join campus p on p.school_id = r.school_id and p.campus_code = r.campus_code`,
  columns: { school_known: "k.school_id is not null", campus_known: "p.campus_code is not null" },
  affectedBy: {
    school: ofSchool("building", "t.school_id, t.building_code"),
    campus: ofSchool("building", "t.school_id, t.building_code"),
  },
});

export const roomView = qualityView(Room, {
  join: `left join school k on k.school_id = r.school_id
    left join building b on b.school_id = r.school_id and b.building_code = r.building_code`,
  columns: {
    school_known: "k.school_id is not null",
    school_levels: "array_to_string(k.levels, ';')",
    building_known: "b.building_code is not null",
    building_solidity: "b.solidity",
  },
  affectedBy: {
    school: ofSchool("room", "t.school_id, t.room_code", "levels"),
    building: ofSchool("room", "t.school_id, t.room_code", "solidity"),
  },
});

export const equipmentView = qualityView(EquipmentSummary, {
  join: "left join school k on k.school_id = r.school_id",
  columns: { school_known: "k.school_id is not null" },
  affectedBy: { school: ofSchool("equipment_summary", "t.school_id, t.school_year, t.equipment_kind") },
});

export const facilityQualityViews: readonly QualityView[] = [buildingView, roomView, equipmentView];
