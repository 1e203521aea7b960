import type { Deed } from "#src/platform/deed.ts";
import type { Db } from "#src/platform/postgres/pool.ts";

/** A decision on a pair, as who made it finds it again. */
export interface OwnDecision {
  readonly decisionId: string;
  readonly reviewId: string;
  readonly verdict: string;
  readonly isSecond: boolean;
  readonly decidedAt: string;
  /** The run that did it; null while it waits for one. */
  readonly appliedRun: number | null;
  readonly records: readonly string[];
  /** Of both records, as far as they still stand under these ids. */
  readonly names: readonly string[];
}

const shown = 20;

/** Answers to pairs by this person that stand, newest first. */
export async function readOwnDecisions(db: Db, name: string): Promise<readonly OwnDecision[]> {
  const { rows } = await db.query<Omit<OwnDecision, "decidedAt"> & { readonly decidedAt: Date }>(
    `select d.decision_id as "decisionId", d.review_id as "reviewId", d.verdict, d.is_second as "isSecond",
       d.decided_at as "decidedAt", d.applied_run as "appliedRun",
       array[r.left_record_id, r.right_record_id]::text[] as records,
       array(
         select p.full_name from (
           select l.learner_id as id, l.full_name from learner l where l.learner_id in (r.left_record_id, r.right_record_id)
           union all
           select g.guardian_id, g.full_name from guardian g where g.guardian_id in (r.left_record_id, r.right_record_id)
           union all
           select s.staff_id, s.full_name from staff_member s where s.staff_id in (r.left_record_id, r.right_record_id)
         ) p order by p.id = r.right_record_id
       ) as names
     from identity_decision d join identity_review r on r.review_id = d.review_id
     where lower(d.decided_by) = lower($1) and d.undone_at is null
     order by d.decided_at desc, d.decision_id limit ${shown}`,
    [name],
  );
  return rows.map((row) => ({ ...row, decidedAt: row.decidedAt.toISOString() }));
}

export function lookAtDecided(decisions: readonly OwnDecision[]): Deed | undefined {
  if (decisions.length === 0) return undefined;
  return {
    action: "identityReview.list",
    object: "identityReview",
    subjects: [...new Set(decisions.flatMap(({ records }) => records))],
    detail: { rows: decisions.length, classes: ["direct"] },
  };
}
