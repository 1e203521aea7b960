import { execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { HpError } from "../errors.ts";
import { getNativeDir, restoreLinks } from "./binaries.ts";
import { type ClusterPlace, giveTo, placeCluster, serverUser } from "./cluster-place.ts";

const run = promisify(execFile);

/** Settings of the embedded server; all of them are PostgreSQL's own names. */
export type ServerSettings = Readonly<Record<string, string>>;

/**
 * One city on one machine: batches write gigabytes (large WAL, rare checkpoints), people read single rows.
 * `max_wal_size` decides how often a bulk load checkpoints. Page images in the log are not compressed: pglz, all this
 * build has, takes longer over a page than the disk (measured: a day's updates in 246 ms instead of 1,188).
 */
const citySettings: ServerSettings = {
  shared_buffers: "512MB",
  work_mem: "32MB",
  maintenance_work_mem: "256MB",
  max_wal_size: "4GB",
  checkpoint_timeout: "15min",
  wal_compression: "off",
  max_connections: "60",
  random_page_cost: "1.1",
  jit: "off",
};

/** Tests throw their cluster away: no need to survive a power cut. */
const testSettings: ServerSettings = {
  ...citySettings,
  shared_buffers: "128MB",
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
};

export interface EmbeddedServer {
  /** Connection string of the owner role on the application database. */
  readonly url: string;
  /** Connection string of the role the API works as, which owns nothing. */
  readonly appUrl: string;
  /** Connection string of the superuser, for backup and doctor only. */
  readonly adminUrl: string;
  /** True when this call started the server rather than finding it running. */
  readonly started: boolean;
  readonly clusterDir: string;
  readonly logFile: string;
  stop(): Promise<void>;
}

interface Credentials {
  readonly port: number;
  readonly adminPassword: string;
  readonly ownerPassword: string;
  readonly appPassword?: string;
}

/**
 * Starts the PostgreSQL that npm brought, or finds it running on the same folder.
 * The server outlives a killed parent; the next start attaches to it (Postgres recovers by itself).
 */
export async function startEmbedded(
  postgresDir: string,
  purpose: "city" | "test" = "city",
): Promise<EmbeddedServer> {
  const user = serverUser();
  const nativeDir = getNativeDir();
  restoreLinks(nativeDir);
  const place = placeCluster(postgresDir, nativeDir, user);
  const logFile = join(postgresDir, "postgres.log");
  const credentialsFile = join(postgresDir, "credentials.json");
  if (!existsSync(join(place.clusterDir, "PG_VERSION")) || !existsSync(credentialsFile)) {
    await createCluster(place, credentialsFile);
  }
  let credentials = JSON.parse(readFileSync(credentialsFile, "utf8")) as Credentials;
  if (credentials.appPassword === undefined) {
    // A cluster made before the API had a role of its own.
    credentials = { ...credentials, appPassword: randomBytes(18).toString("base64url") };
    writeSecret(credentialsFile, credentials);
  }
  await waitForDeadServer(place.clusterDir);
  const started = !isRunning(place.clusterDir);
  if (started) {
    credentials = { ...credentials, port: await findFreePort() };
    writeSecret(credentialsFile, credentials);
    await launch(place, credentials.port, logFile, purpose === "city" ? citySettings : testSettings);
  }
  const at = (role: string, password: string, database: string) =>
    `postgres://${role}:${password}@127.0.0.1:${credentials.port}/${database}`;
  return {
    url: at("hp_owner", credentials.ownerPassword, "hoa_phuong"),
    appUrl: at("hp_app", credentials.appPassword ?? "", "hoa_phuong"),
    adminUrl: at("postgres", credentials.adminPassword, "postgres"),
    started,
    clusterDir: place.clusterDir,
    logFile,
    stop: () => stop(place, logFile),
  };
}

async function createCluster(place: ClusterPlace, credentialsFile: string): Promise<void> {
  const user = serverUser();
  rmSync(place.clusterDir, { recursive: true, force: true });
  mkdirSync(place.clusterDir, { recursive: true, mode: 0o700 });
  const adminPassword = randomBytes(18).toString("base64url");
  const passwordFile = `${place.clusterDir}.pw`;
  writeFileSync(passwordFile, adminPassword, { mode: 0o600 });
  giveTo(place.clusterDir, user);
  giveTo(passwordFile, user);
  try {
    // The builtin C.UTF-8 provider keeps indexes fast and stable across machines; people's lists sort by ICU `vi`.
    const options = [
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      "--locale-provider=builtin",
      "--locale=C.UTF-8",
    ];
    await run(
      join(place.nativeDir, "bin", "initdb"),
      ["-D", place.clusterDir, "-U", "postgres", `--pwfile=${passwordFile}`, "--no-instructions", ...options],
      { ...user, env: serverEnvironment() },
    );
  } catch (cause) {
    const reason =
      String((cause as { stderr?: string }).stderr ?? cause)
        .trim()
        .split("\n")
        .at(-1) ?? "initdb";
    throw new HpError("postgres-failed", { reason, logFile: place.clusterDir }, cause);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  const ownerPassword = randomBytes(18).toString("base64url");
  const appPassword = randomBytes(18).toString("base64url");
  writeSecret(credentialsFile, { port: 0, adminPassword, ownerPassword, appPassword });
}

async function launch(
  place: ClusterPlace,
  port: number,
  logFile: string,
  settings: ServerSettings,
): Promise<void> {
  const log = openSync(logFile, "a", 0o600);
  const flags = Object.entries({
    ...settings,
    port: String(port),
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    // Errors quote the value they are about; the program that caused one tells of it without the value.
    log_min_messages: "log",
    // Statements may hold names and ids: they stay out of the log even when they fail.
    log_min_error_statement: "panic",
    log_error_verbosity: "terse",
  }).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  // Detached: Ctrl-C goes to us alone, and we stop the server in order.
  const child = spawn(join(place.nativeDir, "bin", "postgres"), ["-D", place.clusterDir, ...flags], {
    ...serverUser(),
    cwd: place.clusterDir,
    env: serverEnvironment(),
    detached: true,
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  const ended = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) => resolve(`exit ${code ?? signal}`));
  });
  await waitUntilReady(place.clusterDir, child.pid, ended, logFile);
  child.unref();
}

