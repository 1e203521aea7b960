import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checks, datasets, qualityViews } from "#src/domains/catalogue.ts";
import { type Lake, openLake } from "#src/platform/duckdb.ts";
import { createTestDatabase, type TestDatabase } from "#src/platform/postgres/test-database.ts";
import { openKeyring } from "#src/platform/sealing/keyring.ts";
import { exportAllGolden } from "./export-golden.ts";
import { recordScore } from "./formula.ts";
import { insertRows, judgedAt, miniWorld } from "./mini-world.test-support.ts";
import { plants } from "./plants.test-support.ts";
import { changeOne, insertCopy, type OneChange, seeded, toldOnce } from "./random-changes.test-support.ts";
import { judgedDatasets, type QualityRules } from "./rules.ts";
import { scoreChanged } from "./score-changed.ts";
import { type QualitySummary, scoreFull } from "./score-full.ts";

const rules: QualityRules = { datasets, checks, views: qualityViews };
const seed = Number(process.env.HP_TEST_SEED ?? 20261122);
const rounds = Number(process.env.HP_TEST_ROUNDS ?? 8);
let db: TestDatabase;
let lake: Lake;
let dir: string;

async function full(runSeq: number): Promise<QualitySummary> {
  const goldenFiles = await exportAllGolden(lake, db.pool, rules, join(dir, "golden"));
  return scoreFull({ rules, lake, pool: db.pool, goldenFiles, workDir: dir, runSeq, now: judgedAt });
}

const changed = (runSeq: number, changes: readonly OneChange[]) =>
  scoreChanged({
    rules,
    pool: db.pool,
    keyring: openKeyring(join(dir, "keys")),
    runSeq,
    changed: toldOnce(changes),
    now: judgedAt,
  });

/** All that scoring remembers: exact points, not only the rounded scores that a full scoring compares with. */
const memory = async () => ({
  standing: await rowsOf("select * from quality.standing order by unit_kind, unit_id, dataset, dimension"),
  issues: await rowsOf("select issues from quality.last_scoring"),
  listed: await rowsOf("select count(*) as issues from quality_issue"),
});

const rowsOf = async <T extends object>(sql: string): Promise<readonly T[]> =>
  (await db.pool.query<T>(sql)).rows;

const latest = `(select distinct on (unit_kind, unit_id, dataset, dimension) * from quality_score
  order by unit_kind, unit_id, dataset, dimension, run_seq desc) q`;

beforeAll(async () => {
  db = await createTestDatabase();
  dir = mkdtempSync(join(tmpdir(), "hp-score-"));
  lake = await openLake({
    memoryMb: 1000,
    threads: 2,
    temporaryDir: dir,
    keyring: openKeyring(join(dir, "keys")),
  });
  await db.pool.query("insert into source_system values ('smas', 'SMAS', 1) on conflict do nothing");
  const planted = Object.keys(plants).filter((_, index) => index % 30 === 0);
  for (let index = 0; index < 12; index += 1) {
    const world = miniWorld(index);
    plants[planted[index] ?? ""]?.(world);
    await insertRows(db.pool, datasets, world.rows);
  }
  // Every published row has its source row, so that rows can go absent and come back.
  for (const dataset of datasets.filter((candidate) => candidate.origin === "vendor")) {
    const entity =
      dataset.fields.learnerId !== undefined
        ? "learner_id"
        : dataset.fields.staffId !== undefined
          ? "staff_id"
          : "null::uuid";
    await db.pool.query(
      `insert into source_row (source_row_id, intake, source_system, row_key, row_hash, record_id, outcome, run_seq)
       select source_row_id, 'x', 'smas', gen_random_uuid(), gen_random_uuid(), ${entity}, 'published', 1 from ${dataset.table}
       on conflict do nothing`,
    );
  }
});

afterAll(async () => {
  lake.close();
  await db.drop();
  rmSync(dir, { recursive: true });
});

test("a full scoring lists issues once and a repeat changes nothing", async () => {
  const first = await full(1);
  expect(first.opened).toBe(first.standing);
  expect(first.scoresWritten).toBeGreaterThan(0);
  for (const runSeq of [1, 2]) {
    const again = await full(runSeq);
    expect({ opened: again.opened, closed: again.closed, scoresWritten: again.scoresWritten }).toEqual({
      opened: 0,
      closed: 0,
      scoresWritten: 0,
    });
  }
});

test(
  `scoring a change gives what a full scoring gives (seed ${seed}, ${rounds} rounds)`,
  async () => {
    const random = seeded(seed);
    const spare = await Promise.all(
      judgedDatasets(rules)
        .filter(({ dataset }) => dataset.origin === "vendor")
        .map(async ({ dataset }) => ({
          dataset,
          rows: await rowsOf<Record<string, unknown>>(`select * from ${dataset.table}`),
        })),
    );
    for (let round = 0; round < rounds; round += 1) {
      const changes: OneChange[] = [];
      for (let step = 0; step < 6; step += 1) {
        const one = await changeOne(db.pool, datasets, random);
        if (one !== undefined) changes.push(one);
      }
      const source = spare[Math.floor(random() * spare.length)];
      const row = source?.rows[Math.floor(random() * source.rows.length)];
      const copied =
        source === undefined || row === undefined
          ? undefined
          : await insertCopy(db.pool, source.dataset, row);
      if (copied !== undefined) changes.push(copied);
      await changed(10 + 2 * round, changes);
      const repeat = await changed(10 + 2 * round, changes);
      const told = JSON.stringify({ round, changes });
      expect({
        told,
        opened: repeat.opened,
        closed: repeat.closed,
        scoresWritten: repeat.scoresWritten,
      }).toEqual({ told, opened: 0, closed: 0, scoresWritten: 0 });
      const moved = await memory();
      expect(moved.issues).toEqual(moved.listed);
      const check = await full(11 + 2 * round);
      expect({ told, memory: moved }).toEqual({ told, memory: await memory() });
      expect({
        told,
        opened: check.opened,
        closed: check.closed,
        scoresWritten: check.scoresWritten,
      }).toEqual({
        told,
        opened: 0,
        closed: 0,
        scoresWritten: 0,
      });
    }
  },
  30_000 * rounds,
);

