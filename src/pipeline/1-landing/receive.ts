import { createHash, hash } from "node:crypto";
import {
  constants,
  createReadStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
} from "node:fs";
import { copyFile, open } from "node:fs/promises";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { pipeline } from "node:stream/promises";
import { HpError } from "#src/platform/errors.ts";
import type { RunContext } from "../context.ts";
import type { ReadingAnswers } from "./landed-file.ts";

/** A file at our door: where its bytes lie and what its place says about the sender. */
export interface ReceivedFile {
  readonly fileId: string;
  readonly path: string;
  readonly fileName: string;
  /** Folders of the delivery, outermost first. */
  readonly pathSegments: readonly string[];
  readonly bytes: number;
  /** Told by a person; else it is detected. */
  readonly answers?: ReadingAnswers;
}

/** Files below a path, in the order of their names; the order must not depend on the file system. */
export function listFiles(path: string): readonly string[] {
  const full = resolve(path);
  if (!existsSync(full)) throw new HpError("path-not-found", { path });
  if (!statSync(full).isDirectory()) return [full];
  return readdirSync(full, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Where the bytes of a content are kept for good. */
export function landedPath(landingDir: string, fileId: string): string {
  return join(landingDir, fileId.slice(0, 2), fileId);
}

/** Files up to this size are read once and written from memory; a school's list is mostly far smaller. */
const inMemoryBytes = 4 * 1024 * 1024;

/** Temporary names of this process: two files of one content may be written at the same time. */
let temporaries = 0;

/**
 * Takes the bytes in: content-addressed by SHA-256, written beside, put on disk and renamed, so that a half copy never
 * carries a content's name, not even after a power cut. The same content twice is kept once.
 */
export async function receiveFile(
  context: Pick<RunContext, "folders">,
  path: string,
  root: string,
): Promise<ReceivedFile> {
  const { size } = statSync(path);
  const content = size <= inMemoryBytes ? readFileSync(path) : undefined;
  const fileId = content === undefined ? await hashOf(path) : hash("sha256", content, "hex");
  const target = landedPath(context.folders.landing, fileId);
  if (!existsSync(target)) {
    mkdirSync(dirname(target), { recursive: true });
    temporaries += 1;
    const temporary = `${target}.${process.pid}-${temporaries}`;
    if (content === undefined) await copyFile(path, temporary, constants.COPYFILE_FICLONE);
    await writeDown(temporary, content);
    renameSync(temporary, target);
  }
  const inside = relative(dirname(resolve(root)), path);
  return {
    fileId,
    path: target,
    fileName: basename(path),
    // The delivery's own folders and the one above it: `hp ingest inbox/smas/3110…/hs.xlsx` still says smas.
    pathSegments: statSync(resolve(root)).isDirectory()
      ? inside.split(sep).slice(0, -1)
      : dirname(path).split(sep).slice(-3),
    bytes: content?.byteLength ?? statSync(target).size,
  };
}

async function hashOf(path: string): Promise<string> {
  const digest = createHash("sha256");
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), digest);
  return digest.digest("hex");
}

/** Puts a file on disk, with its content unless that is there already. */
async function writeDown(path: string, content: Buffer | undefined): Promise<void> {
  const file = await open(path, content === undefined ? "r+" : "w");
  try {
    if (content !== undefined) await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}
