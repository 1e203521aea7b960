import { statSync } from "node:fs";
import { atOnce } from "../at-once.ts";
import type { RunContext } from "../context.ts";
import { findKnownFiles, nextFileSeqs } from "../run-record.ts";
import type { FileToLand } from "./land.ts";
import type { ReadingAnswers } from "./landed-file.ts";
import { landedPath, listFiles, type ReceivedFile, receiveFile } from "./receive.ts";

export interface Received {
  /** Every file of the delivery, once per content. */
  readonly files: readonly ReceivedFile[];
  /** Those whose bytes are not already published. */
  readonly toLand: readonly FileToLand[];
  /** Rows of the others, by content. */
  readonly knownRows: Readonly<Record<string, number>>;
}

/** A landed content to be read once more, after a person answered a question about it. */
export interface ReadAgain {
  readonly fileId: string;
  readonly fileName: string;
  readonly pathSegments: readonly string[];
  readonly answers?: ReadingAnswers;
}

export interface Delivery {
  /** Files and folders. */
  readonly paths: readonly string[];
  /** What the sender said beside the files: folder names that recognition reads as source system and school. */
  readonly hints?: readonly string[];
  readonly again?: readonly ReadAgain[];
}

/** Files put on disk at a time: what they cost is waiting for the disk, which takes several waits for one. */
const receivedAtOnce = 8;

/** Takes all bytes in and tells what was published before from what must be read. */
export async function receiveAll(context: RunContext, delivery: Delivery): Promise<Received> {
  const byContent = new Map<string, ReceivedFile>();
  const listed = delivery.paths.flatMap((root) => listFiles(root).map((path) => ({ path, root })));
  let done = 0;
  const received = await atOnce(receivedAtOnce, listed, async ({ path, root }) => {
    const file = await receiveFile(context, path, root);
    done += 1;
    context.progress({
      step: "receive",
      title: { vi: "Nhận tệp", en: "Receiving files" },
      done,
      total: listed.length,
    });
    return file;
  });
  for (const file of received) {
    const pathSegments = [...file.pathSegments, ...(delivery.hints ?? [])];
    if (!byContent.has(file.fileId)) byContent.set(file.fileId, { ...file, pathSegments });
  }
  for (const item of delivery.again ?? []) {
    const path = landedPath(context.folders.landing, item.fileId);
    byContent.set(item.fileId, { ...item, path, bytes: statSync(path).size });
  }
  const files = [...byContent.values()];
  const known = await findKnownFiles(context.pool, [...byContent.keys()]);
  const fresh = files.filter((file) => !known.has(file.fileId));
  const seqs = await nextFileSeqs(context.pool, fresh.length);
  return {
    files,
    toLand: fresh.map((file, index) => ({ ...file, fileSeq: seqs[index] ?? Number.NaN })),
    knownRows: Object.fromEntries(known),
  };
}

export function countKnown(received: Received): number {
  return Object.values(received.knownRows).reduce((sum, rows) => sum + rows, 0);
}
