/**
 * Reading at city size: one record by its id, folded-name search, first and last page, all through the HTTP
 * application over 1.03 M learners made by SQL. The bare limit beside each is the same question as a prepared
 * statement on the same table, without the application.
 *
 *   npm run bench -- read [--learners 1030393]
 */
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { pino } from "pino";
import { roles } from "#src/access/roles/roles.ts";
import { applyPolicies } from "#src/access/scope/apply-policies.ts";
import { authenticateLocal } from "#src/api/access/local.ts";
import { createApp } from "#src/api/app.ts";
import { encodeCursor } from "#src/api/read/cursor.ts";
import type { Services } from "#src/api/services.ts";
import { datasets } from "#src/domains/catalogue.ts";
import { systemClock } from "#src/platform/clock.ts";
import { foldersOf, readConfig } from "#src/platform/config.ts";
import { startEmbedded } from "#src/platform/postgres/embedded.ts";
import { migrate } from "#src/platform/postgres/migrate.ts";
import { createPool, type Pool } from "#src/platform/postgres/pool.ts";
import { prepareDatabase } from "#src/platform/postgres/prepare.ts";

const { values } = parseArgs({ options: { learners: { type: "string", default: "1030393" } } });
const learners = Number(values.learners);

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

async function fill(pool: Pool): Promise<void> {
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

function percentile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return (
    Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 100) / 100
  );
}

const noServices: Services = {
  ingest: () => Promise.reject(new Error("nothing is ingested here")),
  decideReview: () => Promise.reject(new Error("nothing is decided here")),
  currentProgress: () => undefined,
};

const dir = mkdtempSync(join(tmpdir(), "hp-bench-read-"));
chmodSync(dir, 0o755);
const server = await startEmbedded(join(dir, "postgres"), "city");
await prepareDatabase(server.adminUrl, server.url, server.appUrl);
const pool = createPool(server.url);
const appPool = createPool(server.appUrl);
try {
  await migrate(pool);
  await applyPolicies(pool, datasets, roles, systemClock);
  await fill(pool);
  const app = createApp({
    pool,
    appPool,
    authenticate: authenticateLocal,
    config: readConfig({ HP_DATA: dir }),
    folders: foldersOf(dir),
    log: pino({ level: "silent" }),
    services: noServices,
  });
  await app.ready();

  const timesOf = async (ask: (turn: number) => Promise<unknown>, turns: number) => {
    const times: number[] = [];
    for (let turn = -5; turn < turns; turn += 1) {
      const startedMs = performance.now();
      await ask(turn + 5);
      if (turn >= 0) times.push(performance.now() - startedMs);
    }
    return { p50: percentile(times, 0.5), p90: percentile(times, 0.9), max: percentile(times, 1) };
  };
  const get = async (url: string) => {
    const reply = await app.inject(url);
    if (reply.statusCode !== 200) throw new Error(`${url}: ${reply.statusCode} ${reply.body.slice(0, 200)}`);
    return reply;
  };
  const { rows } = await pool.query<{ id: string }>(
    "select learner_id as id from learner tablesample system (0.05) repeatable (1) limit 400",
  );
  const idAt = (turn: number) => rows[turn % rows.length]?.id ?? "";
  const end = await pool.query<{ id: string }>(
    "select learner_id as id from learner order by learner_id desc offset 50 limit 1",
  );
  const lastCursor = encodeCursor("learners:learnerId:asc", { at: 0, values: [end.rows[0]?.id ?? ""] });
  const names = [
    "nguyen thi hoa",
    "Nguyễn Thị Hoà",
    "xuyến",
    "tran van an",
    "le quang khoa",
    "vy",
    "pham ngoc linh",
    "khong co ai",
    "do duc hung",
    "hoa nguyen",
  ];

  const lookup = await timesOf((turn) => get(`/api/v1/learners/${idAt(turn)}`), 300);
  const lookupLimit = await timesOf(
    (turn) =>
      pool.query({ name: "one", text: "select * from learner where learner_id = $1", values: [idAt(turn)] }),
    300,
  );
  const search = await timesOf(
    (turn) => get(`/api/v1/learners?q=${encodeURIComponent(names[turn % names.length] ?? "")}`),
    100,
  );
  const firstPage = await timesOf(() => get("/api/v1/learners"), 200);
  const lastPage = await timesOf(() => get(`/api/v1/learners?cursor=${lastCursor}`), 200);
  await app.close();
  console.log(
    JSON.stringify({
      learners,
      lookupMs: lookup,
      lookupLimitMs: lookupLimit,
      lookupRatio: Math.round((lookup.p50 / lookupLimit.p50) * 100) / 100,
      nameSearchMs: search,
      firstPageMs: firstPage,
      lastPageMs: lastPage,
      lastToFirst: Math.round((lastPage.p50 / firstPage.p50) * 100) / 100,
    }),
  );
} finally {
  await appPool.end();
  await pool.end();
  await server.stop();
  rmSync(dir, { recursive: true, force: true });
}
