import type { Db } from "#src/platform/postgres/pool.ts";
import { type Decision, readDecisions } from "./decision.ts";
import { type Alias, getKeyedRecord, type KeyedRecord } from "./record-keys.ts";

export interface IdentityHistory extends KeyedRecord {
  /** Ids that this one took over. */
  readonly formerIds: readonly (Alias & { readonly aliasedAt: string })[];
  /** What people said about its keys, undone or not. */
  readonly decisions: readonly Decision[];
  readonly reviews: readonly {
    readonly reviewId: string;
    readonly status: string;
    readonly weight: number;
    readonly openedRun: number;
  }[];
}

/** Why a record is one person: its keys and the rule that brought each, the ids it had, what people decided. */
export async function readIdentityHistory(db: Db, recordId: string): Promise<IdentityHistory> {
  const record = await getKeyedRecord(db, recordId);
  const keys = record.keys.map((key) => key.linkKey);
  const formerIds = await db.query<IdentityHistory["formerIds"][number]>(
    `select entity, record_id as "recordId", into_record_id as "intoRecordId", reason, run_seq as "runSeq",
       to_char(aliased_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "aliasedAt"
     from record_alias where entity = $1 and into_record_id = $2 order by run_seq, record_id`,
    [record.entity, record.recordId],
  );
  const ids = [record.recordId, ...formerIds.rows.map((alias) => alias.recordId)];
  const reviews = await db.query<IdentityHistory["reviews"][number]>(
    `select review_id as "reviewId", status, weight, opened_run as "openedRun" from identity_review
     where left_record_id = any($1::uuid[]) or right_record_id = any($1::uuid[]) order by opened_run, review_id`,
    [ids],
  );
  return {
    ...record,
    formerIds: formerIds.rows,
    decisions: await readDecisions(
      db,
      "entity = $1 and (left_key = any($2::uuid[]) or right_key = any($2::uuid[]))",
      [record.entity, keys],
    ),
    reviews: reviews.rows,
  };
}
