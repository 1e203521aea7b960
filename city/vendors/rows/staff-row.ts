import { SEX_LABEL } from "../../world/labels.ts";
import type { StaffMember, TeachingAssignment } from "../../world/types.ts";
import { getSubjectName } from "../subjects.ts";
import type { Row } from "./value.ts";

/** The row of the intake `staffRow` as the school would have it without mistakes. */
export function staffRow(member: StaffMember, schoolCode: string): Row {
  return {
    staffCode: member.staffCode,
    nationalId: member.nationalId,
    fullName: member.fullName,
    birthDate: member.birthDate,
    sex: SEX_LABEL[member.sex],
    ethnicity: member.ethnicity,
    religion: member.religion,
    phone: member.phone,
    email: member.email,
    schoolCode,
    staffGroup: member.staffGroup,
    positionTitle: member.positionTitle,
    contractForm: member.contractForm,
    employmentStatus: member.employmentStatus,
    recruitDate: member.recruitDate,
    recruitAgency: member.recruitAgency,
    startDate: member.startDate,
    mainSubject: member.mainSubject === null ? null : getSubjectName(member.mainSubject),
    otherSubjects:
      member.otherSubjects.length === 0 ? null : member.otherSubjects.map(getSubjectName).join("; "),
    titleCode: member.titleCode,
    salaryCoefficient:
      member.salaryCoefficientHundredths === null ? null : member.salaryCoefficientHundredths / 100,
    payStep: member.payStep,
    qualificationLevel: member.qualificationLevel,
    qualificationMajor: member.qualificationMajor,
    qualificationPlace: member.qualificationPlace,
    graduationYear: member.graduationYear,
    politicalTheory: member.politicalTheory,
    managementTraining: member.managementTraining,
    itLevel: member.itLevel,
    foreignLanguage: member.foreignLanguage,
    foreignLanguageLevel: member.foreignLanguageLevel,
    partyMember: member.partyMember,
    tradeUnionMember: member.tradeUnionMember,
    socialInsuranceNumber: member.socialInsuranceNumber,
    professionalStandard: member.professionalStandard,
    yearlyRating: member.yearlyRating,
    excellentTeacher: member.excellentTeacher,
    weeklyPeriods: member.weeklyPeriods,
    concurrentDuty: member.concurrentDuties.length === 0 ? null : member.concurrentDuties.join("; "),
    digitalCompetence: member.digitalCompetence,
    digitalSignature: member.digitalSignature,
  };
}

export function assignmentRow(assignment: TeachingAssignment): Row {
  return {
    schoolYear: assignment.schoolYear,
    term: assignment.term,
    staffCode: assignment.staffCode,
    staffName: assignment.staffName,
    className: assignment.className,
    subject: getSubjectName(assignment.subject),
    periodsPerWeek: assignment.periodsPerWeek,
    startDate: assignment.startDate,
    endDate: assignment.endDate,
  };
}
