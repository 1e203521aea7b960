import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { readdir, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { IngestHints, IngestSummary, Services } from "../services.ts";
import { createTestApp, noServices, type TestApp } from "../test-app.ts";
import { UploadQueue } from "./queue.ts";
import { type Upload, UploadStore } from "./store.ts";

const summary: IngestSummary = {
  runId: 7,
  files: 1,
  rowsIn: 3,
  published: 3,
  unchanged: 0,
  merged: 0,
  held: 0,
  accounted: true,
};

interface Taken {
  readonly bytes: string;
  readonly hints: IngestHints;
}
const taken: Taken[] = [];
let running = 0;
let mostRunning = 0;

/** Reads what it is given, as the pipeline would, and notes whether two were ever taken at once. */
const readingServices: Services = {
  ...noServices,
  ingest: async (paths, hints, listener) => {
    running += 1;
    mostRunning = Math.max(mostRunning, running);
    listener.onRun?.(7);
    await new Promise((resolve) => setImmediate(resolve));
    taken.push({ bytes: readFileSync(paths[0] ?? "", "utf8"), hints });
    running -= 1;
    return summary;
  },
};

let at: TestApp;
beforeAll(async () => {
  at = await createTestApp(() => readingServices);
});
afterAll(() => at.close());

const sha256 = (text: string | Buffer): string => createHash("sha256").update(text).digest("hex");

async function create(content: string, more: object = {}, headers: Record<string, string> = {}) {
  const payload = {
    fileName: "ds-lop-6.csv",
    bytes: Buffer.byteLength(content),
    sha256: sha256(content),
    ...more,
  };
  return at.app.inject({ method: "POST", url: "/api/v1/uploads", payload, headers });
}

const patch = (url: string, offset: number, bytes: Buffer | string) =>
  at.app.inject({
    method: "PATCH",
    url,
    payload: bytes,
    headers: { "content-type": "application/offset+octet-stream", "upload-offset": String(offset) },
  });

async function waitFor(url: string, status: string): Promise<Upload> {
  for (;;) {
    const upload = (await at.app.inject(url)).json<Upload>();
    if (upload.status === status) return upload;
    if (upload.status === "failed") throw new Error(JSON.stringify(upload));
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe("uploads", () => {
  test("arrive in pieces of any size, are asked for their offset, and go through the pipeline", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ minLength: 1, maxLength: 400 }),
        fc.array(fc.nat(60)),
        async (content, cuts) => {
          const bytes = Buffer.from(content);
          const created = await create(content, { sourceSystem: "smas", schoolId: "311194802001" });
          expect(created.statusCode, created.body).toBe(201);
          const url = String(created.headers.location);
          let offset = 0;
          for (const cut of [...cuts.map((one) => one + 1), bytes.length]) {
            if (offset >= bytes.length) break;
            const response = await patch(url, offset, bytes.subarray(offset, offset + cut));
            expect(response.statusCode, response.body).toBe(204);
            offset = Number(response.headers["upload-offset"]);
            const head = await at.app.inject({ method: "HEAD", url });
            expect(head.headers).toMatchObject({
              "upload-offset": String(offset),
              "upload-length": String(bytes.length),
            });
          }
          const done = await waitFor(url, "done");
          expect(done).toMatchObject({ runSeq: 7, summary });
          expect(taken.at(-1)).toEqual({
            bytes: bytes.toString(),
            hints: { sourceSystem: "smas", schoolId: "311194802001" },
          });
        },
      ),
      { numRuns: 15 },
    );
  });

  test("are taken one at a time, in the order they were completed", async () => {
    taken.length = 0;
    const contents = ["một", "hai", "ba", "bốn"];
    const urls: string[] = [];
    for (const content of contents) {
      const url = String((await create(content)).headers.location);
      await patch(url, 0, content);
      urls.push(url);
    }
    for (const url of urls) await waitFor(url, "done");
    expect(taken.map((one) => one.bytes)).toEqual(contents);
    expect(mostRunning).toBe(1);
  });

  test("a wrong offset is refused with the right one", async () => {
    const url = String((await create("0123456789")).headers.location);
    await patch(url, 0, "012");
    for (const offset of [0, 2, 4, -1]) {
      const response = await patch(url, offset, "x");
      expect([response.statusCode, response.json().code]).toEqual([409, "upload-offset-mismatch"]);
      expect(response.json().detail).toContain("3 byte");
    }
  });

  test("more bytes than announced undo the request, not the upload", async () => {
    const url = String((await create("0123456789")).headers.location);
    await patch(url, 0, "0123");
    const response = await patch(url, 4, "456789x");
    expect([response.statusCode, response.json().code]).toEqual([413, "body-too-large"]);
    expect((await at.app.inject(url)).json()).toMatchObject({ received: 4, status: "receiving" });
    expect((await patch(url, 4, "456789")).statusCode).toBe(204);
    expect((await patch(url, 10, "x")).json().code).toBe("upload-closed");
  });

  test("other bytes than announced are thrown away", async () => {
    const url = String((await create("0123")).headers.location);
    const response = await patch(url, 0, "0124");
    expect([response.statusCode, response.json().code]).toEqual([422, "upload-checksum-mismatch"]);
    expect((await at.app.inject(url)).json()).toMatchObject({
      status: "failed",
      error: "upload-checksum-mismatch",
    });
  });

  test("the same creation twice under one key is one upload", async () => {
    const headers = { "idempotency-key": "mot-lan" };
    const first = await create("abc", {}, headers);
    const again = await create("abc", {}, headers);
    expect(again.headers.location).toBe(first.headers.location);
    const other = await create("abcd", {}, headers);
    expect([other.statusCode, other.json().code]).toEqual([422, "idempotency-key-reused"]);
  });

  test("what can't be taken is refused before a byte is sent", async () => {
    const cases: readonly [object, number, string][] = [
      [{ bytes: 600 * 2 ** 20 }, 413, "upload-too-large"],
      [{ bytes: 0 }, 400, "body-invalid"],
      [{ sha256: "x" }, 400, "body-invalid"],
      [{ fileName: "" }, 400, "body-invalid"],
      [{ sourceSystem: 7 }, 400, "body-invalid"],
    ];
    for (const [more, status, code] of cases) {
      const response = await create("abc", more);
      expect([response.statusCode, response.json().code], JSON.stringify(more)).toEqual([status, code]);
    }
    const wrongType = await at.app.inject({
      method: "PATCH",
      url: "/api/v1/uploads/00000000-0000-4000-8000-000000000000",
      payload: "{}",
    });
    expect(wrongType.statusCode).toBe(415);
    expect((await at.app.inject("/api/v1/uploads/00000000-0000-4000-8000-000000000000")).json().code).toBe(
      "upload-not-found",
    );
    expect((await at.app.inject("/api/v1/uploads/..%2F..%2Fetc")).json().code).toBe("body-invalid");
  });

  test("a name can't leave its folder", async () => {
    await create("abc", { fileName: "../../../etc/passwd" });
    const names = (await readdir(join(at.dataDir, "uploads"), { recursive: true })).filter((name) =>
      name.includes("passwd"),
    );
    expect(names).toHaveLength(1);
    expect(names[0]).toMatch(/^[0-9a-f-]{36}\/[0-9a-f]{8} passwd$/);
  });
});

