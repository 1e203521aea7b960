import { createHmac, randomUUID } from "node:crypto";
import { appendFileSync, createReadStream, existsSync } from "node:fs";
import { createInterface } from "node:readline";
import type { Client, Db, Pool } from "#src/platform/postgres/pool.ts";

/** One line of the ledger: which record lost which fields (none: the whole row), when, why and by whom. */
export interface Erasure {
  readonly erasureId: string;
  readonly dataset: string;
  readonly fields: readonly string[];
  readonly recordHash: string;
  readonly reason: string;
  readonly erasedBy: string;
  /** ISO 8601. */
  readonly erasedAt: string;
}

/**
 * What stands for a record in the ledger: HMAC-SHA-256, so that the list names nobody to whom the key is not given.
 * @param key key "erasure" of the keys folder
 * @param recordKey the row's key, parts joined by `|`
 */
export function recordHash(key: Buffer, dataset: string, recordKey: string): string {
  return createHmac("sha256", key)
    .update(JSON.stringify([dataset, recordKey]))
    .digest("base64url");
}

export const newErasure = (parts: Omit<Erasure, "erasureId">): Erasure => ({
  erasureId: randomUUID(),
  ...parts,
});

export async function writeErasures(db: Db, erasures: readonly Erasure[]): Promise<void> {
  if (erasures.length === 0) return;
  await db.query(
    `insert into access.erasure (erasure_id, dataset, fields, record_hash, reason, erased_by, erased_at)
     select erasure_id, dataset, array(select jsonb_array_elements_text(fields)), record_hash, reason, erased_by, erased_at
       from jsonb_to_recordset($1::jsonb)
         as e (erasure_id uuid, dataset text, fields jsonb, record_hash text, reason text, erased_by text, erased_at timestamptz)
     on conflict (erasure_id) do nothing`,
    [
      JSON.stringify(
        erasures.map((one) => ({
          erasure_id: one.erasureId,
          dataset: one.dataset,
          fields: one.fields,
          record_hash: one.recordHash,
          reason: one.reason,
          erased_by: one.erasedBy,
          erased_at: one.erasedAt,
        })),
      ),
    ],
  );
}

/** Adds lines to the file beside the database; after the commit, so that the file never tells of what did not happen. */
export function appendErasures(path: string, erasures: readonly Erasure[]): void {
  if (erasures.length === 0) return;
  appendFileSync(path, `${erasures.map((one) => JSON.stringify(one)).join("\n")}\n`, {
    mode: 0o600,
    flush: true,
  });
}

interface ErasureRow {
  readonly erasure_id: string;
  readonly dataset: string;
  readonly fields: readonly string[];
  readonly record_hash: string;
  readonly reason: string;
  readonly erased_by: string;
  readonly erased_at: Date;
}

const fromRow = (row: ErasureRow): Erasure => ({
  erasureId: row.erasure_id,
  dataset: row.dataset,
  fields: row.fields,
  recordHash: row.record_hash,
  reason: row.reason,
  erasedBy: row.erased_by,
  erasedAt: row.erased_at.toISOString(),
});

export async function readErasures(db: Db, dataset: string): Promise<readonly Erasure[]> {
  const { rows } = await db.query<ErasureRow>(
    "select * from access.erasure where dataset = $1 order by erased_at, erasure_id",
    [dataset],
  );
  return rows.map(fromRow);
}

export async function countErasures(
  db: Db,
): Promise<readonly { readonly dataset: string; readonly reason: string; readonly records: number }[]> {
  const { rows } = await db.query<{ dataset: string; reason: string; records: number }>(
    `select dataset, reason, count(distinct record_hash)::integer as records from access.erasure
      group by dataset, reason order by dataset, reason`,
  );
  return rows;
}

const pageSize = 5000;

/**
 * Makes table and file tell the same: lines of the file the table lacks (a database restored from an older backup) go
 * into the table, lines the file lacks (a kill between commit and append) to its end. A line cut short by a kill is
 * passed over: its transaction is in the table.
 */
export async function syncErasureFile(
  client: Client | Pool,
  path: string,
): Promise<{ readonly intoTable: number; readonly intoFile: number }> {
  const { ids, intoTable, isWhole } = await importErasures(client, path);
  const missing = (await readAll(client)).filter(({ erasureId }) => !ids.has(erasureId));
  // After a line that was cut short the next one begins on a line of its own.
  if (!isWhole && missing.length > 0) appendFileSync(path, "\n");
  appendErasures(path, missing);
  return { intoTable, intoFile: missing.length };
}

interface Imported {
  readonly ids: ReadonlySet<string>;
  readonly intoTable: number;
  /** False when the last line was cut short. */
  readonly isWhole: boolean;
}

/** Takes the lines of a file into the table; the file, which may lie on a backup, is only read. */
export async function importErasures(client: Client | Pool, path: string): Promise<Imported> {
  const ids = new Set<string>();
  const before = await countAll(client);
  const page: Erasure[] = [];
  let isWhole = true;
  if (existsSync(path))
    for await (const line of createInterface({ input: createReadStream(path, "utf8") })) {
      const erasure = parseLine(line);
      isWhole = erasure !== undefined;
      if (erasure === undefined) continue;
      ids.add(erasure.erasureId);
      page.push(erasure);
      if (page.length === pageSize) await writeErasures(client, page.splice(0));
    }
  await writeErasures(client, page);
  return { ids, intoTable: (await countAll(client)) - before, isWhole };
}

async function countAll(db: Db): Promise<number> {
  const { rows } = await db.query<{ n: number }>("select count(*)::integer as n from access.erasure");
  return rows[0]?.n ?? 0;
}

async function readAll(db: Db): Promise<readonly Erasure[]> {
  const { rows } = await db.query<ErasureRow>("select * from access.erasure order by erased_at, erasure_id");
  return rows.map(fromRow);
}

function parseLine(line: string): Erasure | undefined {
  try {
    return JSON.parse(line) as Erasure;
  } catch {
    // Only the last line can be cut short, and it says nothing the table doesn't.
    return undefined;
  }
}
