import { writeFileSync } from "node:fs";
import type { LinkageSpec } from "#src/domains/dictionary/linkage.ts";
import { askByKey } from "../ask-by-key.ts";
import type { RunContext } from "../context.ts";
import { decisionFiles } from "./decision-files.ts";
import {
  heard,
  pairKey,
  type RecordPair,
  type SaidByRecords,
  type WrittenEvidence,
} from "./judge-records.ts";
import { reviewWeight } from "./likeness.ts";
import { getKeptModel } from "./linkage/kept-model.ts";
import { type LinkageModel, probabilityOf } from "./linkage/model.ts";
import { doubtOf } from "./review-pairs.ts";

export interface Open {
  readonly review_id: string;
  readonly left_record_id: string;
  readonly right_record_id: string;
  readonly left_now: string;
  readonly right_now: string;
  readonly weight: number;
  readonly priority: number;
  readonly evidence: string;
}

/** Waiting pairs of an entity whose records this run speaks of. */
export interface WaitingPairs {
  readonly spec: LinkageSpec;
  readonly model: LinkageModel;
  readonly open: readonly Open[];
}

export const recordsNow = ({ left_now, right_now }: Open): RecordPair => ({
  left: left_now,
  right: right_now,
});

/** Waiting pairs of earlier runs of which this run brought rows: their records have grown. In: `identified`, `settled`. */
export async function findWaiting(context: RunContext): Promise<readonly WaitingPairs[]> {
  const entities = await openEntities(context);
  const waiting: WaitingPairs[] = [];
  for (const spec of context.declarations.linkages.filter(({ entity }) => entities.has(entity))) {
    const open = await openPairs(context, spec.entity);
    const model = open.length === 0 ? undefined : await getKeptModel(context, spec.entity);
    if (model !== undefined) waiting.push({ spec, model, open });
  }
  return waiting;
}

/**
 * Hears the waiting pairs again: their records may contradict each other by now. Writes what they weigh now, and which
 * no person need be asked about any more.
 */
export function rejudgeOpenPairs(
  context: RunContext,
  waiting: readonly WaitingPairs[],
  saidOf: (entity: string) => ReadonlyMap<string, readonly SaidByRecords[]>,
): void {
  const lines: string[] = [];
  for (const { spec, open } of waiting) {
    const said = saidOf(spec.entity);
    for (const review of open) {
      const all = said.get(pairKey(recordsNow(review)));
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
