import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { join } from "node:path";
import { ParserChild } from "./child-process.ts";
import { defaultParseLimits } from "./limits.ts";
import { type BatchResult, type FileJob, type FileResult, refusedResult } from "./protocol.ts";
import type { ParseLimits } from "./types.ts";

export type PoolOptions = {
  /** Folder of the run's raw parts; made when missing. */
  rawDir: string;
  /** Children at work at once. */
  workers?: number;
  limits?: Partial<ParseLimits>;
  /** A batch is closed at so many files or bytes, whichever comes first. */
  batchFiles?: number;
  batchBytes?: number;
};

const childFolderPrefix = ".child-";
/** Files of the first batch; each further one has twice as many, up to a batch's most. */
const firstFiles = 16;

/**
 * Parses files in killable children. Yields a result per batch, in the order they finish; each file of
 * `files` is in exactly one of them. A part's name is `part-<first fileSeq of its batch>.parquet`; it
 * appears in `rawDir` whole or not at all, so a run that died can be taken up from the parts it has.
 * A file that kills its child is refused (parser-crashed, parser-timeout) and the rest of its batch is
 * read again without it.
 * @throws when a part can't be written (disk full) or the child can't be started: no fault of a file
 */
export async function* parseBatches(
  files: Iterable<FileJob> | AsyncIterable<FileJob>,
  options: PoolOptions,
): AsyncGenerator<BatchResult> {
  const limits = { ...defaultParseLimits, ...options.limits };
  mkdirSync(options.rawDir, { recursive: true });
  // What a run killed here before left behind: half-written parts, never read by anyone.
  for (const name of readdirSync(options.rawDir)) {
    if (name.startsWith(childFolderPrefix))
      rmSync(join(options.rawDir, name), { recursive: true, force: true });
  }
  const batches = batchesOf(files, options.batchFiles ?? 256, options.batchBytes ?? 64 * 1024 * 1024);
  const children = Array.from({ length: Math.max(1, options.workers ?? 2) }, (_, index) => {
    return new ParserChild(join(options.rawDir, `${childFolderPrefix}${process.pid}-${index}`), limits);
  });
  const queue = new ResultQueue(children.length);
  const work = async (child: ParserChild): Promise<void> => {
    for (let next = await batches.next(); next.done !== true; next = await batches.next()) {
      for (const result of await runBatch(child, next.value, options.rawDir)) await queue.add(result);
    }
  };
  void Promise.all(children.map(work)).then(
    () => queue.end(),
    (error: unknown) => queue.fail(error),
  );
  try {
    yield* queue.results();
  } finally {
    // Also where the caller looks no further: nobody waits for room any more, and the children go.
    queue.end();
    await Promise.allSettled(children.map((child) => child.close()));
  }
}

/**
 * Results between the children and the caller: while the caller works on one, the children parse the next. They wait
 * when `ahead` results lie here, so a slow caller doesn't fill the memory.
 */
class ResultQueue {
  private readonly ready: BatchResult[] = [];
  private readonly ahead: number;
  private ended = false;
  private failure: { readonly error: unknown } | undefined;
  private waiting: (() => void)[] = [];

  constructor(ahead: number) {
    this.ahead = ahead;
  }

  async add(result: BatchResult): Promise<void> {
    this.ready.push(result);
    this.wake();
    while (this.ready.length >= this.ahead && !this.ended) await this.change();
  }

  end(): void {
    this.ended = true;
    this.wake();
  }

  fail(error: unknown): void {
    this.failure = { error };
    this.wake();
  }

  async *results(): AsyncGenerator<BatchResult> {
    for (;;) {
      if (this.failure !== undefined) throw this.failure.error;
      const result = this.ready.shift();
      if (result !== undefined) {
        this.wake();
        yield result;
      } else if (this.ended) return;
      else await this.change();
    }
  }

  private change(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  private wake(): void {
    const { waiting } = this;
    this.waiting = [];
    for (const resolve of waiting) resolve();
  }
}

async function runBatch(child: ParserChild, jobs: FileJob[], rawDir: string): Promise<BatchResult[]> {
  const first = jobs[0];
  if (first === undefined) return [];
  const partName = `part-${String(first.fileSeq).padStart(9, "0")}.parquet`;
  const refused: FileResult[] = [];
  let rest = jobs;
  for (;;) {
    const end = await child.run(partName, rest);
    if (end.kind === "written") {
      const partPath = join(rawDir, partName);
      publishPart(join(child.folder, partName), partPath);
      return [{ partPath, rows: end.rows, files: [...end.files, ...refused] }];
    }
    if (end.cause === "start") throw new Error(`The parser process could not be started: ${end.detail}`);
    if (end.fileSeq === null) {
      // It died outside any file, while writing. The file at fault is found by halving.
      if (rest.length > 1) {
        const middle = Math.ceil(rest.length / 2);
        const [left, right] = [rest.slice(0, middle), rest.slice(middle)];
        const results = [...(await runBatch(child, left, rawDir)), ...(await runBatch(child, right, rawDir))];
        results[0]?.files.push(...refused);
        return results;
      }
      throw new Error(`The parser could not write ${partName}: ${end.detail}`);
    }
    const code = end.cause === "timeout" ? "parser-timeout" : "parser-crashed";
    refused.push(refusedResult(end.fileSeq, code, end.detail));
    rest = rest.filter((job) => job.fileSeq !== end.fileSeq);
  }
}

/** On disk first, in place second: after a power cut the part is whole or absent. */
function publishPart(from: string, to: string): void {
  const fd = openSync(from, "r");
  fsyncSync(fd);
  closeSync(fd);
  renameSync(from, to);
}

async function* batchesOf(
  files: Iterable<FileJob> | AsyncIterable<FileJob>,
  maxFiles: number,
  maxBytes: number,
): AsyncGenerator<FileJob[]> {
  let batch: FileJob[] = [];
  let bytes = 0;
  // The first batches are small, so that the caller has something to work on while the children read the rest.
  let most = Math.min(firstFiles, maxFiles);
  for await (const job of files) {
    batch.push(job);
    bytes += statSync(job.path, { throwIfNoEntry: false })?.size ?? 0;
    if (batch.length < most && bytes < maxBytes) continue;
    yield batch;
    batch = [];
    bytes = 0;
    most = Math.min(2 * most, maxFiles);
  }
  if (batch.length > 0) yield batch;
}
