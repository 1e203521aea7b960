import type { ClassSection } from "../../world/types.ts";
import type { GradeSpelling } from "./spellings.ts";
import type { Row } from "./value.ts";

export function classRow(section: ClassSection, schoolCode: string, grade: GradeSpelling): Row {
  return {
    schoolCode,
    schoolYear: section.schoolYear,
    className: section.className,
    gradeLevel: grade(section.gradeLevel),
    classKind: section.classKind,
    homeroomTeacherCode: section.homeroomStaffCode,
    homeroomTeacherName: section.homeroomName,
    roomName: section.roomName,
    sessionsPerDay: section.sessionsPerDay,
    pupilCount: section.pupilCount,
    multigrade: section.multigrade,
  };
}
