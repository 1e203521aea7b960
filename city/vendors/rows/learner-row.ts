import { SEX_LABEL, STATUS_LABEL } from "../../world/labels.ts";
import type { Learner, Parent } from "../../world/types.ts";
import type { GradeSpelling } from "./spellings.ts";
import type { Row } from "./value.ts";

export type LearnerRowOptions = {
  schoolCode: string;
  schoolName: string;
  grade: GradeSpelling;
  /** Small schools write the contact person down even when it is a parent. */
  guardianAlways: boolean;
};

/** The row of the intake `learnerRow` as the school would have it without mistakes. */
export function learnerRow(learner: Learner, options: LearnerRowOptions): Row {
  const { household } = learner;
  const { father, mother, guardian } = household;
  const guardianIsParent = guardian.personId === father?.personId || guardian.personId === mother?.personId;
  const shown = options.guardianAlways || !guardianIsParent ? guardian : null;
  return {
    learnerCode: learner.localCode,
    nationalId: learner.idKnownToSchool ? learner.nationalId : null,
    fullName: learner.fullName,
    familyMiddleName: `${learner.familyName} ${learner.middleName}`.trim(),
    givenName: learner.givenName,
    familyName: learner.familyName,
    middleName: learner.middleName,
    birthDate: learner.birthDate,
    sex: SEX_LABEL[learner.sex],
    female: learner.sex === "F",
    ethnicity: learner.ethnicity,
    religion: learner.religion,
    nationality: learner.nationality,
    birthPlace: learner.birthPlace,
    hometown: learner.hometown,
    documentType: learner.documentType,
    documentNumber: learner.documentNumber,
    phone: learner.phone,
    email: learner.email,
    schoolCode: options.schoolCode,
    schoolName: options.schoolName,
    schoolYear: "2026-2027",
    gradeLevel: options.grade(learner.gradeLevel),
    className: learner.className,
    enrolmentStatus: STATUS_LABEL[learner.status],
    entryDate: learner.entryDate,
    entryKind: learner.entryKind,
    exitDate: learner.exitDate,
    exitReason: learner.exitReason,
    residenceAddress: household.residence.text,
    residenceCommune: household.residence.communeName,
    permanentAddress: household.permanent.text,
    permanentCommune: household.permanent.communeName,
    fatherName: father?.fullName ?? null,
    fatherBirthYear: father?.birthYear ?? null,
    fatherNationalId: father?.nationalId ?? null,
    fatherPhone: contact(father),
    fatherOccupation: father === null ? null : occupation(father),
    motherName: mother?.fullName ?? null,
    motherBirthYear: mother?.birthYear ?? null,
    motherNationalId: mother?.nationalId ?? null,
    motherPhone: contact(mother),
    motherOccupation: mother === null ? null : occupation(mother),
    guardianName: shown?.fullName ?? null,
    guardianBirthYear: shown?.birthYear ?? null,
    guardianNationalId: shown?.nationalId ?? null,
    guardianPhone: contact(shown),
    guardianOccupation: shown?.occupation ?? null,
    guardianRelation: shown?.relation ?? null,
    policyGroup: learner.policyGroups.length === 0 ? null : learner.policyGroups.join("; "),
    poorHousehold: household.poverty === "poor",
    disabilityKind: learner.disability?.kind ?? null,
    disabilityDegree: learner.disability?.degree ?? null,
    boardingLunch: learner.boardingLunch,
    residentialBoarding: learner.residentialBoarding,
    twoSessions: learner.twoSessions,
    swims: learner.swims,
    unionMember: learner.unionMember,
    repeated: learner.repeated,
    heightCm: learner.health.heightCm,
    weightKg: learner.health.weightTenthsKg / 10,
    bloodGroup: learner.health.bloodGroup,
    eyeCondition: learner.health.eyeCondition,
    insuranceNumber: learner.insuranceNumber,
    fatherMinority: father !== null && father.ethnicity !== "Kinh",
    motherMinority: mother !== null && mother.ethnicity !== "Kinh",
    difficultArea: learner.difficultArea,
    tuitionExemption: learner.tuitionExemption,
    vietnameseStrengthening: learner.vietnameseStrengthening,
    note: null,
  };
}

function contact(parent: Parent | null): string | null {
  return parent?.alive ? parent.phone : null;
}

function occupation(parent: Parent): string {
  return parent.alive ? parent.occupation : "Đã mất";
}
