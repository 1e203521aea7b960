import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { HpError } from "../errors.ts";

/** A part of a table: whole rows in Postgres' text COPY format, compressed with zstd. */
export interface Piece {
  /** SHA-256 of the stored (compressed) bytes, and the object's name. */
  readonly sha256: string;
  readonly bytes: number;
  readonly rawBytes: number;
}

export interface TableDump {
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: number;
  readonly pieces: readonly Piece[];
}

export interface KeptFile {
  /** Relative to the data folder, with `/`. */
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly mtimeMs: number;
  readonly mode: number;
}

export interface KeptSequence {
  readonly name: string;
  readonly lastValue: string;
  readonly isCalled: boolean;
}

/** All that one backup holds; everything it names lies in `objects/` under its SHA-256. */
export interface Manifest {
  readonly format: 1;
  /** `20261020T024100Z`, the instant of the snapshot. */
  readonly backupId: string;
  readonly createdAt: string;
  readonly programVersion: string;
  readonly postgresVersion: string;
  /** Where the data folder was: marks of an unfinished run name files under it. */
  readonly dataDir: string;
  readonly migrations: readonly { readonly name: string; readonly hash: string }[];
  readonly tables: readonly TableDump[];
  readonly sequences: readonly KeptSequence[];
  readonly files: readonly KeptFile[];
  /** A run that a crash had left unfinished at the time; its working files are among {@link files}. */
  readonly unfinishedRun: number | null;
}

const namePattern = /^backup-\d{8}T\d{6}Z\.json$/;

function manifestPath(dir: string, backupId: string): string {
  return join(dir, `backup-${backupId}.json`);
}

/** `2026-10-20T02:41:00.123Z` → `20261020T024100Z`. */
export function backupIdOf(instant: Date): string {
  return `${instant.toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
}

/** Paths of a store's manifests, oldest first. */
export function listManifests(dir: string): readonly string[] {
  if (!existsSync(dir)) return [];
  return readdirSync(dir)
    .filter((name) => namePattern.test(name))
    .sort()
    .map((name) => join(dir, name));
}

/** Written last: a backup without its manifest does not exist. The `.sha256` beside it is for `sha256sum -c`. */
export function writeManifest(dir: string, manifest: Manifest): string {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const path = manifestPath(dir, manifest.backupId);
  const text = `${JSON.stringify(manifest, null, 1)}\n`;
  writeDurably(`${path}.sha256`, `${createHash("sha256").update(text).digest("hex")}  ${basename(path)}\n`);
  writeDurably(path, text);
  return path;
}

function writeDurably(path: string, text: string): void {
  writeFileSync(`${path}.new`, text, { mode: 0o600, flush: true });
  renameSync(`${path}.new`, path);
}

/**
 * The newest backup of a store, or the one whose manifest `path` names.
 * @throws HpError `backup-not-found`, `backup-damaged`
 */
export function readManifest(path: string): { readonly dir: string; readonly manifest: Manifest } {
  const found = existsSync(path) && statSync(path).isDirectory() ? listManifests(path).at(-1) : path;
  if (found === undefined || !existsSync(found)) throw new HpError("backup-not-found", { path });
  const text = readFileSync(found, "utf8");
  const sumFile = `${found}.sha256`;
  const expected = existsSync(sumFile) ? readFileSync(sumFile, "utf8").split(" ")[0] : undefined;
  if (createHash("sha256").update(text).digest("hex") !== expected) {
    throw new HpError("backup-damaged", { count: 1, first: basename(found) });
  }
  const manifest = JSON.parse(text) as Manifest;
  if (manifest.format !== 1) throw new HpError("backup-newer", { name: `format ${String(manifest.format)}` });
  return { dir: dirname(found), manifest };
}

/** Every object a backup needs, each once, with its size. */
export function objectsOf(manifest: Manifest): ReadonlyMap<string, number> {
  const pieces = manifest.tables.flatMap((table) => table.pieces);
  return new Map([...pieces, ...manifest.files].map(({ sha256, bytes }) => [sha256, bytes]));
}
