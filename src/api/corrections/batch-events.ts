import { once } from "node:events";
import { Readable } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Reader } from "#src/access/scope/scoped-reader.ts";
import { HpError } from "#src/platform/errors.ts";
import { shownBack } from "#src/platform/shown-back.ts";

const pollMs = 700;
const heartbeatMs = 15_000;

/** How far a batch is: counts by state, and the cells that the run could not take after all. */
interface BatchState {
  readonly batchId: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly refused: readonly { readonly correctionId: string; readonly refusal: string | null }[];
  readonly runSeq: number | null;
  readonly isOver: boolean;
}

async function readBatchState(reader: Reader, batchId: string): Promise<BatchState | undefined> {
  const { rows } = await reader.query<{
    correctionId: string;
    state: string;
    refusal: string | null;
    runSeq: number | null;
  }>(
    `select correction_id as "correctionId", state, refusal, coalesce(undone_run, run_seq) as "runSeq" from correction where batch_id = $1::uuid`,
    [batchId],
  );
  if (rows.length === 0) return undefined;
  const counts: Record<string, number> = {};
  for (const { state } of rows) counts[state] = (counts[state] ?? 0) + 1;
  return {
    batchId,
    counts,
    refused: rows
      .filter(({ state }) => state === "refused")
      .map(({ correctionId, refusal }) => ({ correctionId, refusal })),
    runSeq: rows.reduce<number | null>(
      (latest, { runSeq }) => Math.max(latest ?? 0, runSeq ?? 0) || null,
      null,
    ),
    isOver: counts.waiting === undefined && counts.undoing === undefined,
  };
}

/** Sends the batch's state now and at each change, then `end`. A page that was reloaded asks anew and misses nothing. */
export async function watchBatch(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { batchId } = request.params as { batchId: string };
  const isUuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(batchId);
  const read = () => readBatchState(request.reader, batchId);
  if (!isUuid || (await read()) === undefined)
    throw new HpError("record-not-found", { id: shownBack(batchId, 40), dataset: "correctionBatch" });
  const stopped = new AbortController();
  void once(reply.raw, "close").then(
    () => stopped.abort(),
    () => stopped.abort(),
  );
  return reply
    .type("text/event-stream; charset=utf-8")
    .header("cache-control", "no-store")
    .header("x-accel-buffering", "no")
    .send(Readable.from(events(read, stopped.signal)));
}

async function* events(
  read: () => Promise<BatchState | undefined>,
  stopped: AbortSignal,
): AsyncGenerator<string> {
  yield "retry: 2000\n\n";
  let shown = "";
  let quietMs = 0;
  while (!stopped.aborted) {
    const state = await read();
    if (state === undefined) return;
    const text = JSON.stringify(state);
    if (text !== shown) {
      yield `event: state\ndata: ${text}\n\n`;
      shown = text;
      quietMs = 0;
    }
    if (state.isOver) {
      yield `event: end\ndata: ${text}\n\n`;
      return;
    }
    if (quietMs >= heartbeatMs) {
      yield ": still here\n\n";
      quietMs = 0;
    }
    await pause(pollMs, undefined, { signal: stopped }).catch(() => undefined);
    quietMs += pollMs;
  }
}
