import { once } from "node:events";
import { Readable } from "node:stream";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Text } from "#src/domains/dictionary/text.ts";
import type { ProgressEvent } from "#src/pipeline/progress.ts";
import { errorCatalogue } from "#src/platform/error-catalogue.ts";
import { HpError } from "#src/platform/errors.ts";
import type { Db, Pool } from "#src/platform/postgres/pool.ts";
import {
  type DeliveredFile,
  describeDelivered,
  type FileRow,
  fileColumns,
} from "../deliveries/delivered-file.ts";
import type { Services } from "../services.ts";
import type { Upload, UploadStore } from "./store.ts";

const pollMs = 700;
/** While nothing moves, thousands of open pages must not keep asking the database. */
const restMs = 5_000;
const heartbeatMs = 15_000;
/** A working day; the server's own limit of seconds is for ordinary answers. */
const streamTimeoutMs = 86_400_000;
/** What a page shows of one's own uploads; older ones stand with their runs. */
const shownUploads = 40;

/** An upload as its sender sees it move. */
interface WatchedUpload extends Omit<Upload, "sentBy" | "error"> {
  readonly received: number;
  readonly error: { readonly code: string; readonly text: Text } | null;
  readonly progress: ProgressEvent | null;
  /** What the file was taken for, as soon as it is read; of a file read again after an answer, the last time. */
  readonly files: readonly (DeliveredFile & {
    /** Of the run that read it last; its figures are whole when it is done. */
    readonly runStatus: string;
    readonly reviews: readonly OpenReview[];
  })[];
}

interface OpenReview {
  readonly reviewId: string;
  readonly kind: string;
  readonly sheetName: string | null;
}

/**
 * One's own uploads as server-sent events, all in one stream: browsers open six connections to a host and no more, and
 * a person drops ten files. A page that was reloaded begins with the state as it stands.
 * @param pool the owner's connections: a file whose school is not known yet is in nobody's scope, but its sender's own
 */
export function registerUploadEvents(
  app: FastifyInstance,
  parts: { readonly store: UploadStore; readonly pool: Pool; readonly services: Services },
): void {
  app.get(
    "/api/v1/uploads/watch",
    {
      handlerTimeout: streamTimeoutMs,
      // HEAD would start a stream that nobody reads.
      exposeHeadRoute: false,
      config: { access: "upload" },
      schema: { operationId: "watchUploads", tags: ["intake"], summary: "Theo dõi các tệp mình gửi (SSE)" },
    },
    async (request, reply) => {
      const account = accountOf(request);
      const stopped = new AbortController();
      // The response's end, not the request's: a GET request is over as soon as it is read.
      reply.raw.once("close", () => stopped.abort());
      const read = () => readWatched(parts, account);
      const version = () => parts.store.version;
      return reply
        .type("text/event-stream; charset=utf-8")
        .header("cache-control", "no-store")
        .header("x-accel-buffering", "no")
        .send(Readable.from(watch(read, version, stopped.signal)));
    },
  );
}

/** @throws HpError `sign-in-needed` on a route that anybody may call */
function accountOf({ principal }: FastifyRequest): string {
  if (principal === undefined) throw new HpError("sign-in-needed");
  return principal.accountId;
}

async function* watch(
  read: () => Promise<readonly WatchedUpload[]>,
  version: () => number,
  stopped: AbortSignal,
): AsyncGenerator<string> {
  yield "retry: 2000\n\n";
  let latest = "";
  let shown = "";
  let shownAt = Date.now();
  let seen = -1;
  let readAt = 0;
  let isMoving = true;
  while (!stopped.aborted) {
    if (isMoving || version() !== seen || Date.now() - readAt >= restMs) {
      seen = version();
      readAt = Date.now();
      const data = await read();
      isMoving = data.some(moves);
      latest = JSON.stringify({ data });
    }
    const state = latest;
    if (state !== shown) {
      yield `event: state\ndata: ${state}\n\n`;
      shown = state;
      shownAt = Date.now();
    } else if (Date.now() - shownAt >= heartbeatMs) {
      shownAt = Date.now();
      // A comment keeps proxies from closing a quiet stream.
      yield ": còn đây\n\n";
    }
    const timer = new AbortController();
    const handle = setTimeout(() => timer.abort(), pollMs);
    if (!stopped.aborted) await Promise.race([once(timer.signal, "abort"), once(stopped, "abort")]);
    clearTimeout(handle);
  }
}

/** On its way through the pipeline, also once more after an answer; while its bytes come, the sender's page knows more. */
const moves = ({ status, files }: WatchedUpload): boolean =>
  status === "queued" || status === "ingesting" || files.some(({ runStatus }) => runStatus === "running");

async function readWatched(
  {
    store,
    pool,
    services,
  }: { readonly store: UploadStore; readonly pool: Pool; readonly services: Services },
  account: string,
): Promise<readonly WatchedUpload[]> {
  const own = (await store.list()).filter((upload) => upload.sentBy === account).slice(-shownUploads);
  const files = await readFiles(pool, own);
  return Promise.all(
    own.toReversed().map(async ({ sentBy: _, error, ...upload }): Promise<WatchedUpload> => {
      const isMoving = upload.status === "ingesting" && upload.runSeq !== undefined;
      return {
        ...upload,
        received: await store.offsetOf({
          ...upload,
          sentBy: account,
          ...(error === undefined ? {} : { error }),
        }),
        error: error === undefined ? null : { code: error, text: sentenceOf(error) },
        progress: isMoving ? (services.currentProgress(upload.runSeq ?? -1) ?? null) : null,
        files: files.get(upload.sha256) ?? [],
      };
    }),
  );
}

/** The catalogue's own sentence; of one that wants to be filled in, the words without the gaps. */
function sentenceOf(code: string): Text {
  const entry = Object.entries(errorCatalogue).find(([id]) => id === code)?.[1] ?? errorCatalogue.internal;
  return { vi: entry.vi.replace(/\{\w+\}/g, "…"), en: entry.en.replace(/\{\w+\}/g, "…") };
}

/** By content: the last time each was read, since an answer has it read again. Only of contents the sender sent. */
async function readFiles(
  db: Db,
  uploads: readonly Upload[],
): Promise<ReadonlyMap<string, WatchedUpload["files"]>> {
  // Who announces a content and sends other bytes has not sent it, and is told nothing of who did.
  const sent = uploads.filter(
    ({ status, error }) =>
      status !== "receiving" && status !== "queued" && error !== "upload-checksum-mismatch",
  );
  if (sent.length === 0) return new Map();
  const { rows } = await db.query<FileRow & { readonly run_status: string }>(
    `select distinct on (f.file_id) ${fileColumns}, r.status as run_status
     from file f join run r on r.run_seq = f.run_seq where f.file_id = any($1) order by f.file_id, f.file_seq desc`,
    [sent.map(({ sha256 }) => sha256)],
  );
  const reviews = await db.query<OpenReview & { readonly file_id: string }>(
    `select file_id, review_id as "reviewId", kind, question ->> 'sheetName' as "sheetName" from review
     where status = 'open' and file_id = any($1) order by opened_at, review_id`,
    [rows.map((row) => row.file_id)],
  );
  return new Map(
    rows.map((row) => [
      row.file_id,
      [
        {
          ...describeDelivered(row),
          runStatus: row.run_status,
          reviews: reviews.rows
            .filter((review) => review.file_id === row.file_id)
            .map(({ file_id: _, ...review }) => review),
        },
      ],
    ]),
  );
}
