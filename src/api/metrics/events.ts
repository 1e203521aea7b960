import { once } from "node:events";
import { Readable } from "node:stream";
import type { FastifyInstance } from "fastify";
import { findState } from "#src/insight/metrics/count-pass.ts";
import type { Pool } from "#src/platform/postgres/pool.ts";
import { metricTags as tags } from "./routes.ts";

const lookEveryMs = 1_000;
const heartbeatMs = 15_000;
/** A working day; the server's own limit of seconds is for ordinary answers. */
const streamTimeoutMs = 86_400_000;

/**
 * Tells pages that figures moved: one event a version, `{"version": 12, "asOf": "…"}`, and no figure in it; what each may
 * see they ask for. However many watch, the store is looked at once a second.
 */
export function registerMetricEvents(app: FastifyInstance, pool: Pool): void {
  const news = new VersionNews(pool);
  app.addHook("onClose", async () => news.stop());
  app.get(
    "/api/v1/metrics/watch",
    {
      handlerTimeout: streamTimeoutMs,
      // HEAD would start a stream that nobody reads.
      exposeHeadRoute: false,
      config: { access: "quality.read" },
      schema: { operationId: "watchMetrics", tags, summary: "Báo khi có số liệu mới (SSE)" },
    },
    async (_request, reply) => {
      const stopped = new AbortController();
      // The response's end, not the request's: a GET request is over as soon as it is read.
      reply.raw.once("close", () => stopped.abort());
      return reply
        .type("text/event-stream; charset=utf-8")
        .header("cache-control", "no-store")
        .header("x-accel-buffering", "no")
        .send(Readable.from(news.watch(stopped.signal)));
    },
  );
}

class VersionNews {
  readonly #pool: Pool;
  readonly #stop = new AbortController();
  #latest = "";
  #looking: Promise<void> | undefined;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  stop(): void {
    this.#stop.abort();
  }

  async *watch(stopped: AbortSignal): AsyncGenerator<string> {
    const ended = AbortSignal.any([stopped, this.#stop.signal]);
    yield "retry: 2000\n\n";
    let shown = "";
    let shownAt = Date.now();
    while (!ended.aborted) {
      await this.#look();
      if (this.#latest !== shown) {
        shown = this.#latest;
        shownAt = Date.now();
        yield `event: figures\ndata: ${shown}\n\n`;
      } else if (Date.now() - shownAt >= heartbeatMs) {
        shownAt = Date.now();
        // A comment keeps proxies from closing a quiet stream.
        yield ": còn đây\n\n";
      }
      await waitOrStop(lookEveryMs, ended);
    }
  }

  /** One look for all who ask while it is under way. */
  #look(): Promise<void> {
    this.#looking ??= findState(this.#pool)
      .then((state) => {
        this.#latest = JSON.stringify({ version: state?.version ?? 0, asOf: state?.countedAt ?? null });
      })
      .finally(() => {
        this.#looking = undefined;
      });
    return this.#looking;
  }
}

async function waitOrStop(ms: number, stopped: AbortSignal): Promise<void> {
  if (stopped.aborted) return;
  const timer = new AbortController();
  const handle = setTimeout(() => timer.abort(), ms);
  await Promise.race([once(timer.signal, "abort"), once(stopped, "abort")]);
  clearTimeout(handle);
}
