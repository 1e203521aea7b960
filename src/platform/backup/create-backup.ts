import { chmodSync, mkdirSync, readFileSync, rmSync, statfsSync } from "node:fs";
import { type Folders, foldersOf } from "../config.ts";
import { HpError } from "../errors.ts";
import type { Client, Pool } from "../postgres/pool.ts";
import { copySettings, dumpTable, listTables, readSequences } from "./dump-tables.ts";
import { stageFiles, storeFiles } from "./gather-files.ts";
import {
  backupIdOf,
  type KeptSequence,
  listManifests,
  type Manifest,
  objectsOf,
  readManifest,
  type TableDump,
  writeManifest,
} from "./manifest.ts";
import { openObjectStore, sweep } from "./object-store.ts";

export type BackupStep = "wait" | "tables" | "files" | "verify" | "load" | "place";
export type BackupProgress = (event: {
  readonly step: BackupStep;
  readonly done: number;
  readonly total?: number;
}) => void;

export interface BackupRequest {
  readonly pool: Pool;
  readonly dataDir: string;
  readonly outDir: string;
  readonly now: Date;
  readonly progress: BackupProgress;
  /** Keep only so many newest backups in the folder; all when absent. */
  readonly keep?: number;
}

export interface BackupReport {
  readonly manifest: Manifest;
  readonly manifestFile: string;
  readonly rows: number;
  /** Bytes of all objects the backup needs, and of those this one added. */
  readonly bytes: number;
  readonly addedBytes: number;
  readonly freedBytes: number;
}

/**
 * A consistent picture of database and files while the server runs. The pipeline's lock is held only until the
 * snapshot is taken and the files are set aside (a run in progress is waited for); the copying goes on without it.
 */
export async function createBackup(request: BackupRequest): Promise<BackupReport> {
  const { pool, outDir } = request;
  const folders = foldersOf(request.dataDir);
  mkdirSync(outDir, { recursive: true, mode: 0o700 });
  // The folder may have stood before; what goes in now is secret.
  chmodSync(outDir, 0o700);
  const client = await pool.connect();
  let stage: string | undefined;
  try {
    const sequences = await underPipelineLock(pool, request.progress, async () => {
      await client.query("begin isolation level repeatable read read only");
      await client.query(copySettings);
      stage = stageFiles(folders);
      return readSequences(client);
    });
    if (stage === undefined) throw new Error("the files were not set aside");
    const report = await writeAll(request, client, folders, stage, sequences);
    await client.query("commit");
    client.release();
    return report;
  } catch (error) {
    // Ending the connection ends its transaction.
    client.release(true);
    if ((error as NodeJS.ErrnoException).code === "ENOSPC") throw fullDisk(outDir, 0, error);
    throw error;
  } finally {
    if (stage !== undefined) rmSync(stage, { recursive: true, force: true });
  }
}

async function underPipelineLock<T>(
  pool: Pool,
  progress: BackupProgress,
  work: () => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  try {
    const lock = "hashtext('hoa-phuong.pipeline')";
    const { rows } = await client.query<{ taken: boolean }>(`select pg_try_advisory_lock(${lock}) as taken`);
    if (rows[0]?.taken !== true) {
      progress({ step: "wait", done: 0 });
      await client.query(`select pg_advisory_lock(${lock})`);
    }
    return await work();
  } finally {
    client.release(true);
  }
}

async function writeAll(
  request: BackupRequest,
  client: Client,
  folders: Folders,
  stage: string,
  sequences: readonly KeptSequence[],
): Promise<BackupReport> {
  const { outDir, progress } = request;
  const store = openObjectStore(outDir);
  const previous = listManifests(outDir).at(-1);
  const before = previous === undefined ? undefined : readManifest(previous).manifest;
  await assertRoom(client, outDir, before === undefined);
  const tables: TableDump[] = [];
  let addedBytes = 0;
  const list = await listTables(client);
  for (const { table, columns } of list) {
    const { addedBytes: added, ...dump } = await dumpTable(client, store, table, columns);
    tables.push(dump);
    addedBytes += added;
    progress({ step: "tables", done: tables.length, total: list.length });
  }
  const kept = await storeFiles(
    stage,
    folders,
    store,
    new Map(before?.files.map((file) => [file.path, file])),
    (done, total) => progress({ step: "files", done, total }),
  );
  const manifest: Manifest = {
    format: 1,
    backupId: backupIdOf(request.now),
    createdAt: request.now.toISOString(),
    programVersion: programVersion(),
    postgresVersion: (await value<string>(client, "select current_setting('server_version') as value")) ?? "",
    dataDir: folders.root,
    migrations: (
      await client.query<{ name: string; hash: string }>(
        "select name, hash from schema_migration order by name",
      )
    ).rows,
    tables,
    sequences,
    files: kept.files,
    unfinishedRun:
      (await value<number>(
        client,
        "select max(run_seq) as value from run where status in ('running', 'failed')",
      )) ?? null,
  };
  const manifestFile = writeManifest(outDir, manifest);
  return {
    manifest,
    manifestFile,
    rows: tables.reduce((sum, table) => sum + table.rows, 0),
    bytes: [...objectsOf(manifest).values()].reduce((sum, bytes) => sum + bytes, 0),
    addedBytes: addedBytes + kept.addedBytes,
    freedBytes: request.keep === undefined ? 0 : forgetOld(outDir, request.keep),
  };
}

/** A first backup of a city takes about a third of the database's size beside the files; refuse before half of it is written. */
async function assertRoom(client: Client, outDir: string, first: boolean): Promise<void> {
  const size = Number(await value<string>(client, "select pg_database_size(current_database()) as value"));
  const stats = statfsSync(outDir);
  const freeMb = Math.floor((stats.bavail * stats.bsize) / 2 ** 20);
  const neededMb = Math.ceil((first ? size / 3 : 0) / 2 ** 20) + 100;
  if (freeMb < neededMb) throw fullDisk(outDir, neededMb, undefined, freeMb);
}

function fullDisk(outDir: string, neededMb: number, cause?: unknown, freeMb = 0): HpError {
  return new HpError("disk-full", { dataDir: outDir, freeMb, neededMb }, cause);
}

function forgetOld(outDir: string, keep: number): number {
  const manifests = listManifests(outDir);
  const stay = manifests.slice(-keep);
  for (const path of manifests.slice(0, -keep)) {
    rmSync(path);
    rmSync(`${path}.sha256`, { force: true });
  }
  return sweep(
    openObjectStore(outDir),
    new Set(stay.flatMap((path) => [...objectsOf(readManifest(path).manifest).keys()])),
  );
}

async function value<T>(client: Client, sql: string): Promise<T | undefined> {
  const { rows } = await client.query<{ value: T | null }>(sql);
  return rows[0]?.value ?? undefined;
}

function programVersion(): string {
  const file = new URL("../../../package.json", import.meta.url);
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}
