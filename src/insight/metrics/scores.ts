import type { Db } from "#src/platform/postgres/pool.ts";
import { wholeCity } from "./counter.ts";

/** Measures of a unit's data quality: `quality` overall, `quality.accurate` and so on, out of 100. */
export type Scores = ReadonlyMap<string, Readonly<Record<string, number>>>;

/** What a unit is called among figures: `school/311194802001`. */
export const unitKey = (kind: string, id: string): string => `${kind}/${kind === "city" ? wholeCity : id}`;

/** How far back a score is compared with: a month, the beat of reconciliation. */
const movementDays = 30;

/**
 * The newest scores of all units, and each unit's overall score of a month ago. From the scoring's memory, which holds
 * the last row of each unit; from the history where the memory is not there (a restored backup).
 */
export async function readScores(db: Db, day: string): Promise<Scores> {
  const last = await db.query<Row>(
    "select unit_kind, unit_id, dimension, score, records from quality.standing where dataset = '*'",
  );
  const rows =
    last.rows.length > 0
      ? last.rows
      : (
          await db.query<Row>(
            `select distinct on (unit_kind, unit_id, dimension) unit_kind, unit_id, dimension, score, records
             from quality_score where dataset = '*' order by unit_kind, unit_id, dimension, run_seq desc`,
          )
        ).rows;
  const scores = new Map<string, Record<string, number>>();
  for (const { unit_kind: kind, unit_id: id, dimension, score, records } of rows) {
    // Of no records nothing can be said, least of all that they are perfect.
    if (Number(records) === 0) continue;
    const key = unitKey(kind, id);
    const of = scores.get(key) ?? {};
    scores.set(key, of);
    of[dimension === "*" ? "quality" : `quality.${dimension}`] = Number(score);
  }
  const before = await db.query<{ unit_kind: string; unit_id: string; score: string; records: string }>(
    `select u.unit_kind, u.unit_id, b.score, b.records
     from (select distinct unit_kind, unit_id from quality.standing where dataset = '*' and dimension = '*') u
     cross join lateral (
       select score, records from quality_score q
       where q.unit_kind = u.unit_kind and q.unit_id = u.unit_id and q.dataset = '*' and q.dimension = '*'
         and q.scored_at < ($1::date - ${movementDays}) at time zone 'Asia/Ho_Chi_Minh'
       order by q.run_seq desc limit 1) b`,
    [day],
  );
  for (const { unit_kind: kind, unit_id: id, score, records } of before.rows) {
    const of = scores.get(unitKey(kind, id));
    if (of !== undefined && Number(records) > 0) of["quality.before"] = Number(score);
  }
  return scores;
}

interface Row {
  readonly unit_kind: string;
  readonly unit_id: string;
  readonly dimension: string;
  readonly score: string;
  readonly records: string;
}
