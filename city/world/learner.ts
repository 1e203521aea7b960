import { className, classOfSlot } from "./class-names.ts";
import { communeFlows, OUTSIDE } from "./flows.ts";
import { gradeStep, nominalBirthYear } from "./grades.ts";
import { type Past, pastOf } from "./history.ts";
import { drawHousehold, drawPhone, type HouseholdTruth } from "./household-people.ts";
import { communePeople, oldestChildYear, placeOf, slotOf } from "./households.ts";
import {
  drawDisability,
  drawHealth,
  drawIdCause,
  drawInsurance,
  policyGroups,
  unionMember,
} from "./learner-details.ts";
import { drawName, named } from "./names/names.ts";
import { FIRST_YOUNG_YEAR, nationalId, serialOf } from "./national-id.ts";
import { Rng } from "./random.ts";
import type { CityPlan, Commune, GradeLevel, Learner, SchoolPlan, Sex } from "./types.ts";
import { BIRTH_MONTHS } from "./words.ts";

/** Households already made, by id; one a school, so that brothers share the object. */
export type HouseholdCache = Map<string, HouseholdTruth>;

const pad = (n: number, width: number) => String(n).padStart(width, "0");

function learnerId(school: SchoolPlan, gradeIndex: number, slot: number): string {
  return `L${pad(school.index, 4)}${gradeIndex}${pad(slot, 4)}`;
}

function householdOf(
  plan: CityPlan,
  communeIndex: number,
  head: number,
  cache: HouseholdCache,
): HouseholdTruth {
  const commune = plan.communes[communeIndex] as Commune;
  const householdId = `H${commune.code}-${pad(head, 5)}`;
  const known = cache.get(householdId);
  if (known !== undefined) return known;
  const people = communePeople(plan, communeIndex);
  const { part } = slotOf(people, head);
  const truth = drawHousehold({
    seed: plan.options.seed,
    rng: Rng.of(plan.options.seed, "household", communeIndex, head),
    commune,
    householdId,
    childrenInSchool: people.children[head] ?? 1,
    oldestYear: oldestChildYear(people, head),
    span: people.span[head] ?? 0,
    // Learners of continuing education may be up to eight years late; their parents are so much older.
    older: part.school.level === "05" ? 8 : 0,
    serial: people.serialOffset + head,
    idSerial: serialOf.parent,
  });
  cache.set(householdId, truth);
  return truth;
}

/** How many years later than the official age, for the oldest child of a household only. */
function drawYearsLate(rng: Rng, school: SchoolPlan, grade: GradeLevel, repeated: boolean): number {
  const again = repeated ? 1 : 0;
  const x = rng.float();
  if (grade === "NT") return x < 0.25 ? -1 : 0;
  if (school.level === "05") {
    if (x < 0.62) return again;
    if (x < 0.78) return 1 + again;
    if (x < 0.87) return 2;
    if (x < 0.93) return 3;
    return 4 + rng.int(5);
  }
  if (school.level === "04") return x < 0.012 || repeated ? 1 : 0;
  return again + (x < (school.level === "03" ? 0.012 : 0.004) ? 1 : 0);
}

