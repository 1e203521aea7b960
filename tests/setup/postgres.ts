import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { seedReference } from "#src/domains/reference/seed.ts";
import { startEmbedded } from "#src/platform/postgres/embedded.ts";
import { migrate } from "#src/platform/postgres/migrate.ts";
import { createPool } from "#src/platform/postgres/pool.ts";
import { prepareDatabase } from "#src/platform/postgres/prepare.ts";

/** One throw-away cluster a test run, with one migrated and seeded database that test files copy. */
export async function setup(): Promise<() => Promise<void>> {
  const dir = mkdtempSync(join(tmpdir(), "hp-test-"));
  chmodSync(dir, 0o755);
  const server = await startEmbedded(join(dir, "postgres"), "test");
  await prepareDatabase(server.adminUrl, server.url);
  const pool = createPool(server.url, 2);
  await migrate(pool);
  await seedReference(pool);
  await pool.end();
  process.env.HP_TEST_DATABASE_URL = server.url;
  return async () => {
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  };
}
