import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Progress } from "#src/pipeline/progress.ts";
import type { Lake } from "#src/platform/duckdb.ts";
import { startRegistry } from "../measure/start-registry.ts";
import { type Example, readExamples } from "./examples.ts";
import { type KindMeasure, measureKinds, measurePairs, type PairMeasure } from "./pairwise.ts";
import { placeGuardians } from "./place-guardians.ts";
import { loadFound, loadTruth, notKept, placeRows } from "./placed-rows.ts";
import { ingest, makeCity, openScratch } from "./scratch.ts";
import { withLake } from "./with-lake.ts";

export interface EvaluateOptions {
  readonly scale: number;
  readonly seed: number;
  /** Folder that keeps city and data; a city that stands there is used again, data are not ingested twice. */
  readonly keep?: string;
  /** A city generated before, and a data folder that has taken it in: only measured. */
  readonly city?: string;
  readonly data?: string;
  /** Pairs shown of each sort. */
  readonly examples: number;
  /** Answer the pipeline's questions to the population registry from the same city. */
  readonly registry: boolean;
}

export interface Evaluation {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** Pairs the linkage looked at; null when the pipeline compares none. */
  readonly pairsCompared: number | null;
  /** The whole ingest, start of the program and database included. */
  readonly seconds: number;
  readonly byErrorKind: Readonly<Record<string, KindMeasure>>;
  readonly wrongMerges: number;
  readonly wrongPairs: number;
  readonly missedPairs: number;
  /** Each alone; the figures above are of learner and staff rows together, guardians are named inside learner rows. */
  readonly entities: Readonly<Record<Entity, PairMeasure>>;
  readonly rows: number;
  /** Rows without a record, which miss all their pairs; of them those that the account does not have as rows. */
  readonly heldRows: number;
  readonly notKeptRows: number;
  readonly scale: number;
  readonly seed: number;
  readonly generateSeconds: number;
  readonly missed?: readonly Example[];
  readonly wrong?: readonly Example[];
}

type Entity = "learner" | "staff" | "guardian";

/**
 * Identity measured on a city whose truth is known: generates it, takes its files through the real pipeline in a data
 * folder of its own, then asks of every printed learner and staff row whether the rows of one person are one record.
 * Pairs of rows are counted: precision of those put together how many belong together, recall of those that belong
 * together how many were. A held row is put together with none. The pipeline is told the inbox and never the truth.
 */
export async function evaluateIdentity(options: EvaluateOptions, progress: Progress): Promise<Evaluation> {
  const { scale, seed } = options;
  const scratch = openScratch(options.keep);
  try {
    const city = options.city ?? join(scratch.dir, "city");
    const data = options.data ?? join(scratch.dir, "data");
    const generateSeconds = await makeCity({ scale, seed, out: city }, progress);
    const seconds = existsSync(join(data, "postgres")) ? 0 : await ingestCity(city, data, options, progress);
    progress({ step: "measure", title: { vi: "So với sự thật", en: "Comparing with the truth" }, done: 0 });
    const workDir = join(scratch.dir, "work");
    const measured = await withLake(workDir, async (lake) => {
      await loadTruth(lake, [city], workDir);
      const linkage = await loadFound(lake, data, "found", workDir);
      await placeRows(lake, "found");
      return { ...(await measure(lake, city, data, options.examples)), ...linkage };
    });
    const { precision, recall, f1, pairsCompared, ...more } = measured;
    return {
      precision,
      recall,
      f1,
      pairsCompared,
      seconds: round(seconds),
      ...more,
      scale,
      seed,
      generateSeconds: round(generateSeconds),
    };
  } finally {
    scratch.remove();
  }
}

async function ingestCity(
  city: string,
  data: string,
  options: EvaluateOptions,
  progress: Progress,
): Promise<number> {
  if (!options.registry) return ingest(data, [join(city, "inbox")], progress);
  const registry = await startRegistry(city);
  try {
    return await ingest(data, [join(city, "inbox")], progress, { HP_POPULATION_URL: registry.url });
  } finally {
    await registry.stop();
  }
}

async function measure(lake: Lake, city: string, data: string, examples: number) {
  const whole = await measurePairs(lake);
  const { precision, recall, f1, wrongMerges, wrongPairs, missedPairs, rows, heldRows } = whole;
  const [lost] = await lake.rows<{ n: string }>(
    `select count(*) as n from placed where outcome = '${notKept}'`,
  );
  const byErrorKind = await measureKinds(lake);
  const learner = await measurePairs(lake, "learner");
  const staff = await measurePairs(lake, "staff");
  await placeGuardians(lake, city, data);
  return {
    precision,
    recall,
    f1,
    byErrorKind,
    wrongMerges,
    wrongPairs,
    missedPairs,
    entities: { learner, staff, guardian: await measurePairs(lake, "guardian") },
    rows,
    heldRows,
    notKeptRows: Number(lost?.n),
    ...(examples === 0 ? {} : await readExamples(lake, city, examples)),
  };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
