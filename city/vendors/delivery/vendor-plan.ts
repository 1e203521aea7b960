import { hashFraction } from "../../world/random.ts";
import type { CityPlan, SchoolPlan } from "../../world/types.ts";

export const VENDORS = [
  "so-gd",
  "smas",
  "vnedu",
  "misa",
  "k12online",
  "qlcm",
  "oneroster",
  "excel",
  "legacy",
] as const;
export type Vendor = (typeof VENDORS)[number];
export type LearnerVendor = "smas" | "vnedu" | "oneroster" | "excel" | "legacy";
export type LegacyEncoding = "tcvn3" | "vni" | "windows-1258";

/** The systems one school uses. */
export type SchoolSystems = {
  learners: LearnerVendor;
  encoding: LegacyEncoding;
  /** K12Online holds part of the learners again. */
  secondSystem: boolean;
  staffFile: boolean;
  gradebook: boolean;
  /** As the department's register calls the software. */
  registerName: string;
};

/** Shares of the city's schools; below `FULL_MIX` schools only the two big vendors and their copies appear. */
const SHARES = {
  legacy: 0.025,
  oneroster: 0.006,
  excel: 0.06,
  smas: 0.46,
  secondSystem: 0.12,
  noStaffFile: 0.02,
};
const FULL_MIX = 16;
const ENCODINGS: readonly LegacyEncoding[] = ["tcvn3", "vni", "windows-1258"];
const REGISTER_NAMES: Readonly<Record<LearnerVendor, string>> = {
  smas: "SMAS",
  vnedu: "VnEdu",
  oneroster: "LMS (OneRoster)",
  excel: "Excel",
  legacy: "HSQL",
};

/**
 * Which school uses which systems, in the order of `plan.schools`. Chosen within the scale, so that a small
 * sample shows every vendor: legacy programs in former Hải Dương, Excel in the smallest schools.
 */
export function planSystems(plan: CityPlan): SchoolSystems[] {
  const { schools } = plan;
  const { seed } = plan.options;
  const dice = (school: SchoolPlan, what: string): number => hashFraction(seed, "systems", what, school.code);
  const ranked = (what: string): SchoolPlan[] =>
    [...schools].sort((a, b) => dice(a, what) - dice(b, what) || a.index - b.index);
  const wanted = (share: number, least: number): number =>
    schools.length < FULL_MIX ? 0 : Math.max(least, Math.round(share * schools.length));

  const chosen = new Map<number, LearnerVendor>();
  const take = (candidates: readonly SchoolPlan[], count: number, vendor: LearnerVendor): void => {
    for (const school of candidates) {
      if (count === 0) return;
      if (chosen.has(school.index)) continue;
      chosen.set(school.index, vendor);
      count -= 1;
    }
  };
  const legacy = ranked("legacy").filter(
    (school) =>
      school.ownership === "public" && plan.communes[school.communeIndex]?.formerProvince === "Hải Dương",
  );
  take(legacy, wanted(SHARES.legacy, 3), "legacy");
  const secondary = ranked("oneroster").filter((school) => school.level === "03" || school.level === "04");
  take(secondary, wanted(SHARES.oneroster, 1), "oneroster");
  const small = [...schools].sort((a, b) => a.learners - b.learners || a.index - b.index);
  const smallest = new Set(small.slice(0, Math.ceil(schools.length / 3)).map((school) => school.index));
  take(
    ranked("excel").filter((school) => smallest.has(school.index)),
    wanted(SHARES.excel, 2),
    "excel",
  );
  const rest = ranked("main").filter((school) => !chosen.has(school.index));
  take(rest, Math.ceil(SHARES.smas * rest.length), "smas");
  take(rest, rest.length, "vnedu");

  const second = new Set(
    rest
      .filter((school) => school.level !== "01")
      .sort((a, b) => dice(a, "second") - dice(b, "second"))
      .slice(0, Math.max(1, Math.round(SHARES.secondSystem * schools.length)))
      .map((school) => school.index),
  );
  let legacySchools = 0;
  return schools.map((school) => {
    const learners = chosen.get(school.index) ?? "vnedu";
    const encoding = ENCODINGS[learners === "legacy" ? legacySchools++ % ENCODINGS.length : 0] ?? "tcvn3";
    return {
      learners,
      encoding,
      secondSystem: second.has(school.index),
      staffFile: dice(school, "staff") >= SHARES.noStaffFile,
      gradebook: school.detailedGradebook,
      registerName: REGISTER_NAMES[learners],
    };
  });
}
