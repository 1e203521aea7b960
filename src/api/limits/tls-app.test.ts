import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { request } from "node:https";
import { type AddressInfo, connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect as connectTls } from "node:tls";
import fastify, { type FastifyInstance } from "fastify";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { certificateFromSocket } from "#src/access/provider/mutual-tls.ts";
import { readSecurity } from "#src/platform/config-security.ts";
import { makeCertificate } from "#src/platform/tls/test-certificate.test-support.ts";
import { registerGuard, registerSecurityHeaders } from "../guard.ts";
import { registerProblems } from "../problems/plugin.ts";
import { registerLimits } from "./register.ts";
import { serverOptionsOf } from "./server-options.ts";

const dir = mkdtempSync(join(tmpdir(), "hp-tls-app-"));
const files = makeCertificate(dir, "served");
const vendor = makeCertificate(dir, "vendor");
const stranger = makeCertificate(dir, "stranger");
const listeners = process.listenerCount("SIGHUP");
let app: FastifyInstance;
let port = 0;

/** A port that is free now: the public name holds it, and is settled before anything listens. */
async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, "127.0.0.1");
  await once(probe, "listening");
  const found = (probe.address() as AddressInfo).port;
  probe.close();
  await once(probe, "close");
  return found;
}

beforeAll(async () => {
  port = await freePort();
  const security = readSecurity(
    {
      HP_PUBLIC_URL: `https://localhost:${port}`,
      HP_TLS_CERT: files.certificate,
      HP_TLS_KEY: files.key,
      HP_TLS_CLIENT_CA: vendor.certificate,
    },
    "127.0.0.1",
  );
  app = fastify(serverOptionsOf(security, pino({ level: "silent" })));
  registerSecurityHeaders(app, security);
  registerGuard(app, security);
  registerProblems(app);
  registerLimits(app);
  app.get("/", async (incoming) => ({
    authorised: certificateFromSocket.isAuthorised(incoming.raw),
    subject: certificateFromSocket.findCertificate(incoming.raw)?.subject ?? null,
  }));
  await app.listen({ host: "127.0.0.1", port });
});
afterAll(async () => {
  await app.close();
  rmSync(dir, { recursive: true, force: true });
  // Closed, it listens to no signal any more.
  expect(process.listenerCount("SIGHUP")).toBe(listeners);
});

interface Answer {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

async function ask(options: object = {}): Promise<Answer> {
  const asked = request({
    host: "127.0.0.1",
    port,
    servername: "localhost",
    rejectUnauthorized: false,
    ...options,
  });
  asked.setHeader("host", `localhost:${port}`);
  asked.end();
  const [response] = await once(asked, "response");
  let body = "";
  for await (const chunk of response) body += String(chunk);
  return { status: response.statusCode, headers: response.headers, body };
}

test("a person without a certificate is served, and told to come by https for ever", async () => {
  const { status, headers, body } = await ask();
  expect([status, JSON.parse(body)]).toEqual([200, { authorised: false, subject: null }]);
  expect(headers["strict-transport-security"]).toContain("includeSubDomains");
});

test("a machine's certificate is known by its authority; a stranger's is told apart", async () => {
  const show = (pair: typeof vendor) => ({
    cert: readFileSync(pair.certificate),
    key: readFileSync(pair.key),
  });
  expect(JSON.parse((await ask(show(vendor))).body)).toEqual({ authorised: true, subject: "CN=vendor" });
  expect(JSON.parse((await ask(show(stranger))).body)).toEqual({ authorised: false, subject: "CN=stranger" });
});

test("plain HTTP at the port gets nothing", async () => {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => undefined);
  socket.write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
  let answered = "";
  socket.on("data", (chunk: Buffer) => {
    answered += chunk.toString("latin1");
  });
  await once(socket, "close");
  expect(answered).not.toContain("200");
});

test("a name that is not ours gets nothing, encrypted or not", async () => {
  const socket = connectTls({ host: "127.0.0.1", port, rejectUnauthorized: false });
  await once(socket, "secureConnect");
  socket.write("GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
  const [answer] = (await once(socket, "data")) as [Buffer];
  expect(answer.toString()).toMatch(/^HTTP\/1\.1 403/);
  socket.destroy();
});
