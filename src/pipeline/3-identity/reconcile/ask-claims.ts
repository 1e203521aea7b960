import { createHash } from "node:crypto";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { quote } from "#src/platform/duckdb.ts";
import { copiedCsv } from "../../5-publish/copy.ts";
import type { RunContext } from "../../context.ts";
import { type IdentityClaim, type PopulationRegistry, RegistryUnavailable } from "./population-registry.ts";
import { type AnswerStore, type AskedClaim, checkTypes, createAnswerStore } from "./store-answers.ts";

/** How long a run waits in all for a registry that can't answer, before it goes on without. */
export interface Patience {
  leftMs: number;
  /** Set once the registry was given up: nothing more is asked in this run. */
  stopped: RegistryUnavailable["reason"] | undefined;
}

export interface Asking {
  /** Table of the lake: claim_key, national_key, national_id, full_name, birth_date, sex, is_known. */
  readonly table: string;
  /** Table of the lake that takes the answers (columns of `population_check`); made anew. */
  readonly into: string;
}

type Batch = readonly (IdentityClaim & AskedClaim)[];

/**
 * Asks the registry about every claim of a table, in batches side by side. Answers are in Postgres some thousands at a
 * time, so a killed run asks no more than those again. What could not be asked stays without an answer.
 */
export async function askClaims(
  context: RunContext,
  registry: PopulationRegistry,
  patience: Patience,
  { table, into }: Asking,
): Promise<AnswerStore["counts"]> {
  const file = join(context.runDir, `${into}.csv`);
  const store = createAnswerStore(context, file);
  const batches = readBatches(context, table, registry.batchSize);
  const [count] = await context.lake.rows<{ n: string }>(`select count(*) as n from ${table}`);
  const total = Number(count?.n ?? 0);
  let done = 0;
  let pause: Promise<void> | undefined;
  let failed = false;

  const askOne = async (batch: Batch): Promise<void> => {
    while (patience.stopped === undefined && !failed) {
      await pause;
      try {
        const answers = await registry.verify(batchId(context.runSeq, batch), batch.map(toClaim));
        await store.add(batch, new Map(answers.map((answer) => [answer.claimKey, answer])));
        return;
      } catch (error) {
        if (!(error instanceof RegistryUnavailable)) throw error;
        // One wait for all: requests under way together fail together.
        pause ??= waitOut(patience, error).finally(() => {
          pause = undefined;
        });
        await pause;
      }
    }
  };
  const worker = async (): Promise<void> => {
    try {
      while (patience.stopped === undefined && !failed) {
        const next = await batches.next();
        if (next.done === true) return;
        await askOne(next.value);
        done += next.value.length;
        context.progress({
          step: "reconcile",
          title: { vi: "Đối soát với dân cư", en: "Asking the population registry" },
          done,
          total,
        });
      }
    } catch (error) {
      failed = true;
      throw error;
    }
  };

  const workers = await Promise.allSettled(Array.from({ length: registry.concurrency }, worker));
  await batches.return(undefined);
  await store.close();
  for (const result of workers) if (result.status === "rejected") throw result.reason;
  const types = Object.entries(checkTypes).map(([name, type]) => `${name}: '${type}'`);
  await context.lake.run(
    `create or replace temp table ${into} as select * from read_csv(${quote(file)}, ${copiedCsv}, columns = {${types.join(", ")}})`,
  );
  return store.counts;
}

/** Waits as the registry asks, if patience lasts; else gives it up for this run. A refusal will not pass by waiting. */
async function waitOut(patience: Patience, error: RegistryUnavailable): Promise<void> {
  if (error.reason === "refused" || error.retryAfterMs > patience.leftMs) {
    patience.stopped = error.reason;
    return;
  }
  // A registry that says "at once" for ever must not be asked for ever.
  const ms = Math.max(error.retryAfterMs, 50);
  patience.leftMs -= ms;
  await wait(ms);
}

/** The same claims in the same run make the same batch: repeated after a lost answer, the registry counts it once. */
function batchId(runSeq: number, batch: Batch): string {
  const hash = createHash("sha256").update(String(runSeq));
  for (const { claimKey } of batch) hash.update(claimKey);
  return hash.digest("hex").slice(0, 32);
}

const toClaim = ({ claimKey, nationalId, fullName, birthDate, sex }: IdentityClaim): IdentityClaim => ({
  claimKey,
  nationalId,
  fullName,
  birthDate,
  sex,
});

/** The claims as they stand in the lake, a batch at a time: a city's million is never in memory together. */
async function* readBatches({ lake }: RunContext, table: string, size: number): AsyncGenerator<Batch, void> {
  const result = await lake.connection.stream(
    // In the order of the key: the primary key in Postgres then grows at its right edge.
    `select cast(claim_key as varchar), cast(national_key as varchar), national_id, full_name, cast(birth_date as varchar), sex, is_known
     from ${table} order by claim_key`,
  );
  let batch: (IdentityClaim & AskedClaim)[] = [];
  for await (const rows of result.yieldRowsJson()) {
    for (const [claimKey, key, nationalId, fullName, birthDate, sex, isKnown] of rows) {
      batch.push({
        claimKey: String(claimKey),
        nationalKey: String(key),
        nationalId: String(nationalId),
        fullName: String(fullName),
        birthDate: birthDate === null ? null : String(birthDate),
        sex: sex === null ? null : String(sex),
        isKnown: isKnown === true,
      });
      if (batch.length < size) continue;
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}
