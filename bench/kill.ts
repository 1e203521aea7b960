import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { generateCity } from "#city/generate.ts";
import { Rng } from "#city/world/random.ts";
import { compareContents, copyKeys, ingestKilling, readContents } from "#tests/chaos/kill-city.ts";
import { countLines, runHp } from "#tests/chaos/program.ts";
import { startRegistry } from "./measure/start-registry.ts";

/**
 * `npm run bench -- kill [--kills 30] [--seed 1] [--scale 0.002] [--vendor smas]`: ends the program with SIGKILL at
 * points drawn by lot over a whole ingest, asking the population registry included, three in a row on the same data, and compares what is there at last with
 * what an undisturbed run leaves. The last line is one JSON object.
 */
const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "30" },
    seed: { type: "string", default: "1" },
    scale: { type: "string", default: "0.002" },
    vendor: { type: "string", default: "" },
  },
});
const wanted = Number(values.kills);
const seed = Number(values.seed);
const killsInARow = 3;

const dir = mkdtempSync(join(tmpdir(), "hp-bench-kill-"));
// Postgres runs as another user when we are root and must be able to pass.
chmodSync(dir, 0o755);
let stopRegistry: () => Promise<void> = async () => undefined;
try {
  await generateCity({ scale: Number(values.scale), seed, out: join(dir, "city"), threads: 1 });
  const inbox = join(dir, "city/inbox", values.vendor);
  const registry = await startRegistry(join(dir, "city"));
  stopRegistry = registry.stop;
  const settings = { HP_POPULATION_URL: registry.url };
  const whole = join(dir, "whole");
  const first = await runHp(["ingest", inbox, "--json"], { ...settings, HP_DATA: whole });
  const lines = countLines(first.stdout);
  if (first.code !== 0) throw new Error(`the undisturbed run ended with ${first.code}: ${first.stderr}`);
  const undisturbed = await readContents(whole);
  const rng = Rng.of(seed, "bench kill");
  const totals = {
    kills: 0,
    lost: 0,
    doubled: 0,
    maxResumeSeconds: 0,
    points: [] as string[],
    kinds: [] as string[],
  };
  for (let round = 1; totals.kills < wanted; round += 1) {
    const dataDir = join(dir, `round-${round}`);
    copyKeys(whole, dataDir);
    const result = await ingestKilling(
      dataDir,
      inbox,
      Math.min(killsInARow, wanted - totals.kills),
      lines,
      rng,
      settings,
    );
    const { lost, doubled, kinds } = compareContents(undisturbed, await readContents(dataDir));
    totals.kills += result.kills;
    totals.lost += lost;
    totals.doubled += doubled;
    totals.maxResumeSeconds = Math.max(totals.maxResumeSeconds, result.resumeSeconds);
    totals.points.push(...result.points);
    totals.kinds.push(...kinds);
    console.error(
      `round ${round}: ${totals.kills} of ${wanted} kills, ${lost} lost, ${doubled} doubled${kinds.length === 0 ? "" : ` (${kinds.join(", ")})`}`,
    );
    rmSync(dataDir, { recursive: true, force: true });
  }
  console.log(
    JSON.stringify({
      ...totals,
      kinds: [...new Set(totals.kinds)],
      maxResumeSeconds: Math.round(totals.maxResumeSeconds * 10) / 10,
      lines,
      seed,
      scale: Number(values.scale),
    }),
  );
  process.exitCode = totals.lost + totals.doubled === 0 ? 0 : 1;
} finally {
  await stopRegistry();
  rmSync(dir, { recursive: true, force: true });
}
