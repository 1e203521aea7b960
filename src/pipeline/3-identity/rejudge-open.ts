import { writeFileSync } from "node:fs";
import type { Compared } from "../2-standardise/compare-standing.ts";
import { askByKey } from "../ask-by-key.ts";
import type { RunContext } from "../context.ts";
import { decisionFiles } from "./decision-files.ts";
import { heard, judgeRecords, pairKey, type WrittenEvidence } from "./judge-records.ts";
import { reviewWeight } from "./likeness.ts";
import { getKeptModel } from "./linkage/kept-model.ts";
import { probabilityOf } from "./linkage/model.ts";
import { doubtOf } from "./review-pairs.ts";

interface Open {
  readonly review_id: string;
  readonly left_record_id: string;
  readonly right_record_id: string;
  readonly left_now: string;
  readonly right_now: string;
  readonly weight: number;
  readonly priority: number;
  readonly evidence: string;
}

/**
 * Hears the waiting pairs again of which this run brought rows: their records have grown, and may contradict each other
 * by now. Writes what they weigh now, and which no person need be asked about any more.
 */
export async function rejudgeOpenPairs(context: RunContext, compared: readonly Compared[]): Promise<void> {
  const lines: string[] = [];
  const entities = await openEntities(context);
  for (const spec of context.declarations.linkages.filter(({ entity }) => entities.has(entity))) {
    const open = await openPairs(context, spec.entity);
    if (open.length === 0) continue;
    const model = await getKeptModel(context, spec.entity);
    if (model === undefined) continue;
    const pairs = open.map(({ left_now, right_now }) => ({ left: left_now, right: right_now }));
    const said = await judgeRecords(context, spec, model, compared, pairs);
    for (const [at, review] of open.entries()) {
      const pair = pairs[at];
      const all = pair === undefined ? undefined : said.get(pairKey(pair));
      if (all === undefined) continue;
      const before = Number(review.weight);
      const { weight, evidence } = heard(spec, before, JSON.parse(review.evidence) as WrittenEvidence[], all);
      if (weight === before) continue;
      lines.push(
        JSON.stringify({
          review_id: review.review_id,
          weight: weight.toFixed(3),
          probability: probabilityOf(weight).toFixed(6),
          evidence,
          priority: ((Number(review.priority) * doubtOf(weight)) / Math.max(0.001, doubtOf(before))).toFixed(
            3,
          ),
          is_over: weight < reviewWeight,
        }),
      );
    }
  }
  writeFileSync(decisionFiles(context).rejudgedPairs, lines.map((line) => `${line}\n`).join(""));
}

async function openEntities({ pool }: RunContext): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<{ entity: string }>(
    "select distinct entity from identity_review where status = 'open'",
  );
  return new Set(rows.map(({ entity }) => entity));
}

/** Waiting pairs of earlier runs one of whose records this run speaks of, with the ids in use. */
async function openPairs(context: RunContext, entity: string): Promise<readonly Open[]> {
  const { lake } = context;
  await lake.run(
    "create or replace temp table waiting_pair (review_id uuid, left_record_id uuid, right_record_id uuid, weight double, priority double, evidence varchar)",
  );
  const name = `'${entity}'`;
  await askByKey(context, {
    into: "waiting_pair",
    keys: `select distinct record_id from (
        select record_id from identified where entity = ${name}
        union all select from_record from settled where entity = ${name}) where record_id is not null`,
    keyType: "uuid",
    answer: `select distinct on (v.review_id) v.review_id, v.left_record_id, v.right_record_id, v.weight, v.priority, v.evidence
      from asked join identity_review v on v.left_record_id = k or v.right_record_id = k
      where v.status = 'open' and v.entity = ${name}`,
    columns: {
      review_id: "UUID",
      left_record_id: "UUID",
      right_record_id: "UUID",
      weight: "DOUBLE",
      priority: "DOUBLE",
      evidence: "VARCHAR",
    },
  });
  return lake.rows<Open>(`
    select distinct w.*, coalesce(a.to_record, w.left_record_id) as left_now, coalesce(b.to_record, w.right_record_id) as right_now
    from waiting_pair w
    left join settled a on a.entity = ${name} and a.from_record = w.left_record_id
    left join settled b on b.entity = ${name} and b.from_record = w.right_record_id
    where coalesce(a.to_record, w.left_record_id) <> coalesce(b.to_record, w.right_record_id)
    order by review_id`);
}
