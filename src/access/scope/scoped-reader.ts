import type { QueryResult, QueryResultRow } from "pg";
import { type Client, inTransaction, type Pool } from "#src/platform/postgres/pool.ts";
import { type Scope, scopeSql } from "./reach.ts";

/** What a page of a list may cost the database before it is cut off; the routes answer 503 then. */
const defaultTimeoutMs = 10_000;

/**
 * The database as one caller may see it. Whoever answers a request gets this and no pool: a forgotten check can leak
 * nothing, because rows and columns out of scope are not there.
 */
export interface Reader {
  readonly scope: Scope;
  /** Runs reads in one read-only transaction with a time limit of its own. */
  read<T>(work: (client: Client) => Promise<T>, timeoutMs?: number): Promise<T>;
  /** One statement. */
  query<T extends QueryResultRow>(text: string, values?: readonly unknown[]): Promise<QueryResult<T>>;
}

/** @param pool connections of the API's role (`hp_app`); any other role would see more than the scope says */
export function scopedReader(pool: Pool, scope: Scope): Reader {
  const begin = scopeSql(scope);
  const read = <T>(work: (client: Client) => Promise<T>, timeoutMs = defaultTimeoutMs): Promise<T> =>
    inTransaction(
      pool,
      work,
      // One round trip for all of it; the limit is a whole number of ours, never text from outside.
      `begin read only; set local statement_timeout = ${Math.trunc(timeoutMs)}; ${begin}`,
    );
  return {
    scope,
    read,
    query: (text, values = []) => read((client) => client.query(text, [...values])),
  };
}
