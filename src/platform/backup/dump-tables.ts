import { promisify } from "node:util";
import { constants, zstdCompress } from "node:zlib";
import { to as copyTo } from "pg-copy-streams";
import type { Client, Db } from "../postgres/pool.ts";
import type { KeptSequence, Piece, TableDump } from "./manifest.ts";
import type { ObjectStore } from "./object-store.ts";

const compress = promisify(zstdCompress);

/** Text of a piece before compression: large enough to compress well, small enough to hold a few in memory. */
const pieceBytes = 16 * 2 ** 20;
const newline = 0x0a;

/** What the text of values depends on, fixed for dump and load alike. */
export const copySettings = [
  "set local datestyle = 'ISO, YMD'",
  "set local intervalstyle = 'postgres'",
  "set local timezone = 'UTC'",
  "set local bytea_output = 'hex'",
  "set local client_encoding = 'UTF8'",
  // A scan that joins another's middle would give an unchanged table other pieces each time.
  "set local synchronize_seqscans = off",
].join("; ");

/** What a backup holds: the records, and who may see them. Working memory of other schemas is made again. */
export const keptSchemas =
  "array(select oid::regnamespace from pg_namespace where nspname in ('public', 'access'))";

/** Tables a database knows of itself: what was migrated into it, and what its policies were made from. */
const ownTables = ["schema_migration", "access.policy_state"];

/** The name as the manifest has it: of a table in `public` the bare name, as backups always had it. */
const manifestName = (relation: string): string =>
  `case when ${relation}.relnamespace = 'public'::regnamespace then '' else ${relation}.relnamespace::regnamespace || '.' end || ${relation}.relname`;

/** A manifest's name of a table or sequence as SQL. */
export function qualified(name: string): string {
  const [schema, relation] = name.includes(".") ? name.split(".", 2) : ["public", name];
  return `${quoteName(schema ?? "")}.${quoteName(relation ?? "")}`;
}

export async function listTables(
  db: Db,
): Promise<readonly { table: string; columns: string[]; estimate: number }[]> {
  const { rows } = await db.query<{ table: string; columns: string[]; estimate: number }>(
    `select ${manifestName("c")} as table, greatest(c.reltuples, 0)::float8 as estimate,
            array_agg(a.attname::text order by a.attnum) filter (where a.attgenerated = '') as columns
       from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relnamespace = any (${keptSchemas}) and c.relkind = 'r' and ${manifestName("c")} <> all ($1)
      group by c.relnamespace, c.relname, c.reltuples order by 1`,
    [ownTables],
  );
  return rows;
}

export async function readSequences(db: Db): Promise<readonly KeptSequence[]> {
  const { rows } = await db.query<{ name: string }>(
    `select ${manifestName("c")} as name from pg_class c where relkind = 'S' and relnamespace = any (${keptSchemas}) order by 1`,
  );
  const sequences: KeptSequence[] = [];
  for (const { name } of rows) {
    const state = await db.query<{ last_value: string; is_called: boolean }>(
      `select last_value::text, is_called from ${qualified(name)}`,
    );
    const row = state.rows[0];
    if (row !== undefined) sequences.push({ name, lastValue: row.last_value, isCalled: row.is_called });
  }
  return sequences;
}

export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/**
 * Writes a table's rows as the client's snapshot sees them, in pieces of whole rows. Rows keep the order they lie
 * in (a plain table is copied, since a query may be read by several workers), so pieces of a table that did not
 * change are the same objects as in the backup before.
 */
export async function dumpTable(
  client: Client,
  store: ObjectStore,
  table: string,
  columns: readonly string[],
): Promise<TableDump & { readonly addedBytes: number }> {
  const stream = client.query(
    copyTo(`copy ${qualified(table)} (${columns.map(quoteName).join(", ")}) to stdout`),
  );
  const pieces: Promise<Piece>[] = [];
  let addedBytes = 0;
  let rows = 0;
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  const cut = async (raw: Buffer): Promise<Piece> => {
    const packed = await compress(raw, { params: { [constants.ZSTD_c_compressionLevel]: 3 } });
    const stored = await store.put(packed);
    if (stored.added) addedBytes += stored.bytes;
    return { sha256: stored.sha256, bytes: stored.bytes, rawBytes: raw.length };
  };
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    rows += countRows(chunk);
    pending.push(chunk);
    pendingBytes += chunk.length;
    if (pendingBytes < pieceBytes) continue;
    let rest: Buffer = Buffer.concat(pending, pendingBytes);
    for (let end = endOfPiece(rest); end > 0; end = endOfPiece(rest)) {
      const piece = cut(rest.subarray(0, end));
      // Awaited below; without a listener a failure in between would end the process before we report it.
      piece.catch(() => undefined);
      pieces.push(piece);
      rest = rest.subarray(end);
    }
    pending = [rest];
    pendingBytes = rest.length;
    // Two pieces are packed while the next is read; more would only fill memory.
    await pieces.at(-3);
  }
  if (pendingBytes > 0) pieces.push(cut(Buffer.concat(pending, pendingBytes)));
  return { table, columns, rows, pieces: await Promise.all(pieces), addedBytes };
}

/** Where a full piece ends: after whole rows, wherever the network cut the stream; 0 while there is too little. */
function endOfPiece(text: Buffer): number {
  if (text.length < pieceBytes) return 0;
  const end = text.lastIndexOf(newline, pieceBytes - 1) + 1;
  // A row longer than a piece is a piece of its own.
  return end > 0 ? end : text.indexOf(newline) + 1;
}

/** In the text format every row ends in a newline and a newline inside a value is written `\n`. */
function countRows(chunk: Buffer): number {
  let count = 0;
  for (let at = chunk.indexOf(newline); at !== -1; at = chunk.indexOf(newline, at + 1)) count += 1;
  return count;
}
