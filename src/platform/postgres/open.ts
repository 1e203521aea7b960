import { existsSync, mkdirSync, readFileSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Config, foldersOf } from "../config.ts";
import { HpError } from "../errors.ts";
import { type EmbeddedServer, startEmbedded } from "./embedded.ts";
import { migrate } from "./migrate.ts";
import { assertReachable, createPool, type Pool } from "./pool.ts";
import { prepareDatabase } from "./prepare.ts";

/** An open system of record. */
export interface Database {
  readonly pool: Pool;
  readonly url: string;
  /** The same database for the role the API works as: it owns nothing and sees what a transaction's role may see. */
  readonly appUrl?: string;
  /** The embedded server; absent when DATABASE_URL names another. */
  readonly server?: EmbeddedServer;
  /** Names of the migrations applied now. */
  readonly migrated: readonly string[];
  /** Ends the pool, and the embedded server when nobody else of ours uses it. */
  close(): Promise<void>;
}

/** Less free space than this and we refuse to start: a run would break in its middle. */
const neededMb = 300;

export function assertDiskSpace(dataDir: string): void {
  const stats = statfsSync(dataDir);
  const freeMb = Math.floor((stats.bavail * stats.bsize) / 2 ** 20);
  if (freeMb < neededMb) throw new HpError("disk-full", { dataDir, freeMb, neededMb });
}

/** Connects to DATABASE_URL, or starts (or finds) the embedded Postgres; then migrates. */
export async function openDatabase(config: Config): Promise<Database> {
  const folders = foldersOf(config.dataDir);
  makeDataDir(config.dataDir);
  assertDiskSpace(config.dataDir);
  if (config.databaseUrl !== undefined) {
    const pool = createPool(config.databaseUrl);
    try {
      await assertReachable(pool, config.databaseUrl);
      return {
        pool,
        url: config.databaseUrl,
        ...(config.appDatabaseUrl === undefined ? {} : { appUrl: config.appDatabaseUrl }),
        migrated: await migrate(pool),
        close: () => pool.end(),
      };
    } catch (error) {
      await pool.end();
      throw error;
    }
  }
  for (let waitedMs = 0; ; waitedMs += closingPollMs) {
    const server = await startEmbedded(folders.postgres);
    try {
      return await useEmbedded(server, folders.postgres);
    } catch (error) {
      if (server.started) await server.stop();
      // Found in the moment its last user stops it: it is gone soon, and then we start it.
      if (server.started || !isClosing(error) || waitedMs >= closingLimitMs) throw error;
      await new Promise((resolve) => setTimeout(resolve, closingPollMs));
    }
  }
}

const closingPollMs = 200;
/** What an orderly stop may take: its checkpoint. */
const closingLimitMs = 60_000;

/** `cannot_connect_now` of a server that shuts down, or nobody there any more. */
const isClosing = (error: unknown): boolean =>
  ["57P03", "57P01", "ECONNREFUSED", "ECONNRESET"].includes(String((error as { code?: unknown }).code));

async function useEmbedded(server: EmbeddedServer, postgresDir: string): Promise<Database> {
  if (server.started) takeOwnership(postgresDir);
  await prepareDatabase(server.adminUrl, server.url, server.appUrl);
  const pool = createPool(server.url);
  const migrated = await migrate(pool);
  return {
    pool,
    url: server.url,
    appUrl: server.appUrl,
    server,
    migrated,
    close: () => closeEmbedded(pool, server, postgresDir),
  };
}

function makeDataDir(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true });
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === "ENOSPC") throw new HpError("disk-full", { dataDir, freeMb: 0, neededMb }, cause);
    throw new HpError(
      "config-invalid",
      { name: "HP_DATA", value: `${dataDir} (${code ?? String(cause)})` },
      cause,
    );
  }
}

/** Who must stop the server: the process that started it, or the one it was handed to. */
function ownerFile(postgresDir: string): string {
  return join(postgresDir, "owner.pid");
}

function takeOwnership(postgresDir: string, pid: number = process.pid): void {
  writeFileSync(ownerFile(postgresDir), String(pid));
}

async function closeEmbedded(pool: Pool, server: EmbeddedServer, postgresDir: string): Promise<void> {
  const owner = existsSync(ownerFile(postgresDir)) ? Number(readFileSync(ownerFile(postgresDir), "utf8")) : 0;
  // Its owner died without stopping it (kill -9): whoever leaves last stops it.
  const ours = owner === process.pid || !isAlive(owner);
  const others = ours ? await findOtherUsers(pool) : [];
  await pool.end();
  if (!ours) return;
  const heir = others[0];
  if (heir === undefined) await server.stop();
  else takeOwnership(postgresDir, heir);
}

/** Other programs of ours on this database, by the name their connections carry (`hp:<pid>`). */
async function findOtherUsers(pool: Pool): Promise<readonly number[]> {
  const { rows } = await pool.query<{ name: string }>(
    "select distinct application_name as name from pg_stat_activity where application_name like 'hp:%'",
  );
  return rows.map((row) => Number(row.name.slice(3))).filter((pid) => pid !== process.pid && isAlive(pid));
}

export function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