/**
 * The server writes "ready" into line 8 of its pid file when it takes connections. A killed server leaves its file
 * behind, still saying so: only the new server's own file counts.
 */
async function waitUntilReady(
  clusterDir: string,
  pid: number | undefined,
  ended: Promise<string>,
  logFile: string,
): Promise<void> {
  let end: string | undefined;
  void ended.then((reason) => {
    end = reason;
  });
  // 120 s: crash recovery after a killed bulk load replays up to max_wal_size.
  for (let waitedMs = 0; waitedMs < 120_000; waitedMs += 50) {
    if (end !== undefined) throw new HpError("postgres-failed", { reason: end, logFile });
    const lines = readPidFile(clusterDir);
    if (Number(lines?.[0]) === pid && lines?.[7]?.trim() === "ready") return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new HpError("postgres-failed", { reason: "not ready after 120 s", logFile });
}

async function stop(place: ClusterPlace, logFile: string): Promise<void> {
  if (!isRunning(place.clusterDir)) return;
  try {
    // pg_ctl refuses root too; `fast` rolls back what is open and writes a clean checkpoint.
    const user = serverUser();
    const options = { ...user, cwd: "/", env: serverEnvironment() };
    await run(
      join(place.nativeDir, "bin", "pg_ctl"),
      ["stop", "-D", place.clusterDir, "-m", "fast", "-w", "-t", "120"],
      options,
    );
  } catch (cause) {
    if (isRunning(place.clusterDir))
      throw new HpError("postgres-failed", { reason: "did not stop", logFile }, cause);
  }
}

function readPidFile(clusterDir: string): readonly string[] | undefined {
  const path = join(clusterDir, "postmaster.pid");
  return existsSync(path) ? readFileSync(path, "utf8").split("\n") : undefined;
}

/**
 * A server that was killed may stay in the process table until the system's first process takes notice; until then it
 * counts as alive for us and for Postgres' own lock. Its lock file stays: it guards the memory of late backends.
 */
async function waitForDeadServer(clusterDir: string): Promise<void> {
  for (let waitedMs = 0; waitedMs < 10_000; waitedMs += 50) {
    const stat = `/proc/${Number(readPidFile(clusterDir)?.[0])}/stat`;
    // Only Linux has /proc; elsewhere the dead are taken away at once.
    if (!existsSync(stat) || !/\) Z /.test(readStat(stat))) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Empty when the process went away between the look and the reading. */
function readStat(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

function isRunning(clusterDir: string): boolean {
  const pid = Number(readPidFile(clusterDir)?.[0]);
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

function serverEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, LC_ALL: "C.UTF-8", TZ: "UTC" };
}

function writeSecret(path: string, value: unknown): void {
  writeFileSync(`${path}.new`, JSON.stringify(value), { mode: 0o600 });
  renameSync(`${path}.new`, path);
}
