import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import tls from "node:tls";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeCertificate } from "#src/platform/tls/test-certificate.test-support.ts";
import { openSink } from "./sink.ts";

const dir = mkdtempSync(join(tmpdir(), "hp-sink-"));
const received: string[] = [];
let server: tls.Server;
let target: string;
let certificate: string;
beforeAll(async () => {
  const files = makeCertificate(dir, "soc");
  certificate = readFileSync(files.certificate, "utf8");
  server = tls.createServer({ cert: certificate, key: readFileSync(files.key) }, (socket) => {
    socket.setEncoding("utf8").on("data", (text: string) => received.push(text));
  });
  server.on("tlsClientError", () => undefined);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  target = `tls://localhost:${typeof address === "object" && address !== null ? address.port : 0}`;
});
afterAll(() => {
  server.close();
  rmSync(dir, { recursive: true, force: true });
});

test("a receiver nobody vouches for gets nothing", async () => {
  await expect(openSink(target, "syslog").send(["<110>1 a"])).rejects.toMatchObject({
    code: "audit-sink-failed",
    facts: { reason: "DEPTH_ZERO_SELF_SIGNED_CERT" },
  });
  expect(received).toEqual([]);
});

test("one whose authority is known gets each message with its length", async () => {
  const before = tls.getCACertificates("default");
  tls.setDefaultCACertificates([...before, certificate]);
  try {
    await openSink(target, "syslog").send(["<110>1 a", "<110>1 bé"]);
  } finally {
    tls.setDefaultCACertificates(before);
  }
  expect(received.join("")).toBe("8 <110>1 a10 <110>1 bé");
});

test.each([
  ["https://soc.example/v1/logs", "syslog"],
  ["tcp://127.0.0.1:1", "otlp"],
  ["tls://127.0.0.1", "syslog"],
  ["ftp://127.0.0.1:21", "jsonl"],
] as const)("%s does not take %s", (to, format) => {
  expect(() => openSink(to, format)).toThrow(expect.objectContaining({ code: "argument-invalid" }));
});
