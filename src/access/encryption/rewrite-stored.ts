import type { Clock } from "#src/platform/clock.ts";
import { type Client, type Db, inTransaction, type Pool } from "#src/platform/postgres/pool.ts";
import type { FieldPlace } from "#src/platform/sealing/cipher.ts";
import type { Keyring, KeyVersion } from "#src/platform/sealing/keyring.ts";
import { openStored, sealStored } from "#src/platform/sealing/stored-value.ts";
import {
  declaredColumns,
  placeOf,
  type StoredCell,
  type StoredTable,
  storedTables,
} from "./stored-columns.ts";

export interface RewriteOptions {
  readonly batch?: number;
  /** Told after each batch how many values were written so far. */
  readonly onBatch?: (values: number) => void;
}

/**
 * Writes every stored value that stands in clear, or under an older key, anew under the current one: a batch of rows to
 * a transaction, by the table's key, while others read and write. The values themselves say what is left to do, so the
 * same call goes on after a kill. Rows that a run holds just now are passed over and come in the next round: waiting
 * for them could end in a deadlock, which would end the run.
 *
 * @returns values written
 * @throws HpError `sealed-field-damaged`, `field-key-missing`
 */
export async function rewriteStored(
  pool: Pool,
  keyring: Keyring,
  options: RewriteOptions = {},
): Promise<number> {
  keyring.refresh();
  const key = keyring.current();
  let written = 0;
  for (const table of storedTables()) {
    for (;;) {
      const before = written;
      let after: readonly string[] | undefined;
      do {
        const done = await inTransaction(pool, (client) =>
          rewriteBatch(client, keyring, key, table, after, options.batch ?? 2000),
        );
        written += done.values;
        after = done.last;
        if (done.values > 0) options.onBatch?.(written);
      } while (after !== undefined);
      // A round that finds nothing ends it; what a run still held then is counted as left ({@link countStored}).
      if (written === before) break;
    }
  }
  return written;
}

const isOlder = (cell: StoredCell, version: string): string =>
  `(${cell.where} and ${cell.sql} is not null and coalesce(access.key_version_of(${cell.sql}), 0) < ${version})`;

async function rewriteBatch(
  client: Client,
  keyring: Keyring,
  key: KeyVersion,
  table: StoredTable,
  after: readonly string[] | undefined,
  limit: number,
): Promise<{ readonly values: number; readonly last: readonly string[] | undefined }> {
  const names = table.key.map(({ name }) => `t.${name}`).join(", ");
  const place = table.key.map(({ type }, at) => `$${at + 3}::${type}`).join(", ");
  const { rows } = await client.query<(string | null)[]>({
    text: `select ${table.key.map(({ name }) => `t.${name}::text`).join(", ")}, ${table.recordKey},
        ${table.cells.map((cell) => `case when ${isOlder(cell, "$1")} then ${cell.sql} end`).join(", ")}
      from ${table.table} t
      where ${after === undefined ? "true" : `(${names}) > (${place})`} and (${table.cells.map((cell) => isOlder(cell, "$1")).join(" or ")})
      order by ${names} limit $2 for update skip locked`,
    values: [key.version, limit, ...(after ?? [])],
    rowMode: "array",
  });
  const width = table.key.length;
  let values = 0;
  const anew = table.cells.map((cell, at) =>
    rows.map((row) => {
      const stored = row[width + 1 + at] ?? null;
      if (stored === null) return null;
      values += 1;
      const place = placeOf(cell, row[width] ?? "");
      return sealStored(key, place, openStored(keyring, place, stored), cell.indexed);
    }),
  );
  if (rows.length > 0) await writeBatch(client, table, rows, anew);
  const last = rows.length < limit ? undefined : rows.at(-1)?.slice(0, width).map(String);
  return { values, last };
}

async function writeBatch(
  client: Client,
  { table, key, cells }: StoredTable,
  rows: readonly (readonly (string | null)[])[],
  anew: readonly (readonly (string | null)[])[],
): Promise<void> {
  const targets = [...new Set(cells.map(({ target }) => target.column))];
  const set = targets.map((column) => {
    const values = cells.flatMap(({ target }, at) =>
      target.column === column ? [{ path: target.path, name: `v${at}` }] : [],
    );
    const [{ path = undefined, name = "" } = {}] = values;
    if (path === undefined) return `${column} = coalesce(n.${name}, t.${column})`;
    return `${column} = ${values.reduce(
      (sql, { path, name }) =>
        path === "{}"
          ? `coalesce(to_jsonb(n.${name}), ${sql})`
          : `case when n.${name} is null then ${sql} else jsonb_set(${sql}, '${path}', to_jsonb(n.${name})) end`,
      `t.${column}`,
    )}`;
  });
  const types = [...key.map(({ type }) => type), ...cells.map(() => "text")];
  const columns = [...key.map(({ name }) => name), ...cells.map((_, at) => `v${at}`)];
  await client.query(
    `update ${table} t set ${set.join(", ")}
     from unnest(${types.map((type, at) => `$${at + 1}::${type}[]`).join(", ")}) as n (${columns.join(", ")})
     where ${key.map(({ name }) => `t.${name} = n.${name}`).join(" and ")}`,
    [...key.map((_, at) => rows.map((row) => row[at])), ...anew],
  );
}

