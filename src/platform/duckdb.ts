import { readFileSync } from "node:fs";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import type { Keyring } from "./sealing/keyring.ts";
import { registerSealing } from "./sealing/lake-functions.ts";

/**
 * An in-memory DuckDB for one piece of batch work over Parquet. It keeps nothing: results are files or rows.
 * It has no privilege boundary, so it never opens bytes that a vendor sent (those go through the parser child).
 */
export interface Lake {
  readonly connection: DuckDBConnection;
  /** Runs one or several statements. */
  run(sql: string): Promise<void>;
  /** All rows as plain objects: BIGINT as string, DATE and TIMESTAMP as ISO text, lists and structs as JSON. */
  rows<T = Record<string, unknown>>(sql: string): Promise<T[]>;
  close(): void;
}

export interface LakeOptions {
  readonly memoryMb: number;
  readonly threads: number;
  readonly temporaryDir: string;
  /** Keys of encrypted columns, for work that writes or reads Postgres' own form of them. */
  readonly keyring?: Keyring;
  /** Told of every statement: its first words, wall and processor time. Statements hold no personal data. */
  readonly onStatement?: (statement: StatementTime) => void;
}

export interface StatementTime {
  readonly sql: string;
  readonly ms: number;
  readonly cpuMs: number;
}

const macros = new URL("../domains/dictionary/duckdb-macros.sql", import.meta.url);

export async function openLake(options: LakeOptions): Promise<Lake> {
  const instance = await DuckDBInstance.create(":memory:", {
    memory_limit: `${options.memoryMb}MB`,
    threads: String(options.threads),
    temp_directory: options.temporaryDir,
    // Files arrive in the order we name them; keeping insertion order costs memory and nothing here needs it.
    preserve_insertion_order: "false",
    // No extension may come from outside at run time (architecture §8).
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
  });
  const connection = await instance.connect();
  await connection.run("set TimeZone = 'UTC'");
  await connection.run(readFileSync(macros, "utf8"));
  if (options.keyring !== undefined) registerSealing(connection, options.keyring);
  return {
    connection,
    run: (sql) =>
      timed(options, sql, async () => {
        await connection.run(sql);
      }),
    rows: <T>(sql: string) =>
      timed(options, sql, async () => {
        const reader = await connection.runAndReadAll(sql);
        return reader.getRowObjectsJson() as T[];
      }),
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

async function timed<T>(options: LakeOptions, sql: string, work: () => Promise<T>): Promise<T> {
  if (options.onStatement === undefined) return work();
  const startedMs = performance.now();
  const startedCpu = process.cpuUsage();
  const result = await work();
  const cpu = process.cpuUsage(startedCpu);
  const words = sql.trim().replace(/\s+/g, " ").slice(0, 120);
  options.onStatement({
    sql: words,
    ms: Math.round(performance.now() - startedMs),
    cpuMs: Math.round((cpu.user + cpu.system) / 1000),
  });
  return result;
}

/** A SQL string literal. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A SQL identifier. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
