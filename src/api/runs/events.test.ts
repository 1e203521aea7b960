import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ProgressEvent } from "#src/pipeline/progress.ts";
import { createTestApp, insertRows, noServices, type TestApp } from "../test-app.ts";

let at: TestApp;
let url: string;
let progress: ProgressEvent | undefined;
beforeAll(async () => {
  at = await createTestApp(() => ({ ...noServices, currentProgress: () => progress }));
  url = await at.app.listen({ host: "127.0.0.1", port: 0 });
  const counts = { files: 1, rowsIn: 10, published: 0, unchanged: 0, merged: 0, held: 0 };
  for (const runSeq of [1, 2]) {
    await insertRows(at.pool, "run", [
      { runSeq, status: "running", startedAt: "2026-10-20T02:30:00Z", ...counts },
    ]);
  }
});
afterAll(() => at.close());

async function open(runSeq: number): Promise<IncomingMessage> {
  const [response] = (await once(get(`${url}/api/v1/runs/${runSeq}/events`), "response")) as [
    IncomingMessage,
  ];
  return response.setEncoding("utf8");
}

const texts = new WeakMap<IncomingMessage, string>();

/** Everything that came, as soon as it holds `wanted`. */
async function readUntil(response: IncomingMessage, wanted: string): Promise<string> {
  if (!texts.has(response)) {
    texts.set(response, "");
    response.on("data", (chunk: string) => texts.set(response, (texts.get(response) ?? "") + chunk));
  }
  while (!texts.get(response)?.includes(wanted)) await once(response, "data");
  return texts.get(response) ?? "";
}

const end = (runSeq: number) =>
  at.pool.query("update run set status = 'done', ended_at = now(), published = 10 where run_seq = $1", [
    runSeq,
  ]);

describe("progress of a run", () => {
  test("begins with the state as it stands, follows each change, and ends with the run", async () => {
    progress = { step: "publish", title: { vi: "Vào hồ sơ", en: "Publish" }, done: 3, total: 10 };
    const response = await open(1);
    expect(response.headers["content-type"]).toBe("text/event-stream; charset=utf-8");
    const first = await readUntil(response, "event: state");
    expect(first).toContain('"status":"running"');
    expect(first).toContain('"done":3');
    const changed = readUntil(response, '"step":"landing"');
    await insertRows(at.pool, "runStep", [
      {
        runSeq: 1,
        step: "landing",
        startedAt: "2026-10-20T02:30:00Z",
        endedAt: "2026-10-20T02:31:00Z",
        rows: 10,
        detail: {},
      },
    ]);
    await changed;
    const last = readUntil(response, "event: end");
    await end(1);
    expect(await last).toContain('"published":10');
    if (!response.readableEnded) await once(response, "end");
  });

  test("survives a reload: a second reader gets the whole state at once", async () => {
    const first = await open(2);
    await readUntil(first, "event: state");
    first.destroy();
    const again = await open(2);
    expect(await readUntil(again, "event: state")).toContain('"rowsIn":10');
    await end(2);
    await readUntil(again, "event: end");
    const after = await open(2);
    expect(await readUntil(after, "event: end")).toContain('"status":"done"');
  });
});
