import { drawAddress } from "./household-people.ts";
import { OWNERSHIP_LABEL } from "./labels.ts";
import { Rng, Weighted } from "./random.ts";
import type { CityPlan, Commune, SchoolPlan, SchoolProfile } from "./types.ts";

const ACCREDITATION = new Weighted<number>([
  [0, 22],
  [1, 12],
  [2, 44],
  [3, 21],
  [4, 1],
]);

/** The managing body of TT 45/2025: the department for THPT and GDTX, the commune for the rest. */
function managingBody(school: SchoolPlan, commune: Commune): string {
  if (school.level >= "04") return "Sở Giáo dục và Đào tạo Hải Phòng";
  return `UBND ${commune.name.charAt(0).toLowerCase()}${commune.name.slice(1)}`;
}

function areaType(commune: Commune): string {
  if (commune.kind === "Đặc khu") return "KV1";
  if (commune.kind === "Xã") return "KV2-NT";
  return commune.urbanness > 0.4 ? "KV3" : "KV2";
}

/** The school as the department's register should have it; the principal's name comes with the staff. */
export function profileOf(
  plan: CityPlan,
  school: SchoolPlan,
): Omit<SchoolProfile, "principalName" | "lon" | "lat"> {
  const commune = plan.communes[school.communeIndex] as Commune;
  const rng = Rng.of(plan.options.seed, "profile", school.index);
  const accreditationLevel = school.ownership === "public" ? ACCREDITATION.draw(rng) : rng.int(3);
  const site = `truong${school.code.slice(2)}`;
  const year = school.ownership === "public" ? rng.between(1954, 2008) : rng.between(1996, 2024);
  return {
    schoolCode: school.code,
    schoolName: school.name,
    levels: school.levels,
    ownership: school.ownership,
    ownershipText: OWNERSHIP_LABEL[school.ownership],
    schoolKind: school.kind,
    commune,
    address: drawAddress(rng, commune).text,
    areaType: areaType(commune),
    phone: `0${commune.formerProvince === "Hải Dương" ? "220" : "225"}3${String(rng.int(1_000_000)).padStart(6, "0")}`,
    email: `${site}@haiphong.edu.vn`,
    website: `https://${site}.haiphong.edu.vn`,
    establishedDate: `${year}-0${rng.between(7, 9)}-${String(rng.between(1, 28)).padStart(2, "0")}`,
    accreditationLevel,
    nationalStandardLevel: accreditationLevel >= 2 ? (rng.chance(0.3) ? 2 : 1) : 0,
    managingBody: managingBody(school, commune),
  };
}
