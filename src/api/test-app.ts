import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { pino } from "pino";
import type { DemoDesk } from "#src/access/demo/desk.ts";
import type { Principal } from "#src/access/principal.ts";
import { getDataset } from "#src/domains/catalogue.ts";
import { columnsOf, type Dataset } from "#src/domains/dictionary/dataset.ts";
import { systemClock } from "#src/platform/clock.ts";
import { foldersOf, readConfig } from "#src/platform/config.ts";
import { createPool, type Pool } from "#src/platform/postgres/pool.ts";
import { createTestDatabase } from "#src/platform/postgres/test-database.ts";
import type { Authenticate, SignedIn } from "./access/request-access.ts";
import { createApp } from "./app.ts";
import type { PortalFiles } from "./portal/portal-files.ts";
import type { Services } from "./services.ts";
import { createSignInService, type SignInService } from "./sign-in/service.ts";

/** The application over a database and data folder of its own, for one test file. */
export interface TestApp {
  readonly app: FastifyInstance;
  readonly pool: Pool;
  /** Connections of the role that owns nothing. */
  readonly appPool: Pool;
  /** Every route the application answers. */
  readonly routes: readonly { readonly method: string; readonly url: string }[];
  readonly dataDir: string;
  /** Accounts and who has signed in, for tests with real sessions. */
  readonly signIn: SignInService;
  /** What the application logged, one JSON object a line. */
  readonly logged: readonly string[];
  close(): Promise<void>;
}

/** Services for tests that never reach them: using one is a failure of the test. */
export const noServices: Services = {
  ingest: () => Promise.reject(new Error("this test ingests nothing")),
  decideReview: () => Promise.reject(new Error("this test decides nothing")),
  currentProgress: () => undefined,
};

/** The department's data steward, who sees every row and field: what most tests read as. */
export const steward: SignedIn & { readonly principal: Principal } = {
  principal: {
    accountId: "00000000-0000-4000-8000-000000000001",
    displayName: "Người thử",
    grant: {
      grantId: "00000000-0000-4000-8000-000000000002",
      role: "departmentSteward",
      unit: { kind: "city" },
      from: "2026-01-01T00:00:00Z",
    },
  },
  scope: { role: "departmentSteward", schools: [], learners: [], staff: [], guardians: [] },
  isOpenForSensitive: true,
};

/**
 * @param authenticate who asks; by itself every request comes from {@link steward}
 * @param portal the built web portal, for tests in a browser
 * @param demo sample accounts to tell of
 * @param origin where browsers reach it; by itself what `inject` names as its host
 */
export async function createTestApp(
  services: (pool: Pool) => Services = () => noServices,
  authenticate: Authenticate = async () => steward,
  portal?: PortalFiles,
  demo?: DemoDesk,
  origin = "http://localhost:80",
): Promise<TestApp> {
  const database = await createTestDatabase();
  const appPool = createPool(database.appUrl, 6);
  const dataDir = mkdtempSync(join(tmpdir(), "hp-api-"));
  const logged: string[] = [];
  const folders = foldersOf(dataDir);
  const log = pino({ level: "debug" }, { write: (line: string) => void logged.push(line) });
  const signIn = await createSignInService({
    pool: database.pool,
    appPool,
    keysDir: folders.keys,
    origin,
    clock: systemClock,
    log,
  });
  const app = createApp({
    pool: database.pool,
    appPool,
    authenticate,
    signIn: signIn.parts,
    ...(portal === undefined ? {} : { portal }),
    ...(demo === undefined ? {} : { demo }),
    config: readConfig({ HP_DATA: dataDir }),
    folders,
    log,
    services: services(database.pool),
  });
  const routes: { method: string; url: string }[] = [];
  app.addHook("onRoute", (route) => {
    for (const method of [route.method].flat()) routes.push({ method, url: route.url });
  });
  await app.ready();
  return {
    app,
    pool: database.pool,
    appPool,
    routes,
    dataDir,
    signIn,
    logged,
    close: async () => {
      await app.close();
      await appPool.end();
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

export type Row = Readonly<Record<string, unknown>>;

const published: Row = {
  version: 1,
  sourceRowId: "268435457",
  runSeq: 1,
  changedAt: "2026-10-20T02:41:00.123456Z",
};

/** Inserts rows given by field names; published columns that are not given get plain values. */
export async function insertRows(pool: Pool, datasetId: string, rows: readonly Row[]): Promise<void> {
  const target: Dataset = getDataset(datasetId);
  const columns = columnsOf(target);
  const data = rows.map((row) =>
    Object.fromEntries(
      columns.map((column) => [
        column.name,
        row[column.field] ?? (target.origin === "vendor" ? published[column.field] : undefined) ?? null,
      ]),
    ),
  );
  const names = columns.map((column) => `"${column.name}"`).join(", ");
  await pool.query(
    `insert into "${target.table}" (${names}) select ${names} from jsonb_populate_recordset(null::"${target.table}", $1::jsonb)`,
    [JSON.stringify(data)],
  );
}

export const learnerRow = (parts: Row): Row => ({
  learnerId: randomUUID(),
  fullName: "Nguyễn Thị Hoa",
  ...parts,
});
