import { randomUUID } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { datasets } from "#src/domains/catalogue.ts";
import { foldersOf } from "../config.ts";
import { createPool, type Pool } from "../postgres/pool.ts";
import { createTestDatabase, dropDatabase, type TestDatabase } from "../postgres/test-database.ts";
import { createBackup } from "./create-backup.ts";
import { listTables, qualified } from "./dump-tables.ts";
import { readManifest } from "./manifest.ts";
import { restoreBackup, restoreMarkPath, verifyBackup } from "./restore-backup.ts";

const seed = Number(process.env.SEED ?? 20261020);
const scratch = mkdtempSync(join(tmpdir(), "hp-backup-"));
const replaceable = new Set(datasets.filter((one) => one.origin === "reference").map((one) => one.table));
const silent = () => undefined;
let source: TestDatabase;
let dataDir: string;

beforeAll(async () => {
  console.info(`seed ${seed}`);
  source = await createTestDatabase();
  dataDir = join(scratch, "data");
  for (const [path, content] of [
    ["keys/identity.key", "aa".repeat(32)],
    ["lake/raw/run-000001/part-000000001.parquet", "not really parquet"],
    ["landing/ab/abcd", "bytes as received"],
    ["warehouse/learner/run-000001.parquet", ""],
    ["runs/000002/request.json", JSON.stringify({ insertDir: join(dataDir, "runs/000002/golden") })],
    ["tmp/scratch", "never kept"],
  ] as const) {
    mkdirSync(dirname(join(dataDir, path)), { recursive: true });
    writeFileSync(join(dataDir, path), content, { mode: path.startsWith("keys/") ? 0o600 : 0o644 });
  }
});

afterAll(async () => {
  await source.drop();
  rmSync(scratch, { recursive: true, force: true });
});

async function fill(pool: Pool, texts: readonly string[]): Promise<void> {
  await pool.query("insert into run values (1, 'done', now(), now(), 1, $1, $1, 0, 0, 0, null)", [
    texts.length,
  ]);
  for (const [at, text] of texts.entries()) {
    await pool.query(
      `insert into change_log values ($1, 'learner', $2, 1, 'update', $3, null, 9007199254740993, $4, 1, '2026-10-20T02:41:00.123456Z')`,
      [randomUUID(), String(at), JSON.stringify({ text, zero: 0, none: null }), text],
    );
  }
  await pool.query(
    `insert into access.grant (grant_id, account_id, role, unit_kind, unit_id, valid_from, reason)
     values ($1, $1, 'principal', 'school', 'S1', '2026-10-20T02:41:00Z', 'thử')`,
    [randomUUID()],
  );
  await pool.query("select setval('file_seq', 41)");
}

/** Rows of every table, hashed without regard to their order. */
async function tableHashes(pool: Pool): Promise<Readonly<Record<string, string>>> {
  const hashes: Record<string, string> = {};
  for (const { table } of await listTables(pool)) {
    const { rows } = await pool.query<{ hash: string }>(
      `select count(*) || ':' || coalesce(sum(('x' || substr(md5(t::text), 1, 15))::bit(60)::bigint), 0) as hash from ${qualified(table)} t`,
    );
    hashes[table] = rows[0]?.hash ?? "";
  }
  return hashes;
}

function backup(outDir: string, minute = 0, keep?: number) {
  const now = new Date(Date.UTC(2026, 9, 20, 2, minute));
  return createBackup({
    pool: source.pool,
    dataDir,
    outDir,
    now,
    progress: silent,
    ...(keep === undefined ? {} : { keep }),
  });
}

async function restoreInto(target: Pool, outDir: string, to: string): Promise<void> {
  mkdirSync(to, { recursive: true });
  const { dir, manifest } = readManifest(outDir);
  await verifyBackup(dir, manifest, silent);
  await restoreBackup({ pool: target, dataDir: to, dir, manifest, replaceable, progress: silent });
}

