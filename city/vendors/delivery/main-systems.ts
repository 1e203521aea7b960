import { MAIN_SYSTEM } from "../../errors/plant-learner.ts";
import { hashPath } from "../../world/random.ts";
import type { SchoolWorld } from "../../world/types.ts";
import { EXCEL_HEALTH, EXCEL_SHORT, EXCEL_SPLIT_NAME, EXCEL_TWO_ROWS } from "../excel/layout.ts";
import type { SheetLayout } from "../layout.ts";
import { LEGACY_LEARNERS } from "../legacy/layout.ts";
import { ONEROSTER_LAYOUT } from "../oneroster/layout.ts";
import { ageGrade, codeGrade, type GradeSpelling, longGrade, shortGrade } from "../rows/spellings.ts";
import { SMAS_LEARNERS } from "../smas/layout.ts";
import { VNEDU_LEARNERS } from "../vnedu/layout.ts";
import type { PrintOptions, Today } from "./print-learners.ts";
import type { LearnerVendor } from "./vendor-plan.ts";

type MainSystem = { grade: GradeSpelling; unicode: boolean; guardianAlways: boolean };

const MAIN_SYSTEMS: Readonly<Record<LearnerVendor, MainSystem>> = {
  smas: { grade: longGrade, unicode: true, guardianAlways: false },
  vnedu: { grade: shortGrade, unicode: true, guardianAlways: false },
  oneroster: { grade: codeGrade, unicode: true, guardianAlways: false },
  excel: { grade: ageGrade, unicode: true, guardianAlways: true },
  legacy: { grade: ageGrade, unicode: false, guardianAlways: false },
};

/** How the school's main system prints its learner list. */
export function mainPrintOptions(
  vendor: LearnerVendor,
  world: SchoolWorld,
  seed: number,
  today: Today,
): PrintOptions {
  return {
    ...MAIN_SYSTEMS[vendor],
    seed,
    system: vendor,
    layout: learnerLayout(vendor, world, seed),
    rates: MAIN_SYSTEM,
    today,
  };
}

function learnerLayout(vendor: LearnerVendor, world: SchoolWorld, seed: number): SheetLayout {
  switch (vendor) {
    case "smas":
      return SMAS_LEARNERS;
    case "vnedu":
      return VNEDU_LEARNERS;
    case "oneroster":
      return ONEROSTER_LAYOUT;
    case "excel":
      return excelHabit(world, seed);
    case "legacy":
      return LEGACY_LEARNERS;
  }
}

/** A school's clerk keeps to one table; preschools weigh and measure. */
function excelHabit(world: SchoolWorld, seed: number): SheetLayout {
  const { plan } = world;
  const habits: readonly SheetLayout[] =
    plan.level === "01" ? [EXCEL_HEALTH, EXCEL_SPLIT_NAME] : [EXCEL_SHORT, EXCEL_SPLIT_NAME, EXCEL_TWO_ROWS];
  const habit = habits[hashPath(seed, "excel habit", plan.code) % habits.length];
  if (habit === undefined) throw new Error(`no Excel habit for ${plan.code}`);
  return habit;
}
