import { getDataset } from "#src/domains/catalogue.ts";
import { dimensions, dimensionTitles } from "#src/domains/dictionary/check.ts";
import type { Text } from "#src/domains/dictionary/text.ts";
import type { Db } from "#src/platform/postgres/pool.ts";

interface ScorePoint {
  readonly runSeq: number;
  readonly at: string;
  readonly score: number;
}

export interface SchoolScore {
  readonly score: number | null;
  readonly records: number;
  readonly failing: number;
  /** The eight principles, in their order; null where no rule judges any of the school's records. */
  readonly principles: readonly {
    readonly id: string;
    readonly title: Text;
    readonly score: number | null;
    readonly failing: number;
    readonly trend: readonly ScorePoint[];
  }[];
  readonly datasets: readonly {
    readonly dataset: string;
    readonly title: Text;
    readonly records: number;
    readonly failing: number;
    readonly score: number;
  }[];
  /** The overall score after each run that moved it, oldest first. */
  readonly trend: readonly ScorePoint[];
}

/** Points of a trend that a page can draw; the newest count. */
const mostPoints = 400;

/** A school's scores as they are and as they moved. The history is `quality_score` itself: one row a run that moved it. */
export async function readSchoolScore(db: Db, schoolId: string): Promise<SchoolScore> {
  const { rows } = await db.query<{
    dataset: string;
    dimension: string;
    records: string;
    failing: string;
    score: number;
    run_seq: number;
    at: string;
    nth: string;
  }>(
    `select * from (
       select dataset, dimension, records, failing, score, run_seq,
         to_char(scored_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at,
         row_number() over (partition by dataset, dimension order by run_seq desc) as nth
       from quality_score
       where unit_kind = 'school' and unit_id = $1 and (dataset = '*' or dimension = '*')) s
     where nth = 1 or dataset = '*' and nth <= ${mostPoints} order by run_seq`,
    [schoolId],
  );
  const trendOf = (dimension: string): readonly ScorePoint[] =>
    rows
      .filter((row) => row.dataset === "*" && row.dimension === dimension && row.records !== "0")
      .map((row) => ({ runSeq: row.run_seq, at: row.at, score: row.score }));
  const newest = (dataset: string, dimension: string) =>
    rows.find((row) => row.dataset === dataset && row.dimension === dimension && row.nth === "1");
  const all = newest("*", "*");
  return {
    score: all === undefined || all.records === "0" ? null : all.score,
    records: Number(all?.records ?? 0),
    failing: Number(all?.failing ?? 0),
    principles: dimensions.map((id) => {
      const row = newest("*", id);
      return {
        id,
        title: dimensionTitles[id],
        score: row === undefined || row.records === "0" ? null : row.score,
        failing: Number(row?.failing ?? 0),
        trend: trendOf(id),
      };
    }),
    datasets: rows
      .filter((row) => row.dataset !== "*" && row.dimension === "*" && row.nth === "1" && row.records !== "0")
      .map((row) => ({
        dataset: row.dataset,
        title: getDataset(row.dataset).title,
        records: Number(row.records),
        failing: Number(row.failing),
        score: row.score,
      }))
      .sort((a, b) => a.score - b.score),
    trend: trendOf("*"),
  };
}
