import { LEVEL_LABEL } from "../../world/labels.ts";
import type { Building, Campus, Commune, EquipmentCount, Room, SchoolProfile } from "../../world/types.ts";
import type { Outbox } from "../delivery/outbox.ts";
import { beginSheet } from "../formats/print-sheet.ts";
import { XlsxWriter } from "../formats/xlsx-writer.ts";
import type { SheetLayout } from "../layout.ts";
import type { Row } from "../rows/value.ts";
import { SO_GD_BUILDINGS, SO_GD_CAMPUSES, SO_GD_EQUIPMENT, SO_GD_ROOMS, SO_GD_SCHOOLS } from "./layout.ts";

/** What the department knows about one school; small enough to travel between threads. */
export type RegisterEntry = {
  profile: SchoolProfile;
  vendorSystem: string;
  campuses: readonly Campus[];
  buildings: readonly Building[];
  rooms: readonly Room[];
  equipment: readonly EquipmentCount[];
};

/** Sends the register of the city and a facilities workbook for every commune. */
export function sendRegister(outbox: Outbox, entries: readonly RegisterEntry[]): void {
  const book = new XlsxWriter({ strings: "shared" });
  addSheet(book, SO_GD_SCHOOLS, undefined, entries.map(schoolRow));
  addSheet(
    book,
    SO_GD_CAMPUSES,
    undefined,
    entries.flatMap(({ profile, campuses }) => campuses.map((campus) => campusRow(profile, campus))),
  );
  outbox.send("so-gd", "city", SO_GD_SCHOOLS.file, book.finish());
  const communes = Map.groupBy(entries, (entry) => entry.profile.commune.code);
  for (const [communeCode, schools] of communes) {
    const commune = schools[0]?.profile.commune;
    outbox.send("so-gd", communeCode, SO_GD_BUILDINGS.file, facilities(commune, schools));
  }
}

function facilities(commune: Commune | undefined, schools: readonly RegisterEntry[]): Buffer {
  const book = new XlsxWriter({ strings: "shared" });
  const of = <T extends object>(pick: (entry: RegisterEntry) => readonly T[]): Row[] =>
    schools.flatMap((entry) =>
      pick(entry).map((item) => ({ ...item, schoolCode: entry.profile.schoolCode })),
    );
  addSheet(
    book,
    SO_GD_BUILDINGS,
    commune,
    of((entry) => entry.buildings),
  );
  addSheet(
    book,
    SO_GD_ROOMS,
    commune,
    of((entry) => entry.rooms),
  );
  addSheet(
    book,
    SO_GD_EQUIPMENT,
    commune,
    of((entry) => entry.equipment),
  );
  return book.finish();
}

function addSheet(
  book: XlsxWriter,
  layout: SheetLayout,
  commune: Commune | undefined,
  rows: readonly Row[],
): void {
  const titles = layout.titleRows.map((title) =>
    title === "(dòng trống)" ? "" : title.replace("{XÃ/PHƯỜNG}", (commune?.name ?? "").toUpperCase()),
  );
  const sheet = beginSheet(book.addSheet(layout.sheet), layout, titles);
  for (const row of rows) sheet.print(row);
}

function schoolRow({ profile, vendorSystem }: RegisterEntry): Row {
  return {
    schoolCode: profile.schoolCode,
    schoolName: profile.schoolName,
    levels: profile.levels.map((level) => LEVEL_LABEL[level]).join("; "),
    ownership: profile.ownershipText,
    schoolKind: profile.schoolKind,
    communeCode: profile.commune.code,
    communeName: profile.commune.name,
    address: profile.address,
    latitude: profile.lat,
    longitude: profile.lon,
    areaType: profile.areaType,
    phone: profile.phone,
    email: profile.email,
    website: profile.website,
    principalName: profile.principalName,
    establishedDate: profile.establishedDate,
    accreditationLevel: profile.accreditationLevel,
    nationalStandardLevel: profile.nationalStandardLevel,
    managingBody: profile.managingBody,
    vendorSystem,
  };
}

function campusRow(profile: SchoolProfile, campus: Campus): Row {
  return {
    schoolCode: profile.schoolCode,
    campusCode: campus.campusCode,
    campusName: campus.campusName,
    address: campus.address,
    communeCode: campus.communeCode,
    isMain: campus.isMain,
    latitude: campus.lat,
    longitude: campus.lon,
  };
}
