import { useAuditKey } from "#src/access/audit/audit-key.ts";
import type { AuditStore } from "#src/access/audit/seal.ts";
import { systemClock } from "#src/platform/clock.ts";
import { foldersOf } from "#src/platform/config.ts";
import type { Deed } from "#src/platform/deed.ts";
import { getOrCreateKey } from "#src/platform/keys.ts";
import { openDatabase } from "#src/platform/postgres/open.ts";
import type { Call } from "../command.ts";
import { recordOnMachine } from "../machine-actor.ts";

export interface AuditTools {
  readonly store: AuditStore;
  /** Who reads the audit stands in it too. */
  readonly record: (deed: Deed) => Promise<void>;
}

export async function withAudit(call: Call, work: (tools: AuditTools) => Promise<number>): Promise<number> {
  const folders = foldersOf(call.config.dataDir);
  const { pool, close } = await openDatabase(call.config);
  try {
    const key = useAuditKey(getOrCreateKey(folders.keys, "audit"));
    return await work({
      store: { pool, dir: folders.audit, key, clock: systemClock },
      record: (deed) => recordOnMachine(call.config, pool, deed),
    });
  } finally {
    await close();
  }
}
