import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readConfig } from "#src/platform/config.ts";
import { createTestDatabase, type TestDatabase } from "#src/platform/postgres/test-database.ts";
import { doctorCommand } from "../../commands/doctor.ts";
import { callCommand } from "../../test-call.test-support.ts";
import type { Finding } from "../finding.ts";

const dataDir = mkdtempSync(join(tmpdir(), "hp-exam-"));
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await database.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

test("says what is wrong in the caller's language, and exits with 1", async () => {
  const config = readConfig({
    HP_DATA: dataDir,
    DATABASE_URL: database.url,
    HP_APP_DATABASE_URL: database.appUrl,
  });
  const { code, json } = await callCommand(doctorCommand, config, ["--security", "--json"]);
  const { healthy, findings } = json as { readonly healthy: boolean; readonly findings: readonly Finding[] };
  // A new folder has no backup; nothing else is wrong.
  expect(findings.filter(({ state }) => state === "fail").map(({ check }) => check)).toEqual(["backup.age"]);
  expect([code, healthy]).toEqual([1, false]);
  expect(new Set(findings.map(({ check }) => check)).size).toBe(findings.length);

  const { lines } = await callCommand(doctorCommand, config, ["--security", "--lang", "en"]);
  expect(lines.join("\n")).toContain("✗ There is no backup at");
  expect(lines.at(-1)).toMatch(/^SOMETHING IS BROKEN: \d+ checks, 1 failed/);
});
