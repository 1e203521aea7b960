import { existsSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import { useAuditKey } from "#src/access/audit/audit-key.ts";
import { machineAct } from "#src/access/privacy/act.ts";
import { importErasures, syncErasureFile } from "#src/access/privacy/retention/ledger.ts";
import { replayErasures } from "#src/access/privacy/retention/replay.ts";
import { systemClock } from "#src/platform/clock.ts";
import { type Config, foldersOf } from "#src/platform/config.ts";
import { HpError } from "#src/platform/errors.ts";
import { getOrCreateKey } from "#src/platform/keys.ts";
import { inTransaction, type Pool } from "#src/platform/postgres/pool.ts";

/** The ledger of erasures beside the data. */
export const erasureLedger = (config: Config): string => join(config.dataDir, "erasures.jsonl");

/**
 * Erases in data that came back what was erased before.
 * @param from a ledger kept elsewhere, which may know more than the one in the data
 * @returns rows erased again, by dataset
 */
export async function eraseAgain(
  config: Config,
  pool: Pool,
  from?: string,
): Promise<Readonly<Record<string, number>>> {
  const { keys } = foldersOf(config.dataDir);
  if (from !== undefined && !existsSync(from)) throw new HpError("path-not-found", { path: from });
  useAuditKey(getOrCreateKey(keys, "audit"));
  if (from !== undefined) await importErasures(pool, from);
  await syncErasureFile(pool, erasureLedger(config));
  const act = machineAct(userInfo().username, systemClock.now());
  const key = getOrCreateKey(keys, "erasure");
  return inTransaction(pool, (client) => replayErasures(client, key, act));
}
