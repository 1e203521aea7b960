import { createHash } from "node:crypto";
import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { mkdir, open, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import type { AuditKey } from "./audit-key.ts";
import type { StoredSegment } from "./checkpoint-store.ts";
import type { StoredRow } from "./event.ts";
import type { AuditSource, SealedStretch } from "./source.ts";

/** What a month's archive is made of: JSON lines, gzip. */
const parts = ["checkpoints", "segments", "events"] as const;
type Part = (typeof parts)[number];

export interface ArchiveManifest {
  /** `2025-11`. */
  readonly month: string;
  readonly madeAt: string;
  readonly events: number;
  readonly firstCheckpoint: number;
  readonly lastCheckpoint: number;
  readonly files: readonly { readonly name: string; readonly bytes: number; readonly sha256: string }[];
  readonly keyId: string;
  /** Ed25519 over all of the above, hex. */
  readonly signature: string;
}

const folderOf = (dir: string): string => join(dir, "archive");
const fileName = (month: string, part: Part): string => `${month}.${part}.jsonl.gz`;
const manifestName = (month: string): string => `${month}.manifest.json`;

/**
 * Writes a month's archive. The manifest comes last and under its final name only when all of it is on the disk: an
 * archive without one was interrupted and is written again.
 */
export async function writeArchive(
  dir: string,
  key: AuditKey,
  month: string,
  source: AuditSource,
  madeAt: Date,
): Promise<ArchiveManifest> {
  const folder = folderOf(dir);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const counts: Record<Part, number> = { checkpoints: 0, segments: 0, events: 0 };
  let firstCheckpoint = 0;
  let lastCheckpoint = 0;
  const streams: Readonly<Record<Part, () => AsyncIterable<unknown>>> = {
    checkpoints: () => source.checkpoints(),
    segments: () => source.segments(),
    events: () => source.rows(),
  };
  const files: { name: string; bytes: number; sha256: string }[] = [];
  for (const part of parts) {
    const lines = async function* (): AsyncGenerator<string> {
      for await (const item of streams[part]()) {
        counts[part] += 1;
        if (part === "checkpoints") {
          lastCheckpoint = (item as SealedStretch).checkpoint.no;
          if (counts[part] === 1) firstCheckpoint = lastCheckpoint;
        }
        yield `${JSON.stringify(item)}\n`;
      }
    };
    const path = join(folder, fileName(month, part));
    await pipeline(
      Readable.from(lines()),
      createGzip({ level: 6 }),
      createWriteStream(path, { mode: 0o600 }),
    );
    await syncFile(path);
    files.push({ name: fileName(month, part), ...(await hashFile(path)) });
  }
  const unsigned = {
    month,
    madeAt: madeAt.toISOString(),
    events: counts.events,
    firstCheckpoint,
    lastCheckpoint,
    files,
    keyId: key.keyId,
  };
  const manifest = { ...unsigned, signature: key.sign(JSON.stringify(unsigned)).toString("hex") };
  const path = join(folder, manifestName(month));
  await writeFile(`${path}.new`, `${JSON.stringify(manifest, undefined, 2)}\n`, { mode: 0o600 });
  await syncFile(`${path}.new`);
  await rename(`${path}.new`, path);
  return manifest;
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, "r+");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

async function hashFile(path: string): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest("hex") };
}

export interface Archive {
  readonly manifest: ArchiveManifest;
  readonly source: AuditSource;
}

/** Months that have a manifest, in order. */
export async function listArchives(dir: string): Promise<readonly string[]> {
  const folder = folderOf(dir);
  if (!existsSync(folder)) return [];
  return (await readdir(folder))
    .flatMap((name) => /^(\d{4}-\d{2})\.manifest\.json$/.exec(name)?.[1] ?? [])
    .sort();
}

/** A month's archive, held against its signature; undefined when there is none or it is not as it was signed. */
export async function openArchive(dir: string, key: AuditKey, month: string): Promise<Archive | undefined> {
  const folder = folderOf(dir);
  const manifest = await findManifest(folder, month, key);
  return manifest === undefined ? undefined : { manifest, source: archiveSource(folder, month) };
}

async function findManifest(
  folder: string,
  month: string,
  key: AuditKey,
): Promise<ArchiveManifest | undefined> {
  try {
    const manifest = JSON.parse(await readFile(join(folder, manifestName(month)), "utf8")) as ArchiveManifest;
    const { signature, ...unsigned } = manifest;
    if (manifest.month !== month) return undefined;
    if (!key.isSigned(JSON.stringify(unsigned), Buffer.from(signature, "hex"))) return undefined;
    for (const { name, bytes, sha256 } of manifest.files) {
      const found = await hashFile(join(folder, name));
      if (found.bytes !== bytes || found.sha256 !== sha256) return undefined;
    }
    return manifest;
  } catch {
    // Not JSON, a file that is gone: whatever it is, it is not what was signed, and the caller reports it.
    return undefined;
  }
}

function archiveSource(folder: string, month: string): AuditSource {
  const read = <T>(part: Part): AsyncGenerator<T> => readLines<T>(join(folder, fileName(month, part)));
  return {
    checkpoints: () => read<SealedStretch>("checkpoints"),
    segments: () => read<StoredSegment>("segments"),
    rows: () => read<StoredRow>("events"),
  };
}

/** By newlines alone: `readline` also breaks at characters that JSON may hold as they are (U+2028). */
async function* readLines<T>(path: string): AsyncGenerator<T> {
  const text = createReadStream(path).pipe(createGunzip()).setEncoding("utf8");
  let rest = "";
  for await (const chunk of text as AsyncIterable<string>) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) yield JSON.parse(line) as T;
  }
}
