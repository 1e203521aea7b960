import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { declarations } from "#src/cli/open-host.ts";
import { noProgress } from "#src/pipeline/progress.ts";
import { ingest, type PipelineHost } from "#src/pipeline/run.ts";
import type { IngestRequest, RunResult } from "#src/pipeline/walk.ts";
import type { Clock } from "#src/platform/clock.ts";
import { type Folders, foldersOf, readConfig } from "#src/platform/config.ts";
import { createLog } from "#src/platform/log.ts";
import { createTestDatabase, type TestDatabase } from "#src/platform/postgres/test-database.ts";
import { type Keyring, openKeyring } from "#src/platform/sealing/keyring.ts";

/** The program as a test runs it: a database and a data folder of its own, the real pipeline, nothing replaced. */
export interface TestHost {
  readonly host: PipelineHost;
  readonly database: TestDatabase;
  readonly folders: Folders;
  /** Keys of encrypted columns. */
  readonly keyring: Keyring;
  ingest(...paths: readonly string[]): Promise<RunResult>;
  ask(request: IngestRequest): Promise<RunResult>;
  /** Rows of one query. */
  rows<T extends Record<string, unknown> = Record<string, string>>(
    sql: string,
    values?: readonly unknown[],
  ): Promise<T[]>;
  count(sql: string, values?: readonly unknown[]): Promise<number>;
  close(): Promise<void>;
}

/** @param keysFrom a data folder whose keys are taken over, so that both give the same people the same ids */
export async function openTestHost(keysFrom?: TestHost): Promise<TestHost> {
  const database = await createTestDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), "hp-journey-"));
  const folders = foldersOf(dataDir);
  if (keysFrom !== undefined) {
    mkdirSync(folders.keys, { recursive: true });
    cpSync(keysFrom.folders.keys, folders.keys, { recursive: true });
  }
  const host: PipelineHost = {
    pool: database.pool,
    config: readConfig({
      HP_DATA: dataDir,
      DATABASE_URL: database.url,
      HP_MEMORY_MB: "1024",
      HP_THREADS: "2",
    }),
    declarations,
    clock: tickingClock(),
    log: createLog("fatal"),
    progress: noProgress,
  };
  const rows = async <T extends Record<string, unknown>>(sql: string, values: readonly unknown[] = []) =>
    (await database.pool.query<T>(sql, [...values])).rows;
  return {
    host,
    database,
    folders,
    keyring: openKeyring(folders.keys),
    rows,
    ingest: (...paths) => ingest(host, { paths }),
    ask: (request) => ingest(host, request),
    count: async (sql, values) => {
      const [row] = await rows(sql, values);
      return Number(Object.values(row ?? {})[0]);
    },
    close: async () => {
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Moves one second at every look, so that two runs never have the same time and no test waits. */
function tickingClock(): Clock {
  let ms = Date.parse("2026-10-20T01:00:00Z");
  return {
    now: () => {
      ms += 1000;
      return new Date(ms);
    },
  };
}
