import { availableParallelism, totalmem } from "node:os";
import { join, resolve } from "node:path";
import { type AuditExportConfig, readAuditExport } from "./config-audit.ts";
import { type ContactConfig, readContact } from "./config-contact.ts";
import { type OpenDataConfig, readOpenData } from "./config-open-data.ts";
import { readSecurity, type SecurityConfig } from "./config-security.ts";
import { HpError } from "./errors.ts";

/** Everything that can be set from outside. Read once at the door (CLI, tests), passed on as a value. */
export interface Config {
  /** `HP_DATA`: where everything the program keeps lives. */
  readonly dataDir: string;
  /** `HP_PORT`: the API's port on {@link host}. */
  readonly port: number;
  /** `HP_HOST`: where to listen; beyond loopback only with {@link SecurityConfig} that encrypts the way. */
  readonly host: string;
  /** `DATABASE_URL`: a Postgres of one's own instead of the embedded one. */
  readonly databaseUrl?: string;
  /** `HP_APP_DATABASE_URL`: the same database for the role `hp_app`, which the API works as (docs/operations/security.md). */
  readonly appDatabaseUrl?: string;
  /** `HP_MEMORY_MB`: what one DuckDB step may use, in MiB. */
  readonly lakeMemoryMb: number;
  /** `HP_THREADS`: threads and parser processes for batch work. */
  readonly threads: number;
  /** How the server is reached and protected (`HP_PUBLIC_URL`, `HP_TRUSTED_PROXY`, `HP_TLS_*`, `HP_DEMO`; docs/operations/security.md). */
  readonly security: SecurityConfig;
  /** `HP_AUDIT_SYSLOG`, `HP_AUDIT_OTLP`: where sealed audit events are sent (docs/operations/audit.md). */
  readonly auditExport: AuditExportConfig;
  /** `HP_RESEARCH_GROUP`: a row leaves for research only where so many people look alike [memory: no text of law names a number]. */
  readonly researchGroup: number;
  /** `HP_INCIDENT_*`: where a leak or a weakness is reported (docs/operations/security.md). */
  readonly contact: ContactConfig;
  /** `HP_OPEN_*`: how much of ranks and small counts everybody sees (docs/privacy.md). */
  readonly openData: OpenDataConfig;
  /** How the population registry is reached; without it nobody is asked (docs/operations/population-registry.md). */
  readonly population?: PopulationConfig;
}

export interface PopulationConfig {
  /** `HP_POPULATION_URL`: https, or http on this machine: citizens' data never travel in the clear. */
  readonly url: string;
  /** `HP_POPULATION_PROVIDER`: which adapter of src/exchange/population/ speaks to it. */
  readonly provider: string;
  /** `HP_POPULATION_KEY`: bearer key; never printed or logged. */
  readonly key?: string;
  /** `HP_POPULATION_BATCH`: claims a request carries. */
  readonly batchSize: number;
  /** `HP_POPULATION_CONCURRENCY`: requests under way together. */
  readonly concurrency: number;
  /** `HP_POPULATION_TIMEOUT_MS`: how long one request may take, answer included. */
  readonly timeoutMs: number;
}

const loopback = new Set(["127.0.0.1", "::1", "localhost"]);

