import { createHash, randomUUID } from "node:crypto";
import type { RecordDeed } from "#src/platform/deed.ts";
import { HpError } from "#src/platform/errors.ts";
import type { Client, Db } from "#src/platform/postgres/pool.ts";

export type Verdict = "same" | "different";

/** Who decides and why; one act of a person, however many pairs of keys it speaks of. */
export interface Act {
  readonly decidedBy: string;
  readonly reason: string;
  readonly decidedAt: Date;
  /** A repeated request has the same key: it is answered with what the first one wrote. */
  readonly requestKey?: string;
  /** Writes the act to the audit together with the decisions. */
  readonly record?: RecordDeed;
}

/** A row of `identity_decision`; instants are ISO text. */
export interface Decision {
  readonly decisionId: string;
  readonly entity: string;
  readonly leftKey: string;
  readonly rightKey: string;
  readonly verdict: Verdict;
  readonly reason: string;
  readonly reviewId: string | null;
  readonly isSecond: boolean;
  readonly decidedBy: string;
  readonly decidedAt: string;
  readonly appliedRun: number | null;
  readonly undoneBy: string | null;
  readonly undoneAt: string | null;
  readonly undoReason: string | null;
}

export interface DecidedPair {
  readonly entity: string;
  readonly leftKey: string;
  readonly rightKey: string;
  readonly verdict: Verdict;
  readonly reviewId?: string;
  readonly isSecond?: boolean;
}

const instant = (column: string): string =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** Select list that gives {@link Decision}. */
const decisionColumns = `decision_id as "decisionId", entity, left_key as "leftKey", right_key as "rightKey", verdict, reason,
  review_id as "reviewId", is_second as "isSecond", decided_by as "decidedBy", ${instant("decided_at")} as "decidedAt",
  applied_run as "appliedRun", undone_by as "undoneBy", ${instant("undone_at")} as "undoneAt", undo_reason as "undoReason"`;

/** Decisions for which a condition holds, oldest first. */
export async function readDecisions(
  db: Db,
  where: string,
  values: readonly unknown[],
): Promise<readonly Decision[]> {
  const { rows } = await db.query<Decision>(
    `select ${decisionColumns} from identity_decision where ${where} order by decided_at, decision_id`,
    [...values],
  );
  return rows;
}

/** Writes the pairs of one act down; all carry the same instant, by which {@link readAct} finds them together. */
export async function insertDecisions(
  client: Client,
  pairs: readonly DecidedPair[],
  act: Act,
  request: readonly string[],
): Promise<readonly Decision[]> {
  const ids = pairs.map((_, at) => decisionId(act.requestKey, request, at));
  for (const [at, pair] of pairs.entries()) {
    await client.query(
      `insert into identity_decision (decision_id, entity, left_key, right_key, verdict, reason, review_id, is_second, decided_by, decided_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        ids[at],
        pair.entity,
        pair.leftKey,
        pair.rightKey,
        pair.verdict,
        act.reason,
        pair.reviewId ?? null,
        pair.isSecond ?? false,
        act.decidedBy,
        act.decidedAt,
      ],
    );
  }
  await recordDecisions(client, "identity.decide", pairs, ids, act);
  return readDecisions(client, "decision_id = any($1::uuid[])", [ids]);
}

/** Decisions speak of keys; the audit names the records those keys are at now, for the people they are about. */
export async function recordDecisions(
  client: Client,
  action: "identity.decide" | "identity.undo",
  pairs: readonly DecidedPair[],
  decisionIds: readonly string[],
  { record }: Act,
): Promise<void> {
  const [first] = pairs;
  if (record === undefined || first === undefined) return;
  const { rows } = await client.query<{ id: string }>(
    "select distinct record_id as id from link where entity = $1 and link_key = any($2::uuid[]) and record_id is not null",
    [first.entity, pairs.flatMap(({ leftKey, rightKey }) => [leftKey, rightKey])],
  );
  await record(client, {
    action,
    object: first.entity,
    subjects: rows.map(({ id }) => id),
    detail: {
      verdict: first.verdict,
      pairs: pairs.length,
      decisions: decisionIds,
      ...(first.isSecond === true ? { second: true } : {}),
    },
  });
}

/**
 * What an earlier request under the same key wrote, or undefined. The two halves of a decision's id are hashes of the
 * key and of the request, so no table of requests is needed.
 * @throws HpError `idempotency-key-reused` when the earlier request asked for something else
 */
export async function findRepeated(
  client: Client,
  act: Act,
  request: readonly string[],
): Promise<readonly Decision[] | undefined> {
  if (act.requestKey === undefined) return undefined;
  // Of two equal requests at the same time the second waits here for what the first writes.
  await client.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [act.requestKey]);
  const half = hash(act.requestKey);
  const found = await readDecisions(client, "decision_id between $1 and $2", [
    asUuid(`${half}${"0".repeat(16)}`),
    asUuid(`${half}${"f".repeat(16)}`),
  ]);
  if (found.length === 0) return undefined;
  const first = decisionId(act.requestKey, request, 0);
  if (!found.some((decision) => decision.decisionId === first)) throw new HpError("idempotency-key-reused");
  return found;
}

/**
 * Takes back what stands against a new decision: of two sets of keys that are now said to be one person nothing may say
 * that a key of the one differs from a key of the other, and the other way round. The reviews those decisions answered
 * show the new verdict.
 */
export async function overrule(
  client: Client,
  entity: string,
  [left, right]: readonly [readonly string[], readonly string[]],
  verdict: Verdict,
  act: Act,
): Promise<readonly Decision[]> {
  const { rows } = await client.query<{ id: string; review_id: string | null }>(
    `update identity_decision set undone_by = $5, undone_at = $6, undo_reason = $7
     where entity = $1 and verdict <> $4 and not is_second and undone_at is null
       and (left_key = any($2::uuid[]) and right_key = any($3::uuid[]) or left_key = any($3::uuid[]) and right_key = any($2::uuid[]))
     returning decision_id as id, review_id`,
    [entity, left, right, verdict, act.decidedBy, act.decidedAt, act.reason],
  );
  await client.query("update identity_review set status = $2 where review_id = any($1::uuid[])", [
    rows.flatMap((row) => row.review_id ?? []),
    verdict,
  ]);
  return readDecisions(client, "decision_id = any($1::uuid[])", [rows.map((row) => row.id)]);
}

function decisionId(requestKey: string | undefined, request: readonly string[], at: number): string {
  if (requestKey === undefined) return randomUUID();
  return asUuid(`${hash(requestKey)}${hash([...request, String(at)].join("\u001f"))}`);
}

const hash = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 16);

const asUuid = (hex: string): string =>
  `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;

/** Whether two names are one person's as they were typed: case, blanks and Unicode form aside. */
export function isSamePerson(one: string, other: string): boolean {
  const plain = (name: string) => name.normalize("NFC").trim().replace(/\s+/g, " ").toLowerCase();
  return plain(one) === plain(other);
}
