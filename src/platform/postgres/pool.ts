import { userInfo } from "node:os";
import pg from "pg";
import { HpError } from "../errors.ts";

export type Pool = pg.Pool;
export type Client = pg.PoolClient;
/** What a query needs: a pool or one connection inside a transaction. */
export type Db = Pick<pg.ClientBase, "query">;

// A date without time is a PlainDate: keep `date` as the text it is, never a JavaScript Date (architecture §5).
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);
pg.types.setTypeParser(pg.types.builtins.NUMERIC, (text) => Number(text));

/** @param max connections at a time: a run has up to ten at work, and those who look things up meanwhile are not to wait */
export function createPool(url: string, max = 16): Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    application_name: `hp:${process.pid}`,
    connectionTimeoutMillis: 10_000,
  });
  // A dropped idle connection is replaced at the next use; without a listener it would end the process.
  pool.on("error", () => undefined);
  return pool;
}

/** Checks that the database answers; the error names host and port, never the password. */
export async function assertReachable(pool: Pool, url: string): Promise<void> {
  try {
    await pool.query("select 1");
  } catch (cause) {
    throw new HpError(
      "database-unreachable",
      { target: describeTarget(url), reason: reasonOf(cause) },
      cause,
    );
  }
}

function describeTarget(url: string): string {
  try {
    const parsed = new URL(url);
    return `${parsed.hostname}:${parsed.port === "" ? 5432 : parsed.port}${parsed.pathname}`;
  } catch {
    return `(${userInfo().username}: DATABASE_URL is not a URL)`;
  }
}

function reasonOf(cause: unknown): string {
  const first = cause instanceof AggregateError ? cause.errors[0] : cause;
  const { code, message } = first as { code?: string; message?: string };
  return code ?? message ?? String(first);
}

/** Runs `work` in one transaction on one connection: all of it or nothing. `begin` may set more, never outside text. */
export async function inTransaction<T>(
  pool: Pool,
  work: (client: Client) => Promise<T>,
  begin = "begin",
): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query(begin);
    const result = await work(client);
    await client.query("commit");
    client.release();
    return result;
  } catch (error) {
    try {
      await client.query("rollback");
      client.release();
    } catch (rollbackError) {
      // The connection is gone and with it the transaction; drop it from the pool, report the first error.
      client.release(rollbackError as Error);
    }
    throw error;
  }
}
