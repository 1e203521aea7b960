import { HpError } from "#src/platform/errors.ts";
import type { Db } from "#src/platform/postgres/pool.ts";

/** A key of a record: how a source calls the person, or a national id, as HMAC. */
export interface RecordKey {
  readonly linkKey: string;
  readonly keyKind: "sourceKey" | "nationalId";
  readonly rule: string;
  readonly evidence: unknown;
  readonly sourceRowId: string;
  readonly runSeq: number;
  readonly verified: boolean;
  readonly previousRecordId: string | null;
}

export interface KeyedRecord {
  readonly entity: string;
  /** The id in use; the one asked for may be a former one. */
  readonly recordId: string;
  /** Source keys first, the oldest first: the first one is the record's anchor. */
  readonly keys: readonly RecordKey[];
}

/** The id a former id of an entity leads to; undefined when the id was never taken over. */
export async function findIdInUse(db: Db, entity: string, recordId: string): Promise<string | undefined> {
  const { rows } = await db.query<{ id: string }>(
    "select into_record_id as id from record_alias where entity = $1 and record_id = $2",
    [entity, recordId],
  );
  return rows[0]?.id;
}

/**
 * A record with its keys, by its id or a former one.
 * @throws HpError `record-not-found` when no key leads to it
 */
export async function getKeyedRecord(db: Db, recordId: string): Promise<KeyedRecord> {
  const found =
    (await findKeyedRecord(db, recordId)) ??
    (await findKeyedRecord(db, (await findAlias(db, recordId))?.intoRecordId));
  if (found === undefined) throw new HpError("record-not-found", { id: recordId, dataset: "link" });
  return found;
}

export interface Alias {
  readonly entity: string;
  readonly recordId: string;
  readonly intoRecordId: string;
  readonly reason: string;
  readonly runSeq: number;
}

/** How an id was taken over; without the entity, which begins the key's index, the whole index is looked through. */
export async function findAlias(db: Db, recordId: string, entity?: string): Promise<Alias | undefined> {
  const { rows } = await db.query<Alias>(
    `select entity, record_id as "recordId", into_record_id as "intoRecordId", reason, run_seq as "runSeq"
     from record_alias where record_id = $1 ${entity === undefined ? "" : "and entity = $2"}`,
    entity === undefined ? [recordId] : [recordId, entity],
  );
  return rows[0];
}

async function findKeyedRecord(db: Db, recordId: string | undefined): Promise<KeyedRecord | undefined> {
  if (recordId === undefined) return undefined;
  const { rows } = await db.query<RecordKey & { readonly entity: string }>(
    `select entity, link_key as "linkKey", key_kind as "keyKind", rule, evidence, source_row_id as "sourceRowId",
       run_seq as "runSeq", verified, previous_record_id as "previousRecordId"
     from link where record_id = $1 order by entity, key_kind <> 'sourceKey', run_seq, link_key`,
    [recordId],
  );
  const entity = rows[0]?.entity;
  return entity === undefined
    ? undefined
    : { entity, recordId, keys: rows.map(({ entity: _, ...key }) => key) };
}

/**
 * The key that stands for a set of a record's keys in decisions: the first source key, by run and hash. Record ids
 * change by merging, keys never do, and keys that come later stand behind those that were there.
 */
export function anchorOf(keys: readonly RecordKey[]): string {
  const [first] = [...keys].sort(
    (a, b) =>
      Number(a.keyKind !== "sourceKey") - Number(b.keyKind !== "sourceKey") ||
      a.runSeq - b.runSeq ||
      (a.linkKey < b.linkKey ? -1 : 1),
  );
  if (first === undefined) throw new Error("no keys, no anchor");
  return first.linkKey;
}
