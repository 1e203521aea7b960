import { statfs } from "node:fs/promises";
import type { FastifyInstance } from "fastify";
import { HpError } from "#src/platform/errors.ts";
import { readMigrations } from "#src/platform/postgres/migrate.ts";
import type { Pool } from "#src/platform/postgres/pool.ts";

/** Below this Postgres and a run may stop for want of space. */
export const neededFreeMb = 256;

export async function readFreeMb(dir: string): Promise<number> {
  const { bavail, bsize } = await statfs(dir);
  return Math.floor((bavail * bsize) / 2 ** 20);
}

/** `live`: the process answers. `ready`: the database answers, every migration is in, and there is disk space. */
export function registerHealth(app: FastifyInstance, pool: Pool, dataDir: string): void {
  const expected = readMigrations().map((migration) => migration.name);

  app.get(
    "/health/live",
    { config: { access: "public" }, schema: { tags: ["health"], summary: "Máy chủ đang chạy" } },
    async (_request, reply) => reply.header("cache-control", "no-store").send({ status: "live" }),
  );

  app.get(
    "/health/ready",
    { config: { access: "public" }, schema: { tags: ["health"], summary: "Máy chủ sẵn sàng phục vụ" } },
    async (_request, reply) => {
      const missing = await findMissingMigrations(pool, expected);
      if (missing.length > 0) throw new HpError("not-ready", { reason: `migrations: ${missing.join(", ")}` });
      const freeMb = await readFreeMb(dataDir);
      if (freeMb < neededFreeMb) throw new HpError("disk-full", { dataDir, freeMb, neededMb: neededFreeMb });
      return reply
        .header("cache-control", "no-store")
        .send({ status: "ready", migrations: expected.length, freeMb });
    },
  );
}

async function findMissingMigrations(pool: Pool, expected: readonly string[]): Promise<readonly string[]> {
  try {
    const { rows } = await pool.query<{ name: string }>("select name from schema_migration");
    const applied = new Set(rows.map((row) => row.name));
    return expected.filter((name) => !applied.has(name));
  } catch (cause) {
    throw new HpError("not-ready", { reason: "database" }, cause);
  }
}
