import { Agent, get } from "node:http";

export interface VisitReport {
  readonly requests: number;
  readonly failed: number;
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** A visitor waits so long between two requests, so that the machine is busy and not full. */
const pauseMs = 20;

/** Ordinary requests of 8 visitors, half of whom dial anew each time, as pupils' telephones do. */
export async function visit(port: number, paths: readonly string[], seconds: number): Promise<VisitReport> {
  const endMs = performance.now() + seconds * 1_000;
  const times: number[] = [];
  let failed = 0;
  const kept = new Agent({ keepAlive: true });
  const anew = new Agent({ keepAlive: false });

  const ask = (path: string, agent: Agent): Promise<boolean> =>
    new Promise((resolve) => {
      const request = get({ host: "127.0.0.1", port, path, agent, timeout: 30_000 }, (response) => {
        response.resume();
        response.on("end", () => resolve(response.statusCode === 200));
      });
      request.on("timeout", () => request.destroy());
      request.on("error", () => resolve(false));
    });

  await Promise.all(
    Array.from({ length: 8 }, async (_, visitor) => {
      for (let turn = visitor; performance.now() < endMs; turn += 8) {
        const startedMs = performance.now();
        const isServed = await ask(paths[turn % paths.length] ?? "/", visitor % 2 === 0 ? kept : anew);
        times.push(performance.now() - startedMs);
        if (!isServed) failed += 1;
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
      }
    }),
  );
  kept.destroy();
  times.sort((a, b) => a - b);
  const at = (share: number): number =>
    Math.round((times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0) * 10) / 10;
  return {
    requests: times.length,
    failed,
    perSecond: Math.round(times.length / seconds),
    p50: at(0.5),
    p99: at(0.99),
    max: at(1),
  };
}
