import { createReadStream, existsSync } from "node:fs";
import { createInterface } from "node:readline";
import type { Client } from "#src/platform/postgres/pool.ts";

/** Pairs a statement takes at most. */
const chunk = 2_000;

/**
 * Opens the questions of a run, brings open ones up to date with the ids in use, and closes those that settled
 * themselves: both keys in one record now, or a decision taken elsewhere. May be repeated without harm.
 *
 * @param file one JSON object of `identity_review` a line
 * @param rejudged one JSON object a line: a waiting pair whose records grew, what it weighs now and whether it is over
 */
export async function publishReviews(
  client: Client,
  file: string,
  runSeq: number,
  rejudged: string,
): Promise<void> {
  await publishRejudged(client, rejudged, runSeq);
  let lines: string[] = [];
  const flush = async () => {
    if (lines.length === 0) return;
    await client.query(
      `insert into identity_review (review_id, entity, left_key, right_key, left_record_id, right_record_id, weight, probability,
         evidence, priority, school_id, status, double_review, opened_run)
       select review_id, entity, left_key, right_key, left_record_id, right_record_id, weight, probability,
         evidence, priority, school_id, 'open', double_review, $2
       from jsonb_populate_recordset(null::identity_review, $1::jsonb) asked
       where not exists (
         select 1 from identity_review o where o.status = 'open' and o.review_id <> asked.review_id and o.entity = asked.entity
           and (o.left_record_id = asked.left_record_id and o.right_record_id = asked.right_record_id
             or o.left_record_id = asked.right_record_id and o.right_record_id = asked.left_record_id))
       on conflict (review_id) do update set weight = excluded.weight, probability = excluded.probability,
         evidence = excluded.evidence, priority = excluded.priority, status = 'open', closed_run = null
       where identity_review.status = 'open' or identity_review.status = 'moot' and identity_review.closed_run < excluded.opened_run`,
      [`[${lines.join(",")}]`, runSeq],
    );
    lines = [];
  };
  for await (const line of createInterface({ input: createReadStream(file) })) {
    lines.push(line);
    if (lines.length === chunk) await flush();
  }
  await flush();
  await client.query(
    `update identity_review v set left_record_id = l.record_id, right_record_id = r.record_id,
       status = case when l.record_id = r.record_id then 'moot' else v.status end,
       closed_run = case when l.record_id = r.record_id then $1::integer end
     from link l, link r
     where v.status = 'open' and l.entity = v.entity and l.link_key = v.left_key and r.entity = v.entity and r.link_key = v.right_key
       and (l.record_id <> v.left_record_id or r.record_id <> v.right_record_id)`,
    [runSeq],
  );
}

/** Pairs that no longer hold are over; the others wait with what they weigh now. */
async function publishRejudged(client: Client, file: string, runSeq: number): Promise<void> {
  if (!existsSync(file)) return;
  let lines: string[] = [];
  const flush = async () => {
    if (lines.length === 0) return;
    await client.query(
      `update identity_review v set weight = n.weight, probability = n.probability, evidence = n.evidence, priority = n.priority,
         status = case when n.is_over then 'moot' else v.status end, closed_run = case when n.is_over then $2::integer end
       from jsonb_to_recordset($1::jsonb) as n (review_id uuid, weight numeric, probability numeric, evidence jsonb, priority numeric, is_over boolean)
       where v.review_id = n.review_id and v.status = 'open'`,
      [`[${lines.join(",")}]`, runSeq],
    );
    lines = [];
  };
  for await (const line of createInterface({ input: createReadStream(file) })) {
    lines.push(line);
    if (lines.length === chunk) await flush();
  }
  await flush();
}
