import { sampleSchool } from "#src/api/pages/sample-city.ts";
import { insertRows } from "#src/api/test-app.ts";
import type { Pool } from "#src/platform/postgres/pool.ts";

/** A second scoring of the sample school, and the score of its learners: so there is a trend, and gains are known. */
export async function insertSampleWorklist(pool: Pool): Promise<void> {
  const score = (dataset: string, dimension: string, value: number, runSeq: number) => ({
    unitKind: "school",
    unitId: sampleSchool,
    dataset,
    dimension,
    runSeq,
    records: 130,
    failing: 87,
    score: value,
    scoredAt: `2026-10-2${runSeq}T02:41:00Z`,
  });
  await insertRows(pool, "qualityScore", [
    score("learner", "*", 71.4, 2),
    score("*", "*", 97.2, 2),
    score("*", "correct", 94, 2),
    score("*", "complete", 89.5, 2),
  ]);
}
