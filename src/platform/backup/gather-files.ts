import { copyFileSync, existsSync, linkSync, mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import type { Folders } from "../config.ts";
import { isAlive } from "../postgres/open.ts";
import type { KeptFile } from "./manifest.ts";
import type { ObjectStore } from "./object-store.ts";

/** Folders whose files never change once they have their name: a hard link holds their content still. */
const settledFolders = ["landing", "lake", "warehouse"] as const;
/** Folders whose files may be written anew; copied while nobody writes. `runs` matters to an unfinished run only. */
const changingFolders = ["keys", "runs", "audit"] as const;

export const keptFolders = [...settledFolders, ...changingFolders];

const stagePrefix = "backup-";

/**
 * Sets today's files aside under `tmp/`, by hard link where that is safe: takes a moment, so the pipeline waits for
 * that and not for the whole backup. Call while holding the pipeline's lock.
 */
export function stageFiles(folders: Folders): string {
  removeDeadStages(folders);
  const stage = join(folders.temporary, `${stagePrefix}${process.pid}`);
  rmSync(stage, { recursive: true, force: true });
  mkdirSync(stage, { recursive: true, mode: 0o700 });
  for (const name of keptFolders) {
    const settled = (settledFolders as readonly string[]).includes(name);
    for (const path of listFilesUnder(folders[name])) {
      const target = join(stage, name, relative(folders[name], path));
      mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
      if (!settled || !tryLink(path, target)) copyFileSync(path, target);
    }
  }
  return stage;
}

/** False where the file system knows no hard links. */
function tryLink(path: string, target: string): boolean {
  try {
    linkSync(path, target);
    return true;
  } catch (error) {
    if (["EXDEV", "EPERM", "ENOTSUP", "EMLINK"].includes(String((error as NodeJS.ErrnoException).code)))
      return false;
    throw error;
  }
}

/** What a killed backup left behind. */
function removeDeadStages(folders: Folders): void {
  if (!existsSync(folders.temporary)) return;
  for (const name of readdirSync(folders.temporary)) {
    const pid = name.startsWith(stagePrefix) ? Number(name.slice(stagePrefix.length)) : Number.NaN;
    if (Number.isInteger(pid) && !isAlive(pid))
      rmSync(join(folders.temporary, name), { recursive: true, force: true });
  }
}

function listFilesUnder(dir: string): readonly string[] {
  if (!existsSync(dir)) return [];
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/**
 * Takes the staged files into the store. A file with path, size and time of the backup before is taken as the same
 * content without reading it, as rsync does.
 */
export async function storeFiles(
  stage: string,
  folders: Folders,
  store: ObjectStore,
  before: ReadonlyMap<string, KeptFile>,
  onFile: (done: number, total: number) => void,
): Promise<{ readonly files: readonly KeptFile[]; readonly addedBytes: number }> {
  const files: KeptFile[] = [];
  let addedBytes = 0;
  const paths = listFilesUnder(stage);
  for (const path of paths) {
    const inside = relative(stage, path);
    const stats = statSync(path);
    // A hard link carries the original's own time; a copy does not.
    const original = statSync(join(folders.root, inside), { throwIfNoEntry: false }) ?? stats;
    const name = inside.split(sep).join("/");
    const known = before.get(name);
    const file = {
      path: name,
      bytes: stats.size,
      mtimeMs: Math.floor(original.mtimeMs),
      mode: original.mode & 0o777,
    };
    if (
      known !== undefined &&
      known.bytes === file.bytes &&
      known.mtimeMs === file.mtimeMs &&
      store.has(known.sha256, known.bytes)
    ) {
      files.push({ ...file, sha256: known.sha256 });
    } else {
      const stored = await store.putFile(path);
      if (stored.added) addedBytes += stored.bytes;
      files.push({ ...file, bytes: stored.bytes, sha256: stored.sha256 });
    }
    onFile(files.length, paths.length);
  }
  return { files, addedBytes };
}
