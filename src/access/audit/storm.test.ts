import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Rng } from "#city/world/random.ts";
import { systemClock } from "#src/platform/clock.ts";
import { sealAudit } from "./seal.ts";
import { openTestAudit, type TestAudit } from "./test-audit.ts";
import { verifyAudit } from "./verify.ts";

const seed = Number(process.env.HP_TEST_SEED ?? 11);
const kills = 8;
let audit: TestAudit;
beforeAll(async () => {
  audit = await openTestAudit(systemClock);
  await audit.database.pool.query("create table storm (id uuid primary key)");
  await audit.database.pool.query("grant insert on storm to hp_app");
});
afterAll(() => audit.close());

/** Runs the working program and kills it after some answers drawn by lot. @returns what it was told was committed */
async function writeUntilKilled(rng: Rng, round: number): Promise<readonly string[]> {
  const { appUrl, url } = audit.database;
  const commits = 1 + rng.int(150);
  const child = spawn(
    process.execPath,
    [
      join(import.meta.dirname, "storm-child.test-support.ts"),
      appUrl,
      url,
      audit.store.dir,
      String(seed + round),
    ],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
    if (text.split("\n").length > commits) child.kill("SIGKILL");
  });
  const [, signal] = (await once(child, "close")) as [number | null, string | null];
  expect(signal).toBe("SIGKILL");
  return text.split("\n").slice(0, -1);
}

test("kill -9 in the middle of parallel work: each row has its event, each event its row, each look that was answered its event, and all of it is sound", async () => {
  const rng = Rng.of(seed, "storm test");
  const told: string[] = [];
  for (let round = 0; round < kills; round += 1) {
    told.push(...(await writeUntilKilled(rng, round)));
    // Whatever the kill left half done, nothing of it looks like tampering.
    expect((await verifyAudit(audit.store)).findings).toEqual([]);
  }
  const { pool } = audit.database;
  // Sessions of the dead program may still be ending.
  await expect
    .poll(async () => {
      const { rows } = await pool.query<{ n: number }>(
        "select count(*)::int as n from pg_stat_activity where datname = current_database() and usename = 'hp_app'",
      );
      return rows[0]?.n;
    })
    .toBe(0);
  await sealAudit(audit.store, true);
  const idsOf = (what: string): readonly string[] =>
    told.flatMap((line) => (line.startsWith(what) ? [line.slice(what.length + 1)] : []));
  const [wrote, looked] = [idsOf("wrote"), idsOf("looked")];
  const { rows } = await pool.query<Record<"rows" | "events" | "pairs" | "wrote" | "looked" | "all", number>>(
    `select (select count(*)::int from storm) as rows,
       (select count(*)::int from access.audit_event where object like 'storm/%') as events,
       (select count(*)::int from storm s join access.audit_event e on e.object = 'storm/' || s.id) as pairs,
       (select count(*)::int from storm where id = any ($1)) as wrote,
       (select count(*)::int from access.audit_event where object = any ($2)) as looked,
       (select count(*)::int from access.audit_event) as all`,
    [wrote, looked.map((id) => `look/${id}`)],
  );
  const counts = rows[0];
  console.log(`seed ${seed}: ${kills} kills, ${JSON.stringify(counts)}`);
  expect(counts).toMatchObject({
    events: counts?.rows,
    pairs: counts?.rows,
    wrote: wrote.length,
    looked: looked.length,
  });
  expect(Math.min(wrote.length, looked.length)).toBeGreaterThan(20);
  expect(await verifyAudit(audit.store)).toMatchObject({ ok: true, unsealed: 0, events: counts?.all });
});
