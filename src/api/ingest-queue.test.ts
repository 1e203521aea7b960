import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ProgressEvent } from "#src/pipeline/progress.ts";
import { createIngestProcess } from "./ingest-queue.ts";

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "hp-ingest-"));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** A program that speaks as `hp ingest --json` does. */
function processSaying(lines: readonly object[], exitCode: number) {
  const script = join(dir, `say-${Math.abs(exitCode)}-${lines.length}.mjs`);
  writeFileSync(
    script,
    `console.log("Đang nhập");
    for (const line of ${JSON.stringify(lines)}) console.log(JSON.stringify(line));
    console.log(JSON.stringify({ argv: process.argv.slice(2) }));
    process.exitCode = ${exitCode};`,
  );
  return createIngestProcess({ command: [process.execPath, script], env: process.env });
}

const summary = {
  runId: 7,
  files: 1,
  rowsIn: 3,
  published: 1,
  unchanged: 1,
  merged: 1,
  held: 0,
  accounted: true,
};
const step = { step: "landing", title: { vi: "Đọc tệp", en: "Landing" }, done: 1, total: 3 };

describe("the ingest child", () => {
  test("tells the run's number, its steps and its account", async () => {
    const ingest = processSaying([{ runId: 7 }, step, summary], 0);
    const runs: number[] = [];
    const events: ProgressEvent[] = [];
    let during: ProgressEvent | undefined;
    const result = await ingest.ingest(
      ["a.csv"],
      { sourceSystem: "smas" },
      {
        onRun: (runSeq) => runs.push(runSeq),
        onProgress: (event) => {
          events.push(event);
          during = ingest.currentProgress(7);
        },
      },
    );
    expect(result).toEqual(summary);
    expect(runs).toEqual([7]);
    expect(events).toEqual([step]);
    expect(during).toEqual(step);
    expect(ingest.currentProgress(7)).toBeUndefined();
  });

  test("is told the files where no list of processes shows their names", async () => {
    const script = join(dir, "files.mjs");
    writeFileSync(
      script,
      `import { readFileSync } from "node:fs";
      const isHidden = !process.argv.join(" ").includes("Ngoạn");
      const isTold = JSON.parse(readFileSync(0, "utf8"))[0] === "/tmp/Nguyễn Ngoạn.csv";
      console.log(JSON.stringify({ ...${JSON.stringify(summary)}, runId: isHidden && isTold ? 1 : 2 }));`,
    );
    const ingest = createIngestProcess({ command: [process.execPath, script], env: process.env });
    expect(await ingest.ingest(["/tmp/Nguyễn Ngoạn.csv"], {}, {})).toMatchObject({ runId: 1 });
  });

  test("that fails, or says nothing, is an error", async () => {
    await expect(processSaying([{ runId: 7 }], 3).ingest(["a"], {}, {})).rejects.toMatchObject({
      code: "ingest-failed",
      facts: { exitCode: 3 },
    });
    await expect(processSaying([], 0).ingest(["a"], {}, {})).rejects.toMatchObject({ code: "ingest-failed" });
  });

  test("that finds the pipeline taken says so, and the queue tries again later", async () => {
    await expect(processSaying([{ code: "pipeline-busy" }], 1).ingest(["a"], {}, {})).rejects.toMatchObject({
      code: "pipeline-busy",
    });
  });

  test("that can't start is an error", async () => {
    const ingest = createIngestProcess({ command: [join(dir, "nothing")], env: process.env });
    await expect(ingest.ingest(["a"], {}, {})).rejects.toMatchObject({ code: "ENOENT" });
  });
});
