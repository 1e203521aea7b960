import { pino } from "pino";
import { expect, test, vi } from "vitest";
import type { IngestSummary } from "../services.ts";
import { noServices } from "../test-app.ts";
import { DecisionRuns } from "./decision-runs.ts";

test("decisions made while a run is going share the next one, and a failed run stops nothing", async () => {
  const ends: ((error: Error) => void)[] = [];
  const runs = new DecisionRuns(
    { ...noServices, ingest: () => new Promise<IngestSummary>((_, fail) => ends.push(fail)) },
    pino({ level: "silent" }),
  );
  runs.request();
  runs.request();
  runs.request();
  expect(ends.length).toBe(1);
  ends[0]?.(new Error("the run failed"));
  await vi.waitUntil(() => ends.length === 2);
  ends[1]?.(new Error("the run failed"));
  await new Promise((resolve) => setImmediate(resolve));
  expect(ends.length).toBe(2);
  runs.request();
  await vi.waitUntil(() => ends.length === 3);
  runs.close();
});
