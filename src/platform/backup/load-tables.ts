import { readFile } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import { zstdDecompress } from "node:zlib";
import { from as copyFrom } from "pg-copy-streams";
import { HpError } from "../errors.ts";
import { type Client, type Db, inTransaction, type Pool } from "../postgres/pool.ts";
import { copySettings, keptSchemas, listTables, qualified, quoteName } from "./dump-tables.ts";
import type { Manifest, TableDump } from "./manifest.ts";
import type { ObjectStore } from "./object-store.ts";

const decompress = promisify(zstdDecompress);

/** Holds the backup's id from the moment its rows are in until the restore is over; never seen on a sound database. */
const markTable = "hp_restore";

/** Tables that hold rows and must not be overwritten. `replaceable`: those that our own seeding fills. */
export async function findFilledTables(db: Db, replaceable: ReadonlySet<string>): Promise<readonly string[]> {
  const filled: string[] = [];
  for (const { table } of await listTables(db)) {
    if (replaceable.has(table) || table === markTable) continue;
    const { rows } = await db.query<{ some: boolean }>(
      `select exists (select 1 from ${qualified(table)}) as some`,
    );
    if (rows[0]?.some === true) filled.push(table);
  }
  return filled;
}

/** The backup whose rows an interrupted restore has already put in; undefined when there is none. */
export async function findLoadedBackup(db: Db): Promise<string | undefined> {
  const { rows } = await db.query<{ there: boolean }>("select to_regclass($1) is not null as there", [
    `public.${markTable}`,
  ]);
  if (rows[0]?.there !== true) return undefined;
  return (await db.query<{ backup_id: string }>(`select backup_id from ${markTable}`)).rows[0]?.backup_id;
}

export async function removeLoadMark(db: Db): Promise<void> {
  await db.query(`drop table if exists ${markTable}`);
}

/**
 * Puts all rows of a backup into a database of the same structure, in one transaction: all of it or nothing.
 * Keys, indexes and references between tables are set aside meanwhile and made again from their own definitions:
 * sorting an index once is several times quicker than growing it row by row.
 */
export async function loadTables(
  pool: Pool,
  store: ObjectStore,
  manifest: Manifest,
  onTable: (done: number, total: number) => void,
): Promise<void> {
  await inTransaction(pool, async (client) => {
    await client.query(copySettings);
    const later = await setAside(client);
    await client.query(`truncate ${manifest.tables.map(({ table }) => qualified(table)).join(", ")}`);
    let done = 0;
    for (const dump of manifest.tables) {
      await loadTable(client, store, dump);
      done += 1;
      onTable(done, manifest.tables.length);
    }
    for (const statement of later) await client.query(statement);
    for (const { name, lastValue, isCalled } of manifest.sequences) {
      await client.query("select setval($1::regclass, $2::bigint, $3)", [
        qualified(name),
        lastValue,
        isCalled,
      ]);
    }
    await client.query(`create table ${markTable} (backup_id text not null)`);
    await client.query(`insert into ${markTable} values ($1)`, [manifest.backupId]);
  });
  await pool.query("analyze");
}

async function loadTable(client: Client, store: ObjectStore, dump: TableDump): Promise<void> {
  const target = `${qualified(dump.table)} (${dump.columns.map(quoteName).join(", ")})`;
  let rows = 0;
  for (const piece of dump.pieces) {
    const raw = await decompress(await readFile(store.pathOf(piece.sha256)));
    const copy = client.query(copyFrom(`copy ${target} from stdin`));
    await pipeline(Readable.from([raw]), copy);
    rows += copy.rowCount;
  }
  const counted = await client.query<{ n: string }>(`select count(*) as n from ${qualified(dump.table)}`);
  if (rows !== dump.rows || Number(counted.rows[0]?.n) !== dump.rows) {
    throw new HpError("restore-incomplete", {
      table: dump.table,
      rows: dump.rows,
      found: Number(counted.rows[0]?.n),
    });
  }
}

/** Drops indexes, primary keys and foreign keys; returns what makes them again. */
async function setAside(client: Client): Promise<readonly string[]> {
  const constraints = await client.query<{ kind: string; table: string; name: string; definition: string }>(
    `select contype as kind, conrelid::regclass::text as table, conname as name, pg_get_constraintdef(oid) as definition
       from pg_constraint where contype in ('p', 'f') and connamespace = any (${keptSchemas}) order by 2, 3`,
  );
  const indexes = await client.query<{ name: string; definition: string }>(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
       from pg_index i join pg_class c on c.oid = i.indrelid
      where c.relnamespace = any (${keptSchemas}) and c.relname not in ('schema_migration', 'policy_state')
        and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid) order by 1`,
  );
  const ours = constraints.rows.filter(
    ({ table }) => !["schema_migration", "access.policy_state"].includes(table),
  );
  const references = ours.filter(({ kind }) => kind === "f");
  const keys = ours.filter(({ kind }) => kind === "p");
  for (const { table, name } of [...references, ...keys]) {
    await client.query(`alter table ${table} drop constraint ${quoteName(name)}`);
  }
  for (const { name } of indexes.rows) await client.query(`drop index ${name}`);
  const again = ({ table, name, definition }: (typeof ours)[number]) =>
    `alter table ${table} add constraint ${quoteName(name)} ${definition}`;
  return [...keys.map(again), ...indexes.rows.map(({ definition }) => definition), ...references.map(again)];
}
