import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: [
      "src/**/*.test.ts",
      "city/**/*.test.ts",
      "tests/**/*.test.ts",
      "bench/**/*.test.ts",
      "scripts/**/*.test.ts",
      "portal/src/**/*.test.ts",
    ],
    globalSetup: ["tests/setup/postgres.ts"],
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // A test that hangs is a defect; one that needs minutes belongs to bench/.
    teardownTimeout: 30_000,
  },
});