export function drawBirthDate(rng: Rng, year: number): string {
  const month = BIRTH_MONTHS.draw(rng);
  const days = month === 2 ? (year % 4 === 0 ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return `${year}-${pad(month, 2)}-${pad(rng.between(1, days), 2)}`;
}

const BOY_SHARE = { "01": 0.525, "02": 0.522, "03": 0.518, "04": 0.485, "05": 0.6 } as const;

/** The facts of a person that both a current learner and a leaver need. */
export interface Core {
  personId: string;
  localCode: string;
  school: SchoolPlan;
  commune: Commune;
  grade: GradeLevel;
  sex: Sex;
  birthDate: string;
  serial: number;
  truth: HouseholdTruth;
  childOrder: number;
  twinOf: string | null;
  newcomer: boolean;
}

export type Bare = Omit<
  Learner,
  | "classIndex"
  | "className"
  | "status"
  | "entryDate"
  | "entryKind"
  | "exitDate"
  | "exitReason"
  | "history"
  | "repeated"
>;

/** Everything about the person that does not depend on the school asking. */
export function drawLearnerPerson(seed: number, rng: Rng, core: Core): Bare {
  const { truth, sex, birthDate, grade, commune } = core;
  const { foreign } = truth;
  const birthYear = Number(birthDate.slice(0, 4));
  const name =
    foreign === null
      ? drawName(rng, sex, truth.familyName)
      : named(truth.familyName, "", rng.pick(sex === "M" ? foreign.male : foreign.female));
  const idCause = drawIdCause(rng, truth, core.newcomer);
  const issued = idCause !== "noPapers" && idCause !== "orphan" && idCause !== "foreigner";
  const numberSex: Sex = idCause === "wrongSex" ? (sex === "M" ? "F" : "M") : sex;
  const disability = drawDisability(rng);
  const step = gradeStep(grade);
  const inTown = commune.urbanness > 0.3;
  const poor = truth.household.poverty === "poor";
  const place = truth.province === "030" ? "Hải Dương" : truth.province === "031" ? "Hải Phòng" : "Tỉnh khác";
  const parentMinority = truth.ethnicity !== "Kinh" || truth.motherMinority;
  return {
    personId: core.personId,
    ...name,
    nationalId: issued ? nationalId(seed, truth.province, numberSex, birthYear, core.serial) : null,
    birthDate,
    sex,
    ethnicity: truth.ethnicity,
    religion: truth.religion,
    nationality: foreign?.nationality ?? "Việt Nam",
    localCode: core.localCode,
    idCause,
    idKnownToSchool: issued && idCause !== "newcomer" && idCause !== "notSynchronised",
    documentType: foreign === null ? (birthYear <= 2012 ? "CCCD" : "Khai sinh") : "Hộ chiếu",
    documentNumber: foreign === null ? null : `M${pad(rng.int(100_000_000), 8)}`,
    birthPlace: rng.chance(0.9) ? place : "Hà Nội",
    hometown: `${commune.name}, ${commune.formerProvince}`,
    phone: step >= 12 && rng.chance(0.45) ? drawPhone(rng) : null,
    email: step >= 12 && rng.chance(0.2) ? `hs${core.localCode}@haiphong.edu.vn` : null,
    household: truth.household,
    childOrder: core.childOrder,
    twinOf: core.twinOf,
    gradeLevel: grade,
    policyGroups: policyGroups(rng, truth, disability, truth.ethnicity),
    disability,
    boardingLunch: step <= 3 ? rng.chance(0.97) : step <= 8 ? rng.chance(inTown ? 0.7 : 0.35) : false,
    residentialBoarding: false,
    twoSessions: step <= 8,
    swims: step >= 5 && rng.chance(0.32 + step * 0.02),
    unionMember: unionMember(rng, grade),
    health: drawHealth(rng, sex, 2026 - birthYear),
    insuranceNumber: foreign === null ? drawInsurance(rng, step, poor, core.serial, birthYear) : null,
    difficultArea: commune.kind === "Đặc khu",
    tuitionExemption:
      poor || truth.orphan === "both" ? "Miễn" : truth.household.poverty === "nearPoor" ? "Giảm 50%" : null,
    vietnameseStrengthening: step === 4 && parentMinority && rng.chance(0.3),
  };
}

export interface LearnerTruth {
  bare: Bare;
  past: Past;
  school: SchoolPlan;
  gradeIndex: number;
  /** Index of the class in its grade. */
  classInGrade: number;
}

/** One current learner of the city, the same whoever asks. */
export function learnerTruth(
  plan: CityPlan,
  school: SchoolPlan,
  gradeIndex: number,
  slot: number,
  cache: HouseholdCache,
): LearnerTruth {
  const seed = plan.options.seed;
  const grade = school.grades[gradeIndex];
  if (grade === undefined) throw new RangeError(`no grade ${gradeIndex} in ${school.code}`);
  const { communeIndex, here } = placeOf(plan, school, gradeIndex, slot);
  const people = communePeople(plan, communeIndex);
  const flows = communeFlows(plan, communeIndex);
  const head = people.household[here] as number;
  const truth = householdOf(plan, communeIndex, head, cache);
  const twin = people.twin[here] as number;
  const childOrder = people.childOrder[here] as number;
  const rng = Rng.of(seed, "learner", school.index, gradeIndex, slot);
  const classInGrade = classOfSlot(seed, school, gradeIndex, slot);
  const step = gradeStep(grade.grade);
  const past = pastOf(plan, people, flows, communeIndex, here, school, step, classInGrade);
  // Twins draw their birth date from one stream; only a household's oldest child may be out of step.
  const birth = Rng.of(seed, "birth", communeIndex, twin < 0 ? here : Math.min(here, twin));
  const yearsLate =
    grade.grade === "NT" || (childOrder === 0 && twin < 0)
      ? drawYearsLate(birth, school, grade.grade, past.repeated)
      : 0;
  const birthYear = nominalBirthYear(grade.grade) - yearsLate;
  let gradeStart = 0;
  for (let g = 0; g < gradeIndex; g++) gradeStart += school.grades[g]?.learners ?? 0;
  const bare = drawLearnerPerson(seed, rng, {
    personId: learnerId(school, gradeIndex, slot),
    localCode: `2${pad(school.index, 4)}${gradeIndex}${pad(slot, 4)}`,
    school,
    commune: plan.communes[communeIndex] as Commune,
    grade: grade.grade,
    sex: rng.chance(BOY_SHARE[school.level]) ? "M" : "F",
    birthDate: drawBirthDate(birth, birthYear),
    serial:
      birthYear < FIRST_YOUNG_YEAR
        ? serialOf.adultLearner(school.adultOffset + gradeStart + slot)
        : serialOf.learner(grade.cohortOffset + slot, yearsLate),
    truth,
    childOrder,
    twinOf: twin < 0 ? null : learnerId(school, gradeIndex, slotOf(people, twin).slot),
    newcomer: past.lastYear.schoolIndex === OUTSIDE,
  });
  return { bare, past, school, gradeIndex, classInGrade };
}

/** The learner as the school where they are today knows them. */
export function currentLearner(plan: CityPlan, truth: LearnerTruth, classIndex: number): Learner {
  const { bare, past, school, classInGrade } = truth;
  const transferred = past.autumnSchool !== -1;
  const summerMove = past.lastYear.schoolIndex !== school.index && past.lastYear.schoolIndex !== -1;
  const entersLevel = school.grades[0]?.grade === bare.gradeLevel;
  return {
    ...bare,
    classIndex,
    className: className(plan.options.seed, school, bare.gradeLevel, classInGrade),
    status: transferred ? "transferredIn" : "studying",
    entryDate: entryDateAt(past, school),
    entryKind:
      transferred || (summerMove && !entersLevel)
        ? "Chuyển đến"
        : past.repeated
          ? "Lưu ban"
          : past.lastYear.schoolIndex === school.index
            ? "Lên lớp"
            : "Tuyển mới",
    exitDate: null,
    exitReason: null,
    history: past.rows,
    repeated: past.repeated,
  };
}

/** First day at a school; before the history begins nobody had moved, so it is the day they entered the level. */
export function entryDateAt(past: Past, school: SchoolPlan): string {
  const first = past.rows.find((row) => row.schoolCode === school.code);
  if (first === undefined) throw new Error(`the history does not know ${school.code}`);
  if (first.schoolYear !== "2023-2024") return first.entryDate;
  const yearsBefore = gradeStep(first.gradeLevel) - gradeStep(school.grades[0]?.grade ?? first.gradeLevel);
  return `${2023 - yearsBefore}-09-05`;
}
