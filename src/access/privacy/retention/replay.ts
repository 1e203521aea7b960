import { findDataset } from "#src/domains/catalogue.ts";
import { columnsOf, type Dataset } from "#src/domains/dictionary/dataset.ts";
import { sourcePlace } from "#src/domains/dictionary/source-row-id.ts";
import { toSnakeCase } from "#src/domains/dictionary/text.ts";
import type { Client, Db } from "#src/platform/postgres/pool.ts";
import type { Act } from "../act.ts";
import { type Erasing, erase } from "./erase.ts";
import { type Erasure, readErasures, recordHash } from "./ledger.ts";

const pageSize = 5000;

/** A row's key and where its values came from. */
interface KeyedRow {
  readonly key: readonly string[];
  readonly source: string | null;
  readonly field_source: Readonly<Record<string, string>> | null;
}

/**
 * Erases again what was erased before: after a restore, whose backup is older than some erasures, and after a run,
 * which may build a record anew from lines of source files that are still kept. What a person gave since then stays: a
 * value goes only when the file it came from had been received by the time of its erasure.
 *
 * Idempotent; in the caller's transaction. Reads every key of the datasets that are in the ledger (some seconds for a
 * million), with `sinceRun` only those a run wrote.
 *
 * @param key key "erasure" of the keys folder
 * @returns rows erased again, by dataset
 */
export async function replayErasures(
  client: Client,
  key: Buffer,
  act: Act,
  options: { readonly sinceRun?: number } = {},
): Promise<Readonly<Record<string, number>>> {
  const received = await readReceipts(client);
  const { rows: named } = await client.query<{ dataset: string }>(
    "select distinct dataset from access.erasure order by dataset",
  );
  const erased: Record<string, number> = {};
  for (const { dataset: id } of named) {
    const dataset = findDataset(id);
    // A dataset that is declared no more has no table to bring anything back.
    if (dataset === undefined) continue;
    const byHash = Map.groupBy(await readErasures(client, id), ({ recordHash: hash }) => hash);
    const hashOf = (row: KeyedRow): string => recordHash(key, id, row.key.join("|"));
    let rows = 0;
    for await (const page of pagesOf(client, dataset, options.sinceRun)) {
      for (const erasing of againOf(dataset, page, (row) => byHash.get(hashOf(row)) ?? [], received))
        rows += (await erase(client, erasing, act)).rows;
    }
    if (rows > 0) erased[id] = rows;
  }
  return erased;
}

/** What of a page is to go again: rows that lose the same for the same reason together. */
function againOf(
  dataset: Dataset,
  page: readonly KeyedRow[],
  erasuresOf: (row: KeyedRow) => readonly Erasure[],
  received: ReadonlyMap<number, number>,
): readonly Erasing[] {
  const again = new Map<string, Erasing & { keys: (readonly string[])[] }>();
  for (const row of page)
    for (const erasure of erasuresOf(row)) {
      const isRow = erasure.fields.length === 0;
      const fields = oldFields(dataset, row, erasure, received);
      if (isRow ? !isOld(row.source, erasure, received) : fields.length === 0) continue;
      const same = `${erasure.reason} ${fields.join(" ")}`;
      const erasing = again.get(same) ?? {
        dataset,
        fields,
        erases: isRow ? "rows" : "fields",
        keys: [],
        reason: erasure.reason,
      };
      erasing.keys.push(row.key);
      again.set(same, erasing);
    }
  return [...again.values()];
}

/** When each file came in, in milliseconds. */
async function readReceipts(db: Db): Promise<ReadonlyMap<number, number>> {
  const { rows } = await db.query<{ seq: string; at: Date }>(
    "select file_seq as seq, received_at as at from file",
  );
  return new Map(rows.map(({ seq, at }) => [Number(seq), at.getTime()]));
}

/** Fields of the line whose value came before the erasure. */
function oldFields(
  dataset: Dataset,
  row: KeyedRow,
  erasure: Erasure,
  received: ReadonlyMap<number, number>,
): readonly string[] {
  return erasure.fields.filter(
    (field) =>
      field in dataset.fields &&
      isOld(row.field_source?.[toSnakeCase(field)] ?? row.source, erasure, received),
  );
}

/** A file nobody knows of can't be shown to be newer. */
function isOld(source: string | null, erasure: Erasure, received: ReadonlyMap<number, number>): boolean {
  const at = source === null ? undefined : received.get(sourcePlace(String(source)).fileSeq);
  return at === undefined || at <= Date.parse(erasure.erasedAt);
}

async function* pagesOf(
  client: Client,
  dataset: Dataset,
  sinceRun: number | undefined,
): AsyncGenerator<readonly KeyedRow[]> {
  const has = (name: string): boolean => columnsOf(dataset).some((column) => column.name === name);
  const keys = dataset.key.map((name) => `t.${toSnakeCase(name)}`);
  const types = dataset.key.map((name) => dataset.fields[name]?.postgresType ?? "text");
  let after: readonly string[] | undefined;
  for (;;) {
    const conditions = [
      after === undefined
        ? "true"
        : `(${keys.join(", ")}) > (${types.map((type, at) => `$${at + 1}::${type}`).join(", ")})`,
      ...(sinceRun === undefined || !has("run_seq") ? [] : [`t.run_seq >= ${Math.trunc(sinceRun)}`]),
    ];
    const { rows } = await client.query<KeyedRow>(
      `select array[${keys.map((name) => `${name}::text`).join(", ")}] as key,
         ${has("source_row_id") ? "t.source_row_id::text" : "null::text"} as source,
         ${has("field_source") ? "t.field_source" : "null::jsonb"} as field_source
       from ${dataset.table} t where ${conditions.join(" and ")} order by ${keys.join(", ")} limit ${pageSize}`,
      [...(after ?? [])],
    );
    if (rows.length > 0) yield rows;
    if (rows.length < pageSize) return;
    after = rows.at(-1)?.key;
  }
}
