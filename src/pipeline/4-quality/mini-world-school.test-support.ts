import { current, type MiniWorld, previous } from "./mini-world.test-support.ts";

const traits = { patriotism: "T", honesty: "T" };

/** Marks of last year: grade 6 by TT 22, grade 2 by TT 27. */
export function addResults({ add, get, uuid }: MiniWorld, schoolId: string): void {
  const secondary = { learnerId: uuid(1), schoolYear: previous, schoolId, className: "6A", gradeLevel: "6" };
  for (const subjectCode of ["NGU_VAN", "TOAN", "NGOAI_NGU", "KHTN", "LICH_SU_DIA_LI", "GDCD", "TIN_HOC"]) {
    add("subjectResult", { ...secondary, subjectCode, term1Mark: 7.9, term2Mark: 8.3, yearMark: 8.2 });
  }
  Object.assign(get("subjectResult", 1), {
    term1Regular1: 8,
    term1Regular2: 9,
    term1Regular3: 7,
    term1Regular4: 8,
    term1Midterm: 7.5,
    term1Final: 8,
  });
  add("subjectResult", {
    ...secondary,
    subjectCode: "GDTC",
    term1Level: "D",
    term2Level: "D",
    yearLevel: "D",
  });
  add("yearResult", {
    ...secondary,
    academicTerm1: "1",
    academicTerm2: "1",
    academicYear: "1",
    conductTerm1: "1",
    conductTerm2: "1",
    conductYear: "1",
    award: "good",
    yearOutcome: "promoted",
    levelCompleted: false,
  });
  add("attendanceSummary", {
    learnerId: uuid(1),
    schoolYear: previous,
    schoolId,
    absencesExcused: 3,
    absencesUnexcused: 0,
    absencesTotal: 3,
    sessionsHeld: 175,
  });
  const primary = { learnerId: uuid(2), schoolYear: previous, schoolId, className: "2A", gradeLevel: "2" };
  add("subjectResult", {
    ...primary,
    subjectCode: "TOAN",
    term1Level: "T",
    yearLevel: "T",
    term1Mark: 9,
    yearMark: 10,
  });
  add("subjectResult", { ...primary, subjectCode: "TNXH", term1Level: "T", yearLevel: "T" });
  add("yearResult", {
    ...primary,
    primaryTerm1Level: "HTT",
    primaryYearLevel: "HTXS",
    award: "excellent",
    yearOutcome: "promoted",
    ...traits,
  });
  add("attendanceSummary", {
    learnerId: uuid(2),
    schoolYear: previous,
    schoolId,
    absencesExcused: 0,
    absencesUnexcused: 0,
    absencesTotal: 0,
    sessionsHeld: 350,
  });
}

export function addStaff({ add, uuid, index }: MiniWorld, schoolId: string): void {
  const tail = String(index).padStart(6, "0");
  const people = [
    {
      kind: 31,
      code: "GV1",
      name: "Trần Văn Nam",
      sex: "1",
      born: 1985,
      group: "GV",
      position: "lowerSecondaryTeacher",
      subject: "TOAN",
      title: "V.07.04.32",
      className: "7A",
    },
    {
      kind: 32,
      code: "GV2",
      name: "Vũ Thị Hoa",
      sex: "2",
      born: 1990,
      group: "GV",
      position: "primaryTeacher",
      subject: null,
      title: "V.07.03.29",
      className: "3A",
    },
  ] as const;
  for (const person of people) {
    const staffId = uuid(person.kind);
    add("staffMember", {
      staffId,
      staffCode: `31${person.kind}${tail}`,
      nationalId: `031${person.sex === "1" ? 0 : 1}${String(person.born).slice(2)}${tail}`,
      fullName: person.name,
      birthDate: `${person.born}-05-01`,
      sex: person.sex,
      ethnicity: "01",
      nationality: "VNM",
      phone: "0901234567",
      email: "gv@haiphong.edu.vn",
      socialInsuranceNumber: "3112345678",
      schoolId,
    });
    add("employment", {
      staffId,
      schoolId,
      staffCode: person.code,
      staffGroup: person.group,
      positionTitle: person.position,
      contractForm: "permanent",
      employmentStatus: "working",
      recruitDate: "2012-08-01",
      startDate: "2012-08-15",
      mainSubject: person.subject,
      weeklyPeriods: 19,
    });
    add("staffQualification", {
      staffId,
      qualificationKind: "degree",
      qualificationLevel: "bachelor",
      qualificationMajor: "Sư phạm",
      graduationYear: 2011,
    });
    add("staffTitle", {
      staffId,
      titleCode: person.title,
      startDate: "2013-01-01",
      payStep: 4,
      salaryCoefficient: 3.33,
    });
    add("staffAssignment", { staffId, schoolId, duty: "homeroom", startDate: "2026-09-05" });
    add("teachingAssignment", {
      staffId,
      schoolId,
      schoolYear: current,
      term: "HK1",
      className: person.className,
      subjectCode: "TOAN",
      periodsPerWeek: 4,
    });
  }
}
