import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { type AddressInfo, connect, createServer as createTcpServer, type Socket } from "node:net";
import { Readable } from "node:stream";
import fastify, { type FastifyInstance } from "fastify";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { UnfinishedConnections } from "./connections.ts";
import { bodyRate, serverLimits } from "./limits.ts";
import { MovingBodies } from "./moving-bodies.ts";
import { limitedServerOptions } from "./server.ts";

const nobody = (): boolean => false;
const clients: Socket[] = [];
afterEach(() => {
  for (const client of clients.splice(0)) client.destroy();
});

function dial(port: number): Socket {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => undefined);
  clients.push(socket);
  return socket;
}

describe("connections without a request", () => {
  const limits = { perAddress: 3, graceMs: 1_000, perAddressAtOnce: 6 };
  const accepted: Socket[] = [];
  const server = createTcpServer((socket) => {
    socket.on("error", () => undefined);
    accepted.push(socket);
  });
  beforeAll(async () => {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
  });
  afterAll(() => server.close());

  async function acceptSome(count: number): Promise<readonly Socket[]> {
    accepted.length = 0;
    for (let index = 0; index < count; index += 1) dial((server.address() as AddressInfo).port);
    await expect.poll(() => accepted.length).toBe(count);
    return [...accepted];
  }
  const standing = (sockets: readonly Socket[]): number[] =>
    sockets.flatMap((socket, index) => (socket.destroyed ? [] : [index]));

  test("the oldest give way, once they are older than a slow telephone needs", async () => {
    const sockets = await acceptSome(5);
    const unfinished = new UnfinishedConnections(limits, nobody);
    for (const socket of sockets) unfinished.add(socket, 0);
    unfinished.sweep(999);
    expect(standing(sockets)).toEqual([0, 1, 2, 3, 4]);
    unfinished.sweep(1_000);
    expect(standing(sockets)).toEqual([2, 3, 4]);
  });

  test("who has sent a request is never closed, and makes room", async () => {
    const sockets = await acceptSome(6);
    const unfinished = new UnfinishedConnections(limits, nobody);
    for (const socket of sockets) unfinished.add(socket, 0);
    for (const socket of sockets.slice(0, 3)) unfinished.finish(socket);
    unfinished.sweep(60_000);
    expect(standing(sockets)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test("a flood faster than that is refused at the door; a proxy's connections are everybody's", async () => {
    const sockets = await acceptSome(8);
    const unfinished = new UnfinishedConnections(limits, nobody);
    for (const socket of sockets) unfinished.add(socket, 0);
    expect(standing(sockets)).toEqual([0, 1, 2, 3, 4, 5]);
    const more = await acceptSome(8);
    const behindProxy = new UnfinishedConnections(limits, (address) => address === "127.0.0.1");
    for (const socket of more) behindProxy.add(socket, 0);
    behindProxy.sweep(60_000);
    expect(standing(more)).toHaveLength(8);
  });
});

describe("bodies", () => {
  const requests: IncomingMessage[] = [];
  const server = createServer((request) => {
    request.on("error", () => undefined);
    requests.push(request);
    request.resume();
  });
  beforeAll(async () => {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  async function beginBody(): Promise<{ readonly client: Socket; readonly request: IncomingMessage }> {
    requests.length = 0;
    const client = dial((server.address() as AddressInfo).port);
    client.write("PATCH / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n");
    await expect.poll(() => requests.length).toBe(1);
    const [request] = requests;
    if (request === undefined) throw new Error("no request");
    return { client, request };
  }

  async function send(client: Socket, request: IncomingMessage, bytes: number): Promise<void> {
    const before = request.socket.bytesRead;
    client.write(Buffer.alloc(bytes));
    await expect.poll(() => request.socket.bytesRead).toBe(before + bytes);
  }

  test("a byte a second ends after the window; a slow line that moves goes on", async () => {
    const dripped = await beginBody();
    const slow = await beginBody();
    const bodies = new MovingBodies(bodyRate);
    bodies.add(dripped.request, 0);
    bodies.add(slow.request, 0);
    for (let second = 1; second < 10; second += 1) {
      await send(dripped.client, dripped.request, 1);
      await send(slow.client, slow.request, bodyRate.minBytesPerSecond);
      bodies.sweep(second * 1_000);
    }
    expect([dripped.request.destroyed, slow.request.destroyed]).toEqual([false, false]);
    await send(slow.client, slow.request, bodyRate.minBytesPerSecond);
    bodies.sweep(10_000);
    expect([dripped.request.destroyed, slow.request.destroyed]).toEqual([true, false]);
    for (let second = 11; second < 40; second += 1) {
      await send(slow.client, slow.request, bodyRate.minBytesPerSecond);
      bodies.sweep(second * 1_000);
    }
    expect(slow.request.destroyed).toBe(false);
    for (let second = 40; second < 51; second += 1) bodies.sweep(second * 1_000);
    expect(slow.request.destroyed).toBe(true);
    expect(bodies.size).toBe(0);
  });

  test("where it is we who don't read, nobody is to blame", async () => {
    const { client, request } = await beginBody();
    request.pause();
    await send(client, request, 10_000);
    const bodies = new MovingBodies(bodyRate);
    bodies.add(request, 0);
    for (let second = 1; second < 60; second += 1) bodies.sweep(second * 1_000);
    expect(request.destroyed).toBe(false);
  });

  test("a request without a body is not watched", () => {
    const bodies = new MovingBodies(bodyRate);
    bodies.add({ headers: {} } as IncomingMessage, 0);
    bodies.add({ headers: { "content-length": "0" } } as IncomingMessage, 0);
    expect(bodies.size).toBe(0);
  });
});

describe("the server", () => {
  const logged: string[] = [];
  let app: FastifyInstance;
  beforeAll(async () => {
    const stream = { write: (line: string) => void logged.push(line) };
    app = fastify({ ...limitedServerOptions({ isProxy: nobody }), logger: { level: "trace", stream } });
    app.get("/", async () => "ok");
    app.get("/large", async () => "x".repeat(20_000_000));
    app.get("/stream", async () => Readable.from(Array.from({ length: 400 }, () => Buffer.alloc(50_000))));
    await app.listen({ port: 0, host: "127.0.0.1" });
  });
  afterAll(() => app.close());

  test("has the limits it is said to have", () => {
    const { server } = app;
    expect(server.headersTimeout).toBe(serverLimits.headersMs);
    expect(server.requestTimeout).toBe(serverLimits.requestMs);
    expect(server.keepAliveTimeout).toBe(serverLimits.keepAliveMs);
    expect(server.timeout).toBe(serverLimits.silentMs);
    expect(server.maxRequestsPerSocket).toBe(serverLimits.requestsPerConnection);
    expect(server.maxConnections).toBe(serverLimits.connections);
    expect(serverLimits.headersMs + serverLimits.lookEveryMs).toBeLessThanOrEqual(15_000);
    expect(bodyRate.windowMs + bodyRate.lookEveryMs).toBeLessThanOrEqual(15_000);
    expect(serverLimits.stalledAnswerMs * 2 + serverLimits.lookEveryMs).toBeLessThanOrEqual(15_000);
  });

  test.each([
    ["no HTTP", "mật khẩu của tôi\r\n\r\n", "400"],
    [
      "two lengths",
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcd",
      "400",
    ],
    [
      "a length and chunks",
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      "400",
    ],
    ["no Host", "GET / HTTP/1.1\r\n\r\n", "400"],
    ["17 KB of headers", `GET / HTTP/1.1\r\nHost: a\r\nX: ${"x".repeat(17_000)}\r\n\r\n`, "431"],
  ])("refused: %s", async (_what, text, status) => {
    const client = dial((app.server.address() as AddressInfo).port);
    client.write(text);
    const [answer] = (await once(client, "data")) as [Buffer];
    expect(answer.toString()).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    await once(client, "close");
  });

  test.each(["/large", "/stream"])(
    "an answer that nobody takes is waited for shortly, and as usual once it moves: %s",
    async (path) => {
      let served: Socket | undefined;
      app.server.once("connection", (socket: Socket) => {
        served = socket;
      });
      const client = dial((app.server.address() as AddressInfo).port);
      client.pause();
      client.write(`GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`);
      await expect.poll(() => served?.timeout, { timeout: 5_000 }).toBe(serverLimits.stalledAnswerMs);
      client.resume();
      await expect.poll(() => served?.timeout, { timeout: 5_000 }).not.toBe(serverLimits.stalledAnswerMs);
    },
  );

  test("nothing of what could not be read is in the log, at any level", () => {
    expect(logged.length).toBeGreaterThan(0);
    // The bytes as numbers, too: `{"type":"Buffer","data":[109,…`
    expect(logged.join("\n")).not.toMatch(/mật khẩu|rawPacket|"data":\[/);
  });
});
