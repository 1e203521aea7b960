import type { Db } from "#src/platform/postgres/pool.ts";

/** A pair as a reviewer meets it: never how somebody else answered. */
export interface QueuedPair {
  readonly reviewId: string;
  readonly entity: string;
  readonly leftKey: string;
  readonly rightKey: string;
  readonly leftRecordId: string;
  readonly rightRecordId: string;
  /** log₂ of how much likelier the comparisons are of one person than of two. */
  readonly weight: number;
  readonly probability: number;
  readonly evidence: readonly Evidence[];
  readonly priority: number;
  readonly schoolId: string | null;
  readonly openedRun: number;
}

/** One comparison of a pair, as the run wrote it: which level held, and how many bits it weighs. */
export interface Evidence {
  readonly comparison: string;
  readonly level: string;
  readonly weight: number;
  readonly title?: Words;
  readonly levelTitle?: Words;
}

interface Words {
  readonly vi: string;
  readonly en: string;
}

export interface QueueRequest {
  readonly schoolId?: string;
  readonly entity?: string;
  /** Pairs that this person may review a second time, instead of those nobody answered yet. */
  readonly secondFor?: string;
  readonly limit: number;
  readonly after?: QueuePlace;
}

export interface QueuePlace {
  readonly priority: number;
  readonly reviewId: string;
}

export interface QueuePage {
  readonly pairs: readonly QueuedPair[];
  readonly next?: QueuePlace;
}

const columns = `r.review_id as "reviewId", r.entity, r.left_key as "leftKey", r.right_key as "rightKey",
  r.left_record_id as "leftRecordId", r.right_record_id as "rightRecordId", r.weight, r.probability, r.evidence,
  r.priority, r.school_id as "schoolId", r.opened_run as "openedRun"`;

/** Answered pairs of the sample that measures reviewers, for a second person: the first answer is not among the columns. */
const awaitsSecond = (name: string): string => `r.status in ('same', 'different') and r.double_review
  and not exists (select 1 from identity_decision d where d.review_id = r.review_id and d.is_second and d.undone_at is null)
  and exists (select 1 from identity_decision d where d.review_id = r.review_id and not d.is_second and d.undone_at is null
    and lower(d.decided_by) <> lower(${name}))`;

/** A page of the queue, most valuable first. No page costs more than the first. */
export async function readQueue(db: Db, request: QueueRequest): Promise<QueuePage> {
  const values: unknown[] = [];
  const add = (value: unknown): string => `$${values.push(value)}`;
  const conditions = [
    request.secondFor === undefined ? "r.status = 'open'" : awaitsSecond(add(request.secondFor)),
    ...(request.schoolId === undefined ? [] : [`r.school_id = ${add(request.schoolId)}`]),
    ...(request.entity === undefined ? [] : [`r.entity = ${add(request.entity)}`]),
  ];
  if (request.after !== undefined) {
    const priority = `${add(request.after.priority)}::numeric`;
    conditions.push(
      `(r.priority < ${priority} or r.priority = ${priority} and r.review_id > ${add(request.after.reviewId)}::uuid)`,
    );
  }
  const { rows } = await db.query<QueuedPair>(
    `select ${columns} from identity_review r where ${conditions.join(" and ")}
     order by r.priority desc, r.review_id limit ${add(request.limit + 1)}`,
    values,
  );
  const pairs = rows.slice(0, request.limit);
  const last = pairs.at(-1);
  return {
    pairs,
    ...(rows.length > request.limit && last !== undefined
      ? { next: { priority: last.priority, reviewId: last.reviewId } }
      : {}),
  };
}

/** One pair, answered or not, with where it stands; undefined when there is none of that id. */
export async function findPair(
  db: Db,
  reviewId: string,
): Promise<(QueuedPair & { readonly status: string; readonly doubleReview: boolean }) | undefined> {
  const { rows } = await db.query<QueuedPair & { readonly status: string; readonly doubleReview: boolean }>(
    `select ${columns}, r.status, r.double_review as "doubleReview" from identity_review r where r.review_id = $1`,
    [reviewId],
  );
  return rows[0];
}

/** How many pairs wait, and how many records were taken over by others. */
export async function countIdentity(db: Db): Promise<{ readonly waiting: number; readonly merged: number }> {
  const { rows } = await db.query<{ waiting: string; merged: string }>(
    `select (select count(*) from identity_review where status = 'open') as waiting,
       (select count(*) from record_alias where reason = 'merged') as merged`,
  );
  return { waiting: Number(rows[0]?.waiting ?? 0), merged: Number(rows[0]?.merged ?? 0) };
}
