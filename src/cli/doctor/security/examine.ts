import { resolve } from "node:path";
import { systemClock } from "#src/platform/clock.ts";
import { type Config, foldersOf } from "#src/platform/config.ts";
import type { Database } from "#src/platform/postgres/open.ts";
import type { Finding } from "../finding.ts";
import { checkAccountSecurity } from "./account-checks.ts";
import { checkDatabaseSecurity } from "./database-checks.ts";
import type { SecurityExam } from "./exam.ts";
import { checkSecretFiles } from "./file-checks.ts";
import { checkRuntime, readTcpMemory } from "./machine-checks.ts";
import { checkEvidence } from "./record-checks.ts";
import { checkWayIn } from "./way-in-checks.ts";

/** This deployment, as it is now. @param backups where backups are put, when it is not the data folder */
export function examOf(config: Config, backups: string | undefined): SecurityExam {
  return {
    config,
    environment: process.env,
    now: systemClock.now(),
    userId: process.getuid?.(),
    nodeVersion: process.versions.node,
    tcpMemory: readTcpMemory(),
    backupDir: backups === undefined ? foldersOf(config.dataDir).backups : resolve(backups),
  };
}

/** What can be told without the database. */
export async function examineMachine(exam: SecurityExam): Promise<readonly Finding[]> {
  return [...(await checkWayIn(exam)), ...checkRuntime(exam), ...checkSecretFiles(exam)];
}

export async function examineDatabase(exam: SecurityExam, database: Database): Promise<readonly Finding[]> {
  const whole = {
    ...exam,
    // Opening a database may take seconds, which are no difference of clocks.
    now: systemClock.now(),
    pool: database.pool,
    ownerUrl: database.url,
    appUrl: database.appUrl,
    adminUrl: database.server?.adminUrl,
    migrated: database.migrated,
  };
  return [
    ...(await checkDatabaseSecurity(whole)),
    ...(await checkAccountSecurity(whole)),
    ...(await checkEvidence(whole)),
  ];
}
