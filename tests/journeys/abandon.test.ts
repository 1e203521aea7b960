import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { abandon, resume } from "#src/pipeline/run.ts";
import { createRun, failRun } from "#src/pipeline/run-record.ts";
import { type Delivery, newDelivery } from "./lists.ts";
import { openTestHost, type TestHost } from "./test-host.ts";
import { getTinyCity } from "./tiny-city.ts";

let at: TestHost;
let delivery: Delivery;
beforeAll(async () => {
  at = await openTestHost();
  delivery = newDelivery(await getTinyCity());
});
afterAll(async () => {
  await at.close();
  delivery.remove();
});

const statusOf = async (runSeq: number) =>
  (await at.rows("select status from run where run_seq = $1", [runSeq]))[0]?.status;

/** A run as a kill leaves it: created, with the marks of these steps and the file the first of them wrote. */
async function interruptedRun(steps: readonly string[], paths: readonly string[]): Promise<number> {
  const runSeq = await createRun(at.database.pool, at.host.clock.now());
  const dir = join(at.folders.runs, String(runSeq).padStart(6, "0"));
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, "request.json"), JSON.stringify({ paths }));
  for (const step of steps) {
    await at.rows("insert into run_step values ($1, $2, now(), now(), 0, '{}')", [runSeq, step]);
  }
  return runSeq;
}

test("a mistyped path begins no run", async () => {
  await expect(at.ingest("/no/such/folder")).rejects.toMatchObject({ code: "path-not-found" });
  expect(await at.count("select count(*) from run")).toBe(0);
});

test("a run killed before it knew what it was asked is given up, and the next one goes its way", async () => {
  const killed = await interruptedRun([], []);
  const result = await at.ingest(delivery.list(30).root);
  expect(result).toMatchObject({ published: 30, accounted: true });
  expect(await statusOf(killed)).toBe("abandoned");
});

test("a run whose files are gone before they were received is given up, on resume as on the next ingest", async () => {
  const killed = await interruptedRun(["request"], ["/gone/with/the/stick"]);
  expect(await resume(at.host)).toBeUndefined();
  expect(await statusOf(killed)).toBe("abandoned");
  expect(await resume(at.host)).toBeUndefined();
  const again = await interruptedRun(["request"], ["/gone/with/the/stick"]);
  expect(await at.ingest(delivery.root)).toMatchObject({ published: 0, accounted: true });
  expect(await statusOf(again)).toBe("abandoned");
});

test("a person may give up a run that published nothing; one that published is only ever finished", async () => {
  expect(await abandon(at.host)).toBeUndefined();
  const failed = await interruptedRun(["request", "receive", "standardise"], []);
  await failRun(at.database.pool, failed, new Error("broken"));
  expect(await abandon(at.host)).toBe(failed);
  expect(await statusOf(failed)).toBe("abandoned");
  const publishing = await interruptedRun(["request", "receive", "moves"], []);
  await expect(abandon(at.host)).rejects.toMatchObject({ code: "run-has-published" });
  expect(await statusOf(publishing)).toBe("running");
});
