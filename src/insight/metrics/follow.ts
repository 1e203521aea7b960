import type { Clock } from "#src/platform/clock.ts";
import type { OpenDataConfig } from "#src/platform/config-open-data.ts";
import type { Log } from "#src/platform/log.ts";
import type { Pool } from "#src/platform/postgres/pool.ts";
import { countPass } from "./count-pass.ts";

/** How often it is looked whether anything moved; a look takes 3 ms at a million learners. */
const lookEveryMs = 1_000;

/**
 * Keeps the figures up to date as long as the program runs: a change in a school is in them two seconds after its run
 * ended. What fails is logged once and tried again.
 */
export function followFigures(
  pool: Pool,
  clock: Clock,
  log: Log,
  open: OpenDataConfig,
): { readonly stop: () => Promise<void> } {
  let isStopped = false;
  let failed = "";
  let timer: NodeJS.Timeout | undefined;
  let pass: Promise<void> = Promise.resolve();
  const look = (): void => {
    const startedMs = performance.now();
    pass = countPass(pool, clock, false, open).then(
      (done) => {
        failed = "";
        if (done !== undefined)
          log.info({ ...done, ms: Math.round(performance.now() - startedMs) }, "figures counted");
      },
      (error: unknown) => {
        const text = String(error);
        if (text !== failed) log.error({ err: error }, "figures could not be counted");
        failed = text;
      },
    );
    void pass.then(() => {
      if (!isStopped) timer = setTimeout(look, lookEveryMs).unref();
    });
  };
  look();
  return {
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await pass;
    },
  };
}
