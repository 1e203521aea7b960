import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { authenticateLocal } from "#src/api/access/local.ts";
import { createApp } from "#src/api/app.ts";
import { createIngestProcess } from "#src/api/ingest-queue.ts";
import type { Services } from "#src/api/services.ts";
import { decideReview } from "#src/pipeline/decide-review.ts";
import { ingest, resume } from "#src/pipeline/run.ts";
import { type Config, foldersOf, readConfig } from "#src/platform/config.ts";
import { HpError } from "#src/platform/errors.ts";
import { isAlive } from "#src/platform/postgres/open.ts";
import { createPool } from "#src/platform/postgres/pool.ts";
import { type Call, type Command, isSet } from "../command.ts";
import { type OpenHost, openHost } from "../open-host.ts";
import { progressLines } from "../progress-lines.ts";
import {
  generateSample,
  isSampleFolder,
  type SampleRegistry,
  sampleInbox,
  startSampleRegistry,
} from "../sample-city.ts";
import { printRun } from "./ingest.ts";

export const upCommand: Command = {
  name: "up",
  summary: {
    vi: "bật hệ thống: cơ sở dữ liệu, API, trang trạng thái",
    en: "start everything: database, API, status page",
  },
  options: {
    sample: {
      type: "boolean",
      help: {
        vi: "lần đầu: sinh thành phố mẫu 2 % và nhập qua đúng quy trình",
        en: "first time: generate the 2 % sample city and ingest it",
      },
    },
  },
  run: async (call) => {
    const { config } = call;
    mkdirSync(config.dataDir, { recursive: true });
    const release = lockData(config);
    try {
      return await serve(call);
    } finally {
      release();
    }
  },
};

/** One server a data folder: a second one is told who the first is. The lock of a dead process is taken over. */
function lockData(config: Config): () => void {
  const path = join(config.dataDir, "up.pid");
  if (existsSync(path)) {
    const pid = Number(readFileSync(path, "utf8"));
    if (pid !== process.pid && isAlive(pid))
      throw new HpError("data-in-use", { dataDir: config.dataDir, pid });
  }
  writeFileSync(path, String(process.pid));
  return () => rmSync(path, { force: true });
}

async function serve(call: Call): Promise<number> {
  const stopped = stopSignal();
  // The port is tried first: nobody wants to wait for a city to load and then read that the port is taken.
  await assertPortFree(call.config);
  if (call.config.databaseUrl !== undefined && call.config.appDatabaseUrl === undefined)
    throw new HpError("app-database-missing");
  const registry = await startRegistry(call);
  try {
    const environment = { ...process.env, ...registry?.environment };
    const { population } = readConfig(environment);
    const config = population === undefined ? call.config : { ...call.config, population };
    return await serveWith({ ...call, config }, environment, stopped);
  } finally {
    await registry?.stop();
  }
}

/** The sample city has a population registry of its own, at every start; undefined where another one is set, or other data are held. */
async function startRegistry(call: Call): Promise<SampleRegistry | undefined> {
  const { config } = call;
  if (!isSet(call, "sample") || config.population !== undefined || !isSampleFolder(config)) return undefined;
  await generateFirst(call);
  return startSampleRegistry(config);
}

async function generateFirst(call: Call): Promise<void> {
  if (existsSync(foldersOf(call.config.dataDir).city)) return;
  call.print(
    call.say({
      vi: "Lần đầu chạy: sinh thành phố mẫu (2 % Hải Phòng) và nhập qua đúng quy trình.",
      en: "First start: generating the sample city (2 % of Hải Phòng) and ingesting it.",
    }),
  );
  await generateSample(call.config, progressLines(call.language));
}

