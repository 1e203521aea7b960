import { HpError } from "#src/platform/errors.ts";
import { inTransaction, type Pool } from "#src/platform/postgres/pool.ts";
import {
  type Act,
  type DecidedPair,
  type Decision,
  findRepeated,
  insertDecisions,
  overrule,
} from "./decision.ts";
import { anchorOf, getKeyedRecord, type KeyedRecord, type RecordKey } from "./record-keys.ts";

/**
 * Two records that a person knows to be one. What is written speaks of their keys, so it holds whatever their ids become.
 * @throws HpError `record-not-found`, `identity-merge-unfit` (one record already, or not of one kind), `idempotency-key-reused`
 */
export async function mergeRecords(pool: Pool, left: string, right: string, act: Act): Promise<Decision> {
  const request = ["merge", ...[left, right].sort(), act.reason, act.decidedBy];
  return inTransaction(pool, async (client) => {
    const repeated = await findRepeated(client, act, request);
    if (repeated?.[0] !== undefined) return repeated[0];
    const one = await getKeyedRecord(client, left);
    const other = await getKeyedRecord(client, right);
    if (one.entity !== other.entity || one.recordId === other.recordId)
      throw new HpError("identity-merge-unfit", { left, right });
    const pair: DecidedPair = {
      entity: one.entity,
      leftKey: anchorOf(one.keys),
      rightKey: anchorOf(other.keys),
      verdict: "same",
    };
    await overrule(client, one.entity, [keysOf(one), keysOf(other)], "same", act);
    const [decision] = await insertDecisions(client, [pair], act, request);
    if (decision === undefined) throw new Error("the decision was not written");
    return decision;
  });
}

export interface Split {
  readonly recordId: string;
  /** Keys that are somebody else's. */
  readonly keys: readonly string[];
  /** The leaving keys are a person each; else they are one person together. */
  readonly apart?: boolean;
}

/**
 * Parts a record: the keys named leave, the others stay. Each leaving key is told apart from the record's anchor, and
 * the leaving ones are called one person, unless they are to be apart.
 * @throws HpError `record-not-found` (also for a key that is not the record's), `identity-split-unfit` when nothing
 * leaves or nothing stays, `idempotency-key-reused`
 */
export async function splitRecord(pool: Pool, split: Split, act: Act): Promise<readonly Decision[]> {
  const leaving = new Set(split.keys.map((key) => key.toLowerCase()));
  const request = [
    "split",
    split.recordId,
    ...[...leaving].sort(),
    String(split.apart ?? false),
    act.reason,
    act.decidedBy,
  ];
  return inTransaction(pool, async (client) => {
    const repeated = await findRepeated(client, act, request);
    if (repeated !== undefined) return repeated;
    const record = await getKeyedRecord(client, split.recordId);
    const foreign = [...leaving].find((key) => !record.keys.some(({ linkKey }) => linkKey === key));
    if (foreign !== undefined) throw new HpError("record-not-found", { id: foreign, dataset: "link" });
    const going = record.keys.filter(({ linkKey }) => leaving.has(linkKey));
    const staying = record.keys.filter(({ linkKey }) => !leaving.has(linkKey));
    if (going.length === 0 || staying.length === 0)
      throw new HpError("identity-split-unfit", { recordId: record.recordId });
    const anchor = anchorOf(staying);
    await overrule(
      client,
      record.entity,
      [going.map(({ linkKey }) => linkKey), staying.map(({ linkKey }) => linkKey)],
      "different",
      act,
    );
    const { entity } = record;
    const pairs = [
      ...going.map(({ linkKey }) => ({
        entity,
        leftKey: linkKey,
        rightKey: anchor,
        verdict: "different" as const,
      })),
      ...(split.apart === true ? everyTwo(going) : withFirst(going)).map(([leftKey, rightKey]) => ({
        entity,
        leftKey,
        rightKey,
        verdict: split.apart === true ? ("different" as const) : ("same" as const),
      })),
    ];
    return insertDecisions(client, pairs, act, request);
  });
}

const keysOf = ({ keys }: KeyedRecord): readonly string[] => keys.map(({ linkKey }) => linkKey);

type Two = readonly [string, string];

/** Each key with the one that stands for them all. */
function withFirst(keys: readonly RecordKey[]): readonly Two[] {
  const first = anchorOf(keys);
  return keys.flatMap(({ linkKey }): readonly Two[] => (linkKey === first ? [] : [[linkKey, first]]));
}

function everyTwo(keys: readonly RecordKey[]): readonly Two[] {
  return keys.flatMap((one, at) => keys.slice(at + 1).map((other): Two => [one.linkKey, other.linkKey]));
}