test("a school that passes to another commune takes its records along", async () => {
  const [school] = await rowsOf<{ id: string; commune: string }>(
    "select school_id as id, commune_code as commune from school where commune_code in ('10507', '10525') order by 1 limit 1",
  );
  await db.pool.query("update school set commune_code = $1 where school_id = $2", [
    school?.commune === "10507" ? "10525" : "10507",
    school?.id,
  ]);
  await changed(1080, [
    { dataset: "school", key: school?.id ?? "", before: { commune_code: school?.commune } },
  ]);
  expect(await full(1081)).toMatchObject({ opened: 0, closed: 0, scoresWritten: 0 });
});

test("parts make the whole: schools make their commune, communes the city, in records and failing records", async () => {
  const sums = (kind: string, unit: string) => `
    select ${unit} as unit, q.dataset, q.dimension, sum(q.records) as records, sum(q.failing) as failing
    from ${latest} left join school s on s.school_id = q.unit_id where q.unit_kind = '${kind}' group by 1, 2, 3
    having sum(q.records) > 0 order by 1, 2, 3`;
  const own = (kind: string) => `
    select q.unit_id as unit, q.dataset, q.dimension, sum(q.records) as records, sum(q.failing) as failing
    from ${latest} where q.unit_kind = '${kind}' group by 1, 2, 3 having sum(q.records) > 0 order by 1, 2, 3`;
  expect(await rowsOf(sums("school", "coalesce(s.commune_code, '-')"))).toEqual(await rowsOf(own("commune")));
  expect(await rowsOf(sums("commune", "'*'"))).toEqual(await rowsOf(own("city")));
});

test("the score of a school's dataset is the mean of its records' scores", async () => {
  const scores = await rowsOf<{ unit_id: string; dataset: string; records: string; score: number }>(
    `select unit_id, dataset, records, score from ${latest} where unit_kind = 'school' and dimension = '*' and dataset <> '*' and records > 0`,
  );
  expect(scores.length).toBeGreaterThan(50);
  const issues = await rowsOf<{ dataset: string; unit: string; codes: string[] }>(
    `select dataset, coalesce(school_id, '-') as unit, array_agg(check_code) as codes from quality_issue group by dataset, school_id, record_key`,
  );
  for (const row of scores) {
    const own = checks.filter((check) => check.dataset === row.dataset);
    const broken = issues.filter((issue) => issue.dataset === row.dataset && issue.unit === row.unit_id);
    const lost = broken.reduce((sum, issue) => sum + 100 - recordScore(own, new Set(issue.codes)), 0);
    expect(row.score).toBeCloseTo(100 - lost / Number(row.records), 1);
  }
});

test("every failing record is listed: what scores count as failing stands in the worklist", async () => {
  const [city] = await rowsOf<{ failing: string }>(
    `select failing from ${latest} where unit_kind = 'city' and dataset = '*' and dimension = '*'`,
  );
  const [listed] = await rowsOf<{ n: string }>(
    "select count(distinct (dataset, record_key)) as n from quality_issue",
  );
  expect(Number(city?.failing)).toBe(Number(listed?.n));
});

test("ever verified and currently consistent are two figures", async () => {
  const [school] = await rowsOf<{ id: string }>(
    "select school_id as id from learner where school_id is not null order by school_id limit 1",
  );
  const [learner] = await rowsOf<{ id: string; national_id: string | null }>(
    `select learner_id as id, national_id from learner where school_id = '${school?.id}' order by 1 limit 1`,
  );
  await db.pool.query(
    "insert into verification values ('learner', $1, 'noId', 'noId', null, now(), null, null, $2, 1090, now())",
    [learner?.id, school?.id],
  );
  await db.pool.query("update learner set national_id = null where learner_id = $1", [learner?.id]);
  await changed(1090, [
    { dataset: "learner", key: learner?.id ?? "", before: { national_id: learner?.national_id } },
  ]);
  const figures = await rowsOf<{ dimension: string; good: string }>(
    `select dimension, records - failing as good from ${latest}
     where unit_kind = 'school' and unit_id = '${school?.id}' and dataset = 'learner' and dimension in ('everVerified', 'currentlyConsistent') order by 1`,
  );
  const [total] = await rowsOf<{ n: string }>(
    `select count(*) as n from learner where school_id = '${school?.id}'`,
  );
  expect(figures[1]).toEqual({ dimension: "everVerified", good: "1" });
  expect(Number(figures[0]?.good)).toBeLessThan(Number(total?.n));
});

test("people verified without any record of theirs changing move their school's figure, and no full scoring differs", async () => {
  await db.pool.query(
    `insert into verification
     select 'learner', learner_id, 'verified', 'verified', null, now(), now(), 1, school_id, 1100, now() from learner
     on conflict (entity, record_id) do update set ever_verified_at = now(), run_seq = 1100`,
  );
  await changed(1100, []);
  const [city] = await rowsOf<{ failing: string }>(
    `select failing from ${latest} where unit_kind = 'city' and dataset = 'learner' and dimension = 'everVerified'`,
  );
  expect(Number(city?.failing)).toBe(0);
  expect(await full(1101)).toMatchObject({ opened: 0, closed: 0, scoresWritten: 0 });
});
