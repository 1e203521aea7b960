import { Worker } from "node:worker_threads";
import type { CityOptions } from "../../world/types.ts";
import type { ChunkReport, DayOptions } from "./deliver-chunk.ts";

/**
 * Runs chunks on worker threads; the reports come in the order they finish. The first failing thread ends the
 * others and fails the run.
 * @param onReport called for every finished chunk
 */
export async function deliverOnThreads(
  threads: number,
  chunks: number,
  city: CityOptions,
  day: DayOptions,
  onReport: (report: ChunkReport) => void,
): Promise<void> {
  let next = 0;
  const workers = Array.from(
    { length: Math.min(threads, chunks) },
    () => new Worker(new URL("worker.ts", import.meta.url), { workerData: { city, day } }),
  );
  try {
    await Promise.all(
      workers.map(
        (worker) =>
          new Promise<void>((resolve, reject) => {
            const give = (): void => {
              if (next < chunks) worker.postMessage(next++);
              else resolve();
            };
            worker.on("message", (report: ChunkReport) => {
              onReport(report);
              give();
            });
            worker.on("error", reject);
            worker.on("exit", (code) => reject(new Error(`generator thread ended with ${code}`)));
            give();
          }),
      ),
    );
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}
