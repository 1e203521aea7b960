import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { datasets } from "#src/domains/catalogue.ts";
import { parseBatches } from "#src/pipeline/1-landing/parse/pool.ts";
import { listFiles } from "#src/pipeline/1-landing/receive.ts";
import { copyIn, copyOut } from "#src/pipeline/5-publish/copy.ts";
import { openLake, quote, quoteName } from "#src/platform/duckdb.ts";
import type { Pool } from "#src/platform/postgres/pool.ts";

export interface BareLimit {
  readonly parseSeconds: number;
  readonly copySeconds: number;
  readonly parquetSeconds: number;
  readonly totalSeconds: number;
  readonly copiedRows: number;
}

const more = ["source_row", "row_rejection", "change_log", "outbox", "link", "quality_issue"];

/**
 * What no program could do without, on this machine at this hour: parse the same bytes into raw Parquet, COPY the
 * same rows into tables with the same keys and indexes, write the same rows as Parquet. Nothing is understood,
 * compared or checked on the way.
 */
export async function measureBareLimit(pool: Pool, inbox: string, workDir: string): Promise<BareLimit> {
  rmSync(workDir, { recursive: true, force: true });
  mkdirSync(workDir, { recursive: true });
  const parseSeconds = await timed(async () => {
    const jobs = listFiles(inbox).map((path, index) => ({ fileSeq: index + 1, path, options: {} }));
    for await (const _ of parseBatches(jobs, { rawDir: join(workDir, "raw"), workers: 2 }));
  });
  rmSync(join(workDir, "raw"), { recursive: true, force: true });
  const tables = [
    ...datasets.filter((dataset) => dataset.origin === "vendor").map((dataset) => dataset.table),
    ...more,
  ];
  let copySeconds = 0;
  let parquetSeconds = 0;
  let copiedRows = 0;
  const lake = await openLake({ memoryMb: 2048, threads: 2, temporaryDir: workDir });
  await pool.query("create schema if not exists bare");
  for (const table of tables) {
    const file = join(workDir, `${table}.csv`);
    const client = await pool.connect();
    const columns = await writtenColumns(pool, table);
    const named = columns.map(quoteName).join(", ");
    try {
      await copyOut(client, `select ${named} from ${table}`, file);
      await client.query(`drop table if exists bare.${table}`);
      await client.query(`create table bare.${table} (like ${table} including all)`);
      copySeconds += await timed(async () => {
        copiedRows += await copyIn(client, `bare.${table} (${named})`, file);
      });
      await client.query(`drop table bare.${table}`);
    } finally {
      client.release();
    }
    await lake.run(
      `create or replace temp table rows as select * from read_csv(${quote(file)}, header = false, all_varchar = true, auto_detect = false, columns = {${columns.map((name) => `"${name}": 'VARCHAR'`).join(", ")}})`,
    );
    parquetSeconds += await timed(() =>
      lake.run(`copy rows to ${quote(join(workDir, `${table}.parquet`))} (format parquet, compression zstd)`),
    );
    rmSync(file);
  }
  lake.close();
  await pool.query("drop schema bare cascade");
  rmSync(workDir, { recursive: true, force: true });
  return {
    parseSeconds,
    copySeconds,
    parquetSeconds,
    totalSeconds: parseSeconds + copySeconds + parquetSeconds,
    copiedRows,
  };
}

/** Columns that are written; those that Postgres makes of others can't be. */
async function writtenColumns(pool: Pool, table: string): Promise<readonly string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `select attname as name from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`,
    [table],
  );
  return rows.map(({ name }) => name);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return (performance.now() - startedMs) / 1000;
}
