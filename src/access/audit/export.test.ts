import { randomUUID } from "node:crypto";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer as createHttpServer } from "node:http";
import { createServer } from "node:net";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fixedClock } from "#src/platform/clock.ts";
import type { Log } from "#src/platform/log.ts";
import { inTransaction } from "#src/platform/postgres/pool.ts";
import { column, storedRowOf } from "./event.ts";
import { type ExportFormat, exportEvent, formatRecord } from "./export.ts";
import { followAudit } from "./follow.ts";
import { exportSealed } from "./follow-export.ts";
import { recordAudit } from "./record.ts";
import { sealAudit } from "./seal.ts";
import { openSink } from "./sink.ts";
import { lookEvent, openTestAudit, type TestAudit } from "./test-audit.ts";

let audit: TestAudit;
beforeAll(async () => {
  audit = await openTestAudit(fixedClock("2026-11-23T03:00:05Z"));
});
afterAll(() => audit.close());

const seed = Number(process.env.HP_TEST_SEED ?? Math.floor(Math.random() * 2 ** 31));
const formats: readonly ExportFormat[] = ["jsonl", "syslog"];

function lineOf(event: ReturnType<typeof lookEvent>, format: ExportFormat): string {
  const row = [...storedRowOf(event)];
  row[column.lane] = "77";
  row[column.seq] = "3";
  return formatRecord(exportEvent(audit.store.key, row), format);
}

test("a line says who, in which role, what, from where and how it ended", () => {
  const accountId = randomUUID();
  const event = lookEvent({
    accountId,
    result: "refused",
    detail: { rows: 31, all: true, name: "Trần Văn An" },
  });
  expect(JSON.parse(lineOf(event, "jsonl"))).toMatchObject({
    id: "2026-11-23/77/3",
    at: "2026-11-23T03:00:00.000000Z",
    action: "learner.read",
    result: "refused",
    account: accountId,
    role: "homeroomTeacher",
    unit: "school/31115600",
    dataset: "learner",
    subjects: 1,
    address: "127.0.0.1",
    "detail.rows": 31,
    "detail.all": true,
  });
  // RFC 5424 §6: PRI (13 × 8 + 4), version, time, host, program, process, message id, structured data.
  expect(lineOf(event, "syslog")).toMatch(
    /^<108>1 2026-11-23T03:00:00\.000000Z \S+ hoa-phuong \d+ learner\.read \[hp@32473( [\w.]+="([^"\\\]]|\\["\\\]])*")+\]$/,
  );
});

test("no personal data leaves, wherever it was put", () => {
  console.log(`export.test: seed ${seed}`);
  const canary = fc.constantFrom(
    "Trần Thị Hoa Phượng",
    "031216000123",
    "0912345678",
    "hoa.phuong@example.vn",
    "12 Lạch Tray, Ngô Quyền",
    "2016-05-21 an",
    'x"] Trần',
  );
  const place = fc.constantFrom("role", "unit", "action", "object", "purpose", "from", "requestId");
  fc.assert(
    fc.property(canary, place, fc.constantFrom(...formats), (text, name, format) => {
      const event = lookEvent({
        [name]: text,
        detail: { note: text, number: Number(text), [text]: 1 },
        subjects: [],
      });
      const withId = lookEvent({ object: `learner/${text}`, unit: `guardian/${text}` });
      expect(lineOf(event, format)).not.toContain(text);
      expect(lineOf(withId, format)).not.toContain(text);
    }),
    { seed },
  );
  const learner = randomUUID();
  for (const format of formats)
    expect(
      lineOf(lookEvent({ object: `learner/${learner}`, unit: `learner/${learner}` }), format),
    ).not.toContain(learner);
});

const write = (count: number): Promise<void> =>
  inTransaction(audit.app, async (client) => {
    for (let n = 0; n < count; n += 1) await recordAudit(client, lookEvent());
  });

test("what is sealed goes out once, in order, with its checkpoint; what could not be sent goes with the next", async () => {
  const path = join(audit.store.dir, "soc.jsonl");
  await write(5);
  await sealAudit(audit.store);
  await expect(
    exportSealed(audit.store, openSink("tcp://127.0.0.1:1", "jsonl"), "jsonl"),
  ).rejects.toMatchObject({
    code: "audit-sink-failed",
  });
  await write(2);
  await sealAudit(audit.store);
  const sink = openSink(path, "jsonl");
  expect(await exportSealed(audit.store, sink, "jsonl")).toBe(7);
  expect(await exportSealed(audit.store, sink, "jsonl")).toBe(0);
  const types = readFileSync(path, "utf8")
    .trim()
    .split("\n")
    .map((line) => (JSON.parse(line) as { type: string }).type);
  expect(types).toEqual([...Array<string>(5).fill("event"), "checkpoint", "event", "event", "checkpoint"]);
});

test("TCP frames by length, UDP sends a datagram each", async () => {
  const lines = [lineOf(lookEvent(), "syslog"), lineOf(lookEvent({ result: "failed" }), "syslog")];
  const received: string[] = [];
  const server = createServer((socket) => {
    socket.setEncoding("utf8").on("data", (text: string) => received.push(text));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  await openSink(`tcp://127.0.0.1:${port}`, "syslog").send(lines);
  server.close();
  expect(received.join("")).toBe(lines.map((line) => `${Buffer.byteLength(line)} ${line}`).join(""));

  const socket = createSocket("udp4");
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  const datagrams: string[] = [];
  const all = new Promise<void>((resolve) => {
    socket.on("message", (message) => {
      if (datagrams.push(message.toString()) === lines.length) resolve();
    });
  });
  await openSink(`udp://127.0.0.1:${socket.address().port}`, "syslog").send(lines);
  await all;
  socket.close();
  expect(datagrams).toEqual(lines);
});

test("an OTLP receiver gets log records; what it refuses goes again with the next", async () => {
  const bodies: { authorization: string | undefined; records: number }[] = [];
  let status = 503;
  const server = createHttpServer((request, response) => {
    let text = "";
    request.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
    });
    request.on("end", () => {
      const body = JSON.parse(text) as {
        resourceLogs: { scopeLogs: { logRecords: { timeUnixNano: string; severityText: string }[] }[] }[];
      };
      const records = body.resourceLogs[0]?.scopeLogs[0]?.logRecords ?? [];
      for (const record of records) expect(record.timeUnixNano).toMatch(/^\d{19}$/);
      bodies.push({ authorization: request.headers.authorization, records: records.length });
      response.writeHead(status, { "content-type": "application/json" }).end("{}");
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const failures: unknown[] = [];
  const log = { error: (facts: unknown) => void failures.push(facts) } as unknown as Log;
  const follow = followAudit(
    audit.store,
    { otlp: `http://127.0.0.1:${port}/v1/logs`, otlpKey: "k", syslog: "tcp://127.0.0.1:1" },
    log,
  );
  await write(3);
  await sealAudit(audit.store);
  await follow();
  expect(failures).toHaveLength(2);
  status = 200;
  await follow();
  await follow();
  server.close();
  // The syslog server stays away, and keeps nobody waiting.
  expect(failures).toHaveLength(4);
  expect(new Set(bodies.map(({ authorization }) => authorization))).toEqual(new Set(["Bearer k"]));
  const { rows } = await audit.database.pool.query<{ n: number }>(
    "select (select count(*) from access.audit_event)::int + (select count(*) from access.audit_checkpoint)::int as n",
  );
  expect(bodies.slice(1).reduce((sum, { records }) => sum + records, 0)).toBe(rows[0]?.n);
});
