import { HpError } from "#src/platform/errors.ts";
import { type Client, inTransaction, type Pool } from "#src/platform/postgres/pool.ts";
import {
  type Act,
  type Decision,
  findRepeated,
  insertDecisions,
  isSamePerson,
  overrule,
  readDecisions,
  type Verdict,
} from "./decision.ts";

interface OpenPair {
  readonly entity: string;
  readonly leftKey: string;
  readonly rightKey: string;
  readonly status: string;
  readonly doubleReview: boolean;
}

/**
 * A person's answer to a pair in doubt. The first answer decides; of a pair in the sample that measures reviewers a
 * second person's answer is kept beside it and changes nothing.
 * @throws HpError `record-not-found`, `review-already-decided`, `second-reviewer-same`, `idempotency-key-reused`
 */
export async function decidePair(
  pool: Pool,
  reviewId: string,
  verdict: Verdict,
  act: Act,
): Promise<Decision> {
  const request = ["pair", reviewId, verdict, act.reason, act.decidedBy];
  return inTransaction(pool, async (client) => {
    const repeated = await findRepeated(client, act, request);
    if (repeated?.[0] !== undefined) return repeated[0];
    const pair = await getPairForUpdate(client, reviewId);
    const isSecond = pair.status !== "open";
    if (isSecond) await assertSecond(client, reviewId, pair, act);
    if (!isSecond && verdict === "same") await overrulePartings(client, pair, act);
    const [decision] = await insertDecisions(
      client,
      [
        {
          entity: pair.entity,
          leftKey: pair.leftKey,
          rightKey: pair.rightKey,
          verdict,
          reviewId,
          isSecond,
        },
      ],
      act,
      request,
    );
    if (decision === undefined) throw new Error("the decision was not written");
    if (!isSecond)
      await client.query("update identity_review set status = $2 where review_id = $1", [reviewId, verdict]);
    return decision;
  });
}

/** Locked: of two people who decide at the same time one comes first. */
async function getPairForUpdate(client: Client, reviewId: string): Promise<OpenPair> {
  const { rows } = await client.query<OpenPair>(
    `select entity, left_key as "leftKey", right_key as "rightKey", status, double_review as "doubleReview"
     from identity_review where review_id = $1 for update`,
    [reviewId],
  );
  const pair = rows[0];
  if (pair === undefined) throw new HpError("record-not-found", { id: reviewId, dataset: "identityReview" });
  return pair;
}

/** The pair stands for two records: whoever parted other keys of theirs is overruled by this answer. */
async function overrulePartings(client: Client, pair: OpenPair, act: Act): Promise<void> {
  const { rows } = await client.query<{ of: string; key: string }>(
    `select own.link_key as of, l.link_key as key from link own join link l on l.entity = own.entity and l.record_id = own.record_id
     where own.entity = $1 and own.link_key in ($2, $3)`,
    [pair.entity, pair.leftKey, pair.rightKey],
  );
  const keysWith = (key: string): readonly string[] =>
    rows.filter((row) => row.of === key).map((row) => row.key);
  await overrule(client, pair.entity, [keysWith(pair.leftKey), keysWith(pair.rightKey)], "same", act);
}

async function assertSecond(client: Client, reviewId: string, pair: OpenPair, act: Act): Promise<void> {
  const standing = await readDecisions(client, "review_id = $1 and undone_at is null", [reviewId]);
  const first = standing.find((decision) => !decision.isSecond);
  if (!pair.doubleReview || first === undefined || standing.some((decision) => decision.isSecond))
    throw new HpError("review-already-decided", { reviewId });
  if (isSamePerson(first.decidedBy, act.decidedBy)) throw new HpError("second-reviewer-same", { reviewId });
}
