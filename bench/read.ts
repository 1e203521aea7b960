/**
 * Reading at city size: one record by its id, folded-name search, first and last page, all through the HTTP
 * application over 1.03 M learners made by SQL. The bare limit beside each is the same question as a prepared
 * statement on the same table, without the application.
 *
 *   npm run bench -- read [--learners 1030393]
 */
import { parseArgs } from "node:util";
import { pino } from "pino";
import { createApp } from "#src/api/app.ts";
import { encodeCursor } from "#src/api/read/cursor.ts";
import type { Services } from "#src/api/services.ts";
import { steward } from "#src/api/test-app.ts";
import { foldersOf, readConfig } from "#src/platform/config.ts";
import { openLearnerCity } from "./measure/learner-city.ts";
import { timesOf } from "./measure/times.ts";

const { values } = parseArgs({ options: { learners: { type: "string", default: "1030393" } } });
const learners = Number(values.learners);

const noServices: Services = {
  ingest: () => Promise.reject(new Error("nothing is ingested here")),
  decideReview: () => Promise.reject(new Error("nothing is decided here")),
  currentProgress: () => undefined,
};

const { pool, appPool, dir, close } = await openLearnerCity(learners);
try {
  const app = createApp({
    pool,
    appPool,
    authenticate: async () => steward,
    config: readConfig({ HP_DATA: dir }),
    folders: foldersOf(dir),
    log: pino({ level: "silent" }),
    services: noServices,
  });
  await app.ready();

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
  await close();
}
