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
  recordDecisions,
} from "./decision.ts";
import { anchorOf, findAlias, getKeyedRecord } from "./record-keys.ts";

/**
 * Takes a decision back. A merge taken back parts the records again; a split taken back, which is undone as a whole,
 * calls its sides one again; an answer to a pair in doubt taken back asks the question anew.
 * Asked again by the same person for the same reason nothing happens.
 * @returns the decisions as they now stand, and those written to undo a split
 * @throws HpError `record-not-found`, `identity-decision-undone`, `identity-decision-superseded`
 */
export async function undoDecision(pool: Pool, decisionId: string, act: Act): Promise<readonly Decision[]> {
  return inTransaction(pool, async (client) => {
    const decision = await getDecisionForUpdate(client, decisionId);
    if (decision.undoneBy !== null) {
      if (!isSamePerson(decision.undoneBy, act.decidedBy) || decision.undoReason !== act.reason)
        throw new HpError("identity-decision-undone", { decisionId });
      return [decision];
    }
    if (decision.isSecond) return markUndone(client, [decision], act);
    if (await isSuperseded(client, decision))
      throw new HpError("identity-decision-superseded", { decisionId });
    if (decision.reviewId !== null) {
      await client.query(
        "update identity_review set status = 'open', closed_run = null where review_id = $1",
        [decision.reviewId],
      );
      return markUndone(client, [decision], act);
    }
    if (decision.verdict === "same") return markUndone(client, [decision], act);
    const parted = await readParting(client, decision);
    const undone = await markUndone(client, parted, act);
    const whole = await insertDecisions(
      client,
      parted.map(({ entity, leftKey, rightKey }) => ({
        entity,
        leftKey,
        rightKey,
        verdict: "same" as const,
      })),
      // The key of a request names one act; this one is told by its decision being undone.
      {
        decidedBy: act.decidedBy,
        reason: act.reason,
        decidedAt: act.decidedAt,
        ...(act.record === undefined ? {} : { record: act.record }),
      },
      [],
    );
    return [...undone, ...whole];
  });
}

/**
 * Takes back that an id took over another: by undoing the decisions of people that did it, or, when the program did it
 * by itself, by telling every key that came with the former id apart from those that were there.
 * @throws HpError `record-not-found`, `identity-alias-unclear`, `idempotency-key-reused`
 */
export async function undoMerge(pool: Pool, formerId: string, act: Act): Promise<readonly Decision[]> {
  const request = ["unmerge", formerId, act.reason, act.decidedBy];
  return inTransaction(pool, async (client) => {
    const repeated = await findRepeated(client, act, request);
    if (repeated !== undefined) return repeated;
    const alias = await findAlias(client, formerId);
    if (alias === undefined) throw new HpError("record-not-found", { id: formerId, dataset: "recordAlias" });
    const record = await getKeyedRecord(client, alias.intoRecordId);
    const going = record.keys.filter((key) => key.previousRecordId === formerId);
    const staying = record.keys.filter((key) => key.previousRecordId !== formerId);
    if (alias.reason !== "merged" || going.length === 0 || staying.length === 0)
      throw new HpError("identity-alias-unclear", { recordId: formerId });
    const undone = await overrule(
      client,
      record.entity,
      [going.map(({ linkKey }) => linkKey), staying.map(({ linkKey }) => linkKey)],
      "different",
      act,
    );
    const anchor = anchorOf(staying);
    const parted = await insertDecisions(
      client,
      going.map(({ linkKey }) => ({
        entity: record.entity,
        leftKey: linkKey,
        rightKey: anchor,
        verdict: "different" as const,
      })),
      act,
      request,
    );
    return [...undone, ...parted];
  });
}

async function getDecisionForUpdate(client: Client, decisionId: string): Promise<Decision> {
  await client.query("select 1 from identity_decision where decision_id = $1 for update", [decisionId]);
  const [decision] = await readDecisions(client, "decision_id = $1", [decisionId]);
  if (decision === undefined)
    throw new HpError("record-not-found", { id: decisionId, dataset: "identityDecision" });
  return decision;
}

/** Whether somebody decided on the same two keys later: the last word counts, and undoing an earlier one would do nothing. */
async function isSuperseded(
  client: Client,
  { decisionId, entity, leftKey, rightKey }: Decision,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `select 1 from identity_decision later, identity_decision own
     where own.decision_id = $1 and later.entity = $2 and not later.is_second and later.decision_id <> own.decision_id
       and (later.left_key = $3 and later.right_key = $4 or later.left_key = $4 and later.right_key = $3)
       and later.decided_at > own.decided_at`,
    [decisionId, entity, leftKey, rightKey],
  );
  return rowCount !== 0;
}

/** All partings of the act that a parting belongs to. What the act called one stays one. */
function readParting(
  client: Client,
  { decidedBy, decisionId, entity }: Decision,
): Promise<readonly Decision[]> {
  return readDecisions(
    client,
    `entity = $1 and decided_by = $2 and decided_at = (select decided_at from identity_decision where decision_id = $3)
     and verdict = 'different' and review_id is null and undone_at is null`,
    [entity, decidedBy, decisionId],
  );
}

async function markUndone(
  client: Client,
  decisions: readonly Decision[],
  act: Act,
): Promise<readonly Decision[]> {
  const ids = decisions.map((decision) => decision.decisionId);
  await client.query(
    "update identity_decision set undone_by = $2, undone_at = $3, undo_reason = $4 where decision_id = any($1::uuid[])",
    [ids, act.decidedBy, act.decidedAt, act.reason],
  );
  await recordDecisions(
    client,
    "identity.undo",
    decisions.map(({ reviewId: _, ...pair }) => pair),
    ids,
    act,
  );
  return readDecisions(client, "decision_id = any($1::uuid[])", [ids]);
}
