import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { expect, onTestFinished, test } from "vitest";
import { populationRegistryOf } from "#src/exchange/population/registry.ts";
import { foldersOf, readConfig } from "#src/platform/config.ts";
import { runningSettings, tellRunning } from "./running.ts";
import { isSampleFolder, startSampleRegistry } from "./sample-city.ts";

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "hp-registry-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function dataFolder() {
  const dataDir = temporaryFolder();
  return { config: readConfig({ HP_DATA: dataDir }), folders: foldersOf(dataDir) };
}

test("a folder with received data but no sample city is somebody's own; no made-up registry is asked about it", () => {
  const { config, folders } = dataFolder();
  expect(isSampleFolder(config)).toBe(true);
  mkdirSync(folders.landing);
  expect(isSampleFolder(config)).toBe(true);
  writeFileSync(join(folders.landing, "received"), "");
  expect(isSampleFolder(config)).toBe(false);
  mkdirSync(folders.city);
  expect(isSampleFolder(config)).toBe(true);
});

test("the sample's registry answers under the settings handed on, to nobody else, until it is stopped", async () => {
  const { config, folders } = dataFolder();
  mkdirSync(join(folders.city, "truth"), { recursive: true });
  const person = "L1,Lê Thị Hoà,2015-01-02,F,031315000001";
  writeFileSync(
    join(folders.city, "truth/persons.csv"),
    `personId,fullName,birthDate,sex,nationalId\n${person}\n`,
  );
  const started = await startSampleRegistry(config);
  const log = pino({ level: "silent" });
  const connect = (env: Record<string, string>) => populationRegistryOf(readConfig(env), log);
  const registry = connect(started.environment);
  const claim = {
    claimKey: "00000000-0000-8000-8000-000000000001",
    nationalId: "031315000001",
    fullName: "LÊ THỊ HÒA",
    birthDate: "2015-01-02",
    sex: "2",
  };
  expect(await registry?.verify("b", [claim])).toMatchObject([
    { name: "match", birthDate: "match", sex: "match" },
  ]);
  const stranger = connect({ ...started.environment, HP_POPULATION_KEY: "guessed" });
  await expect(stranger?.verify("c", [claim])).rejects.toMatchObject({ reason: "refused" });
  // Commands beside it, in the same data folder.
  expect(runningSettings(config.dataDir)).toEqual(started.environment);
  await started.stop();
  expect(runningSettings(config.dataDir)).toEqual({});
  await expect(registry?.verify("d", [claim])).rejects.toMatchObject({ reason: "outage" });
});

test("what a killed program told, or half a file, is nobody's", async () => {
  const { dataDir } = dataFolder().config;
  tellRunning(dataDir, { HP_POPULATION_URL: "http://127.0.0.1:9" });
  const file = join(dataDir, "up.json");
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const gone = spawnSync(process.execPath, ["-e", ""]).pid;
  writeFileSync(file, readFileSync(file, "utf8").replace(String(process.pid), String(gone)));
  expect(runningSettings(dataDir)).toEqual({});
  writeFileSync(file, '{"pid":');
  expect(runningSettings(dataDir)).toEqual({});
});

test("a registry that can't start is an error with the exit code, not a program that waits", async () => {
  await expect(startSampleRegistry(dataFolder().config)).rejects.toThrow("did not start (exit 2)");
});
