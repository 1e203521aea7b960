import { type ChildProcess, fork } from "node:child_process";
import { chownSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ChildMessage, FileJob, FileResult, ParentMessage } from "./protocol.ts";
import type { ParseLimits } from "./types.ts";
import { nobody, readableByAnyone } from "./unprivileged.ts";

const entry = fileURLToPath(new URL("./child.ts", import.meta.url));

/** How a batch ended: written, or the child is gone; then `fileSeq` is the file it was reading. */
export type BatchEnd =
  | { kind: "written"; rows: number; files: FileResult[] }
  | { kind: "died"; fileSeq: number | null; cause: "timeout" | "crash" | "start"; detail: string };

/** A child that reads batches one after the other, started when first needed and again after a death. */
export class ParserChild {
  /** The child's own folder; parts are written here and moved away by the parent. */
  readonly folder: string;
  private readonly limits: ParseLimits;
  private process: ChildProcess | undefined;
  private unprivileged = false;
  private ready = false;
  private closed = false;

  constructor(folder: string, limits: ParseLimits) {
    this.folder = folder;
    this.limits = limits;
  }

  /** @throws after {@link close}: a child that was sent away is not started again */
  async run(partName: string, jobs: FileJob[]): Promise<BatchEnd> {
    if (this.closed) throw new Error("the parser was closed");
    const child = this.start(jobs);
    const files: FileResult[] = [];
    return new Promise((resolve, reject) => {
      let current: number | null = null;
      let clock: NodeJS.Timeout | undefined;
      let timedOut = false;
      let failure = "";
      // Only what this batch listens to: close() may be waiting for the same child's exit.
      const leave = () => {
        clearTimeout(clock);
        child.off("message", onMessage).off("error", onError).off("exit", onExit);
      };
      const finish = (end: BatchEnd) => {
        leave();
        resolve(end);
      };
      const startClock = (ms: number) => {
        clearTimeout(clock);
        clock = setTimeout(() => {
          timedOut = true;
          child.kill("SIGKILL");
        }, ms);
      };
      // Starting and writing are our own work, not a file's: they get time even where files get little.
      const ownWorkMs = Math.max(this.limits.timeoutMs, 120_000);
      const onMessage = (message: ChildMessage) => {
        if (message.kind === "ready") this.ready = true;
        else if (message.kind === "failed") failure = message.message;
        else if (message.kind === "written") finish({ kind: "written", rows: message.rows, files });
        else {
          startClock(message.kind === "started" ? this.limits.timeoutMs : ownWorkMs);
          current = message.kind === "started" ? message.fileSeq : null;
          if (message.kind === "file") files.push(message.result);
        }
      };
      const onError = (error: Error) => {
        leave();
        reject(error);
      };
      const onExit = (code: number | null, signal: NodeJS.Signals | null) => {
        this.process = undefined;
        const detail = timedOut ? `> ${this.limits.timeoutMs} ms` : failure || (signal ?? `exit ${code}`);
        const cause = !this.ready ? "start" : timedOut ? "timeout" : "crash";
        finish({ kind: "died", fileSeq: current, cause, detail });
      };
      child.on("message", onMessage).on("error", onError).on("exit", onExit);
      startClock(ownWorkMs);
      child.send({
        kind: "batch",
        partPath: join(this.folder, partName),
        jobs,
        limits: this.limits,
      } satisfies ParentMessage);
    });
  }

  async close(): Promise<void> {
    this.closed = true;
    const child = this.process;
    this.process = undefined;
    if (child !== undefined && child.exitCode === null && child.signalCode === null) {
      const gone = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGKILL");
      await gone;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Root reads vendor files as nobody where nobody may read them. */
  private start(jobs: FileJob[]): ChildProcess {
    const unprivileged =
      process.getuid?.() === 0 && readableByAnyone([entry, ...jobs.map((job) => job.path)]);
    if (this.process !== undefined && (unprivileged || !this.unprivileged)) return this.process;
    this.process?.removeAllListeners();
    this.process?.kill("SIGKILL");
    rmSync(this.folder, { recursive: true, force: true });
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    const drop = unprivileged && readableByAnyone([join(this.folder, "..")]);
    if (drop) chownSync(this.folder, nobody.uid, nobody.gid);
    this.unprivileged = drop;
    this.ready = false;
    this.process = fork(entry, [this.folder], {
      execArgv: [
        `--max-old-space-size=${this.limits.childHeapMb}`,
        "--permission",
        "--allow-addons",
        "--allow-fs-read=*",
        `--allow-fs-write=${this.folder}`,
        "--no-warnings",
      ],
      // Nothing of ours goes to the parser: no connection string, no key.
      env: { TZ: "UTC", LANG: "C.UTF-8" },
      stdio: ["ignore", "ignore", "ignore", "ipc"],
      ...(drop ? nobody : {}),
    });
    return this.process;
  }
}
