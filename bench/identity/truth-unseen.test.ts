import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { generateCity } from "#city/generate.ts";
import { getOrCreateKey } from "#src/platform/keys.ts";
import { openTestHost, type TestHost } from "#tests/journeys/test-host.ts";

/**
 * No truth leaks into the engine. The same deliveries are taken in twice with the same keys: once where the truth lies
 * beside the inbox, as the generator leaves it, once in a folder that holds no truth at all, nor any path to it. What
 * the engine decides must be the same to the last id, so it can't have looked.
 */
const scratch = mkdtempSync(join(tmpdir(), "hp-unseen-"));
const beside = join(scratch, "beside");
const alone = join(scratch, "alone");

beforeAll(async () => {
  await generateCity({ scale: 0.001, seed: 3, out: beside, threads: 1 });
  await generateCity({ scale: 0.001, seed: 3, out: beside, threads: 1, day: 2, changeShare: 0.05 });
  for (const delivery of [".", "day-2"])
    cpSync(join(beside, delivery, "inbox"), join(alone, delivery, "inbox"), { recursive: true });
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** All that identity decides or leaves to a person, in an order of its own. */
async function decisions(run: TestHost): Promise<unknown> {
  return {
    rows: await run.rows("select source_row_id, record_id, outcome from source_row order by 1"),
    links: await run.rows("select entity, link_key, key_kind, record_id, rule from link order by 1, 2"),
    cases: await run.rows(
      "select entity, record_id, other_record_id, status from reconciliation_case order by 1, 2, 3, 4",
    ),
    learners: await run.rows(
      "select learner_id, national_id, full_name, birth_date::text from learner order by 1",
    ),
    staff: await run.rows(
      "select staff_id, national_id, full_name, birth_date::text from staff_member order by 1",
    ),
  };
}

test("without the truth in reach, the engine decides the same", async () => {
  const seeing = await openTestHost();
  try {
    // Keys are made at first need; both must have the same before either ingests.
    getOrCreateKey(seeing.folders.keys, "identity");
    const blind = await openTestHost(seeing);
    try {
      for (const day of [".", "day-2"]) {
        await seeing.ingest(join(beside, day, "inbox"));
        // From here on this day's truth is nowhere on disk.
        rmSync(join(beside, day, "truth"), { recursive: true });
        await blind.ingest(join(alone, day, "inbox"));
      }
      expect(await decisions(blind)).toEqual(await decisions(seeing));
      expect(await blind.count("select count(*) from link")).toBeGreaterThan(100);
    } finally {
      await blind.close();
    }
  } finally {
    await seeing.close();
  }
}, 240_000);
