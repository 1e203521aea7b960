import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, expect, test } from "vitest";
import { type PoolOptions, parseBatches } from "#src/pipeline/1-landing/parse/pool.ts";
import type { BatchResult, FileJob, FileResult } from "#src/pipeline/1-landing/parse/protocol.ts";
import { readableByAnyone } from "#src/pipeline/1-landing/parse/unprivileged.ts";
import { buildXlsx } from "./build/xlsx-builder.ts";

const folder = mkdtempSync(join(tmpdir(), "pool-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function job(fileSeq: number, name: string, bytes: string | Uint8Array): FileJob {
  const path = join(folder, `${fileSeq}-${name}`);
  writeFileSync(path, bytes);
  return { fileSeq, path, options: {} };
}

async function run(
  name: string,
  jobs: FileJob[],
  options: Partial<PoolOptions> = {},
): Promise<BatchResult[]> {
  const batches: BatchResult[] = [];
  for await (const batch of parseBatches(jobs, { rawDir: join(folder, name), ...options }))
    batches.push(batch);
  return batches;
}

function outcomes(batches: BatchResult[]): [number, string][] {
  const files: FileResult[] = batches.flatMap((batch) => batch.files);
  return files
    .map((file): [number, string] => [file.fileSeq, file.reasonCode ?? file.status])
    .sort((a, b) => a[0] - b[0]);
}

async function rowCounts(batches: BatchResult[]): Promise<unknown[][]> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const parts = batches.map((batch) => `'${batch.partPath}'`).join(", ");
  const read = await connection.runAndReadAll(
    `select file_seq::integer, count(*)::integer from read_parquet([${parts}]) group by 1 order by 1`,
  );
  connection.closeSync();
  instance.closeSync();
  return read.getRowsJson();
}

const small = "ma;ten\n1;An\n";

test("a file that takes too long is refused, the others of its batch are all there", async () => {
  const slow = job(2, "slow.csv", Buffer.alloc(80_000_000, "1;Nguyen Van A;6A;8;9;10\n"));
  const jobs = [job(1, "a.csv", small), slow, job(3, "c.csv", small), job(4, "d.csv", small)];
  const batches = await run("slow", jobs, { workers: 1, limits: { timeoutMs: 1500 } });
  expect(outcomes(batches)).toEqual([
    [1, "parsed"],
    [2, "parser-timeout"],
    [3, "parsed"],
    [4, "parsed"],
  ]);
  expect(await rowCounts(batches)).toEqual([
    [1, 2],
    [3, 2],
    [4, 2],
  ]);
}, 60_000);

test("a file that exhausts the child's memory is refused, the others are all there", async () => {
  const strings = Array.from({ length: 120_000 }, (_, index) => `<si><t>${`${index} `.repeat(60)}</t></si>`);
  const sharedStringsXml = `<sst>${strings.join("")}</sst>`;
  const fat = job(2, "fat.xlsx", buildXlsx({ sheets: [{ name: "HS", rows: [["a"]] }], sharedStringsXml }));
  const jobs = [job(1, "a.csv", small), fat, job(3, "c.csv", small)];
  const batches = await run("fat", jobs, { workers: 2, limits: { childHeapMb: 40 } });
  expect(outcomes(batches)).toEqual([
    [1, "parsed"],
    [2, "parser-crashed"],
    [3, "parsed"],
  ]);
  expect(await rowCounts(batches)).toEqual([
    [1, 2],
    [3, 2],
  ]);
}, 60_000);

test("every file is in exactly one part, parts appear whole, nothing else is left behind", async () => {
  const jobs = Array.from({ length: 23 }, (_, index) =>
    job(index + 1, "x.csv", index % 7 === 3 ? 'a;b\n1;"x\n' : small),
  );
  const batches = await run("many", jobs, { workers: 2, batchFiles: 5 });
  expect(outcomes(batches)).toEqual(
    jobs.map(({ fileSeq }) => [fileSeq, (fileSeq - 1) % 7 === 3 ? "csv-unclosed-quote" : "parsed"]),
  );
  expect((await rowCounts(batches)).map(([fileSeq]) => fileSeq)).toEqual(
    jobs.map(({ fileSeq }) => fileSeq).filter((fileSeq) => (fileSeq - 1) % 7 !== 3),
  );
  expect(batches.reduce((sum, batch) => sum + batch.rows, 0)).toBe(20 * 2);
  expect(readdirSync(join(folder, "many")).sort()).toEqual(
    [1, 6, 11, 16, 21].map((first) => `part-${String(first).padStart(9, "0")}.parquet`),
  );
});

test("a consumer that stops early leaves no child and no folder of it", async () => {
  const jobs = Array.from({ length: 9 }, (_, index) => job(index + 1, "x.csv", small));
  for await (const _ of parseBatches(jobs, { rawDir: join(folder, "stop"), batchFiles: 2 })) break;
  expect(readdirSync(join(folder, "stop")).filter((name) => name.startsWith("."))).toEqual([]);
});

test("a killed run's half-written parts are cleared away, its whole parts stay and are written anew", async () => {
  const rawDir = join(folder, "again");
  const jobs = [job(1, "a.csv", small), job(2, "b.csv", small)];
  const [first] = await run("again", jobs);
  mkdirSync(join(rawDir, ".child-1-0"));
  writeFileSync(join(rawDir, ".child-1-0", "part-000000001.parquet"), "half");
  const [second] = await run("again", jobs);
  expect(second).toEqual(first);
  expect(readdirSync(rawDir)).toEqual(["part-000000001.parquet"]);
});

test("files and folders anyone may read are told by their mode", () => {
  const open = mkdtempSync(join(tmpdir(), "open-"));
  const path = join(open, "a.csv");
  writeFileSync(path, small);
  chmodSync(path, 0o644);
  expect(readableByAnyone([path])).toBe(false);
  chmodSync(open, 0o711);
  expect(readableByAnyone([path])).toBe(true);
  chmodSync(path, 0o640);
  expect(readableByAnyone([path])).toBe(false);
  expect(readableByAnyone([join(open, "not-there")])).toBe(true);
  rmSync(open, { recursive: true });
});

test("what can't be opened is refused by name of the cause", async () => {
  const batches = await run("gone", [
    { fileSeq: 1, path: join(folder, "not-there.csv"), options: {} },
    { fileSeq: 2, path: folder, options: {} },
    job(3, "a.csv", small),
  ]);
  expect(outcomes(batches)).toEqual([
    [1, "file-unreadable"],
    [2, "file-unreadable"],
    [3, "parsed"],
  ]);
});

test("limits given are the child's limits", async () => {
  const jobs = [
    job(1, "a.csv", `ma;ten\n${"1;An\n".repeat(50)}`),
    job(2, "b.csv", small),
    job(3, "c.csv", "a;b;c;d\n1;2;3;4\n"),
  ];
  const limits = { maxRows: 20, maxColumns: 3 };
  expect(outcomes(await run("limits", jobs, { limits }))).toEqual([
    [1, "too-many-rows"],
    [2, "parsed"],
    [3, "too-many-columns"],
  ]);
});

test("no file at all is no part", async () => {
  expect(await run("none", [])).toEqual([]);
  expect(existsSync(join(folder, "none"))).toBe(true);
});
