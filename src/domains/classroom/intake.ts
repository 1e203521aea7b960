import { type Intake, intake, sameNamed } from "../dictionary/intake.ts";
import { toSnakeCase } from "../dictionary/text.ts";
import { schoolColumns } from "../learner/intake-columns.ts";
import { Enrolment } from "../learner/schema.ts";
import { examResultRow } from "./intake-exam.ts";
import { resultRow, subjectResultRow } from "./intake-result.ts";
import { ClassSection } from "./schema.ts";

const { schoolId: _, schoolYear: _y, homeroomTeacherId: _h, ...sectionFields } = ClassSection.fields;

const classColumns = { ...schoolColumns, schoolYear: Enrolment.fields.schoolYear, ...sectionFields };

export const classRow = intake("classRow", {
  title: { vi: "Danh sách lớp học", en: "Class list" },
  columns: classColumns,
  signature: [
    ["className", "homeroomTeacherName"],
    ["className", "gradeLevel", "pupilCount"],
    ["className", "homeroomTeacherCode"],
  ],
  fromContext: ["schoolCode", "schoolName", "schoolYear", "gradeLevel"],
  rowKey: ["className", "schoolCode", "schoolYear"],
  holds: [
    { reason: "class-missing", when: "class_name is null", column: "className" },
    { reason: "school-missing", when: "school_id is null", column: "schoolCode" },
    { reason: "school-year-missing", when: "school_year is null", column: "schoolYear" },
  ],
  targets: [
    {
      dataset: "classSection",
      values: sameNamed(
        ClassSection,
        classColumns,
        { schoolId: "school_id", homeroomTeacherId: "homeroom_teacher_id" },
        toSnakeCase,
      ),
    },
  ],
});

export const classroomIntakes: readonly Intake[] = [classRow, resultRow, subjectResultRow, examResultRow];
export { examResultRow, resultRow, subjectResultRow };