/** An empty database without even our tables. */
async function createBareDatabase(): Promise<{ pool: Pool; drop(): Promise<void> }> {
  const url = new URL(source.url);
  const name = `t_${randomUUID().replaceAll("-", "")}`;
  await source.pool.query(`create database ${name}`);
  url.pathname = `/${name}`;
  const pool = createPool(url.href, 4);
  return {
    pool,
    drop: async () => {
      await pool.end();
      await dropDatabase(source.pool, name);
    },
  };
}

describe("backup and restore", () => {
  test("whatever text a table holds, it comes back the same, into a bare and into a seeded database", async () => {
    const texts = fc.sample(
      fc.oneof(
        fc.string({ unit: "binary" }),
        fc.constantFrom("\\N", "\\.", "a\tb", "a\nb", "\\", "\r\n", "Nguyễn", "{", ""),
      ),
      { seed, numRuns: 300 },
    );
    const storable = texts.map((text) => text.replaceAll("\u0000", "").replace(/[\ud800-\udfff]/g, ""));
    await fill(source.pool, storable);
    const out = join(scratch, "out");
    const report = await backup(out);
    expect(report.rows).toBeGreaterThan(storable.length);
    const before = await tableHashes(source.pool);
    const bare = await createBareDatabase();
    const seeded = await createTestDatabase();
    for (const [name, { pool }] of Object.entries({ bare, seeded })) {
      const to = join(scratch, name);
      await restoreInto(pool, out, to);
      expect(await tableHashes(pool)).toEqual(before);
      const sequence = await pool.query<{ n: string }>("select nextval('file_seq') as n");
      expect(sequence.rows[0]?.n).toBe("42");
      expect(readFileSync(join(to, "landing/ab/abcd"), "utf8")).toBe("bytes as received");
      expect(statSync(join(to, "keys/identity.key")).mode & 0o777).toBe(0o600);
      expect(JSON.parse(readFileSync(join(to, "runs/000002/request.json"), "utf8"))).toEqual({
        insertDir: join(to, "runs/000002/golden"),
      });
      expect(existsSync(restoreMarkPath(foldersOf(to)))).toBe(false);
      expect(existsSync(join(to, "tmp/scratch"))).toBe(false);
      const indexes = (db: Pool) =>
        db.query("select indexdef from pg_indexes where schemaname = 'public' order by 1");
      expect((await indexes(pool)).rows).toEqual((await indexes(source.pool)).rows);
    }
    await bare.drop();
    await seeded.drop();
  });

  test("everything in the folder is readable by its owner alone, and a second backup adds only what changed", async () => {
    const out = join(scratch, "twice");
    // Some 30 MB of text: more than one piece.
    await source.pool.query(
      `insert into change_log select gen_random_uuid(), 'learner', i::text, 1, 'update', to_jsonb(repeat(md5(i::text), 32)), null, i, 'test', 1, now()
       from generate_series(1, 30000) as i`,
    );
    const first = await backup(out, 1);
    expect(first.addedBytes).toBe(first.bytes);
    const second = await backup(out, 2);
    expect(second.addedBytes).toBe(0);
    const pieces = second.manifest.tables.find((table) => table.table === "change_log")?.pieces ?? [];
    expect(pieces.length).toBeGreaterThan(1);
    for (const piece of pieces) expect(piece.rawBytes).toBeLessThanOrEqual(16 * 2 ** 20);
    expect(second.bytes).toBe(first.bytes);
    for (const entry of readdirSync(out, { recursive: true, withFileTypes: true })) {
      expect(statSync(join(entry.parentPath, entry.name)).mode & 0o077, entry.name).toBe(0);
    }
    const third = await backup(out, 3, 1);
    expect(readdirSync(out).filter((name) => name.endsWith(".json"))).toEqual([
      "backup-20261020T020300Z.json",
    ]);
    await verifyBackup(out, third.manifest, silent);
  });

  test("a snapshot: rows that come while the backup is being written are not in it", async () => {
    const out = join(scratch, "snapshot");
    const count = async () =>
      Number((await source.pool.query<{ n: string }>("select count(*) as n from run")).rows[0]?.n);
    const before = await count();
    let late: Promise<unknown> | undefined;
    const report = await createBackup({
      pool: source.pool,
      dataDir,
      outDir: out,
      now: new Date(Date.UTC(2026, 9, 20, 3)),
      // Tables go by name: `run` comes long after the first one.
      progress: ({ step }) => {
        if (step === "tables")
          late ??= source.pool.query(
            "insert into run select 77, status, started_at, ended_at, 0, 0, 0, 0, 0, 0, null from run",
          );
      },
    });
    await late;
    expect(await count()).toBe(before + 1);
    expect(report.manifest.tables.find((table) => table.table === "run")?.rows).toBe(before);
    await verifyBackup(out, report.manifest, silent);
  });

  test("one altered byte anywhere and nothing is restored", async () => {
    const out = join(scratch, "damaged");
    const { manifest, manifestFile } = await backup(out, 4);
    const objects = [...manifest.tables.flatMap((table) => table.pieces), ...manifest.files].filter(
      (object) => object.bytes > 0,
    );
    for (const object of fc.sample(fc.constantFrom(...objects), { seed, numRuns: 5 })) {
      const path = join(out, "objects", object.sha256.slice(0, 2), object.sha256);
      const bytes = readFileSync(path);
      const altered = Buffer.from(bytes);
      altered[altered.length >> 1] = (altered[altered.length >> 1] ?? 0) ^ 1;
      writeFileSync(path, altered);
      await expect(verifyBackup(out, manifest, silent)).rejects.toMatchObject({ code: "backup-damaged" });
      writeFileSync(path, bytes);
    }
    writeFileSync(manifestFile, readFileSync(manifestFile, "utf8").replace('"rows": 1', '"rows": 2'));
    expect(() => readManifest(out)).toThrow(expect.objectContaining({ code: "backup-damaged" }));
  });

  test("a place that holds anything is left alone", async () => {
    const out = join(scratch, "out");
    const target = await createTestDatabase();
    const to = join(scratch, "taken");
    mkdirSync(join(to, "landing"), { recursive: true });
    writeFileSync(join(to, "landing/x"), "mine");
    await expect(restoreInto(target.pool, out, to)).rejects.toMatchObject({
      code: "restore-target-not-empty",
    });
    rmSync(join(to, "landing/x"));
    await target.pool.query("insert into run values (1, 'done', now(), now(), 0, 0, 0, 0, 0, 0, null)");
    await expect(restoreInto(target.pool, out, to)).rejects.toMatchObject({
      code: "restore-target-not-empty",
    });
    expect((await target.pool.query("select run_seq from run")).rows).toEqual([{ run_seq: 1 }]);
    await target.drop();
  });

  test("a restore that was interrupted after its rows were in goes on with the same call", async () => {
    const out = join(scratch, "again");
    const { manifest } = await backup(out, 5);
    const target = await createTestDatabase();
    const to = join(scratch, "interrupted");
    const file = manifest.files.find((one) => one.path.startsWith("landing/"));
    const object = join(out, "objects", (file?.sha256 ?? "").slice(0, 2), file?.sha256 ?? "");
    const bytes = readFileSync(object);
    mkdirSync(to, { recursive: true });
    rmSync(object);
    const attempt = () =>
      restoreBackup({ pool: target.pool, dataDir: to, dir: out, manifest, replaceable, progress: silent });
    await expect(attempt()).rejects.toThrow();
    writeFileSync(object, bytes);
    await attempt();
    expect(await tableHashes(target.pool)).toEqual(await tableHashes(source.pool));
    await target.drop();
  });
});
