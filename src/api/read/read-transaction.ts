import type { Client, Pool } from "#src/platform/postgres/pool.ts";

/** What a page of a list may cost the database before it is cut off; the routes answer 503 then. */
const defaultTimeoutMs = 10_000;

/**
 * Runs reads in one read-only transaction with a time limit of its own: a request can neither write nor hold
 * the database for long, whatever SQL it led to. The scope of the signed-in person will be set here too.
 */
export async function inReadTransaction<T>(
  pool: Pool,
  work: (client: Client) => Promise<T>,
  timeoutMs = defaultTimeoutMs,
): Promise<T> {
  const client = await pool.connect();
  try {
    // One round trip for the two statements; the limit is a whole number of ours, never text from outside.
    await client.query(`begin read only; set local statement_timeout = ${Math.trunc(timeoutMs)}`);
    const result = await work(client);
    await client.query("commit");
    client.release();
    return result;
  } catch (error) {
    try {
      await client.query("rollback");
      client.release();
    } catch (rollbackError) {
      // The connection is gone; drop it from the pool and report the first error.
      client.release(rollbackError as Error);
    }
    throw error;
  }
}