export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const port = Number(env.HP_PORT ?? "8080");
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new HpError("config-invalid", { name: "HP_PORT", value: String(env.HP_PORT) });
  }
  const host = env.HP_HOST ?? "127.0.0.1";
  const security = readSecurity(env, host);
  const databaseUrl = env.DATABASE_URL;
  const appDatabaseUrl = env.HP_APP_DATABASE_URL;
  const threads = Number(env.HP_THREADS ?? Math.max(2, Math.min(8, availableParallelism())));
  if (!Number.isInteger(threads) || threads < 1) {
    throw new HpError("config-invalid", { name: "HP_THREADS", value: String(env.HP_THREADS) });
  }
  const defaultMemory = Math.max(768, Math.min(3072, Math.floor(totalmem() / 2 ** 20 / 6)));
  const lakeMemoryMb = Number(env.HP_MEMORY_MB ?? defaultMemory);
  if (!Number.isInteger(lakeMemoryMb) || lakeMemoryMb < 512) {
    throw new HpError("config-invalid", { name: "HP_MEMORY_MB", value: String(env.HP_MEMORY_MB) });
  }
  const researchGroup = Number(env.HP_RESEARCH_GROUP ?? 5);
  if (!Number.isInteger(researchGroup) || researchGroup < 2) {
    throw new HpError("config-invalid", { name: "HP_RESEARCH_GROUP", value: String(env.HP_RESEARCH_GROUP) });
  }
  const population = readPopulation(env);
  return {
    dataDir: resolve(env.HP_DATA ?? ".hoa-phuong"),
    port,
    host,
    ...(databaseUrl === undefined || databaseUrl === "" ? {} : { databaseUrl }),
    ...(appDatabaseUrl === undefined || appDatabaseUrl === "" ? {} : { appDatabaseUrl }),
    lakeMemoryMb,
    threads,
    researchGroup,
    security,
    auditExport: readAuditExport(env),
    contact: readContact(env),
    openData: readOpenData(env),
    ...(population === undefined ? {} : { population }),
  };
}

function readPopulation(env: Readonly<Record<string, string | undefined>>): PopulationConfig | undefined {
  const text = env.HP_POPULATION_URL;
  if (text === undefined || text === "") return undefined;
  const url = URL.parse(text);
  const isSafe = url?.protocol === "https:" || (url?.protocol === "http:" && loopback.has(bareHost(url)));
  // A user name or password in the address would end up in messages: the key has a setting of its own.
  if (url === null || !isSafe || url.username !== "" || url.password !== "") {
    throw new HpError("config-invalid", {
      name: "HP_POPULATION_URL",
      value: url === null ? text : `${url.protocol}//${url.host}`,
    });
  }
  const whole = (name: string, fallback: number, most: number): number => {
    const value = Number(env[name] ?? fallback);
    if (Number.isInteger(value) && value >= 1 && value <= most) return value;
    throw new HpError("config-invalid", { name, value: String(env[name]) });
  };
  const key = env.HP_POPULATION_KEY;
  return {
    url: url.href.replace(/\/$/, ""),
    provider: env.HP_POPULATION_PROVIDER ?? "http",
    ...(key === undefined || key === "" ? {} : { key }),
    batchSize: whole("HP_POPULATION_BATCH", 500, 10_000),
    concurrency: whole("HP_POPULATION_CONCURRENCY", 4, 64),
    timeoutMs: whole("HP_POPULATION_TIMEOUT_MS", 30_000, 600_000),
  };
}

const bareHost = (url: URL): string => url.hostname.replace(/^\[|\]$/g, "");

/** The folders under {@link Config.dataDir}; one function, so that nothing invents a second place. */
export function foldersOf(dataDir: string) {
  return {
    root: dataDir,
    postgres: join(dataDir, "postgres"),
    keys: join(dataDir, "keys"),
    landing: join(dataDir, "landing"),
    lake: join(dataDir, "lake"),
    runs: join(dataDir, "runs"),
    warehouse: join(dataDir, "warehouse"),
    uploads: join(dataDir, "uploads"),
    city: join(dataDir, "city"),
    backups: join(dataDir, "backups"),
    audit: join(dataDir, "audit"),
    temporary: join(dataDir, "tmp"),
  } as const;
}

export type Folders = ReturnType<typeof foldersOf>;

/**
 * Threads a step of batch work may have: each needs about 400 MiB for the widest intake (its expressions hold a vector
 * of 2,048 values for every part of themselves), so little memory means fewer threads rather than a run that fails.
 */
export function lakeThreads({ threads, lakeMemoryMb }: Pick<Config, "threads" | "lakeMemoryMb">): number {
  return Math.max(1, Math.min(threads, Math.floor(lakeMemoryMb / 512)));
}
