import type { Dataset } from "#src/domains/dictionary/dataset.ts";
import type { Client } from "#src/platform/postgres/pool.ts";
import { keyColumns, parseRecordKey } from "./record-key.ts";

/** Records of a dataset that a run wrote, changed or removed. */
export interface ChangedRecords {
  readonly dataset: string;
  readonly records: readonly ChangedRecord[];
}

/** A run tells a record once, whatever it did to it. */
export interface ChangedRecord {
  /** Key values joined by `|`, as in the change log. */
  readonly key: string;
  /**
   * JSON of the columns that changed, as they were before the run; of all columns, the key's too, where the record
   * is gone. Undefined: the record is new.
   */
  readonly before: string | undefined;
}

/** Name of the table of a dataset's changed records: its key columns, and `before`, null where the record is new. */
export const changedTable = (dataset: Dataset): string => `changed_${dataset.table}`;

/** Fills the tables of changed records; those of `also` stand empty where nothing changed. Returns what changed. */
export async function loadChanged(
  client: Client,
  datasets: readonly Dataset[],
  changed: readonly ChangedRecords[],
  also: readonly string[],
): Promise<ReadonlySet<string>> {
  const loaded = new Set<string>();
  const find = (id: string) => {
    const dataset = datasets.find((candidate) => candidate.id === id);
    if (dataset === undefined) throw new Error(`no dataset ${id}`);
    return dataset;
  };
  for (const { dataset: id, records } of changed) {
    if (records.length === 0) continue;
    if (loaded.has(id)) throw new Error(`${id} is told twice`);
    const dataset = find(id);
    await createKeyTable(client, dataset, changedTable(dataset), "before jsonb");
    await insertKeys(
      client,
      dataset,
      changedTable(dataset),
      records.map((record) => record.key),
      records.map((record) => record.before),
    );
    await client.query(`analyze ${changedTable(dataset)}`);
    loaded.add(id);
  }
  for (const id of new Set(also)) {
    if (!loaded.has(id)) await createKeyTable(client, find(id), changedTable(find(id)), "before jsonb");
  }
  return loaded;
}

/**
 * The relation behind `$changed` in a view: all changed records of a dataset; of `$changed(a, b)` those that are new,
 * gone, or have another value in one of these columns than before.
 */
export function changedRelation(dataset: Dataset, columns: string | undefined): string {
  const table = changedTable(dataset);
  if (columns === undefined) return table;
  // Only a record that is gone tells what its key was.
  const [key] = keyColumns(dataset);
  const names = [key?.name ?? "", ...columns.split(",").map((name) => name.trim())].filter(
    (name) => name !== "",
  );
  return `(select * from ${table} where before is null or before ?| array[${names.map((name) => `'${name}'`).join(", ")}])`;
}

export async function createKeyTable(
  client: Client,
  dataset: Dataset,
  name: string,
  more?: string,
): Promise<void> {
  const columns = keyColumns(dataset);
  await client.query(
    `create temp table ${name} (${columns.map((column) => `${column.name} ${column.type}`).join(", ")},
       ${more === undefined ? "" : `${more}, `}primary key (${columns.map((column) => column.name).join(", ")})) on commit drop`,
  );
}

/** Adds records to a table of keys; returns how many were not there yet. */
export async function insertKeys(
  client: Client,
  dataset: Dataset,
  table: string,
  recordKeys: readonly string[],
  before?: readonly (string | undefined)[],
): Promise<number> {
  const columns = keyColumns(dataset);
  const parsed = recordKeys.map((key) => parseRecordKey(dataset, key));
  const arrays: unknown[] = columns.map((_, index) => parsed.map((values) => values[index]));
  const types = columns.map((column) => column.type);
  if (before !== undefined) {
    arrays.push(before.map((value) => value ?? null));
    types.push("jsonb");
  }
  const { rowCount } = await client.query(
    `insert into ${table} select * from unnest(${types.map((type, index) => `$${index + 1}::${type}[]`).join(", ")})
     on conflict do nothing`,
    arrays,
  );
  return rowCount ?? 0;
}
