/**
 * The operations page (`/dieu-hanh`) over a whole city, over real HTTP: everything it asks for, together, and how long
 * after a change in a school the city's figures show it.
 *
 *   npm run bench -- insight --data DIR [--turns 100] [--changes 10]
 *   npm run bench -- insight [--scale 0.02]
 *
 * DIR is the data folder of an ingested city, or better a copy of it: migrations are applied, figures counted, and some
 * enrolments closed and opened again. Without it a city of this scale is generated and ingested first.
 *
 * A change is an enrolment that ends, written with its mark in one transaction, as the API writes what changes outside
 * a run. The clock runs from the commit until the answer to a page that was told to read anew holds the new number.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { pino } from "pino";
import { generateCity } from "#city/generate.ts";
import { roles } from "#src/access/roles/roles.ts";
import { applyPolicies } from "#src/access/scope/apply-policies.ts";
import { createApp } from "#src/api/app.ts";
import { steward } from "#src/api/test-app.ts";
import { datasets } from "#src/domains/catalogue.ts";
import { countPass } from "#src/insight/metrics/count-pass.ts";
import { followFigures } from "#src/insight/metrics/follow.ts";
import { systemClock } from "#src/platform/clock.ts";
import { foldersOf, readConfig } from "#src/platform/config.ts";
import { openDatabase } from "#src/platform/postgres/open.ts";
import { createPool } from "#src/platform/postgres/pool.ts";
import { measureFreshness } from "./measure/figures-freshness.ts";
import { runHp } from "./measure/hp.ts";
import { startRegistry } from "./measure/start-registry.ts";
import { percentile } from "./measure/times.ts";

const { values } = parseArgs({
  options: {
    data: { type: "string" },
    scale: { type: "string", default: "0.02" },
    turns: { type: "string", default: "100" },
    changes: { type: "string", default: "10" },
  },
});
const bars = { pageP95Ms: 300, shownMs: 5_000 } as const;

/** What the page asks for when it opens (portal/src/pages/department/ioc-page.tsx). */
const columns = ["learners", "staff", "classes.over", "verified.learner", "quality", "cases.overdue"];
const asked = [
  "/api/v1/metrics",
  "/api/v1/metrics/figures",
  "/api/v1/metrics/sources",
  `/api/v1/metrics/parts?unit=city&metric=${columns.join(",")}`,
  "/api/v1/metrics/history?unit=city&metric=quality&days=90",
] as const;

const scratch = mkdtempSync(join(tmpdir(), "hp-bench-insight-"));
const dir = values.data ?? join(scratch, "data");
if (values.data === undefined) {
  const city = join(scratch, "city");
  await generateCity({ scale: Number(values.scale), seed: 1, out: city });
  const registry = await startRegistry(city, join(scratch, "registry.jsonl"));
  process.env.HP_POPULATION_URL = registry.url;
  await runHp(dir, ["ingest", join(city, "inbox")]);
  await registry.stop();
  delete process.env.HP_POPULATION_URL;
}

const config = readConfig({ HP_DATA: dir });
const database = await openDatabase(config);
const appPool = createPool(database.appUrl ?? "");
// What fails while figures are followed would else be a number that never comes.
const log = pino({ level: "warn" }, pino.destination(2));
try {
  const { pool } = database;
  await applyPolicies(pool, datasets, roles, systemClock);
  const startedMs = performance.now();
  await countPass(pool, systemClock, true, config.openData);
  const countAllMs = Math.round(performance.now() - startedMs);
  const leader = {
    ...steward,
    principal: {
      ...steward.principal,
      grant: { ...steward.principal.grant, role: "departmentLeader" as const },
    },
    scope: { ...steward.scope, role: "departmentLeader" as const },
  };
  const nothing = () => Promise.reject(new Error("nothing is ingested here"));
  const app = createApp({
    pool,
    appPool,
    authenticate: async () => leader,
    config,
    folders: foldersOf(dir),
    log,
    services: { ingest: nothing, decideReview: nothing, currentProgress: () => undefined },
  });
  const url = await app.listen({ host: "127.0.0.1", port: 0 });
  const following = followFigures(pool, systemClock, log, config.openData);
  try {
    const read = async (path: string): Promise<number> => {
      const reply = await fetch(`${url}${path}`);
      const body = await reply.text();
      if (reply.status !== 200) throw new Error(`${path}: ${reply.status} ${body.slice(0, 200)}`);
      return body.length;
    };
    const times: number[] = [];
    let bytes = 0;
    // Ten turns that don't count: connections open, plans are made.
    for (let turn = -10; turn < Number(values.turns); turn += 1) {
      const from = performance.now();
      const lengths = await Promise.all(asked.map(read));
      if (turn >= 0) times.push(performance.now() - from);
      bytes = lengths.reduce((sum, length) => sum + length, 0);
    }
    const shown = await measureFreshness(pool, url, Number(values.changes));
    const page = {
      p50: percentile(times, 0.5),
      p95: percentile(times, 0.95),
      max: percentile(times, 1),
    };
    const shownMs = { p50: percentile(shown, 0.5), max: percentile(shown, 1) };
    const tell = (what: string, ms: number, bar: number): void =>
      console.error(`${ms < bar ? "✓" : "✗"} ${what}: ${ms} ms (bar ${bar} ms)`);
    tell("all data of the operations page together, p95", page.p95, bars.pageP95Ms);
    tell("a change in a school shows in the city's figures, slowest", shownMs.max, bars.shownMs);
    const { rows } = await pool.query<{ learners: number; schools: number }>(
      `select (select count(*)::int from learner) as learners, (select count(*)::int from school) as schools`,
    );
    console.log(
      JSON.stringify({ ...rows[0], requests: asked.length, bytes, page, countAllMs, shownMs, bars }),
    );
  } finally {
    await following.stop();
    await app.close();
  }
} finally {
  await appPool.end();
  await database.close();
  rmSync(scratch, { recursive: true, force: true });
}