async function serveWith(
  call: Call,
  environment: NodeJS.ProcessEnv,
  stopped: Promise<void>,
): Promise<number> {
  const { config } = call;
  const open = await openHost(config, call.log, progressLines(call.language));
  const child = createIngestProcess({
    command: [process.execPath, join(import.meta.dirname, "../hp.ts")],
    env: environment,
  });
  const appPool = createPool(open.database.appUrl ?? "");
  const app = createApp({
    pool: open.database.pool,
    appPool,
    authenticate: authenticateLocal,
    config,
    folders: foldersOf(config.dataDir),
    log: call.log,
    services: servicesOf(open, child),
  });
  try {
    await app.listen({ host: config.host, port: config.port });
    if (isSet(call, "sample")) await loadSample(call, open);
    greet(call, app.server.address());
    await stopped;
    call.print(call.say({ vi: "\nĐang dừng…", en: "\nStopping…" }));
    return 0;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EADDRINUSE")
      throw new HpError("port-taken", { port: config.port }, error);
    throw error;
  } finally {
    child.close();
    await app.close();
    await appPool.end();
    await open.database.close();
  }
}

/** Ctrl-C or a stop from outside, once; a second one ends the program at once. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
}

async function assertPortFree(config: Config): Promise<void> {
  if (config.port === 0) return;
  const { createServer } = await import("node:net");
  const probe = createServer();
  probe.listen(config.port, config.host);
  try {
    await once(probe, "listening");
  } catch (cause) {
    throw new HpError("port-taken", { port: config.port }, cause);
  } finally {
    probe.close();
  }
}

function servicesOf(open: OpenHost, child: ReturnType<typeof createIngestProcess>): Services {
  return {
    ingest: (paths, hints, listener) => child.ingest(paths, hints, listener),
    currentProgress: (runSeq) => child.currentProgress(runSeq),
    decideReview: async ({ reviewId, decision, note, decidedBy, idempotencyKey }) => {
      const more = { ...(note === undefined ? {} : { note }), idempotencyKey };
      await decideReview(open.host.pool, reviewId, decision, {
        decidedBy,
        decidedAt: open.host.clock.now(),
        more,
      });
      if (decision.action === "reject") return;
      // The answer to the person doesn't wait for the run; what goes wrong in it stands in the run's own record.
      void child
        .ingest([], { reviewId }, {})
        .catch((error: unknown) => open.host.log.error({ reviewId, err: error }, "follow-up run failed"));
    },
  };
}

/** Loads the sample once: a run that ended is the mark; one that was interrupted is finished. */
async function loadSample(call: Call, open: OpenHost): Promise<void> {
  const { rows } = await open.database.pool.query<{ done: boolean; any: boolean }>(
    "select coalesce(bool_or(status = 'done'), false) as done, count(*) > 0 as any from run",
  );
  if (rows[0]?.done === true) return;
  if (rows[0]?.any === true) {
    const result = await resume(open.host);
    if (result !== undefined) printRun(call, result);
    return;
  }
  await generateFirst(call);
  printRun(call, await ingest(open.host, { paths: [sampleInbox(call.config)] }));
}

function greet(call: Call, address: ReturnType<import("node:net").Server["address"]>): void {
  const port = typeof address === "object" && address !== null ? address.port : call.config.port;
  const url = `http://${call.config.host}:${port}`;
  if (call.json) {
    call.print(JSON.stringify({ url }));
    return;
  }
  const registry = call.config.population?.url;
  call.print(
    call.say({
      vi: `
Hoa Phượng đang chạy: ${url}
Đối soát dân cư: ${registry ?? "chưa kết nối, không hỏi ai (HP_POPULATION_URL)"}

Thử tiếp:
  ${url}/                  trang trạng thái: thành phố bằng con số, lượt nhập, điểm chất lượng
  ${url}/docs              API (OpenAPI 3.1)
  ${url}/docs/dictionary   từ điển dữ liệu
  npm run hp -- quality          điểm chất lượng và danh sách việc
  npm run hp -- template learnerRow --out mau-hoc-sinh.xlsx
  npm run hp -- ingest <tệp Excel của bạn>

Dừng: Ctrl-C`,
      en: `
Hoa Phượng is running: ${url}
Population registry: ${registry ?? "not connected, nobody is asked (HP_POPULATION_URL)"}

Try next:
  ${url}/?lang=en          status page: the city in figures, runs, quality scores
  ${url}/docs              API (OpenAPI 3.1)
  ${url}/docs/dictionary   data dictionary
  npm run hp -- quality          scores and worklist
  npm run hp -- template learnerRow --out learners.xlsx
  npm run hp -- ingest <your Excel file>

Stop: Ctrl-C`,
    }),
  );
}
