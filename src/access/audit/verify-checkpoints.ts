import type { AuditKey } from "./audit-key.ts";
import {
  type Checkpoint,
  hashOfCheckpoint,
  hashOfSegments,
  isCheckpointSigned,
  noHash,
} from "./checkpoint.ts";
import { findLastInFiles, readCheckpointFiles } from "./checkpoint-file.ts";
import { type Report, span } from "./finding.ts";
import type { AuditSource, SealedStretch } from "./source.ts";

/** A time in which nobody watched: between two checkpoints (ISO). */
export interface Standstill {
  readonly from: string;
  readonly to: string;
}

export interface CheckpointsVerified {
  readonly checkpoints: number;
  readonly last: Checkpoint | undefined;
  /** The longest an event of the live tables waited for its checkpoint, ms; and which checkpoint that was. */
  readonly longestWaitMs: number;
  readonly longestWaitNo: number | undefined;
  readonly standstills: readonly Standstill[];
  /** Rows that processes had known to be committed and missed: `day/lane/seq` and link. */
  readonly lost: readonly (readonly [day: string, lane: string, seq: number, link: string])[];
}

/** A heartbeat comes every hour; twice that without one is a standstill. */
const standstillMs = 2 * 3_600_000;

/**
 * The chain of checkpoints over all sources: signatures, numbers, links, segments; and each of them against the copy in
 * the folder.
 */
export async function verifyCheckpoints(
  key: AuditKey,
  sources: readonly AuditSource[],
  files: CopiedFiles,
  report: Report,
): Promise<CheckpointsVerified> {
  const copies = new FileWalk(files, report);
  await copies.advance();
  const hasCopies = copies.current !== undefined;
  let before: Checkpoint | undefined;
  let count = 0;
  let longestWaitMs = 0;
  let longestWaitNo: number | undefined;
  const standstills: Standstill[] = [];
  const lost: (readonly [string, string, number, string])[] = [];
  for await (const { checkpoint, segments } of merge(sources.map((source) => source.checkpoints()))) {
    const { no } = checkpoint;
    const place = String(no);
    if (before?.no === no) {
      // The same month in tables and archive, when an archiving was interrupted.
      if (hashOfCheckpoint(before) !== hashOfCheckpoint(checkpoint)) report("checkpointAltered", place);
      continue;
    }
    count += 1;
    const follows = no === (before?.no ?? 0) + 1;
    if (!follows) report("checkpointMissing", span((before?.no ?? 0) + 1, no - 1));
    const isLinked =
      !follows || checkpoint.previous === (before === undefined ? noHash : hashOfCheckpoint(before));
    if (!isLinked || !isCheckpointSigned(key, checkpoint)) report("checkpointAltered", place);
    if (hashOfSegments(segments) !== checkpoint.segments) report("segmentsAltered", place);
    await copies.compare(checkpoint, follows ? no : (before?.no ?? 0) + 1);
    if (before !== undefined && Date.parse(checkpoint.madeAt) - Date.parse(before.madeAt) > standstillMs)
      standstills.push({ from: before.madeAt, to: checkpoint.madeAt });
    const waitMs =
      checkpoint.oldestAt === null ? 0 : Date.parse(checkpoint.madeAt) - Date.parse(checkpoint.oldestAt);
    if (waitMs > longestWaitMs) {
      longestWaitMs = waitMs;
      longestWaitNo = no;
    }
    lost.push(...readLost(checkpoint.lost));
    before = checkpoint;
  }
  await copies.finish(key, before?.no ?? 0);
  // The very first checkpoint may be on its way into the folder in this moment.
  if (!hasCopies && before !== undefined && (await findLastInFiles(files.dir)) === undefined)
    report("fileMissing", span(1, before.no));
  return { checkpoints: count, last: before, longestWaitMs, longestWaitNo, standstills, lost };
}

function readLost(text: string): readonly (readonly [string, string, number, string])[] {
  try {
    return JSON.parse(text) as readonly (readonly [string, string, number, string])[];
  } catch {
    // Altered, which its signature told.
    return [];
  }
}

export interface CopiedFiles {
  readonly dir: string;
  /** The newest number the files had before the picture of the tables was taken. */
  readonly upTo: number;
}

/** The copies in the folder, beside the checkpoints. */
class FileWalk {
  current: Checkpoint | undefined;
  readonly #lines: ReturnType<typeof readCheckpointFiles>;
  readonly #report: Report;
  #isFirst = true;
  #lastNo = 0;
  readonly #upTo: number;

  constructor({ dir, upTo }: CopiedFiles, report: Report) {
    this.#lines = readCheckpointFiles(dir);
    this.#upTo = upTo;
    this.#report = report;
  }

  async advance(): Promise<void> {
    for (;;) {
      const { value, done } = await this.#lines.next();
      if (done === true || value === undefined) {
        this.current = undefined;
        return;
      }
      if ("damaged" in value) {
        this.#report("fileDamaged", value.damaged);
        continue;
      }
      if (value.no > this.#upTo) continue;
      this.current = value;
      if (value.no <= this.#lastNo) this.#report("fileDiffers", String(value.no));
      this.#lastNo = Math.max(this.#lastNo, value.no);
      return;
    }
  }

  /** @param from the first number since the checkpoint before */
  async compare(checkpoint: Checkpoint, from: number): Promise<void> {
    while (this.current !== undefined && this.current.no < checkpoint.no) {
      // In the folder and not in the tables; a gap of the tables tells of it, unless numbers run backwards here.
      this.#isFirst = false;
      await this.advance();
    }
    if (this.current === undefined) return;
    if (this.current.no > checkpoint.no) {
      // A folder may begin later than the audit, and has no gap from then on.
      if (!this.#isFirst) this.#report("fileMissing", span(from, checkpoint.no));
      return;
    }
    if (hashOfCheckpoint(this.current) !== hashOfCheckpoint(checkpoint))
      this.#report("fileDiffers", String(checkpoint.no));
    this.#isFirst = false;
    await this.advance();
  }

  /** What only the folder has: the newest checkpoints were taken out of the tables. */
  async finish(key: AuditKey, lastNo: number): Promise<void> {
    let first: number | undefined;
    let last = 0;
    while (this.current !== undefined) {
      if (this.current.no > lastNo) {
        if (!isCheckpointSigned(key, this.current)) this.#report("fileDiffers", String(this.current.no));
        first ??= this.current.no;
        last = this.current.no;
      }
      await this.advance();
    }
    if (first !== undefined) this.#report("checkpointMissing", span(first, last));
  }
}

/** Several ordered streams as one. */
async function* merge(streams: readonly AsyncIterable<SealedStretch>[]): AsyncGenerator<SealedStretch> {
  const heads = await Promise.all(
    streams.map(async (stream) => {
      const iterator = stream[Symbol.asyncIterator]();
      return { iterator, next: await iterator.next() };
    }),
  );
  for (;;) {
    let least: (typeof heads)[number] | undefined;
    for (const head of heads) {
      if (head.next.done === true) continue;
      if (
        least === undefined ||
        least.next.done === true ||
        head.next.value.checkpoint.no < least.next.value.checkpoint.no
      )
        least = head;
    }
    if (least === undefined || least.next.done === true) return;
    yield least.next.value;
    least.next = await least.iterator.next();
  }
}
