import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Rng } from "#city/world/random.ts";
import { foldersOf } from "#src/platform/config.ts";
import { getTinyCity } from "../journeys/tiny-city.ts";
import { type Contents, compareContents, copyKeys, ingestKilling, readContents } from "./kill-city.ts";
import { countLines, findPostmaster, runHp, startHp } from "./program.ts";

const seed = 3;
let dir: string;
let inbox: string;
let undisturbed: Contents;
let lines: number;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "hp-kill-"));
  // Postgres runs as another user when we are root and must be able to pass.
  chmodSync(dir, 0o755);
  inbox = join((await getTinyCity()).inbox, "smas/311156001002");
  const run = await runHp(["ingest", inbox, "--json"], { HP_DATA: join(dir, "whole") });
  lines = countLines(run.stdout);
  expect([run.code, run.stderr]).toEqual([0, ""]);
  expect(JSON.parse(run.stdout.trim().split("\n").at(-1) ?? "")).toMatchObject({ runId: 1, accounted: true });
  undisturbed = await readContents(join(dir, "whole"));
}, 180_000);

afterAll(() => rmSync(dir, { recursive: true, force: true }));

test("kill -9 at three points drawn by lot: nothing lost, nothing doubled", async () => {
  const dataDir = join(dir, "killed");
  copyKeys(join(dir, "whole"), dataDir);
  const result = await ingestKilling(dataDir, inbox, 3, lines, Rng.of(seed, "kill test"));
  console.log(
    `seed ${seed}: killed after lines ${result.points.join(", ")} of ${lines}; went on in ${result.resumeSeconds.toFixed(1)} s`,
  );
  expect(result.kills).toBeGreaterThan(0);
  expect(compareContents(undisturbed, await readContents(dataDir))).toEqual({
    lost: 0,
    doubled: 0,
    kinds: [],
  });
}, 240_000);

test("Postgres itself killed while it takes records in: the run fails, says so, and is finished later", async () => {
  const dataDir = join(dir, "no-postgres");
  copyKeys(join(dir, "whole"), dataDir);
  const program = startHp(["ingest", inbox, "--json"], { HP_DATA: dataDir });
  await program.said('"step":"publish"');
  const cluster = join(foldersOf(dataDir).postgres, "cluster");
  const postmaster = findPostmaster(cluster);
  if (postmaster === undefined) throw new Error(`no server runs in ${cluster}`);
  process.kill(postmaster, "SIGKILL");
  expect(await program.ended).not.toBe(0);
  expect(program.stderr()).not.toBe("");
  const again = await runHp(["resume", "--json"], { HP_DATA: dataDir });
  expect(again.code, again.stderr).toBe(0);
  expect(compareContents(undisturbed, await readContents(dataDir))).toEqual({
    lost: 0,
    doubled: 0,
    kinds: [],
  });
}, 180_000);
