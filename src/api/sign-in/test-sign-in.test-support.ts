import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from "fastify";
import { pino } from "pino";
import { type AccountContext, createAccountContext, openAccountKeys } from "#src/access/accounts/context.ts";
import type { AuditEvent } from "#src/access/audit/event.ts";
import { createAccountDirectory, createRecorder } from "#src/access/provider/account-directory.ts";
import { type CityProvider, createProvider } from "#src/access/provider/provider.ts";
import type { VneidSettings } from "#src/access/upstream/settings.ts";
import { readVneidSettings } from "#src/access/upstream/settings.ts";
import { createVneid } from "#src/access/upstream/vneid.ts";
import { type Clock, systemClock } from "#src/platform/clock.ts";
import { createPool, type Pool } from "#src/platform/postgres/pool.ts";
import { createTestDatabase } from "#src/platform/postgres/test-database.ts";
import { registerAccess } from "../access/request-access.ts";
import { registerGuard, registerSecurityHeaders } from "../guard.ts";
import { registerProblems } from "../problems/plugin.ts";
import { cookieJarOf } from "./cookies.ts";
import { mountProvider } from "./mount-provider.ts";
import { passkeySiteOf } from "./passkey.ts";
import { providerPages } from "./provider-pages.ts";
import { registerSignIn } from "./routes.ts";

/** The city's sign-in over real HTTP, with a database and keys of its own. */
export interface SignInWorld {
  readonly origin: string;
  readonly issuer: string;
  readonly pool: Pool;
  readonly context: AccountContext;
  readonly city: CityProvider;
  /** What went into the audit, in order. */
  readonly events: AuditEvent[];
  /** What was logged, one JSON object a line. */
  readonly logged: string[];
  readonly keysDir: string;
  close(): Promise<void>;
}

export interface WorldOptions {
  /** Issuer of the VNeID to connect. */
  readonly vneidIssuer?: string;
  readonly clock?: Clock;
  readonly provider?: Partial<Pick<Parameters<typeof createProvider>[0], "mutualTls" | "keyPeriods">>;
}

export async function startSignInWorld(options: WorldOptions = {}): Promise<SignInWorld> {
  const { clock = systemClock, vneidIssuer } = options;
  const database = await createTestDatabase();
  const appPool = createPool(database.appUrl, 8);
  const keysDir = mkdtempSync(join(tmpdir(), "hp-sign-in-"));
  const events: AuditEvent[] = [];
  const logged: string[] = [];
  const log = pino({ level: "debug" }, { write: (line: string) => void logged.push(line) });
  // One cheap hash: what a password costs is measured elsewhere.
  const context = createAccountContext(
    appPool,
    clock,
    openAccountKeys(keysDir),
    async (_client, event) => void events.push(event),
    { hashCosts: [{ memoryKib: 64, passes: 1, lanes: 1 }] },
  );
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const issuer = `${origin}/oidc`;
  const directory = createAccountDirectory(context);
  const record = createRecorder(context);
  const city = await createProvider({
    issuer,
    pool: appPool,
    clock,
    keysDir,
    directory,
    record,
    log,
    pages: providerPages,
    // A change of an application counts at once, so that no test has to wait for it.
    clientMemoryMs: 0,
    ...options.provider,
  });
  const settings: VneidSettings | undefined = readVneidSettings({ HP_VNEID_URL: vneidIssuer });
  const vneid =
    settings === undefined
      ? undefined
      : createVneid({ ...settings, timeoutSeconds: 2 }, `${origin}/sign-in/vneid/callback`);
  const app = createTestServer(server, log, appPool);
  mountProvider(app, city);
  registerSignIn(app, {
    accounts: context,
    passkeySite: passkeySiteOf(origin),
    city,
    directory,
    record,
    cookies: cookieJarOf(origin),
    ...(vneid === undefined ? {} : { vneid }),
  });
  await app.ready();
  return {
    origin,
    issuer,
    pool: database.pool,
    context,
    city,
    events,
    logged,
    keysDir,
    close: async () => {
      await app.close();
      server.closeAllConnections();
      await appPool.end();
      await database.drop();
      rmSync(keysDir, { recursive: true, force: true });
    },
  };
}

/** The application's doors (guard, headers, who may call what) around sign-in alone. */
function createTestServer(server: Server, log: unknown, appPool: Pool): FastifyInstance {
  const app = fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    handlerTimeout: 30_000,
    serverFactory: (handler) => {
      server.on("request", handler);
      return server;
    },
  });
  registerGuard(app);
  registerSecurityHeaders(app);
  registerProblems(app);
  registerAccess(app, appPool, async () => undefined);
  return app;
}
