import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";

interface Watched {
  readonly socket: Socket;
  /** What the socket's idle time was while it was we who had to do something. */
  usualMs: number | undefined;
}

/**
 * Answers on their way. While one waits for its reader to take some of it, silence is allowed for a shorter time than
 * while we still work on it. The time itself is the socket's own, which starts anew with each byte that is taken.
 */
export class UntakenAnswers {
  readonly #stalledMs: number;
  readonly #watched = new Map<ServerResponse, Watched>();

  constructor(stalledMs: number) {
    this.#stalledMs = stalledMs;
  }

  add(response: ServerResponse, socket: Socket): void {
    this.#watched.set(response, { socket, usualMs: undefined });
    response.once("close", () => this.#watched.delete(response));
  }

  /** Looks which answers wait for their reader now. */
  sweep(): void {
    for (const [response, watched] of this.#watched) {
      const { socket, usualMs } = watched;
      const waits = response.writableNeedDrain || (response.writableEnded && !response.writableFinished);
      if (waits && usualMs === undefined) {
        watched.usualMs = socket.timeout ?? 0;
        socket.setTimeout(this.#stalledMs);
      } else if (!waits && usualMs !== undefined) {
        watched.usualMs = undefined;
        socket.setTimeout(usualMs);
      }
    }
  }
}
