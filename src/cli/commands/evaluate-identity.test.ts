import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readConfig } from "#src/platform/config.ts";
import { callCommand } from "../test-call.test-support.ts";
import { evaluateIdentityCommand } from "./evaluate-identity.ts";

const scratch = mkdtempSync(join(tmpdir(), "hp-evaluate-"));
const config = readConfig({ HP_DATA: join(scratch, "data") });
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

test("answers with one object, and leaves the caller's own data alone", async () => {
  const { code, json } = await callCommand(evaluateIdentityCommand, config, [
    ...["--scale", "0.001", "--seed", "3", "--json"],
  ]);
  expect(code).toBe(0);
  expect(json).toMatchObject({ scale: 0.001, seed: 3, f1: expect.any(Number), seconds: expect.any(Number) });
  const { precision, recall, byErrorKind, entities } = json as {
    precision: number;
    recall: number;
    byErrorKind: Record<string, { rows: number }>;
    entities: Record<string, { rows: number; truthPairs: number }>;
  };
  expect(precision).toBeGreaterThan(0.998);
  expect(recall).toBeLessThanOrEqual(1);
  expect(byErrorKind.none?.rows).toBeGreaterThan(100);
  expect(entities.learner?.rows).toBeGreaterThan(100);
  expect(existsSync(config.dataDir)).toBe(false);
}, 120_000);

test.each([
  ["--scale", "2"],
  ["--seed", "-1"],
  ["--examples", "many"],
])("refuses %s %s before it begins", async (name, value) => {
  await expect(callCommand(evaluateIdentityCommand, config, [`${name}=${value}`])).rejects.toMatchObject({
    code: "argument-invalid",
  });
});
