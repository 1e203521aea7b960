import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { machineAct } from "#src/access/privacy/act.ts";
import { runRetention } from "#src/access/privacy/retention/job.ts";
import { type OpenHost, openHost } from "#src/cli/open-host.ts";
import { ingest } from "#src/pipeline/run.ts";
import { readConfig } from "#src/platform/config.ts";
import { getOrCreateKey } from "#src/platform/keys.ts";
import { createLog } from "#src/platform/log.ts";
import { createTestDatabase } from "#src/platform/postgres/test-database.ts";
import { getTinyCity } from "./tiny-city.ts";

const homes = async ({ database }: OpenHost): Promise<ReadonlySet<string>> => {
  const { rows } = await database.pool.query<{ home: string }>(
    "select learner_id || '|' || residence_kind as home from residence",
  );
  return new Set(rows.map(({ home }) => home));
};

test("the next day's files bring nothing back that was erased, without anybody asking", async () => {
  const city = await getTinyCity();
  const database = await createTestDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), "hp-erased-"));
  const config = readConfig({
    HP_DATA: dataDir,
    DATABASE_URL: database.url,
    HP_APP_DATABASE_URL: database.appUrl,
    HP_MEMORY_MB: "1024",
    HP_THREADS: "2",
  });
  const open = await openHost(config, createLog("fatal"));
  try {
    await ingest(open.host, { paths: [city.inbox] });
    const before = await homes(open);
    // Everybody has left school for longer than homes are kept.
    const later = machineAct("thử", new Date("2040-11-23T03:00:00Z"));
    const key = getOrCreateKey(join(dataDir, "keys"), "erasure");
    await runRetention(open.database.pool, { key, ledgerFile: join(dataDir, "erasures.jsonl") }, later);
    expect((await homes(open)).size).toBe(0);

    const { accounted } = await ingest(open.host, { paths: [city.day2.inbox] });
    expect(accounted).toBe(true);
    const after = await homes(open);
    expect(after.intersection(before)).toEqual(new Set());
    // The run did publish homes, those that nobody had told of before.
    expect(after.size).toBeGreaterThan(0);
  } finally {
    await open.database.close();
    await database.drop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}, 300_000);
