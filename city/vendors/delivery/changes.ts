import type { Rng } from "../../world/random.ts";
import type {
  ClassSection,
  EnrolmentRow,
  Household,
  Learner,
  Parent,
  SchoolWorld,
} from "../../world/types.ts";

/** What may happen to a learner's record between two deliveries. */
export type ChangeKind = "address" | "class" | "phone" | "left" | "transfer";

const SECOND_DAY = "2026-10-21";
const THIS_YEAR = "2026-2027";
/** Old provinces of the far south, which hardly anybody in the city was registered in. */
const NEWCOMER_PROVINCES = ["093", "094", "095", "096"] as const;

/** The family moves to the address of another family of the school. */
export function move(learner: Learner, world: SchoolWorld, rng: Rng): Learner {
  const old = learner.household.residence;
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const { residence } = rng.pick(world.learners).household;
    if (residence.text !== old.text) return { ...learner, household: { ...learner.household, residence } };
  }
  const residence = { ...old, text: `Số ${rng.between(1, 400)}, ${old.text}` };
  return { ...learner, household: { ...learner.household, residence } };
}

/** A new number for the family: the learner's contact and the acting guardian's. */
export function changePhone(learner: Learner, rng: Rng): Learner {
  const phone = `09${String(rng.int(100_000_000)).padStart(8, "0")}`;
  const { household } = learner;
  const { father, mother, guardian } = household;
  const withPhone = <T extends Parent | null>(person: T): T =>
    person !== null && person.personId === guardian.personId ? { ...person, phone } : person;
  const changed: Household = {
    ...household,
    father: withPhone(father),
    mother: withPhone(mother),
    guardian: { ...guardian, phone },
  };
  return { ...learner, phone, household: changed };
}

/** Into another class of the same grade; undefined where the grade has one class. */
export function changeClass(learner: Learner, world: SchoolWorld, rng: Rng): Learner | undefined {
  const others = classesOf(world, learner).filter((section) => section.className !== learner.className);
  if (others.length === 0) return undefined;
  const section = rng.pick(others);
  const history = learner.history.map((row) =>
    row.schoolYear === THIS_YEAR && row.exitDate === null ? { ...row, className: section.className } : row,
  );
  return { ...learner, classIndex: section.index, className: section.className, history };
}

/** The learner as the school they leave knows them; without a taker they leave the city. */
export function leave(
  learner: Learner,
  schoolCode: string,
  kind: "left" | "transfer",
  taker: SchoolWorld | undefined,
  rng: Rng,
): Learner {
  const exitReason =
    kind === "left"
      ? rng.pick(["Hoàn cảnh gia đình", "Học lực yếu", "Sức khỏe"])
      : `Chuyển đến ${taker?.plan.name ?? "trường ngoài thành phố"}`;
  const history = learner.history.map(
    (row): EnrolmentRow =>
      row.schoolYear === THIS_YEAR && row.schoolCode === schoolCode && row.exitDate === null
        ? {
            ...row,
            exitDate: SECOND_DAY,
            exitReason,
            outcome: kind === "left" ? "droppedOut" : "transferred",
          }
        : row,
  );
  return {
    ...learner,
    status: kind === "left" ? "left" : "transferredOut",
    classIndex: null,
    exitDate: SECOND_DAY,
    exitReason,
    history,
  };
}

/** The same person as the new school enters them: a new local code, a new class. */
export function transferIn(gone: Learner, taker: SchoolWorld, rng: Rng): Learner {
  const section = rng.pick(classesOf(taker, gone));
  return {
    ...gone,
    localCode: `${taker.plan.code.slice(-5)}N${String(rng.int(1_000_000)).padStart(6, "0")}`,
    status: "transferredIn",
    entryKind: "Chuyển đến",
    entryDate: SECOND_DAY,
    exitDate: null,
    exitReason: null,
    classIndex: section.index,
    className: section.className,
    history: [...gone.history, currentYear(taker, section)],
  };
}

/** Somebody new to the city: a name put together from the school's own names, an id of a far province. */
export function enter(world: SchoolWorld, number: number, rng: Rng): Learner {
  const model = rng.pick(world.learners);
  const family = rng.pick(world.learners);
  const section = world.classes[model.classIndex ?? -1];
  if (section === undefined) throw new Error(`a current learner without a class: ${model.personId}`);
  const { middleName, givenName, sex, birthDate } = model;
  const century = birthDate.startsWith("19") ? 0 : 2;
  const digit = century + (sex === "F" ? 1 : 0);
  const serial = String(rng.int(1_000_000)).padStart(6, "0");
  return {
    ...model,
    personId: `E${world.plan.code}-${number}`,
    localCode: `${world.plan.code.slice(-5)}E${String(number).padStart(6, "0")}`,
    familyName: family.familyName,
    fullName: [family.familyName, middleName, givenName].filter((part) => part !== "").join(" "),
    nationalId: `${rng.pick(NEWCOMER_PROVINCES)}${digit}${birthDate.slice(2, 4)}${serial}`,
    nationality: "Việt Nam",
    idCause: null,
    idKnownToSchool: true,
    documentType: "Khai sinh",
    documentNumber: null,
    household: family.household,
    twinOf: null,
    status: "transferredIn",
    entryKind: "Chuyển đến",
    entryDate: SECOND_DAY,
    classIndex: section.index,
    className: section.className,
    history: [currentYear(world, section)],
    insuranceNumber: null,
  };
}

function currentYear(world: SchoolWorld, section: ClassSection): EnrolmentRow {
  return {
    schoolYear: THIS_YEAR,
    schoolCode: world.plan.code,
    schoolName: world.plan.name,
    gradeLevel: section.gradeLevel,
    className: section.className,
    entryDate: SECOND_DAY,
    exitDate: null,
    exitReason: null,
    outcome: null,
  };
}

function classesOf(world: SchoolWorld, learner: Learner): ClassSection[] {
  return world.classes.filter((section) => section.gradeLevel === learner.gradeLevel);
}
