import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Clock } from "#src/platform/clock.ts";
import { type Config, foldersOf, lakeThreads } from "#src/platform/config.ts";
import type { RecordDeed } from "#src/platform/deed.ts";
import { openLake } from "#src/platform/duckdb.ts";
import { HpError } from "#src/platform/errors.ts";
import { getOrCreateKey } from "#src/platform/keys.ts";
import type { Log } from "#src/platform/log.ts";
import type { Pool } from "#src/platform/postgres/pool.ts";
import { openKeyring } from "#src/platform/sealing/keyring.ts";
import { withoutValues } from "#src/platform/without-values.ts";
import { goldenIdMacro } from "./3-identity/golden-id.ts";
import type { PopulationRegistry } from "./3-identity/reconcile/population-registry.ts";
import { abandonRun, hasBegun, hasReceived } from "./abandon-run.ts";
import type { Declarations, RunContext } from "./context.ts";
import type { Progress } from "./progress.ts";
import { createRun, failRun, findUnfinishedRun, getRunStart } from "./run-record.ts";
import { type IngestRequest, type RunResult, walk } from "./walk.ts";

/** What a run is made from; the same for every run of a program. */
export interface PipelineHost {
  readonly pool: Pool;
  readonly config: Config;
  readonly declarations: Declarations;
  readonly registry?: PopulationRegistry | undefined;
  readonly clock: Clock;
  readonly record?: RecordDeed | undefined;
  readonly log: Log;
  readonly progress: Progress;
  /** Runs on the published rows before they are scored: what was erased by law is erased again. Safe to repeat. */
  readonly afterPublish?: (runSeq: number) => Promise<void>;
  /** Told the number of a run as soon as it has one. */
  readonly onRun?: (runSeq: number) => void;
}

/** Takes files through the whole pipeline. A run that a crash left unfinished is finished first. */
export async function ingest(host: PipelineHost, request: IngestRequest): Promise<RunResult> {
  return locked(host, async () => {
    // A mistyped path is told at once: no run begins, so none is left to be finished.
    const missing = request.paths.find((path) => !existsSync(path));
    if (missing !== undefined) throw new HpError("path-not-found", { path: missing });
    const unfinished = await findUnfinishedRun(host.pool);
    if (unfinished !== undefined) await finishOrAbandon(host, unfinished);
    return runOnce(host, await createRun(host.pool, host.clock.now()), request);
  });
}

/** Finishes the run that was interrupted; undefined when there is none. */
export async function resume(host: PipelineHost): Promise<RunResult | undefined> {
  return locked(host, async () => {
    const unfinished = await findUnfinishedRun(host.pool);
    return unfinished === undefined ? undefined : finishOrAbandon(host, unfinished);
  });
}

/** Gives up the unfinished run, if it published nothing yet; returns its number, or undefined when there is none. */
export async function abandon(host: PipelineHost): Promise<number | undefined> {
  return locked(host, async () => {
    const unfinished = await findUnfinishedRun(host.pool);
    if (unfinished !== undefined) await abandonRun(host.pool, unfinished, host.clock.now());
    return unfinished;
  });
}

/**
 * Finishes an interrupted run. One that was killed before it knew what it was asked, or whose files are gone before
 * they were received, can't be finished by anybody: it must not stand in the way of all that come after it.
 */
async function finishOrAbandon(host: PipelineHost, runSeq: number): Promise<RunResult | undefined> {
  const { pool, clock } = host;
  if (!(await hasBegun(pool, runSeq))) {
    await abandonRun(pool, runSeq, clock.now());
    return undefined;
  }
  try {
    return await runOnce(host, runSeq, undefined);
  } catch (error) {
    const isGone = error instanceof HpError && error.code === "path-not-found";
    if (!isGone || (await hasReceived(pool, runSeq))) throw error;
    await abandonRun(pool, runSeq, clock.now());
    return undefined;
  }
}

/** One run at a time for a database: the lock lives as long as its connection, so a killed run leaves none behind. */
async function locked<T>(host: PipelineHost, work: () => Promise<T>): Promise<T> {
  const client = await host.pool.connect();
  try {
    const { rows } = await client.query<{ taken: boolean }>(
      "select pg_try_advisory_lock(hashtext('hoa-phuong.pipeline')) as taken",
    );
    if (rows[0]?.taken !== true) throw new HpError("pipeline-busy");
    return await work();
  } finally {
    // Unlocked in so many words, so that the next run of this process finds it free; a connection that broke has
    // dropped the lock by itself and is thrown away.
    try {
      await client.query("select pg_advisory_unlock(hashtext('hoa-phuong.pipeline'))");
      client.release();
    } catch (error) {
      client.release(error instanceof Error ? error : true);
    }
  }
}

async function runOnce(
  host: PipelineHost,
  runSeq: number,
  request: IngestRequest | undefined,
): Promise<RunResult> {
  host.onRun?.(runSeq);
  const folders = foldersOf(host.config.dataDir);
  const runDir = join(folders.runs, String(runSeq).padStart(6, "0"));
  // Runs before this one are finished (an unfinished one is resumed first): what a kill left of them is waste.
  for (const name of existsSync(folders.runs) ? readdirSync(folders.runs) : []) {
    if (Number(name) < runSeq) rmSync(join(folders.runs, name), { recursive: true, force: true });
  }
  for (const dir of [runDir, folders.lake, folders.landing, folders.temporary])
    mkdirSync(dir, { recursive: true });
  const identityKey = getOrCreateKey(folders.keys, "identity");
  const keyring = openKeyring(folders.keys);
  const lake = await openLake({
    keyring,
    memoryMb: host.config.lakeMemoryMb,
    threads: lakeThreads(host.config),
    temporaryDir: folders.temporary,
    ...(host.log.isLevelEnabled("debug")
      ? { onStatement: (statement) => host.log.debug({ run: runSeq, ...statement }, "statement") }
      : {}),
  });
  await lake.run(goldenIdMacro(identityKey));
  const context: RunContext = {
    ...host,
    runSeq,
    startedAt: await getRunStart(host.pool, runSeq),
    lake,
    folders,
    runDir,
    identityKey,
    keyring,
  };
  try {
    const result = await walk(context, request);
    rmSync(runDir, { recursive: true, force: true });
    return result;
  } catch (cause) {
    // From here the error goes to the run's record, the screen and the logs.
    const error = withoutValues(cause);
    await failRun(host.pool, runSeq, error);
    throw error;
  } finally {
    lake.close();
  }
}
