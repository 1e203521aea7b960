import { ClassSection, TeachingAssignment } from "./classroom/schema.ts";
import { correctionIntake, correctionOccurrences, type Mendable } from "./dictionary/correction.ts";
import type { Dataset } from "./dictionary/dataset.ts";
import type { Intake } from "./dictionary/intake.ts";
import type { Matching } from "./dictionary/matching.ts";
import { Building, EquipmentSummary, Room } from "./facility/schema.ts";
import { Enrolment, Guardian, Learner, LearnerGuardian, Residence } from "./learner/schema.ts";
import { Campus, School } from "./reference/schema.ts";
import { Employment, StaffAssignment, StaffMember, StaffQualification, StaffTitle } from "./staff/schema.ts";

/**
 * What people mend in the program. Left out: what belongs to a school by the file it came in (`schoolId`), ids that
 * others issue, the class (moving a pupil is no slip of the pen), sentences about conduct and discipline, health, and
 * marks, which have their own rules of change (TT 27/2020, TT 22/2021; issue of the gradebook).
 */
function mendableOf(
  dataset: Dataset,
  without: readonly string[] = [],
  follows?: Mendable["follows"],
): Mendable {
  const never = new Set([...dataset.key, "schoolId", ...without, ...Object.keys(follows ?? {})]);
  const fields = Object.entries(dataset.fields).flatMap(([name, { kind }]) =>
    never.has(name) || kind === "uuid" || kind === "json" || kind === "timestamp" ? [] : [name],
  );
  return { dataset, fields, ...(follows === undefined ? {} : { follows }) };
}

const mendables: readonly Mendable[] = [
  mendableOf(Learner, ["learnerCode", "lifelongLearningId"], {
    givenName: "string_split(full_name, ' ')[-1]",
    birthPrecision: "case when birth_date is not null then coalesce(birth_precision, 'day') end",
  }),
  mendableOf(Guardian),
  mendableOf(LearnerGuardian),
  mendableOf(Residence, ["communeName"]),
  mendableOf(Enrolment, ["className", "schoolViolenceNote"]),
  mendableOf(StaffMember, ["staffCode", "discipline"]),
  mendableOf(Employment, ["staffCode"]),
  mendableOf(StaffAssignment),
  mendableOf(StaffQualification),
  mendableOf(StaffTitle),
  mendableOf(ClassSection),
  mendableOf(TeachingAssignment),
  mendableOf(School, ["mergedInto", "vendorSystem"]),
  mendableOf(Campus),
  mendableOf(Building),
  mendableOf(Room),
  mendableOf(EquipmentSummary),
];

const byDataset = new Map(mendables.map((one) => [one.dataset.id, one]));

/** Undefined for a dataset whose values nobody mends in the program. */
export const findMendable = (datasetId: string): Mendable | undefined => byDataset.get(datasetId);

/** The layouts that corrections travel in; no file is ever recognised as one of them. */
export const correctionIntakes: readonly Intake[] = mendables.map(correctionIntake);

/** The declared matchings with the people that corrections speak of. */
export function withCorrections(matchings: readonly Matching[]): readonly Matching[] {
  const all = mendables.flatMap(correctionOccurrences);
  return matchings.map((matching) => ({
    ...matching,
    occurrences: [...matching.occurrences, ...all.filter(({ entity }) => entity === matching.entity)],
  }));
}
