import { toCamelCase } from "#src/domains/dictionary/text.ts";
import { readStored } from "#src/pipeline/1-landing/correction-rows.ts";
import type { Client, Db } from "#src/platform/postgres/pool.ts";
import type { Keyring } from "#src/platform/sealing/keyring.ts";
import type { Pending } from "./judge.ts";

export const cellKey = (cell: {
  readonly dataset: string;
  readonly recordKey: string;
  readonly field: string;
}): string => JSON.stringify([cell.dataset, cell.recordKey, cell.field]);

/** Corrections of these records that no run has taken in yet, by {@link cellKey}; the newest of each field. */
export async function readPending(
  client: Client,
  keyring: Keyring,
  cells: readonly { readonly dataset: string; readonly recordKey: string }[],
): Promise<ReadonlyMap<string, Pending>> {
  const { rows } = await client.query<
    Pending & { readonly dataset: string; readonly recordKey: string; readonly field: string }
  >(
    `select correction_id as "correctionId", dataset, record_key as "recordKey", field, after, corrected_by as "correctedBy",
       corrected_by_name as "correctedByName", to_char(corrected_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "correctedAt"
     from correction where state = 'waiting' and (dataset, record_key) in (select * from unnest($1::text[], $2::text[]))
     order by corrected_at, correction_id`,
    [cells.map(({ dataset }) => dataset), cells.map(({ recordKey }) => recordKey)],
  );
  return new Map(rows.map((row) => [cellKey(row), { ...row, after: readStored(keyring, row, row.after) }]));
}

export interface ChangedField {
  readonly by: string | null;
  readonly at: string;
}

/** A record, by what the change log calls it, and the version it was seen in. */
export interface SeenRecord {
  readonly recordId: string;
  readonly dataset: string;
  readonly recordKey: string;
  readonly version: number;
}

/**
 * Fields that changed after the version each record was seen in, by {@link cellKey}. Read with the owner's rights: the
 * caller sees the records themselves by now, and learns no more of the log than that, when and who.
 */
export async function readChangedSince(
  owner: Db,
  seen: readonly SeenRecord[],
): Promise<ReadonlyMap<string, ChangedField>> {
  if (seen.length === 0) return new Map();
  const { rows } = await owner.query<{
    dataset: string;
    recordKey: string;
    changed: readonly string[];
    by: Readonly<Record<string, string>> | null;
    at: string;
  }>(
    `select l.dataset, l.record_key as "recordKey", array(select jsonb_object_keys(l.after)) as changed,
       (select jsonb_object_agg(c.field, c.corrected_by_name) from correction c
         where c.run_seq = l.run_seq and c.dataset = l.dataset and c.record_key = l.record_key) as by,
       to_char(l.changed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at
     from (select distinct * from unnest($1::uuid[], $2::text[], $3::text[], $4::integer[])) as s (record_id, dataset, record_key, version)
     join change_log l on l.record_id = s.record_id and l.dataset = s.dataset and l.record_key = s.record_key and l.version > s.version
     where l.operation = 'update'
     order by l.version`,
    [
      seen.map(({ recordId }) => recordId),
      seen.map(({ dataset }) => dataset),
      seen.map(({ recordKey }) => recordKey),
      seen.map(({ version }) => version),
    ],
  );
  const found = new Map<string, ChangedField>();
  for (const { dataset, recordKey, changed, by, at } of rows) {
    for (const column of changed) {
      const field = toCamelCase(column);
      found.set(cellKey({ dataset, recordKey, field }), { by: by?.[field] ?? null, at });
    }
  }
  return found;
}
