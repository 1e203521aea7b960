import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { pino } from "pino";
import { getDataset } from "#src/domains/catalogue.ts";
import { columnsOf, type Dataset } from "#src/domains/dictionary/dataset.ts";
import { foldersOf, readConfig } from "#src/platform/config.ts";
import type { Pool } from "#src/platform/postgres/pool.ts";
import { createTestDatabase } from "#src/platform/postgres/test-database.ts";
import { createApp } from "./app.ts";
import type { Services } from "./services.ts";

/** The application over a database and data folder of its own, for one test file. */
export interface TestApp {
  readonly app: FastifyInstance;
  readonly pool: Pool;
  readonly dataDir: string;
  /** What the application logged, one JSON object a line. */
  readonly logged: readonly string[];
  close(): Promise<void>;
}

/** Services for tests that never reach them: using one is a failure of the test. */
export const noServices: Services = {
  ingest: () => Promise.reject(new Error("this test ingests nothing")),
  decideReview: () => Promise.reject(new Error("this test decides nothing")),
  currentProgress: () => undefined,
};

export async function createTestApp(services: (pool: Pool) => Services = () => noServices): Promise<TestApp> {
  const database = await createTestDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), "hp-api-"));
  const logged: string[] = [];
  const app = createApp({
    pool: database.pool,
    config: readConfig({ HP_DATA: dataDir }),
    folders: foldersOf(dataDir),
    log: pino({ level: "debug" }, { write: (line: string) => void logged.push(line) }),
    services: services(database.pool),
  });
  await app.ready();
  return {
    app,
    pool: database.pool,
    dataDir,
    logged,
    close: async () => {
      await app.close();
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

export type Row = Readonly<Record<string, unknown>>;

const published: Row = {
  version: 1,
  sourceRowId: "268435457",
  runSeq: 1,
  changedAt: "2026-10-20T02:41:00.123456Z",
};

/** Inserts rows given by field names; published columns that are not given get plain values. */
export async function insertRows(pool: Pool, datasetId: string, rows: readonly Row[]): Promise<void> {
  const target: Dataset = getDataset(datasetId);
  const columns = columnsOf(target);
  const data = rows.map((row) =>
    Object.fromEntries(
      columns.map((column) => [
        column.name,
        row[column.field] ?? (target.origin === "vendor" ? published[column.field] : undefined) ?? null,
      ]),
    ),
  );
  const names = columns.map((column) => `"${column.name}"`).join(", ");
  await pool.query(
    `insert into "${target.table}" (${names}) select ${names} from jsonb_populate_recordset(null::"${target.table}", $1::jsonb)`,
    [JSON.stringify(data)],
  );
}

export const learnerRow = (parts: Row): Row => ({
  learnerId: randomUUID(),
  fullName: "Nguyễn Thị Hoa",
  ...parts,
});
