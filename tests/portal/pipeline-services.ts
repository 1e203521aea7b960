import type { Services } from "#src/api/services.ts";
import { declarations } from "#src/cli/open-host.ts";
import { decideReview, findFollowUp } from "#src/pipeline/decide-review.ts";
import type { ProgressEvent } from "#src/pipeline/progress.ts";
import { ingest } from "#src/pipeline/run.ts";
import { systemClock } from "#src/platform/clock.ts";
import { readConfig } from "#src/platform/config.ts";
import { createLog } from "#src/platform/log.ts";
import type { Pool } from "#src/platform/postgres/pool.ts";

/** The real pipeline behind the test's application; the program itself runs it as a child. */
export function pipelineServices(): {
  readonly of: (pool: Pool) => Services;
  /** Runs work in the application's data folder: what they seal is opened there. */
  readonly workIn: (dataDir: string) => void;
} {
  let dataDir = "";
  const progress = new Map<number, ProgressEvent>();
  const of = (pool: Pool): Services => {
    let tail: Promise<unknown> = Promise.resolve();
    const services: Services = {
      currentProgress: (runSeq) => progress.get(runSeq),
      ingest: (paths, hints, listener) => {
        const run = tail.then(async () => {
          let runSeq = 0;
          const followUp =
            hints.reviewId === undefined ? undefined : await findFollowUp(pool, hints.reviewId);
          return ingest(
            {
              pool,
              config: readConfig({ HP_DATA: dataDir, HP_MEMORY_MB: "1024", HP_THREADS: "2" }),
              declarations,
              clock: systemClock,
              log: createLog("fatal"),
              onRun: (seq) => {
                runSeq = seq;
                listener.onRun?.(seq);
              },
              progress: (event) => progress.set(runSeq, event),
            },
            followUp ?? {
              paths,
              hints: [hints.sourceSystem, hints.schoolId].filter((hint) => hint !== undefined),
            },
          );
        });
        tail = run.catch(() => undefined);
        return run;
      },
      decideReview: async ({ reviewId, decision, decidedBy, idempotencyKey, record }) => {
        const by = { decidedBy, decidedAt: systemClock.now(), more: { idempotencyKey }, record };
        await decideReview(pool, reviewId, decision, by);
        if (decision.action !== "reject") void services.ingest([], { reviewId }, {});
      },
    };
    return services;
  };
  return {
    of,
    workIn: (folder) => {
      dataDir = folder;
    },
  };
}
