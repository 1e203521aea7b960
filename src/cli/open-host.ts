import { userInfo } from "node:os";
import { sealDeclared } from "#src/access/encryption/rewrite-stored.ts";
import { machineAct } from "#src/access/privacy/act.ts";
import { replayErasures } from "#src/access/privacy/retention/replay.ts";
import { roles } from "#src/access/roles/roles.ts";
import { applyPolicies } from "#src/access/scope/apply-policies.ts";
import {
  checks,
  codeSets,
  datasets,
  intakes,
  linkages,
  matchings,
  qualityViews,
} from "#src/domains/catalogue.ts";
import { correctionIntakes, withCorrections } from "#src/domains/mendable.ts";
import { seedReference } from "#src/domains/reference/seed.ts";
import { populationRegistryOf } from "#src/exchange/population/registry.ts";
import { vendors } from "#src/exchange/vendors/registry.ts";
import type { Declarations } from "#src/pipeline/context.ts";
import { noProgress, type Progress } from "#src/pipeline/progress.ts";
import type { PipelineHost } from "#src/pipeline/run.ts";
import { systemClock } from "#src/platform/clock.ts";
import { type Config, foldersOf } from "#src/platform/config.ts";
import { getOrCreateKey } from "#src/platform/keys.ts";
import type { Log } from "#src/platform/log.ts";
import { type Database, openDatabase } from "#src/platform/postgres/open.ts";
import { inTransaction, type Pool } from "#src/platform/postgres/pool.ts";
import { type Keyring, openKeyring } from "#src/platform/sealing/keyring.ts";
import { machineRecorder } from "./machine-actor.ts";

export const declarations: Declarations = {
  datasets,
  codeSets,
  intakes: [...intakes, ...correctionIntakes],
  matchings: withCorrections(matchings),
  linkages,
  vendors,
  checks,
  qualityViews,
};

/** The program with its database open, and what pipeline runs are made from. */
export interface OpenHost {
  readonly database: Database;
  readonly host: PipelineHost;
}

export async function openHost(config: Config, log: Log, progress: Progress = noProgress): Promise<OpenHost> {
  const database = await openDatabase(config);
  const record = machineRecorder(config);
  // Reference rows follow the declarations of this version; seeding is idempotent and takes milliseconds.
  await seedReference(database.pool);
  await applyPolicies(database.pool, datasets, roles, systemClock);
  await sealStored(database.pool, openKeyring(foldersOf(config.dataDir).keys), progress);
  const registry = populationRegistryOf(config, log);
  const erasureKey = getOrCreateKey(foldersOf(config.dataDir).keys, "erasure");
  const host = {
    pool: database.pool,
    config,
    declarations,
    registry,
    clock: systemClock,
    record,
    log,
    progress,
    // Files of former days still hold what was erased since.
    afterPublish: async (runSeq: number): Promise<void> => {
      const act = machineAct(userInfo().username, systemClock.now());
      await inTransaction(database.pool, (client) =>
        replayErasures(client, erasureKey, act, { sinceRun: runSeq }),
      );
    },
  };
  return { database, host };
}

/** A data folder of an earlier version: what is encrypted by now is so before anything else is done with it. */
async function sealStored(pool: Pool, keyring: Keyring, progress: Progress): Promise<void> {
  const title = { vi: "Mã hóa dữ liệu đang lưu rõ", en: "Encrypting what stands in clear" };
  await sealDeclared(pool, keyring, systemClock, {
    onBatch: (done) => progress({ step: "seal", title, done }),
  });
}

/** Opens, works, closes, whatever happens. */
export async function withHost<T>(
  config: Config,
  log: Log,
  progress: Progress,
  work: (open: OpenHost) => Promise<T>,
): Promise<T> {
  const open = await openHost(config, log, progress);
  try {
    return await work(open);
  } finally {
    await open.database.close();
  }
}
