import { prepare, runNode } from "./prepare.js";

prepare();
// Each check is a program that says by its exit code whether the tree is right; all run, so one run shows all.
const checks = [
  ["format and lint", ["node_modules/@biomejs/biome/bin/biome", "check", "--error-on-warnings", "."]],
  ["types", ["node_modules/typescript/bin/tsc", "--noEmit", "-p", "."]],
  ["types of the portal", ["node_modules/typescript/bin/tsc", "--noEmit", "-p", "portal"]],
  [
    "promises",
    [
      "node_modules/oxlint/bin/oxlint",
      "--type-aware",
      "-c",
      ".oxlintrc.json",
      "src",
      "city",
      "tests",
      "bench",
      "portal/src",
    ],
  ],
  ["boundaries", ["scripts/check-boundaries.ts"]],
  ["dead code", ["node_modules/knip/bin/knip.js"]],
  ["files and links", ["scripts/check-docs.ts"]],
  ["secrets", ["scripts/check-secrets.ts"]],
  [
    "dictionary = migrations",
    ["node_modules/vitest/vitest.mjs", "run", "--reporter=dot", "src/domains/migrations.test.ts"],
  ],
];
const failed = checks.filter(([name, args]) => {
  console.log(`\n— ${name}`);
  return runNode(args) !== 0;
});
console.log(
  failed.length === 0 ? "\nall checks passed" : `\nfailed: ${failed.map(([name]) => name).join(", ")}`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
