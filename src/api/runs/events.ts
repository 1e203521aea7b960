import { once } from "node:events";
import { Readable } from "node:stream";
import type { FastifyInstance, FastifyReply } from "fastify";
import type { ProgressEvent } from "#src/pipeline/progress.ts";
import { HpError } from "#src/platform/errors.ts";
import { shownBack } from "#src/platform/shown-back.ts";
import type { Services } from "../services.ts";
import { type RunState, readRunState } from "./run-state.ts";

const pollMs = 1_000;
const heartbeatMs = 15_000;
/** A day; the server's own limit of seconds is for ordinary answers. */
const streamTimeoutMs = 86_400_000;

/**
 * Progress of a run as server-sent events. The first event is the state as it stands, so a page that was
 * reloaded, or opened on another machine's run, needs no history; then one event a change, then `end`.
 */
export function registerRunEvents(app: FastifyInstance, parts: { readonly services: Services }): void {
  app.get(
    "/api/v1/runs/:runSeq/events",
    {
      handlerTimeout: streamTimeoutMs,
      // HEAD would start a stream that nobody reads.
      exposeHeadRoute: false,
      config: { access: "run.read" },
      schema: { operationId: "watchRun", tags: ["exchange"], summary: "Theo dõi một lượt nhập (SSE)" },
    },
    async (request, reply) => {
      const given = (request.params as { runSeq: string }).runSeq;
      const runSeq = /^\d{1,9}$/.test(given) ? Number(given) : -1;
      const readRun = () => request.reader.read((client) => readRunState(client, runSeq));
      const first = await readRun();
      if (first === undefined) throw new HpError("run-not-found", { runId: shownBack(given, 20) });
      return sendRunEvents(reply, readRun, () => parts.services.currentProgress(runSeq));
    },
  );
}

/** Answers with a run's state and each change of it, until it has ended or nobody listens any more. */
export function sendRunEvents(
  reply: FastifyReply,
  readRun: () => Promise<RunState | undefined>,
  currentProgress: () => ProgressEvent | undefined,
): FastifyReply {
  const stopped = new AbortController();
  // The response's end, not the request's: a GET request is over as soon as it is read.
  reply.raw.once("close", () => stopped.abort());
  return reply
    .type("text/event-stream; charset=utf-8")
    .header("cache-control", "no-store")
    .header("x-accel-buffering", "no")
    .send(Readable.from(watch(readRun, currentProgress, stopped.signal)));
}

async function* watch(
  readRun: () => Promise<RunState | undefined>,
  currentProgress: () => ProgressEvent | undefined,
  stopped: AbortSignal,
): AsyncGenerator<string> {
  yield "retry: 2000\n\n";
  let shown = "";
  let shownAt = Date.now();
  while (!stopped.aborted) {
    const run = await readRun();
    if (run === undefined) return;
    const progress = run.endedAt === null ? currentProgress() : undefined;
    const state = JSON.stringify({ ...run, progress: progress ?? null });
    if (state !== shown) {
      yield `event: state\ndata: ${state}\n\n`;
      shown = state;
      shownAt = Date.now();
    } else if (Date.now() - shownAt >= heartbeatMs) {
      // A comment keeps proxies and our own idle limit from closing a run that is busy with one long step.
      yield ": đang chạy\n\n";
      shownAt = Date.now();
    }
    if (run.endedAt !== null) {
      yield "event: end\ndata: {}\n\n";
      return;
    }
    await waitOrStop(pollMs, stopped);
  }
}

async function waitOrStop(ms: number, stopped: AbortSignal): Promise<void> {
  if (stopped.aborted) return;
  const timer = new AbortController();
  const handle = setTimeout(() => timer.abort(), ms);
  await Promise.race([once(timer.signal, "abort"), once(stopped, "abort")]);
  clearTimeout(handle);
}
