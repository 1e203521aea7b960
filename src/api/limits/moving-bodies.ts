import type { IncomingMessage } from "node:http";
import { HpError } from "#src/platform/errors.ts";

interface Rate {
  readonly minBytesPerSecond: number;
  readonly windowMs: number;
}

interface Watched {
  /** Bytes of the socket at the looks of the last window, oldest first. */
  readonly seen: { readonly atMs: number; readonly bytes: number }[];
}

/**
 * Requests whose body is on its way. One that hardly moves is closed, as slow as it may be the whole: a large file
 * over a weak line goes on for an hour, a byte a second ends within the window.
 */
export class MovingBodies {
  readonly #rate: Rate;
  readonly #watched = new Map<IncomingMessage, Watched>();

  constructor(rate: Rate) {
    this.#rate = rate;
  }

  get size(): number {
    return this.#watched.size;
  }

  add(request: IncomingMessage, nowMs: number): void {
    const { "content-length": length, "transfer-encoding": encoding } = request.headers;
    if (encoding === undefined && (length === undefined || length === "0")) return;
    this.#watched.set(request, { seen: [{ atMs: nowMs, bytes: request.socket.bytesRead }] });
    const over = (): void => void this.#watched.delete(request);
    request.once("end", over);
    request.once("close", over);
  }

  /** Looks at all of them; to be called every second or so. */
  sweep(nowMs: number): void {
    for (const [request, { seen }] of this.#watched) {
      if (request.complete) {
        this.#watched.delete(request);
        continue;
      }
      // What has come waits for us: then it is we who are slow.
      if (request.readableLength > 0) seen.length = 0;
      seen.push({ atMs: nowMs, bytes: request.socket.bytesRead });
      while (seen[1] !== undefined && nowMs - seen[1].atMs >= this.#rate.windowMs) seen.shift();
      const [first] = seen;
      if (first === undefined || nowMs - first.atMs < this.#rate.windowMs) continue;
      const perSecond = ((request.socket.bytesRead - first.bytes) * 1_000) / (nowMs - first.atMs);
      if (perSecond >= this.#rate.minBytesPerSecond) continue;
      this.#watched.delete(request);
      request.destroy(new HpError("request-body-too-slow"));
    }
  }
}
