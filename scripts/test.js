import { readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { prepare, runNode } from "./prepare.js";

prepare();
// Tests in a browser look at the portal as it is built.
if (runNode(["scripts/build-portal.ts"]) !== 0) process.exit(1);
const report = join(tmpdir(), `hp-tests-${process.pid}.json`);
const status = runNode([
  "node_modules/vitest/vitest.mjs",
  "run",
  "--reporter=default",
  "--reporter=json",
  `--outputFile.json=${report}`,
  ...process.argv.slice(2),
]);
const { numPassedTests, numFailedTests, numFailedTestSuites, numTotalTests } = JSON.parse(
  readFileSync(report, "utf8"),
);
rmSync(report);
// A file that could not even be loaded has no tests to fail: it counts as one failure.
const failed = numFailedTests + (numFailedTests === 0 ? numFailedTestSuites : 0);
console.log(`${numPassedTests} passed, ${failed} failed`);
process.exitCode = status !== 0 || failed > 0 || numTotalTests === 0 ? 1 : 0;
