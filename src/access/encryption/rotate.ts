import { type Db, inTransaction, type Pool } from "#src/platform/postgres/pool.ts";
import { blindIndex } from "#src/platform/sealing/blind-index.ts";
import { openSealed, sealWith } from "#src/platform/sealing/cipher.ts";
import type { Keyring } from "#src/platform/sealing/keyring.ts";

export interface Rotation {
  /** Values written anew in this call. */
  readonly rewritten: number;
  /** The version all values have now. */
  readonly version: number;
}

interface SealedRow {
  readonly dataset: string;
  readonly field: string;
  readonly record_id: string;
  readonly sealed: Buffer;
  readonly indexed: boolean;
}

/**
 * Writes every value that an older key wrote anew under the current one, a batch to a transaction, while others read
 * and write. The rows themselves say what is left to do: killed anywhere, the same call goes on, and a call with
 * nothing to do changes nothing. A batch locks its rows for some milliseconds, so no write between is lost.
 *
 * @param onBatch told after each batch how many values were rewritten so far
 * @throws HpError `sealed-field-damaged` naming dataset and field: a value that does not open is never passed over
 */
export async function rotateSealedFields(
  pool: Pool,
  keyring: Keyring,
  options: { readonly batch?: number; readonly onBatch?: (rewritten: number) => void } = {},
): Promise<Rotation> {
  keyring.refresh();
  const key = keyring.current();
  let rewritten = 0;
  let after: readonly [string, string, string] = ["", "", ""];
  for (;;) {
    const last = await inTransaction(pool, async (client) => {
      // The walk goes by the primary key: an index on the version would leave its dead entries before us.
      const { rows } = await client.query<SealedRow>(
        `select dataset, field, record_id, sealed, blind_index is not null as indexed from access.sealed_field
          where (dataset, field, record_id) > ($1, $2, $3) and key_version < $4
          order by dataset, field, record_id limit $5 for update`,
        [...after, key.version, options.batch ?? 2000],
      );
      const anew = rows.map((row) => {
        const place = { dataset: row.dataset, field: row.field, recordId: row.record_id };
        const text = openSealed(keyring, place, row.sealed);
        return {
          sealed: sealWith(key, place, text),
          index: row.indexed ? blindIndex(key, row.dataset, row.field, text) : null,
        };
      });
      await client.query(
        `update access.sealed_field s set key_version = $4, sealed = n.sealed, blind_index = n.blind_index
           from unnest($1::text[], $2::text[], $3::text[], $5::bytea[], $6::bytea[])
                as n (dataset, field, record_id, sealed, blind_index)
          where s.dataset = n.dataset and s.field = n.field and s.record_id = n.record_id`,
        [
          rows.map((row) => row.dataset),
          rows.map((row) => row.field),
          rows.map((row) => row.record_id),
          key.version,
          anew.map(({ sealed }) => sealed),
          anew.map(({ index }) => index),
        ],
      );
      rewritten += rows.length;
      return rows.at(-1);
    });
    if (last === undefined) return { rewritten, version: key.version };
    after = [last.dataset, last.field, last.record_id];
    options.onBatch?.(rewritten);
  }
}

/** How many values each key version holds, oldest first. Backups hold theirs still: a key goes when they are gone. */
export async function countByKeyVersion(
  db: Db,
): Promise<readonly { readonly version: number; readonly values: number }[]> {
  const { rows } = await db.query<{ version: number; values: number }>(
    `select key_version as version, count(*)::integer as values from access.sealed_field
      group by key_version order by key_version`,
  );
  return rows;
}
