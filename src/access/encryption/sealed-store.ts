import type { Client, Db } from "#src/platform/postgres/pool.ts";
import { blindIndex, blindIndexes } from "#src/platform/sealing/blind-index.ts";
import { type FieldPlace, keyVersionOf, openSealed, sealWith } from "#src/platform/sealing/cipher.ts";
import type { Keyring } from "#src/platform/sealing/keyring.ts";

export interface SealedEntry extends FieldPlace {
  readonly text: string;
  /** Whether rows are found by this value ({@link findBySealed}). */
  readonly indexed?: boolean;
}

/**
 * Writes values to `access.sealed_field`, in one statement; a value that stands is replaced. Rows are locked in the
 * order of the key, as rotation locks them: the two wait for each other and never block each other for good.
 */
export async function writeSealed(
  client: Client,
  keyring: Keyring,
  entries: readonly SealedEntry[],
): Promise<void> {
  if (entries.length === 0) return;
  keyring.refresh();
  const key = keyring.current();
  await client.query(
    `insert into access.sealed_field (dataset, field, record_id, key_version, sealed, blind_index)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::integer[], $5::bytea[], $6::bytea[])
      order by 1, 2, 3
     on conflict (dataset, field, record_id) do update
       set key_version = excluded.key_version, sealed = excluded.sealed, blind_index = excluded.blind_index`,
    [
      entries.map(({ dataset }) => dataset),
      entries.map(({ field }) => field),
      entries.map(({ recordId }) => recordId),
      entries.map(() => key.version),
      entries.map((entry) => sealWith(key, entry, entry.text)),
      entries.map(({ indexed, dataset, field, text }) =>
        indexed === true ? blindIndex(key, dataset, field, text) : null,
      ),
    ],
  );
}

/**
 * The value of a field; undefined when none stands.
 * @throws HpError `sealed-field-damaged`, `field-key-missing`
 */
export async function findSealed(db: Db, keyring: Keyring, place: FieldPlace): Promise<string | undefined> {
  const { rows } = await db.query<{ sealed: Buffer }>(
    "select sealed from access.sealed_field where dataset = $1 and field = $2 and record_id = $3",
    [place.dataset, place.field, place.recordId],
  );
  const sealed = rows[0]?.sealed;
  return sealed === undefined ? undefined : openSealed(keyring, place, sealed);
}

/** Ids of the records whose field holds exactly this value, whichever key version each was written with. */
export async function findBySealed(
  db: Db,
  keyring: Keyring,
  dataset: string,
  field: string,
  value: string,
): Promise<readonly string[]> {
  const { rows } = await db.query<{ record_id: string }>(
    `select record_id from access.sealed_field
      where dataset = $1 and field = $2 and blind_index = any ($3) order by record_id`,
    [dataset, field, blindIndexes(keyring, dataset, field, value)],
  );
  return rows.map((row) => row.record_id);
}

export async function deleteSealed(client: Client, place: FieldPlace): Promise<void> {
  await client.query("delete from access.sealed_field where dataset = $1 and field = $2 and record_id = $3", [
    place.dataset,
    place.field,
    place.recordId,
  ]);
}

/** A row of the store that does not open, by its place: what a check of the whole store finds. */
export async function findDamagedSealed(db: Db, keyring: Keyring): Promise<readonly FieldPlace[]> {
  const damaged: FieldPlace[] = [];
  let after: readonly [string, string, string] = ["", "", ""];
  for (;;) {
    const { rows } = await db.query<{
      dataset: string;
      field: string;
      record_id: string;
      key_version: number;
      sealed: Buffer;
    }>(
      `select dataset, field, record_id, key_version, sealed from access.sealed_field
        where (dataset, field, record_id) > ($1, $2, $3) order by dataset, field, record_id limit 5000`,
      [...after],
    );
    const last = rows.at(-1);
    if (last === undefined) return damaged;
    for (const row of rows) {
      const place = { dataset: row.dataset, field: row.field, recordId: row.record_id };
      if (!opens(keyring, place, row.sealed) || keyVersionOf(row.sealed) !== row.key_version)
        damaged.push(place);
    }
    after = [last.dataset, last.field, last.record_id];
  }
}

function opens(keyring: Keyring, place: FieldPlace, sealed: Buffer): boolean {
  try {
    openSealed(keyring, place, sealed);
    return true;
  } catch {
    // Which error it was does not matter: the caller is told the place.
    return false;
  }
}
