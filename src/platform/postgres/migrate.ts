import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { HpError } from "../errors.ts";
import { inTransaction, type Pool } from "./pool.ts";

/** A forward-only step a person can read: `NNNN-name.sql` in some domain's `migrations/` folder. */
export interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly hash: string;
}

const sourceDir = join(dirname(fileURLToPath(import.meta.url)), "../..");

/** All migrations of all domains, of `access` and of `insight` in the order of their numbers; two of one number are refused. */
export function readMigrations(
  roots: readonly string[] = ["domains", "access", "insight"].map((folder) => join(sourceDir, folder)),
): readonly Migration[] {
  const paths = roots
    .flatMap((root) =>
      readdirSync(root, { recursive: true, encoding: "utf8" }).map((path) => join(root, path)),
    )
    .filter((path) => /\/migrations\/\d{4}-[a-z0-9-]+\.sql$/.test(path.replaceAll("\\", "/")))
    .sort((a, b) => basename(a).localeCompare(basename(b), "en"));
  const numbers = new Set<string>();
  return paths.map((path) => {
    const name = basename(path, ".sql");
    const number = name.slice(0, 4);
    if (numbers.has(number)) throw new Error(`two migrations have number ${number}`);
    numbers.add(number);
    const sql = readFileSync(path, "utf8");
    return { name, sql, hash: createHash("sha256").update(sql).digest("hex") };
  });
}

/** Applies what is missing, each step in its own transaction. Returns the names applied now. */
export async function migrate(
  pool: Pool,
  migrations: readonly Migration[] = readMigrations(),
): Promise<string[]> {
  await pool.query(
    `create table if not exists schema_migration (
       name text primary key, hash text not null, applied_at timestamptz not null)`,
  );
  const applied: string[] = [];
  for (const migration of migrations) {
    const isNew = await inTransaction(pool, async (client) => {
      // One migrator at a time: two starting programs must not both apply a step.
      await client.query("select pg_advisory_xact_lock(hashtext('hoa-phuong.migrate'))");
      const { rows } = await client.query<{ hash: string }>(
        "select hash from schema_migration where name = $1",
        [migration.name],
      );
      const known = rows[0];
      if (known !== undefined) {
        if (known.hash !== migration.hash) throw new HpError("migration-changed", { name: migration.name });
        return false;
      }
      await client.query(migration.sql);
      await client.query("insert into schema_migration values ($1, $2, now())", [
        migration.name,
        migration.hash,
      ]);
      return true;
    });
    if (isNew) applied.push(migration.name);
  }
  return applied;
}
