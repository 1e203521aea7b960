import { createReadStream, createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import type { Client } from "#src/platform/postgres/pool.ts";

/** Streams a CSV file (DuckDB's dialect: empty is null, quotes doubled) into a table; returns the rows taken in. */
export async function copyIn(client: Client, tableAndColumns: string, csvFile: string): Promise<number> {
  const copy = client.query(copyFrom(`copy ${tableAndColumns} from stdin (format csv)`));
  await pipeline(createReadStream(csvFile, { highWaterMark: 1 << 20 }), copy);
  return copy.rowCount;
}

/** Streams a query's rows into a CSV file without a header. */
export async function copyOut(client: Client, query: string, csvFile: string): Promise<void> {
  await pipeline(
    client.query(copyTo(`copy (${query}) to stdout (format csv)`)),
    createWriteStream(csvFile, { highWaterMark: 1 << 20 }),
  );
}

/**
 * Options of DuckDB's `read_csv` for what {@link copyOut} wrote: said, never sniffed. A guess from a sample may split
 * a text at the wrong sign, and an empty answer has nothing to guess from.
 */
export const copiedCsv = `header = false, auto_detect = false, delim = ',', quote = '"', escape = '"', allow_quoted_nulls = false`;
