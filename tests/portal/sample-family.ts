import { sampleId, sampleSchool } from "#src/api/pages/sample-city.ts";
import { insertRows } from "#src/api/test-app.ts";
import type { Pool } from "#src/platform/postgres/pool.ts";

const schoolYear = "2026-2027";
export const sampleGuardian = sampleId("guardian 0");
export const sampleTeacher = sampleId("staff 1");
export const sampleClass = `${sampleSchool}/${schoolYear}/3A1`;

/** Of the sample school: a parent with two children, and a class with its teacher: for the eyes of families and teachers. */
export async function insertSampleFamily(pool: Pool): Promise<void> {
  await insertRows(pool, "guardian", [
    { guardianId: sampleGuardian, fullName: "Phạm Thị Mẫu", schoolId: sampleSchool },
  ]);
  await insertRows(
    pool,
    "learnerGuardian",
    [1, 5].map((at) => ({
      learnerId: sampleId(`learner ${at}`),
      guardianId: sampleGuardian,
      relation: "mother",
      schoolId: sampleSchool,
    })),
  );
  const learners = Array.from({ length: 30 }, (_, at) => sampleId(`learner ${at * 4 + 1}`));
  await insertRows(
    pool,
    "classMembership",
    learners.map((learnerId) => ({ learnerId, schoolId: sampleSchool, schoolYear, className: "3A1" })),
  );
  await pool.query(
    "update class_section set homeroom_teacher_id = $1 where school_id = $2 and class_name = '3A1'",
    [sampleTeacher, sampleSchool],
  );
}
