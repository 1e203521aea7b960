import type { Log } from "#src/platform/log.ts";
import { type AuditStore, type Sealed, sealAudit } from "./seal.ts";

export interface Sealer {
  /** Seals what there is and ends. */
  stop(): Promise<void>;
}

export interface SealerOptions {
  /** Pause between two passes: the longest time, work apart, that the newest rows stand without a checkpoint. */
  readonly everyMs?: number;
  /** Called after each pass: sends to the SOC what is new. A failure is logged and tried again at the next pass. */
  readonly onPass?: (sealed: Sealed) => Promise<void>;
}

const sealEveryMs = 2_000;

/** How often the list of subjects is filed in the index. */
const fileEveryMs = 30_000;

/**
 * Seals the audit as long as the program runs. Any number of programs may: one at a time does it, the others' folders
 * are brought up to date when it is their turn.
 */
export function startSealer(store: AuditStore, log: Log, options: SealerOptions = {}): Sealer {
  const { everyMs = sealEveryMs, onPass } = options;
  let stopped = false;
  let wake: () => void = () => undefined;
  let filedMs = store.clock.now().getTime();
  let sweep = true;

  const pass = async (): Promise<void> => {
    try {
      const sealed = await sealAudit(store, sweep);
      if (!sealed.done) return;
      sweep = false;
      for (const damage of sealed.damage)
        log.error({ code: "audit-damaged", damage }, "the audit was altered");
      await onPass?.(sealed);
      const nowMs = store.clock.now().getTime();
      if (nowMs - filedMs < fileEveryMs) return;
      filedMs = nowMs;
      await store.pool.query("select gin_clean_pending_list('access.audit_event_by_subject')");
    } catch (error) {
      // Rows wait, still linked to each other, and are sealed when the database answers again.
      log.error({ err: error }, "the audit could not be sealed");
    }
  };
  const run = async (): Promise<void> => {
    while (!stopped) {
      await pass();
      if (stopped) break;
      await new Promise<void>((resolve) => {
        wake = resolve;
        setTimeout(resolve, everyMs).unref();
      });
    }
    await pass();
  };
  const ended = run();
  return {
    stop: async () => {
      stopped = true;
      wake();
      await ended;
    },
  };
}
