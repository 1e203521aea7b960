import { createHash } from "node:crypto";
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
} from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";

interface StoredObject {
  readonly sha256: string;
  readonly bytes: number;
  /** False when the store had it already. */
  readonly added: boolean;
}

/**
 * Bytes under their SHA-256, each content once: the second backup into the same folder adds only what changed.
 * Objects are readable by the owner alone: keys and personal data are among them.
 */
export interface ObjectStore {
  readonly dir: string;
  pathOf(sha256: string): string;
  has(sha256: string, bytes: number): boolean;
  put(content: Uint8Array): Promise<StoredObject>;
  putFile(path: string): Promise<StoredObject>;
}

export function openObjectStore(backupDir: string): ObjectStore {
  const dir = join(backupDir, "objects");
  const pathOf = (sha256: string) => join(dir, sha256.slice(0, 2), sha256);
  const has = (sha256: string, bytes: number) =>
    statSync(pathOf(sha256), { throwIfNoEntry: false })?.size === bytes;
  let staged = 0;
  const stage = () => {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    staged += 1;
    return join(dir, `new-${process.pid}-${staged}`);
  };
  const settle = async (temporary: string, sha256: string, bytes: number): Promise<StoredObject> => {
    if (has(sha256, bytes)) {
      await rm(temporary);
      return { sha256, bytes, added: false };
    }
    mkdirSync(dirname(pathOf(sha256)), { recursive: true, mode: 0o700 });
    await rename(temporary, pathOf(sha256));
    return { sha256, bytes, added: true };
  };
  return {
    dir,
    pathOf,
    has,
    put: async (content) => {
      const sha256 = createHash("sha256").update(content).digest("hex");
      if (has(sha256, content.length)) return { sha256, bytes: content.length, added: false };
      const temporary = stage();
      const file = await open(temporary, "wx", 0o600);
      try {
        await file.writeFile(content);
        await file.sync();
      } finally {
        await file.close();
      }
      return settle(temporary, sha256, content.length);
    },
    putFile: async (path) => {
      const temporary = stage();
      const { sha256, bytes } = await copyHashing(path, temporary, 0o600);
      return settle(temporary, sha256, bytes);
    },
  };
}

/** Copies a file to disk for good and tells what the bytes were. */
export async function copyHashing(
  from: string,
  to: string,
  mode: number,
): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash("sha256");
  let bytes = 0;
  const meter = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  const source = createReadStream(from, { highWaterMark: 1 << 20 });
  await pipeline(source, meter, createWriteStream(to, { mode, flush: true }));
  return { sha256: hash.digest("hex"), bytes };
}

export async function hashFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  return hash.digest("hex");
}

/** Objects that are damaged or missing, as `sha256 (reason)`; empty when all is well. */
export async function findDamage(
  store: ObjectStore,
  objects: ReadonlyMap<string, number>,
  onObject: (done: number) => void,
): Promise<string[]> {
  const damaged: string[] = [];
  let done = 0;
  for (const [sha256, bytes] of objects) {
    const path = store.pathOf(sha256);
    if (!existsSync(path)) damaged.push(`${sha256} (missing)`);
    else if (!store.has(sha256, bytes)) damaged.push(`${sha256} (size)`);
    else if ((await hashFile(path)) !== sha256) damaged.push(`${sha256} (content)`);
    done += 1;
    onObject(done);
  }
  return damaged;
}

/** Removes objects that no remaining backup needs, and half-written ones. Returns the bytes freed. */
export function sweep(store: ObjectStore, needed: ReadonlySet<string>): number {
  let freed = 0;
  if (!existsSync(store.dir)) return freed;
  for (const entry of readdirSync(store.dir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || needed.has(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    freed += statSync(path).size;
    rmSync(path);
  }
  return freed;
}