/** How many stored values each key version holds, oldest first; version 0 are those that stand in clear. */
export async function countStored(
  db: Db,
): Promise<readonly { readonly version: number; readonly values: number }[]> {
  const counts = new Map<number, number>();
  for (const { table, cells } of storedTables()) {
    const values = cells.map(({ sql, where }) => `(case when ${where} then ${sql} end)`).join(", ");
    const { rows } = await db.query<{ version: number; values: number }>(
      `select coalesce(access.key_version_of(v.stored), 0) as version, count(*)::integer as values
       from ${table} t cross join lateral (values ${values}) as v (stored) where v.stored is not null group by 1`,
    );
    for (const { version, values } of rows) counts.set(version, (counts.get(version) ?? 0) + values);
  }
  return [...counts].map(([version, values]) => ({ version, values })).sort((a, b) => a.version - b.version);
}

/** Stored values that do not open, or stand in clear: what a check of the whole database finds. */
export async function findDamagedStored(db: Db, keyring: Keyring): Promise<readonly FieldPlace[]> {
  const damaged: FieldPlace[] = [];
  keyring.refresh();
  for (const table of storedTables()) {
    let after: readonly string[] | undefined;
    do {
      const names = table.key.map(({ name }) => `t.${name}`).join(", ");
      const place = table.key.map(({ type }, at) => `$${at + 1}::${type}`).join(", ");
      const { rows } = await db.query<(string | null)[]>({
        text: `select ${table.key.map(({ name }) => `t.${name}::text`).join(", ")}, ${table.recordKey},
            ${table.cells.map(({ sql, where }) => `case when ${where} then ${sql} end`).join(", ")}
          from ${table.table} t where ${after === undefined ? "true" : `(${names}) > (${place})`}
            and (${table.cells.map(({ sql, where }) => `(${where} and ${sql} is not null)`).join(" or ")})
          order by ${names} limit 5000`,
        values: [...(after ?? [])],
        rowMode: "array",
      });
      for (const row of rows) {
        for (const [at, cell] of table.cells.entries()) {
          const stored = row[table.key.length + 1 + at] ?? null;
          const where = placeOf(cell, row[table.key.length] ?? "");
          if (stored !== null && !opens(keyring, where, stored)) damaged.push(where);
        }
      }
      after = rows.length < 5000 ? undefined : rows.at(-1)?.slice(0, table.key.length).map(String);
    } while (after !== undefined);
  }
  return damaged;
}

function opens(keyring: Keyring, place: FieldPlace, stored: string): boolean {
  try {
    return openStored(keyring, place, stored) !== stored;
  } catch {
    // Which error it was does not matter: the caller is told the place.
    return false;
  }
}

/**
 * Seals what stands in clear, where something was declared encrypted since the last time: a data folder of an earlier
 * version, at its first start under this one. Nothing to do costs one small query.
 * @returns values written
 */
export async function sealDeclared(
  pool: Pool,
  keyring: Keyring,
  clock: Clock,
  options: RewriteOptions = {},
): Promise<number> {
  const columns = declaredColumns();
  const { rows } = await pool.query<{ columns: string }>("select columns from access.sealing_state");
  if (rows[0]?.columns === columns) return 0;
  const written = await rewriteStored(pool, keyring, options);
  await markSealed(pool, keyring, clock, written > 0);
  return written;
}

/** Remembers that all stored values are under the current key, if they are. */
export async function markSealed(
  pool: Pool,
  keyring: Keyring,
  clock: Clock,
  isRewritten: boolean,
): Promise<void> {
  await inTransaction(pool, async (client) => {
    await client.query(
      `insert into access.sealing_state values (true, $1, $2, $3)
       on conflict (only_row) do update set columns = excluded.columns, key_version = excluded.key_version,
         sealed_at = excluded.sealed_at`,
      [declaredColumns(), keyring.current().version, clock.now()],
    );
    // While values of two keys stood side by side, equal numbers looked different: the next run scores everything anew.
    if (isRewritten) await client.query("delete from quality.last_scoring");
  });
}
