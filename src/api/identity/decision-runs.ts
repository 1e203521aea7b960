import { HpError } from "#src/platform/errors.ts";
import type { Log } from "#src/platform/log.ts";
import { loggable } from "../problems/problem.ts";
import type { Services } from "../services.ts";

/** While another run holds the pipeline, the decisions wait and ask again; that run may have applied them already. */
const busyRetryMs = 5_000;

/** Lets decisions take effect by runs without files: one for all that were made while another was going. */
export class DecisionRuns {
  readonly #services: Services;
  readonly #log: Log;
  #isWanted = false;
  #isClosed = false;
  #going: Promise<void> | undefined;
  #wake: (() => void) | undefined;

  constructor(services: Services, log: Log) {
    this.#services = services;
    this.#log = log;
  }

  /** The answer to a person doesn't wait for the run; what goes wrong in it stands in the run's own record. */
  request(): void {
    this.#isWanted = true;
    this.#going ??= this.#work().finally(() => {
      this.#going = undefined;
    });
  }

  /** Starts nothing more; what waits is applied by the next run, whatever it is for. */
  close(): void {
    this.#isClosed = true;
    this.#wake?.();
  }

  async #work(): Promise<void> {
    while (this.#isWanted && !this.#isClosed) {
      this.#isWanted = false;
      try {
        await this.#services.ingest([], { decisions: true }, {});
      } catch (error) {
        if (error instanceof HpError && error.code === "pipeline-busy") {
          this.#isWanted = true;
          await this.#wait(busyRetryMs);
        } else this.#log.error({ error: loggable(error) }, "decisions not applied");
      }
    }
  }

  #wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
