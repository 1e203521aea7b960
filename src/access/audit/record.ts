import type { Client } from "#src/platform/postgres/pool.ts";
import { getAuditKey } from "./audit-key.ts";
import { type AuditEvent, contentOf, storedRowOf } from "./event.ts";
import { type Lane, laneOf, laneStart, noteCommitted, openLane } from "./lane.ts";

export type { AuditEvent } from "./event.ts";

const appendSql =
  "select xid::text, head_seq, head_link from access.append_audit($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)";

/** A lane that another writer uses too, or a head that moves under us, is no lane: take a new one after this many tries. */
const triesPerLane = 2;

/**
 * Writes what was done to the audit, in the caller's transaction: both are there afterwards or neither. One round trip;
 * nobody waits for another writer. Works in whatever database role the transaction has taken on.
 * @param client the connection the transaction runs on, never a pool
 * @throws Error when an id is no uuid, or without {@link getAuditKey}'s key
 */
export async function recordAudit(client: Client, event: AuditEvent): Promise<void> {
  const row = storedRowOf(event);
  const lane = laneOf(client, row[0] ?? "");
  const appended = lane.turn.then(() => append(client, lane, event, row));
  lane.turn = appended.catch(() => undefined);
  await appended;
}

async function append(
  client: Client,
  first: Lane,
  event: AuditEvent,
  row: readonly (string | null)[],
): Promise<void> {
  let lane = first;
  for (let attempt = 1; attempt <= 2 * triesPerLane; attempt += 1) {
    if (attempt > triesPerLane && lane === first) lane = openLane(client, lane.day);
    if (await tryAppend(client, lane, event, row)) return;
  }
  throw new Error("audit: the event could not be appended");
}

async function tryAppend(
  client: Client,
  lane: Lane,
  event: AuditEvent,
  row: readonly (string | null)[],
): Promise<boolean> {
  const seq = lane.head.seq + 1;
  const link = getAuditKey().link(
    lane.head.link,
    contentOf([row[0] ?? null, lane.lane, String(seq), ...row.slice(3)]),
  );
  const { rows } = await client.query<{ xid: string; head_seq: number | null; head_link: Buffer | null }>({
    name: "audit-append",
    text: appendSql,
    values: [lane.day, lane.lane, seq, lane.head.link, link, event.at.toISOString(), ...row.slice(4)],
  });
  const [answer] = rows;
  if (answer === undefined) throw new Error("audit: no answer");
  const isAppended = answer.head_seq === null;
  if (isAppended) {
    // The row before is there, and not by this same transaction: it was committed.
    if (lane.xid !== answer.xid) noteCommitted(client.database ?? "", lane);
    lane.head = { seq, link };
    lane.xid = answer.xid;
  } else {
    // The transaction before was rolled back, or a part of this one: the lane goes on from what is there.
    lane.head = answer.head_link === null ? laneStart : { seq: answer.head_seq ?? 0, link: answer.head_link };
    lane.xid = answer.xid;
  }
  return isAppended;
}
