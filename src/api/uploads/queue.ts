import { HpError } from "#src/platform/errors.ts";
import type { Log } from "#src/platform/log.ts";
import { loggable } from "../problems/problem.ts";
import type { Services } from "../services.ts";
import type { Upload, UploadStore } from "./store.ts";

/** While another run holds the pipeline (a run from the command line) the queue waits and asks again. */
const busyRetryMs = 5_000;

/** Takes complete uploads through the pipeline, one after the other, in the order they were completed. */
export class UploadQueue {
  readonly #store: UploadStore;
  readonly #services: Services;
  readonly #log: Log;
  #tail: Promise<void> = Promise.resolve();
  #closed = false;
  #wake: (() => void) | undefined;

  readonly #onDone: ((upload: Upload) => Promise<void>) | undefined;

  /** @param onDone tells people that a file was taken in; what fails there is logged and changes nothing */
  constructor(store: UploadStore, services: Services, log: Log, onDone?: (upload: Upload) => Promise<void>) {
    this.#onDone = onDone;
    this.#store = store;
    this.#services = services;
    this.#log = log;
  }

  /** Takes up what a former process left; the pipeline knows files by content, so a second time changes nothing. */
  async resume(): Promise<void> {
    for (const upload of await this.#store.list()) {
      if (upload.status === "queued" || upload.status === "ingesting") this.add(upload);
    }
  }

  add(upload: Upload): void {
    this.#tail = this.#tail.then(() => this.#take(upload.uploadId));
  }

  /** Resolves when everything added so far has ended. */
  drain(): Promise<void> {
    return this.#tail;
  }

  /** Takes nothing more; what waits is taken up at the next start. */
  close(): void {
    this.#closed = true;
    this.#wake?.();
  }

  async #take(uploadId: string): Promise<void> {
    if (this.#closed) return;
    try {
      const upload = await this.#store.get(uploadId);
      await this.#store.save({ ...upload, status: "ingesting" });
      const ended = await this.#ingest(upload);
      await this.#store.save(ended);
      if (ended.status === "done") await this.#tell(ended);
    } catch (error) {
      // The description could not be read or written; the upload stays as it is and is tried at the next start.
      this.#log.error({ uploadId, error: loggable(error) }, "upload not taken");
    }
  }

  async #tell(upload: Upload): Promise<void> {
    try {
      await this.#onDone?.(upload);
    } catch (error) {
      this.#log.error({ uploadId: upload.uploadId, error: loggable(error) }, "end of upload not told");
    }
  }

  async #ingest(upload: Upload): Promise<Upload> {
    const hints = {
      ...(upload.sourceSystem === undefined ? {} : { sourceSystem: upload.sourceSystem }),
      ...(upload.schoolId === undefined ? {} : { schoolId: upload.schoolId }),
    };
    for (;;) {
      let runSeq: number | undefined;
      let noted: Promise<void> = Promise.resolve();
      try {
        const summary = await this.#services.ingest([this.#store.pathOf(upload)], hints, {
          onRun: (seq) => {
            runSeq = seq;
            noted = this.#store.save({ ...upload, status: "ingesting", runSeq: seq });
            // Awaited below; a failure there must not count as unhandled meanwhile.
            noted.catch(() => undefined);
          },
        });
        await noted;
        // The landing zone holds the bytes now.
        await this.#store.discardBytes(upload);
        return { ...upload, status: "done", runSeq: summary.runId, summary };
      } catch (error) {
        const busy = error instanceof HpError && error.code === "pipeline-busy";
        if (this.#closed) return { ...upload, status: "queued" };
        if (busy) {
          await this.#wait(busyRetryMs);
          continue;
        }
        this.#log.error({ uploadId: upload.uploadId, error: loggable(error) }, "ingest failed");
        const code = error instanceof HpError ? error.code : "internal";
        return { ...upload, status: "failed", error: code, ...(runSeq === undefined ? {} : { runSeq }) };
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
