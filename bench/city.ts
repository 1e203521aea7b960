/**
 * The main job at city scale: the files of a whole city through the whole pipeline; then the same files again; then a
 * second day with 1 % changed. Beside it, in the same run, the bare limit (bench/measure/bare-limit.ts).
 *
 *   npm run bench -- city --scale 1 [--seed 1] [--city DIR] [--data DIR] [--keep] [--no-limit]
 *
 * Prints one JSON object last. Generating the city is timed apart. Memory is of all processes, shared pages once.
 */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { generateCity } from "#city/generate.ts";
import { readConfig } from "#src/platform/config.ts";
import { openDatabase } from "#src/platform/postgres/open.ts";
import { type BareLimit, measureBareLimit } from "./measure/bare-limit.ts";
import { runHp } from "./measure/hp.ts";
import { startRegistry } from "./measure/start-registry.ts";

const { values } = parseArgs({
  options: {
    scale: { type: "string", default: "0.02" },
    seed: { type: "string", default: "1" },
    city: { type: "string" },
    data: { type: "string" },
    keep: { type: "boolean", default: false },
    "no-limit": { type: "boolean", default: false },
  },
});
const scale = Number(values.scale);
const seed = Number(values.seed);
const scratch = mkdtempSync(join(tmpdir(), "hp-bench-"));
const city = values.city ?? join(scratch, "city");
const data = values.data ?? join(scratch, "data");

const generated = existsSync(join(city, "inbox"))
  ? undefined
  : await generateCity({ scale, seed, out: city });
if (!existsSync(join(city, "day-2"))) await generateCity({ scale, seed, out: city, day: 2 });

const inbox = join(city, "inbox");
// The registry that records are held against: a program of its own, its time is part of the run's.
const state = join(scratch, "registry.jsonl");
const registry = await startRegistry(city, state);
process.env.HP_POPULATION_URL = registry.url;
const first = await runHp(data, ["ingest", inbox]);
console.error(`full run ${first.seconds.toFixed(1)} s, peak ${first.peakMb} MB`);
const again = await runHp(data, ["ingest", inbox]);
const asked = await registry.stats();
await registry.stop();
const limit = values["no-limit"] ? undefined : await bareLimit();
if (limit !== undefined) console.error(`bare limit ${limit.totalSeconds.toFixed(1)} s`);
const nextDay = await startRegistry(city, state, 2);
process.env.HP_POPULATION_URL = nextDay.url;
const second = await runHp(data, ["ingest", join(city, "day-2/inbox")]);
const askedNextDay = await nextDay.stats();
await nextDay.stop();
const steps = await stepSeconds();

const round = (value: number) => Math.round(value * 100) / 100;
console.log(
  JSON.stringify({
    scale,
    seed,
    generateSeconds: generated?.seconds ?? null,
    full: { seconds: round(first.seconds), peakMb: first.peakMb, ...first.result },
    registry: { firstDay: asked, secondDay: askedNextDay },
    steps,
    limit: limit ?? null,
    ratioToLimit: limit === undefined ? null : round(first.seconds / limit.totalSeconds),
    sameFilesAgain: {
      seconds: round(again.seconds),
      published: again.result.published,
      merged: again.result.merged,
      held: again.result.held,
    },
    secondDay: {
      seconds: round(second.seconds),
      share: round(second.seconds / first.seconds),
      ...second.result,
    },
  }),
);
if (!values.keep) rmSync(scratch, { recursive: true, force: true });

async function bareLimit(): Promise<BareLimit> {
  const database = await openDatabase(readConfig({ ...process.env, HP_DATA: data }));
  try {
    return await measureBareLimit(database.pool, inbox, join(scratch, "limit"));
  } finally {
    await database.close();
  }
}

/** Seconds of each step, by run; marks of slices are not steps of their own. */
async function stepSeconds(): Promise<Record<string, Record<string, number>>> {
  const database = await openDatabase(readConfig({ ...process.env, HP_DATA: data }));
  try {
    const { rows } = await database.pool.query<{ run_seq: number; step: string; seconds: number }>(
      `select run_seq, step, extract(epoch from ended_at - started_at)::float8 as seconds from run_step
       where step !~ '^(publish-slice|source-rows|rejections)-' order by run_seq, ended_at`,
    );
    const found: Record<string, Record<string, number>> = {};
    for (const { run_seq, step, seconds } of rows)
      found[run_seq] = { ...found[run_seq], [step]: Math.round(seconds * 10) / 10 };
    return found;
  } finally {
    await database.close();
  }
}
