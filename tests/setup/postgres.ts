import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { roles } from "#src/access/roles/roles.ts";
import { applyPolicies } from "#src/access/scope/apply-policies.ts";
import { datasets } from "#src/domains/catalogue.ts";
import { seedReference } from "#src/domains/reference/seed.ts";
import { systemClock } from "#src/platform/clock.ts";
import { startEmbedded } from "#src/platform/postgres/embedded.ts";
import { migrate } from "#src/platform/postgres/migrate.ts";
import { createPool } from "#src/platform/postgres/pool.ts";
import { prepareDatabase } from "#src/platform/postgres/prepare.ts";

/** One throw-away cluster a test run, with one migrated and seeded database that test files copy. */
export async function setup(): Promise<() => Promise<void>> {
  const dir = mkdtempSync(join(tmpdir(), "hp-test-"));
  chmodSync(dir, 0o755);
  const server = await startEmbedded(join(dir, "postgres"), "test");
  await prepareDatabase(server.adminUrl, server.url, server.appUrl);
  const pool = createPool(server.url, 2);
  await migrate(pool);
  await seedReference(pool);
  await applyPolicies(pool, datasets, roles, systemClock);
  await pool.end();
  process.env.HP_TEST_DATABASE_URL = server.url;
  process.env.HP_TEST_APP_DATABASE_URL = server.appUrl;
  process.env.HP_TEST_ADMIN_DATABASE_URL = server.adminUrl;
  return async () => {
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  };
}
