import { disableIdleAccounts } from "#src/access/accounts/idle-accounts.ts";
import { pruneSignIns } from "#src/access/accounts/sign-in.ts";
import { pruneThrottle } from "#src/access/accounts/throttle.ts";
import { archiveAudit } from "#src/access/audit/archive.ts";
import { useAuditKey } from "#src/access/audit/audit-key.ts";
import { followAudit } from "#src/access/audit/follow.ts";
import type { AuditStore } from "#src/access/audit/seal.ts";
import { startSealer } from "#src/access/audit/sealer.ts";
import { escalateOverdue } from "#src/access/helpdesk/move.ts";
import { tellDaily } from "#src/access/notifications/tell-daily.ts";
import { sweepExpired } from "#src/access/provider/artifact-store.ts";
import { signOutOfEndedSessions } from "#src/access/provider/logout.ts";
import { pruneSessions } from "#src/access/sessions/list-sessions.ts";
import type { SignInService } from "#src/api/sign-in/service.ts";
import type { Clock } from "#src/platform/clock.ts";
import { type Config, foldersOf } from "#src/platform/config.ts";
import { getOrCreateKey } from "#src/platform/keys.ts";
import type { Log } from "#src/platform/log.ts";
import type { Pool } from "#src/platform/postgres/pool.ts";
import { openKeyring } from "#src/platform/sealing/keyring.ts";

export interface Jobs {
  /** Ends what is under way; the audit is sealed once more. */
  stop(): Promise<void>;
}

interface Job {
  /** For the log. */
  readonly name: string;
  readonly everyMs: number;
  readonly work: () => Promise<unknown>;
}

const minute = 60_000;

/** The program itself, as the audit names it. */
const program = { accountId: null, role: null, unit: null, from: null, requestId: null } as const;

/**
 * What has to happen by itself as long as the program runs: the audit is sealed, keys are renewed, what expired goes.
 * @param pool of the owner: the API's role may delete none of it
 */
export function startJobs(
  pool: Pool,
  { accounts, parts }: SignInService,
  config: Config,
  clock: Clock,
  log: Log,
): Jobs {
  const folders = foldersOf(config.dataDir);
  const key = useAuditKey(getOrCreateKey(folders.keys, "audit"));
  const audit: AuditStore = { pool, dir: folders.audit, key, clock };
  const sealer = startSealer(audit, log, { onPass: followAudit(audit, config.auditExport, log) });
  const owner = { ...accounts, pool };
  const jobs = [
    ...jobsOf(pool, parts, owner, clock),
    {
      name: "feedback-overdue",
      everyMs: 60 * minute,
      work: () => escalateOverdue(pool, openKeyring(folders.keys), clock),
    },
    { name: "daily-notices", everyMs: 10 * minute, work: () => tellDaily(pool, clock) },
    { name: "audit-archive", everyMs: 6 * 60 * minute, work: () => archiveAudit(audit, "hp up") },
  ];
  const timers = jobs.map((job) => repeat(job, log));
  return {
    stop: async () => {
      await Promise.all(timers.map((timer) => timer.stop()));
      await sealer.stop();
    },
  };
}

function jobsOf(
  pool: Pool,
  { city }: SignInService["parts"],
  accounts: SignInService["accounts"],
  clock: Clock,
): readonly Job[] {
  return [
    { name: "signing-keys", everyMs: 5 * minute, work: () => city.refreshKeys() },
    {
      // `hp account disable` and its like end sessions without knowing any application.
      name: "sessions-ended-elsewhere",
      everyMs: 15_000,
      work: () => signOutOfEndedSessions(city, { address: null, requestId: null, device: null }),
    },
    { name: "expired-artifacts", everyMs: 5 * minute, work: () => sweepExpired(pool, clock) },
    { name: "expired-sign-ins", everyMs: 60 * minute, work: () => pruneSignIns(accounts) },
    { name: "old-failures", everyMs: 60 * minute, work: () => pruneThrottle(accounts) },
    { name: "ended-sessions", everyMs: 60 * minute, work: () => pruneSessions(accounts) },
    {
      name: "idle-accounts",
      everyMs: 60 * minute,
      work: () => disableIdleAccounts(accounts, program, { dryRun: false }),
    },
  ];
}

/** Does a job now and then again after each pause; what fails is logged and tried at its next turn. */
function repeat({ name, everyMs, work }: Job, log: Log): Jobs {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let pass: Promise<void> = Promise.resolve();
  const turn = (): void => {
    pass = work().then(
      () => undefined,
      (error: unknown) => log.error({ job: name, err: error }, "a job failed"),
    );
    void pass.then(() => {
      if (!stopped) timer = setTimeout(turn, everyMs).unref();
    });
  };
  turn();
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await pass;
    },
  };
}
