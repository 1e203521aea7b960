import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { type Folders, foldersOf } from "../config.ts";
import { HpError } from "../errors.ts";
import { type Migration, migrate, readMigrations } from "../postgres/migrate.ts";
import type { Pool } from "../postgres/pool.ts";
import type { BackupProgress } from "./create-backup.ts";
import { listTables } from "./dump-tables.ts";
import { keptFolders } from "./gather-files.ts";
import { findFilledTables, findLoadedBackup, loadTables, removeLoadMark } from "./load-tables.ts";
import { type Manifest, objectsOf } from "./manifest.ts";
import { copyHashing, findDamage, openObjectStore } from "./object-store.ts";

export interface RestoreRequest {
  readonly pool: Pool;
  readonly dataDir: string;
  /** Folder of the backup and the manifest in it, from `readManifest`. */
  readonly dir: string;
  readonly manifest: Manifest;
  /** Tables that seeding fills in an otherwise empty database. */
  readonly replaceable: ReadonlySet<string>;
  readonly progress: BackupProgress;
}

/** Stands in the data folder while a restore is under way; holds the backup's id. */
export function restoreMarkPath(folders: Folders): string {
  return join(folders.root, "restoring");
}

/**
 * @throws HpError `backup-damaged` when any object is missing or its bytes are not those that were saved
 */
export async function verifyBackup(dir: string, manifest: Manifest, progress: BackupProgress): Promise<void> {
  const objects = objectsOf(manifest);
  const damaged = await findDamage(openObjectStore(dir), objects, (done) => {
    if (done % 50 === 0 || done === objects.size) progress({ step: "verify", done, total: objects.size });
  });
  if (damaged.length > 0)
    throw new HpError("backup-damaged", { count: damaged.length, first: damaged[0] ?? "" });
}

/** True when an earlier try of this very restore was interrupted; throws when the folder holds anything else. */
export function assertFolderFree(folders: Folders, backupId: string): boolean {
  const mark = restoreMarkPath(folders);
  if (existsSync(mark) && readFileSync(mark, "utf8") === backupId) return true;
  const filled = keptFolders.find(
    (name) => existsSync(folders[name]) && readdirSync(folders[name]).length > 0,
  );
  if (filled !== undefined) throw new HpError("restore-target-not-empty", { place: folders[filled] });
  return false;
}

/**
 * Puts a verified backup into an empty data folder and an empty database. Interrupted anywhere, the same call goes
 * on. Afterwards the structure is that of this program, whichever version made the backup.
 */
export async function restoreBackup(request: RestoreRequest): Promise<void> {
  const { pool, dir, manifest, progress } = request;
  const folders = foldersOf(request.dataDir);
  assertFolderFree(folders, manifest.backupId);
  const migrations = chooseMigrations(manifest, readMigrations());
  const loaded = (await findLoadedBackup(pool)) === manifest.backupId;
  if (!loaded) await assertDatabaseFree(request);
  writeFileSync(restoreMarkPath(folders), manifest.backupId, { mode: 0o600 });
  if (!loaded) {
    await migrate(pool, migrations);
    await loadTables(pool, openObjectStore(dir), manifest, (done, total) =>
      progress({ step: "load", done, total }),
    );
  }
  await placeFiles(folders, dir, manifest, progress);
  rewriteRunMarks(folders, manifest.dataDir);
  await removeLoadMark(pool);
  await migrate(pool);
  rmSync(restoreMarkPath(folders));
}

/** The steps the backup's rows were shaped by; later ones are applied to the rows after they are in. */
function chooseMigrations(manifest: Manifest, ours: readonly Migration[]): readonly Migration[] {
  const known = new Map(ours.map((migration) => [migration.name, migration]));
  return manifest.migrations.map(({ name, hash }) => {
    const migration = known.get(name);
    if (migration === undefined) throw new HpError("backup-newer", { name });
    if (migration.hash !== hash) throw new HpError("migration-changed", { name });
    return migration;
  });
}

async function assertDatabaseFree({ pool, manifest, replaceable }: RestoreRequest): Promise<void> {
  if ((await listTables(pool)).length === 0) return;
  const filled = await findFilledTables(pool, replaceable);
  if (filled.length > 0)
    throw new HpError("restore-target-not-empty", { place: `PostgreSQL: ${filled.join(", ")}` });
  const { rows } = await pool.query<{ name: string }>("select name from schema_migration order by name");
  const applied = rows.map((row) => row.name).join();
  // Rows of an older structure can't be put into a newer one: its later steps must see them.
  if (applied !== manifest.migrations.map(({ name }) => name).join())
    throw new HpError("restore-structure-differs", { backupId: manifest.backupId });
}

async function placeFiles(
  folders: Folders,
  dir: string,
  manifest: Manifest,
  progress: BackupProgress,
): Promise<void> {
  const store = openObjectStore(dir);
  let done = 0;
  for (const file of manifest.files) {
    const target = join(folders.root, ...file.path.split("/"));
    const secret = file.path.startsWith("keys/");
    mkdirSync(dirname(target), { recursive: true, ...(secret ? { mode: 0o700 } : {}) });
    const temporary = `${target}.restoring`;
    const { sha256 } = await copyHashing(store.pathOf(file.sha256), temporary, 0o600);
    if (sha256 !== file.sha256) throw new HpError("backup-damaged", { count: 1, first: file.sha256 });
    chmodSync(temporary, secret ? 0o600 : file.mode);
    // The next backup knows unchanged files by their time.
    utimesSync(temporary, new Date(), new Date(file.mtimeMs));
    renameSync(temporary, target);
    done += 1;
    if (done % 50 === 0 || done === manifest.files.length)
      progress({ step: "place", done, total: manifest.files.length });
  }
}

/** Results of an unfinished run's steps name its working files; they are elsewhere now. */
function rewriteRunMarks(folders: Folders, oldDataDir: string): void {
  if (oldDataDir === folders.root || !existsSync(folders.runs)) return;
  const from = JSON.stringify(`${oldDataDir}/`).slice(0, -1);
  const to = JSON.stringify(`${folders.root}/`).slice(0, -1);
  for (const entry of readdirSync(folders.runs, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith(".json")) continue;
    const path = join(entry.parentPath, entry.name);
    writeFileSync(path, readFileSync(path, "utf8").replaceAll(from, to));
  }
}
