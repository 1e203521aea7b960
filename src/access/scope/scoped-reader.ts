import type { QueryResult, QueryResultRow } from "pg";
import type { Deed, RecordDeed } from "#src/platform/deed.ts";
import { type Client, inTransaction, type Pool } from "#src/platform/postgres/pool.ts";
import { type Scope, scopeSql } from "./reach.ts";

/** What a page of a list may cost the database before it is cut off; the routes answer 503 then. */
const defaultTimeoutMs = 10_000;

export interface ReadOptions<T> {
  readonly timeoutMs?: number;
  /**
   * The look at people that what was found amounts to; undefined when nobody is in it. It is written to the audit in
   * the read's own transaction: who can't be recorded sees nothing.
   */
  readonly look?: (found: T) => Deed | undefined;
}

/**
 * The database as one caller may see it. Whoever answers a request gets this and no pool: a forgotten check can leak
 * nothing, because rows and columns out of scope are not there.
 */
export interface Reader {
  readonly scope: Scope;
  /** Runs reads in one transaction with a time limit of its own; read-only, unless it has a look to record. */
  read<T>(work: (client: Client) => Promise<T>, options?: ReadOptions<T>): Promise<T>;
  /** One statement. */
  query<T extends QueryResultRow>(text: string, values?: readonly unknown[]): Promise<QueryResult<T>>;
  /** Writes down what is done without a read: a file taken in, work asked for. */
  record(deed: Deed): Promise<void>;
  /** The same rows for somebody whom the audit can name. */
  recordedBy(record: RecordDeed): Reader;
}

/**
 * @param pool connections of the API's role (`hp_app`); any other role would see more than the scope says
 * @param record without it a read that is a look at somebody throws
 */
export function scopedReader(pool: Pool, scope: Scope, record: RecordDeed = nobody): Reader {
  const begin = scopeSql(scope);
  const read = <T>(work: (client: Client) => Promise<T>, options: ReadOptions<T> = {}): Promise<T> => {
    const { timeoutMs = defaultTimeoutMs, look } = options;
    return inTransaction(
      pool,
      look === undefined
        ? work
        : async (client) => {
            const found = await work(client);
            const deed = look(found);
            if (deed !== undefined) await record(client, deed);
            return found;
          },
      // One round trip for all of it; the limit is a whole number of ours, never text from outside.
      `begin${look === undefined ? " read only" : ""}; set local statement_timeout = ${Math.trunc(timeoutMs)}; ${begin}`,
    );
  };
  return {
    scope,
    read,
    query: (text, values = []) => read((client) => client.query(text, [...values])),
    record: (deed) => inTransaction(pool, (client) => record(client, deed), `begin; ${begin}`),
    recordedBy: (who) => scopedReader(pool, scope, who),
  };
}

const nobody: RecordDeed = () => Promise.reject(new Error("a look at somebody, and nobody to record it for"));
