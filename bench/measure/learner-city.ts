import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { roles } from "#src/access/roles/roles.ts";
import { applyPolicies } from "#src/access/scope/apply-policies.ts";
import { datasets } from "#src/domains/catalogue.ts";
import { systemClock } from "#src/platform/clock.ts";
import { startEmbedded } from "#src/platform/postgres/embedded.ts";
import { migrate } from "#src/platform/postgres/migrate.ts";
import { createPool, type Pool } from "#src/platform/postgres/pool.ts";
import { prepareDatabase } from "#src/platform/postgres/prepare.ts";

const words = {
  family: "Nguyễn Nguyễn Nguyễn Nguyễn Trần Trần Lê Lê Phạm Phạm Hoàng Vũ Vũ Đặng Bùi Đỗ Ngô Dương Lý Đinh",
  middle: "Thị Thị Thị Văn Văn Đức Minh Ngọc Thu Hữu Quang Bảo Gia Khánh Thanh",
  given:
    "Hoa Hoà An Anh Linh Lan Bình Cường Dũng Giang Hà Hải Hiếu Hùng Hương Khoa Lâm Long Mai Nam Nga Oanh Phong Phúc Sơn Thảo Thúy Trang Trung Tú Uyên Vy Yến Xuyến Như",
};

/** A word of a list picked by a row's number: no randomness, the same city every time. */
const pick = (list: string, step: number) => {
  const all = list.split(" ");
  return `(array[${all.map((word) => `'${word}'`).join(",")}])[1 + ((g::bigint * ${step}) % ${all.length})::int]`;
};

async function fill(pool: Pool, learners: number): Promise<void> {
  await pool.query(
    `insert into learner (learner_id, full_name, given_name, national_id, birth_date, sex, school_id, version, source_row_id, run_seq, changed_at)
     select (substr(h, 1, 12) || '8' || substr(h, 14, 3) || '8' || substr(h, 18, 15))::uuid,
       ${pick(words.family, 7919)} || ' ' || ${pick(words.middle, 104729)} || ' ' || ${pick(words.given, 1299709)}, ${pick(words.given, 1299709)},
       '0313' || lpad(g::text, 8, '0'), date '2008-01-01' + (g % 6000), '1', '3111948' || lpad((g % 1608)::text, 5, '0'), 1, g, 1, now()
     from (select g, md5(g::text) as h from generate_series(1, $1::int) g) s`,
    [learners],
  );
  await pool.query("vacuum analyze learner");
}

export interface LearnerCity {
  /** The owner's connections: no row policy binds them. */
  readonly pool: Pool;
  /** Connections of the API's role. */
  readonly appPool: Pool;
  /** Address of the owner's database, for programs of their own. */
  readonly url: string;
  readonly dir: string;
  close(): Promise<void>;
}

/** A database of its own with so many learners in 1,608 schools, made by SQL; the same ones every time. */
export async function openLearnerCity(learners: number): Promise<LearnerCity> {
  const dir = mkdtempSync(join(tmpdir(), "hp-bench-read-"));
  chmodSync(dir, 0o755);
  const server = await startEmbedded(join(dir, "postgres"), "city");
  await prepareDatabase(server.adminUrl, server.url, server.appUrl);
  const pool = createPool(server.url);
  const appPool = createPool(server.appUrl);
  const close = async (): Promise<void> => {
    await appPool.end();
    await pool.end();
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  };
  try {
    await migrate(pool);
    await applyPolicies(pool, datasets, roles, systemClock);
    await fill(pool, learners);
    return { pool, appPool, url: server.url, dir, close };
  } catch (error) {
    await close();
    throw error;
  }
}
