import type { Pool } from "#src/platform/postgres/pool.ts";
import { insertRows } from "../test-app.ts";
import { sampleId, sampleSchool } from "./sample-city.ts";

/** A pair in doubt of the sample city. */
export const samplePair = sampleId("pair");

/** Two learners of the sample city that may be one person, with all the pages show of them. */
export async function insertSamplePair(pool: Pool): Promise<void> {
  const ids = [sampleId("pair left"), sampleId("pair right")] as const;
  const keys = [sampleId("key left"), sampleId("key right")] as const;
  const common = { schoolId: sampleSchool, sex: "2", ethnicity: "01", phone: "0912345678" };
  await insertRows(pool, "learner", [
    {
      learnerId: ids[0],
      fullName: "Phạm Hoa Phượng",
      birthDate: "2016-03-12",
      nationalId: "031316004567",
      ...common,
    },
    { learnerId: ids[1], fullName: "Phạm Thị Hoa Phượng", birthDate: "2016-12-03", ...common },
  ]);
  for (const learnerId of ids)
    await insertRows(pool, "enrolment", [
      {
        learnerId,
        schoolId: sampleSchool,
        schoolYear: "2026-2027",
        gradeLevel: "MG5",
        className: "5 tuổi A",
      },
    ]);
  await insertRows(
    pool,
    "sourceRow",
    ids.map((recordId, at) => ({
      sourceRowId: String(268435500 + at),
      intake: "learnerRow",
      sourceSystem: "smas",
      schoolId: sampleSchool,
      rowKey: recordId,
      rowHash: recordId,
      recordId,
      outcome: "published",
      runSeq: 1,
    })),
  );
  await insertRows(
    pool,
    "link",
    ids.map((recordId, at) => ({
      entity: "learner",
      linkKey: keys[at],
      keyKind: "sourceKey",
      recordId,
      rule: "new",
      sourceRowId: String(268435500 + at),
      runSeq: 1,
      verified: false,
    })),
  );
  await insertRows(pool, "identityReview", [
    {
      reviewId: samplePair,
      entity: "learner",
      leftKey: keys[0],
      rightKey: keys[1],
      leftRecordId: ids[0],
      rightRecordId: ids[1],
      weight: 1.7,
      probability: 0.765,
      evidence: [
        {
          comparison: "name",
          level: "middle",
          weight: 5.4,
          title: { vi: "Họ tên", en: "Name" },
          levelTitle: { vi: "thiếu tên đệm", en: "a middle name is missing" },
        },
        {
          comparison: "birthDate",
          level: "swapped",
          weight: -1.2,
          title: { vi: "Ngày sinh", en: "Birth date" },
          levelTitle: { vi: "ngày và tháng đổi chỗ", en: "day and month swapped" },
        },
      ],
      priority: 12.5,
      schoolId: sampleSchool,
      status: "open",
      doubleReview: false,
      openedRun: 1,
    },
  ]);
}
