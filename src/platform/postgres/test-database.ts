import { randomUUID } from "node:crypto";
import { createPool, type Pool } from "./pool.ts";

export interface TestDatabase {
  readonly url: string;
  readonly pool: Pool;
  /** The same database as the API's role: row policies and column rights bind it. */
  readonly appUrl: string;
  /** The same database as the cluster's superuser, for tests that play an attacker with all rights. */
  readonly adminUrl: string;
  drop(): Promise<void>;
}

/**
 * A database of its own for one test file, copied from the migrated and seeded template that the test run's
 * global setup made (tests/setup/postgres.ts). A copy takes about 60 ms.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const template = process.env.HP_TEST_DATABASE_URL;
  if (template === undefined) throw new Error("HP_TEST_DATABASE_URL is not set: run tests through vitest");
  const name = `t_${randomUUID().replaceAll("-", "")}`;
  const url = new URL(template);
  const templateName = url.pathname.slice(1);
  url.pathname = "/postgres";
  const maintenance = createPool(url.href, 1);
  await maintenance.query(`create database ${name} template ${templateName} strategy file_copy`);
  url.pathname = `/${name}`;
  const pool = createPool(url.href, 6);
  return {
    url: url.href,
    pool,
    appUrl: at(process.env.HP_TEST_APP_DATABASE_URL, name),
    adminUrl: at(process.env.HP_TEST_ADMIN_DATABASE_URL, name),
    drop: async () => {
      await pool.end();
      await dropDatabase(maintenance, name);
      await maintenance.end();
    },
  };
}

function at(address: string | undefined, database: string): string {
  const url = new URL(address ?? "");
  url.pathname = `/${database}`;
  return url.href;
}

/**
 * Drops a test's database. Sessions a test left open are ended; but not at the first try: while autovacuum happens
 * to be looking at the database, FORCE is refused to who is no superuser, whereas a plain DROP sends autovacuum
 * away by itself and waits for closing sessions.
 */
export async function dropDatabase(maintenance: Pool, name: string): Promise<void> {
  try {
    await maintenance.query(`drop database ${name}`);
  } catch (error) {
    if ((error as { code?: string }).code !== OBJECT_IN_USE) throw error;
    await maintenance.query(`drop database ${name} with (force)`);
  }
}

const OBJECT_IN_USE = "55006";
