import { join } from "node:path";
import type { Progress } from "#src/pipeline/progress.ts";
import type { Lake } from "#src/platform/duckdb.ts";
import { type Agreement, compareClusters } from "./compare-clusters.ts";
import { measurePairs, type PairMeasure } from "./pairwise.ts";
import { loadFound, loadTruth, notKept, placeRows } from "./placed-rows.ts";
import { copyKeys, ingest, makeCity, openScratch } from "./scratch.ts";
import { withLake } from "./with-lake.ts";

export interface SecondDayOptions {
  readonly scale: number;
  readonly seed: number;
  readonly keep?: string;
}

export interface SecondDayReport extends Agreement {
  readonly scale: number;
  readonly seed: number;
  readonly firstDaySeconds: number;
  readonly secondDaySeconds: number;
  /** secondDaySeconds / firstDaySeconds. */
  readonly shareOfFirstDay: number;
  /** Against the truth, over the rows that both keep. */
  readonly dayByDay: Accuracy;
  readonly fromScratch: Accuracy;
}

/**
 * A second day (1 % changed) after the first, against a run from scratch.
 *
 * What is compared: day by day is `ingest day-1` then `ingest day-2`. From scratch is both inboxes in one ingest of an
 * empty data folder with the same keys: it sees the same rows, all at once, so whatever the day-by-day run remembers
 * or forgets shows. Held against each other are the rows that both keep, known by their file's bytes and row. A list
 * sent again whole brings rows that say nothing new: day by day they are no rows of their own, so they are left out on
 * both sides. Day by day a row may be superseded by its newer form; it keeps the record it was put into and still
 * counts, since a person is one person in both forms.
 */
export async function measureSecondDay(
  options: SecondDayOptions,
  progress: Progress,
): Promise<SecondDayReport> {
  const { scale, seed } = options;
  const scratch = openScratch(options.keep);
  const workDir = join(scratch.dir, "work");
  try {
    const city = join(scratch.dir, "city");
    await makeCity({ scale, seed, out: city }, progress);
    await makeCity({ scale, seed, out: city, day: 2 }, progress);
    const days = [city, join(city, "day-2")];
    const [first, second] = days.map((day) => join(day, "inbox")) as [string, string];
    const byDay = join(scratch.dir, "day-by-day");
    const firstDaySeconds = await ingest(byDay, [first], progress);
    const secondDaySeconds = await ingest(byDay, [second], progress);
    const fresh = join(scratch.dir, "from-scratch");
    copyKeys(byDay, fresh);
    await ingest(fresh, [first, second], progress);
    return await withLake(workDir, async (lake) => {
      await loadTruth(lake, days, workDir);
      await loadKept(lake, "day_by_day", byDay, workDir);
      await loadKept(lake, "from_scratch", fresh, workDir);
      await lake.run(`create or replace temp table compared as
        select d.row_no, d.entity, d.person_id, d.errors, d.record_id as a, s.record_id as b
        from day_by_day_row d join from_scratch_row s using (row_no)`);
      const dayByDay = await measureColumn(lake, "a");
      const fromScratch = await measureColumn(lake, "b");
      return {
        scale,
        seed,
        ...(await compareClusters(lake)),
        firstDaySeconds,
        secondDaySeconds,
        shareOfFirstDay: secondDaySeconds / firstDaySeconds,
        dayByDay,
        fromScratch,
      };
    });
  } finally {
    scratch.remove();
  }
}

type Accuracy = Pick<PairMeasure, "precision" | "recall" | "f1">;

/** Table `<name>_row`: the rows that a run kept as rows of their own; one sent again unchanged says nothing new. */
async function loadKept(lake: Lake, name: string, dataDir: string, workDir: string): Promise<void> {
  await loadFound(lake, dataDir, name, workDir);
  await placeRows(lake, name);
  await lake.run(
    `create or replace temp table ${name}_row as select * from placed where outcome <> '${notKept}'`,
  );
}

async function measureColumn(lake: Lake, record: "a" | "b"): Promise<Accuracy> {
  await lake.run(`create or replace temp table placed as select *, ${record} as record_id from compared`);
  const { precision, recall, f1 } = await measurePairs(lake);
  return { precision, recall, f1 };
}
