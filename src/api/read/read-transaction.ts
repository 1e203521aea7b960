import { type Client, inTransaction, type Pool } from "#src/platform/postgres/pool.ts";

/** What a page of a list may cost the database before it is cut off; the routes answer 503 then. */
const defaultTimeoutMs = 10_000;

/**
 * Runs reads in one read-only transaction with a time limit of its own: a request can neither write nor hold
 * the database for long, whatever SQL it led to. The scope of the signed-in person will be set here too.
 */
export function inReadTransaction<T>(
  pool: Pool,
  work: (client: Client) => Promise<T>,
  timeoutMs = defaultTimeoutMs,
): Promise<T> {
  // One round trip for the two statements; the limit is a whole number of ours, never text from outside.
  return inTransaction(pool, work, `begin read only; set local statement_timeout = ${Math.trunc(timeoutMs)}`);
}
