import { join } from "node:path";
import { createDemoDesk, type DemoDesk } from "#src/access/demo/desk.ts";
import { disableDemoAccounts } from "#src/access/demo/seed.ts";
import { certificateFromSocket } from "#src/access/provider/mutual-tls.ts";
import { readVneidSettings } from "#src/access/upstream/settings.ts";
import { createApp } from "#src/api/app.ts";
import { createIngestProcess, type IngestProcess } from "#src/api/ingest-queue.ts";
import { serverLimits } from "#src/api/limits/limits.ts";
import { builtPortalDir, findPortalFiles } from "#src/api/portal/portal-files.ts";
import type { Services } from "#src/api/services.ts";
import { createSignInService } from "#src/api/sign-in/service.ts";
import { followServices } from "#src/api/status/follow.ts";
import { followFigures } from "#src/insight/metrics/follow.ts";
import { decideReview } from "#src/pipeline/decide-review.ts";
import { foldersOf } from "#src/platform/config.ts";
import { HpError } from "#src/platform/errors.ts";
import { createPool } from "#src/platform/postgres/pool.ts";
import type { Call } from "../command.ts";
import { type OpenHost, openHost } from "../open-host.ts";
import { progressLines } from "../progress-lines.ts";
import { startJobs } from "./jobs.ts";

/** Where and with what the program serves. */
export interface Serving {
  /** Handed on to the processes that ingest, with what the sample city adds to it. */
  readonly environment: NodeJS.ProcessEnv;
  /** How browsers reach it. */
  readonly origin: string;
}

/**
 * Serves until `stopped`.
 * @param afterListen what happens first once requests are answered
 */
export async function serve(
  call: Call,
  { environment, origin }: Serving,
  stopped: Promise<void>,
  afterListen: (open: OpenHost, demo: DemoDesk | undefined) => Promise<void>,
): Promise<void> {
  const { config, log } = call;
  const folders = foldersOf(config.dataDir);
  const open = await openHost(config, log, progressLines(call.language));
  const { pool, appUrl } = open.database;
  const child = createIngestProcess({
    command: [process.execPath, join(import.meta.dirname, "../hp.ts")],
    env: environment,
  });
  const appPool = createPool(appUrl ?? "");
  const { clock } = open.host;
  const vneid = readVneidSettings(environment);
  const signIn = await createSignInService({
    pool,
    appPool,
    keysDir: folders.keys,
    origin,
    clock,
    log,
    ...(vneid === undefined ? {} : { vneid }),
    ...(config.security.tls?.clientAuthorities === undefined ? {} : { mutualTls: certificateFromSocket }),
  });
  const demo = config.security.demo
    ? createDemoDesk({
        accounts: signIn.accounts,
        pool,
        keysDir: folders.keys,
        clock,
        schoolYear: signIn.schoolYear,
        hasVneid: vneid !== undefined,
      })
    : undefined;
  if (demo === undefined) {
    const disabled = await disableDemoAccounts(signIn.accounts, pool);
    if (disabled > 0) log.warn({ accounts: disabled }, "sample accounts of an earlier demo were disabled");
  }
  const jobs = startJobs(pool, signIn, config, clock, log);
  const figures = followFigures(pool, clock, log, config.openData);
  const portal = findPortalFiles(builtPortalDir);
  const app = createApp({
    pool,
    appPool,
    authenticate: signIn.authenticate,
    signIn: signIn.parts,
    ...(demo === undefined ? {} : { demo }),
    ...(portal === undefined ? {} : { portal }),
    config,
    folders,
    log,
    services: servicesOf(open, child),
  });
  let services: ReturnType<typeof followServices> | undefined;
  try {
    await app.listen({ host: config.host, port: config.port, backlog: serverLimits.backlog });
    services = followServices({ app, pool, config, folders, clock, log });
    await afterListen(open, demo);
    await stopped;
    call.print(call.say({ vi: "\nĐang dừng…", en: "\nStopping…" }));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EADDRINUSE")
      throw new HpError("port-taken", { port: config.port }, error);
    throw error;
  } finally {
    child.close();
    await services?.stop();
    await app.close();
    await jobs.stop();
    await figures.stop();
    await appPool.end();
    await open.database.close();
  }
}

function servicesOf(open: OpenHost, child: IngestProcess): Services {
  return {
    ingest: (paths, hints, listener) => child.ingest(paths, hints, listener),
    currentProgress: (runSeq) => child.currentProgress(runSeq),
    decideReview: async ({ reviewId, decision, note, decidedBy, idempotencyKey, record }) => {
      const more = { ...(note === undefined ? {} : { note }), idempotencyKey };
      await decideReview(open.host.pool, reviewId, decision, {
        decidedBy,
        decidedAt: open.host.clock.now(),
        more,
        record,
      });
      if (decision.action === "reject") return;
      // The answer to the person doesn't wait for the run; what goes wrong in it stands in the run's own record.
      void child
        .ingest([], { reviewId }, {})
        .catch((error: unknown) => open.host.log.error({ reviewId, err: error }, "follow-up run failed"));
    },
  };
}
