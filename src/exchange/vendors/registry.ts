import type { VendorProfile } from "#src/pipeline/1-landing/recognise/vendor-profile.ts";
import { adminUnits } from "./admin-units.ts";
import { exam } from "./exam.ts";
import { excel } from "./excel.ts";
import { k12online } from "./k12online.ts";
import { legacy } from "./legacy.ts";
import { misa } from "./misa.ts";
import { oneroster } from "./oneroster.ts";
import { qlcm } from "./qlcm.ts";
import { smas } from "./smas.ts";
import { soGd } from "./so-gd.ts";
import { vnedu } from "./vnedu.ts";

/** Every school software we know, one file each; README.md shows how to add one. */
export const vendors: readonly VendorProfile[] = [
  adminUnits,
  exam,
  excel,
  k12online,
  legacy,
  misa,
  oneroster,
  qlcm,
  smas,
  soGd,
  vnedu,
];

const byId = new Map(vendors.map((vendor) => [vendor.id, vendor]));

export const findVendor = (id: string): VendorProfile | undefined => byId.get(id);

/** @throws when no vendor has this id */
export function getVendor(id: string): VendorProfile {
  const vendor = byId.get(id);
  if (vendor === undefined) throw new Error(`no vendor is called ${id}`);
  return vendor;
}
