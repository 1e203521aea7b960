import type { Check, Dimension } from "#src/domains/dictionary/check.ts";
import type { QualityView } from "#src/domains/dictionary/quality-view.ts";
import { dimensionWeight, judgedDimensions, severityPenalty } from "#src/pipeline/4-quality/formula.ts";
import type { Db } from "#src/platform/postgres/pool.ts";

/** A rule that records of a school break, and what mending all of them would add to the school's score. */
export interface RuleGain {
  readonly checkCode: string;
  readonly dataset: string;
  readonly records: number;
  /** Points out of 100 on the school's overall score; 0 where a worse broken rule hides this one in every record. */
  readonly gain: number;
}

/**
 * Every broken rule of a school with its gain, by the formula of docs/quality.md: a record loses, in each dimension,
 * the penalty of its worst broken rule. A rule gains what its records would lose less without it: nothing where another
 * rule of the same dimension is broken as badly. So gains of rules do not add up; each says what mending it alone brings.
 *
 * @param schools one school; of several the sums would be of no unit's score
 */
export async function readGains(
  db: Db,
  schoolId: string,
  declared: { readonly checks: readonly Check[]; readonly views: readonly QualityView[] },
): Promise<readonly RuleGain[]> {
  const { checks } = declared;
  const { rows } = await db.query<{ code: string; dataset: string; records: string; less: string }>(
    `with issue as (
       select i.dataset, i.record_key, i.check_code, r.dimension, r.penalty
       from quality_issue i
       join unnest($2::text[], $3::text[], $4::numeric[]) as r (code, dimension, penalty) on r.code = i.check_code
       where i.school_id = $1
     ),
     weighed as (
       select *, coalesce(max(penalty) over (partition by dataset, record_key, dimension
           order by check_code rows between unbounded preceding and unbounded following exclude current row), 0) as other
       from issue
     )
     select check_code as code, dataset, count(*) as records, sum(greatest(penalty - other, 0)) as less
     from weighed group by 1, 2`,
    [
      schoolId,
      checks.map(({ code }) => code),
      checks.map(({ dimension }) => dimension),
      checks.map(({ severity }) => severityPenalty[severity]),
    ],
  );
  const counts = await db.query<{ dataset: string; records: string }>(
    `select distinct on (dataset) dataset, records from quality_score
     where unit_kind = 'school' and unit_id = $1 and dimension = '*' and dataset <> '*' order by dataset, run_seq desc`,
    [schoolId],
  );
  const records = new Map(counts.rows.map((row) => [row.dataset, Number(row.records)]));
  const weightOf = new Map(declared.views.map(({ dataset, weight }) => [dataset, weight]));
  const allWeights = [...records]
    .filter(([, n]) => n > 0)
    .reduce((sum, [dataset]) => sum + (weightOf.get(dataset) ?? 0), 0);
  const byCode = new Map(checks.map((check) => [check.code, check]));
  return rows
    .map((row) => {
      const check = byCode.get(row.code);
      const n = records.get(row.dataset) ?? 0;
      const judged = judgedDimensions(checks.filter(({ dataset }) => dataset === row.dataset));
      const divisor = judged.reduce((sum, one) => sum + dimensionWeight[one], 0);
      const lost = Number(row.less) * dimensionWeight[(check?.dimension ?? "accurate") as Dimension];
      const ofDataset = n === 0 || divisor === 0 ? 0 : (100 * lost) / (n * divisor);
      const share = allWeights === 0 ? 0 : (weightOf.get(row.dataset) ?? 0) / allWeights;
      return {
        checkCode: row.code,
        dataset: row.dataset,
        records: Number(row.records),
        gain: round(ofDataset * share),
      };
    })
    .sort((a, b) => b.gain - a.gain || b.records - a.records || (a.checkCode < b.checkCode ? -1 : 1));
}

const round = (points: number): number => Math.round(points * 1000) / 1000;
