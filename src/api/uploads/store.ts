import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, readdir, readFile, rename, rm, stat, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { HpError } from "#src/platform/errors.ts";
import { shownBack } from "#src/platform/shown-back.ts";
import { readFreeMb } from "../health.ts";
import type { IngestSummary } from "../services.ts";
import { safeFileName } from "./file-name.ts";

/** What the sender says of a file before its bytes come. */
export interface UploadRequest {
  readonly fileName: string;
  readonly bytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
  readonly sourceSystem?: string;
  readonly schoolId?: string;
}

type UploadStatus = "receiving" | "queued" | "ingesting" | "done" | "failed";

export interface Upload extends UploadRequest {
  readonly uploadId: string;
  /** Account that sends it: nobody else goes on with it or sees what it is called. */
  readonly sentBy: string;
  readonly status: UploadStatus;
  readonly createdAt: string;
  readonly runSeq?: number;
  readonly summary?: IngestSummary;
  /** Code of the error catalogue. */
  readonly error?: string;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * Files on their way in. Each has a folder with its description and its bytes; the length of the bytes on disk
 * is the offset, so after a crash the sender goes on from what is really there.
 */
export class UploadStore {
  readonly #dir: string;
  /** Uploads that a connection is writing to now. */
  readonly #writing = new Set<string>();
  /** Descriptions of all uploads, read once: nobody else writes to the folder while the program runs. */
  #all: Promise<Map<string, Upload>> | undefined;
  #version = 0;

  constructor(dir: string) {
    this.#dir = dir;
  }

  /** Grows with each description that is written: who watches looks again. */
  get version(): number {
    return this.#version;
  }

  /** `idempotencyKey` names the upload, so that a repeated creation finds it instead of making a second one. */
  async create(
    request: UploadRequest & Pick<Upload, "sentBy">,
    neededFreeMb: number,
    idempotencyKey?: string,
  ): Promise<Upload> {
    // The account stands in the id: two who choose the same key make two uploads.
    const uploadId =
      idempotencyKey === undefined ? randomUUID() : uuidOf(`${request.sentBy} ${idempotencyKey}`);
    const known = await this.find(uploadId);
    if (known !== undefined) {
      if (known.sha256 !== request.sha256 || known.bytes !== request.bytes)
        throw new HpError("idempotency-key-reused");
      return known;
    }
    await mkdir(this.#dir, { recursive: true, mode: 0o700 });
    const freeMb = await readFreeMb(this.#dir);
    const neededMb = Math.ceil(request.bytes / 2 ** 20) + neededFreeMb;
    if (freeMb < neededMb) throw new HpError("disk-full", { dataDir: this.#dir, freeMb, neededMb });
    const upload: Upload = {
      ...request,
      fileName: safeFileName(request.fileName),
      uploadId,
      status: "receiving",
      createdAt: new Date().toISOString(),
    };
    await mkdir(join(this.#dir, uploadId), { mode: 0o700 });
    await writeFile(this.pathOf(upload), "", { flag: "a", mode: 0o600 });
    await this.save(upload);
    return upload;
  }

  async find(uploadId: string): Promise<Upload | undefined> {
    if (!uuid.test(uploadId)) return undefined;
    try {
      return JSON.parse(await readFile(join(this.#dir, uploadId, "upload.json"), "utf8")) as Upload;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
      throw error;
    }
  }

  async get(uploadId: string): Promise<Upload> {
    const found = await this.find(uploadId);
    if (found === undefined) throw new HpError("upload-not-found", { uploadId: shownBack(uploadId, 36) });
    return found;
  }

  /** All uploads, oldest first. Watched by pages every second, so the disk is asked once. */
  async list(): Promise<readonly Upload[]> {
    this.#all ??= this.#readAll();
    return [...(await this.#all).values()].sort(
      (a, b) => a.createdAt.localeCompare(b.createdAt) || a.uploadId.localeCompare(b.uploadId),
    );
  }

  async #readAll(): Promise<Map<string, Upload>> {
    await mkdir(this.#dir, { recursive: true, mode: 0o700 });
    const found = await Promise.all((await readdir(this.#dir)).map((name) => this.find(name)));
    return new Map(found.filter((upload) => upload !== undefined).map((upload) => [upload.uploadId, upload]));
  }

  /** A new description replaces the old one in one step; a crash leaves the one or the other. */
  async save(upload: Upload): Promise<void> {
    const path = join(this.#dir, upload.uploadId, "upload.json");
    await writeFile(`${path}.new`, JSON.stringify(upload), { mode: 0o600 });
    await rename(`${path}.new`, path);
    (await this.#all)?.set(upload.uploadId, upload);
    this.#version += 1;
  }

  pathOf(upload: Upload): string {
    return join(this.#dir, upload.uploadId, `${upload.sha256.slice(0, 8)} ${upload.fileName}`);
  }

  /** Bytes that are here: what is on disk, or all of them once the pipeline has taken the file over. */
  async offsetOf(upload: Upload): Promise<number> {
    if (upload.status !== "receiving") return upload.error === "upload-checksum-mismatch" ? 0 : upload.bytes;
    return (await stat(this.pathOf(upload))).size;
  }

  /** Appends from `offset`; returns the new offset. What arrived before a break stays. */
  async append(upload: Upload, offset: number, body: Readable): Promise<number> {
    const { uploadId } = upload;
    if (upload.status !== "receiving") throw new HpError("upload-closed", { uploadId });
    if (this.#writing.has(uploadId)) throw new HpError("upload-locked", { uploadId });
    this.#writing.add(uploadId);
    try {
      const received = await this.offsetOf(upload);
      if (offset !== received) throw new HpError("upload-offset-mismatch", { received });
      return await this.#write(upload, offset, body);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOSPC") {
        const freeMb = await readFreeMb(this.#dir);
        const neededMb = Math.ceil((upload.bytes - offset) / 2 ** 20);
        throw new HpError("disk-full", { dataDir: this.#dir, freeMb, neededMb }, error);
      }
      throw error;
    } finally {
      this.#writing.delete(uploadId);
    }
  }

  async #write(upload: Upload, offset: number, body: Readable): Promise<number> {
    const path = this.pathOf(upload);
    const file = await open(path, "a");
    let end = offset;
    try {
      for await (const chunk of body as AsyncIterable<Buffer>) {
        if (end + chunk.length > upload.bytes) {
          // More than was announced: nothing of this request can be trusted.
          await truncate(path, offset);
          throw new HpError("body-too-large", { limit: `${upload.bytes} byte` });
        }
        await file.appendFile(chunk);
        end += chunk.length;
      }
      await file.sync();
    } finally {
      await file.close();
    }
    return end;
  }

  /** Whether the bytes on disk are those that were announced. */
  async isIntact(upload: Upload): Promise<boolean> {
    const hash = createHash("sha256");
    await pipeline(createReadStream(this.pathOf(upload)), hash);
    return hash.digest("hex") === upload.sha256;
  }

  async discardBytes(upload: Upload): Promise<void> {
    await rm(this.pathOf(upload), { force: true });
  }
}

/** A UUID (version 8) made from a key. */
function uuidOf(key: string): string {
  const hex = createHash("sha256").update(key).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
