import { userInfo } from "node:os";
import { machineActor, recorderOf } from "#src/access/audit/actor.ts";
import { useAuditKey } from "#src/access/audit/audit-key.ts";
import { systemClock } from "#src/platform/clock.ts";
import { type Config, foldersOf } from "#src/platform/config.ts";
import type { Deed, RecordDeed } from "#src/platform/deed.ts";
import { getOrCreateKey } from "#src/platform/keys.ts";
import { inTransaction, type Pool } from "#src/platform/postgres/pool.ts";

/** Writes down what is done with `hp`: who may run it on the machine has no account, so the system's user is named. */
export async function recordOnMachine(config: Config, pool: Pool, deed: Deed | undefined): Promise<void> {
  if (deed === undefined) return;
  const record = machineRecorder(config);
  await inTransaction(pool, (client) => record(client, deed));
}

/** The same for work that records by itself, in the transaction it is done in. */
export function machineRecorder(config: Config): RecordDeed {
  useAuditKey(getOrCreateKey(foldersOf(config.dataDir).keys, "audit"));
  return recorderOf(machineActor(userInfo().username), systemClock);
}