describe("a start after a crash", () => {
  test("takes up what was complete and leaves what was not", async () => {
    const store = new UploadStore(join(at.dataDir, "uploads-of-before"));
    const make = async (content: string, status: Upload["status"]): Promise<Upload> => {
      const request = { fileName: "a.csv", bytes: content.length, sha256: sha256(content), sentBy: "a" };
      const upload = { ...(await store.create(request, 0)), status };
      await store.save(upload);
      return upload;
    };
    const queued = await make("a", "queued");
    const interrupted = await make("b", "ingesting");
    const half = await make("c", "receiving");
    const queue = new UploadQueue(store, readingServices, pino({ level: "silent" }));
    await queue.resume();
    await queue.drain();
    const statusOf = async (upload: Upload) => (await store.get(upload.uploadId)).status;
    expect([await statusOf(queued), await statusOf(interrupted), await statusOf(half)]).toEqual([
      "done",
      "done",
      "receiving",
    ]);
  });

  test("a run that fails is noted with its code", async () => {
    const store = new UploadStore(join(at.dataDir, "uploads-failing"));
    const upload = await store.create({ fileName: "a.csv", bytes: 1, sha256: sha256("a"), sentBy: "a" }, 0);
    const queue = new UploadQueue(store, noServices, pino({ level: "silent" }));
    queue.add(upload);
    await queue.drain();
    expect(await store.get(upload.uploadId)).toMatchObject({ status: "failed", error: "internal" });
  });

  test.runIf(existsSync("/dev/full"))(
    "a disk that fills up while bytes arrive is said so, and nothing is lost",
    async () => {
      const url = String((await create("0123456789")).headers.location);
      const upload = (await at.app.inject(url)).json<Upload>();
      const path = new UploadStore(join(at.dataDir, "uploads")).pathOf(upload);
      await rm(path);
      await symlink("/dev/full", path);
      const full = await patch(url, 0, "0123456789");
      expect([full.statusCode, full.json().code], full.body).toEqual([507, "disk-full"]);
      await rm(path);
      await writeFile(path, "");
      expect((await patch(url, 0, "0123456789")).statusCode).toBe(204);
    },
  );

  test("a disk without room is said before a byte is sent", async () => {
    const store = new UploadStore(join(at.dataDir, "uploads-full"));
    const request = { fileName: "a.csv", bytes: 1, sha256: sha256("a"), sentBy: "a" };
    await expect(store.create(request, 2 ** 40)).rejects.toMatchObject({ code: "disk-full", status: 507 });
  });
});
