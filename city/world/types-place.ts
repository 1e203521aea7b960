/** Buildings, rooms, equipment and the school as the register knows it. */
import type { Commune, Ownership, SchoolLevel, SchoolYear } from "./types-plan.ts";

export interface Campus {
  campusCode: string;
  campusName: string;
  address: string;
  communeCode: string;
  isMain: boolean;
  lon: number;
  lat: number;
}

export interface Building {
  buildingCode: string;
  campusCode: string;
  buildingName: string;
  /** "Trên cấp 4", "Cấp 4", "Dưới cấp 4" */
  buildingGrade: string;
  /** "Kiên cố", "Bán kiên cố", "Tạm" */
  solidity: string;
  floors: number;
  areaM2: number;
  builtYear: number;
  condition: string;
}

export interface Room {
  roomCode: string;
  buildingCode: string;
  roomName: string;
  /** "Phòng học", "Phòng Tin học", "Thư viện", … */
  roomKind: string;
  areaM2: number;
  capacity: number;
  solidity: string;
  condition: string;
  projector: boolean;
  internet: boolean;
}

export interface EquipmentCount {
  schoolYear: SchoolYear;
  equipmentKind: string;
  quantity: number;
  usableQuantity: number;
  boughtYear: number;
}

export interface SchoolProfile {
  schoolCode: string;
  schoolName: string;
  levels: readonly SchoolLevel[];
  ownership: Ownership;
  /** As printed: "Công lập", "Tư thục". */
  ownershipText: string;
  schoolKind: string;
  commune: Commune;
  address: string;
  lon: number;
  lat: number;
  /** "KV1", "KV2", "KV2-NT", "KV3" */
  areaType: string;
  phone: string;
  email: string;
  website: string;
  principalName: string;
  establishedDate: string;
  /** 0 to 4. */
  accreditationLevel: number;
  /** 0 to 2. */
  nationalStandardLevel: number;
  managingBody: string;
}
