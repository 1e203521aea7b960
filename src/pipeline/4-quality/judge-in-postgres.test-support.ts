import { type Dataset, sealedColumnsOf } from "#src/domains/dictionary/dataset.ts";
import { inTransaction, type Pool } from "#src/platform/postgres/pool.ts";
import type { Keyring } from "#src/platform/sealing/keyring.ts";
import { createScored } from "./opened-rows.ts";
import type { Judged } from "./rules.ts";

/** Runs a pass over all rows of a dataset in Postgres, as a scoring of changes does: where columns are encrypted, over rows that were opened. */
export async function judgeInPostgres<Row extends Record<string, unknown>>(
  pool: Pool,
  keyring: Keyring,
  datasets: readonly Dataset[],
  item: Judged,
  passOf: (scope: string | undefined) => string,
): Promise<readonly Row[]> {
  const { dataset, view } = item;
  if (sealedColumnsOf(dataset).length === 0 && Object.keys(view.opens).length === 0)
    return (await pool.query<Row>(passOf(undefined))).rows;
  return inTransaction(pool, async (client) => {
    await createScored(client, keyring, datasets, item, `${dataset.table} t`);
    return (await client.query<Row>(passOf(`scored_${dataset.table}`))).rows;
  });
}
