import { timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { type ChangeLog, ChangeOrder } from "./changes.ts";
import { FaultPlan, Faults, type Mishap } from "./faults.ts";
import type { People } from "./people.ts";
import { BatchRequest, isClaim, Verifications } from "./verifications.ts";

/** A batch of 1,000 claims takes 0.2 MB. */
const MOST_BYTES = 4 * 2 ** 20;
const NOTICES_A_PAGE = 1000;

export interface RegistryOptions {
  readonly people: People;
  readonly changes: ChangeLog;
  readonly seed?: number;
  readonly faults?: Faults;
  /** Bearer key asked for under /v1; undefined lets everybody in. */
  readonly key?: string;
}

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly retryAfterSeconds?: number;
}

/** The registry as an HTTP server, not listening yet. /v1 is what it offers, /control what tests do to it. */
export function createRegistryServer(options: RegistryOptions): Server {
  const { people, changes, seed = 1, key } = options;
  const verifications = new Verifications(people);
  const requests = { received: 0, refused: 0, mishaps: 0 };
  let plan = new FaultPlan(seed, options.faults);

  async function registry(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    requests.received += 1;
    if (!isKey(request.headers.authorization, key)) return send(response, problem(401, "a key is needed"));
    const refusal = plan.admit();
    if (refusal !== undefined) {
      requests.refused += 1;
      if (refusal.kind === "outage") return void request.socket.destroy();
      const { kind: status, retryAfterSeconds } = refusal;
      return send(response, { ...problem(status, "not now"), retryAfterSeconds });
    }
    const body = request.method === "POST" ? await readJson(request) : undefined;
    const batchId = BatchRequest.safeParse(body).data?.batchId;
    const { latencyMs, mishap } = plan.draw(batchId ?? `${url.pathname}${url.search}`);
    if (latencyMs > 0) await wait(latencyMs);
    if (mishap !== undefined) requests.mishaps += 1;
    if (mishap === "silence") return;
    if (mishap === "http500") return send(response, problem(500, "an error"));
    const answer = url.pathname === "/v1/verifications" ? verify(request, body) : notices(request, url);
    await spoil(response, answer, mishap);
  }

  function verify({ method }: IncomingMessage, body: unknown): Answer {
    if (method !== "POST") return problem(405, "POST only");
    const parsed = BatchRequest.safeParse(body);
    if (!parsed.success) return problem(400, "not a batch");
    const { batchId, claims } = parsed.data;
    if (!claims.every(isClaim)) return problem(400, "not a claim");
    const answer = verifications.answer(batchId, claims, plan);
    return answer === undefined ? problem(409, "another batch has this id") : { status: 200, body: answer };
  }

  function notices({ method }: IncomingMessage, url: URL): Answer {
    if (url.pathname !== "/v1/changes") return problem(404, "no such address");
    if (method !== "GET") return problem(405, "GET only");
    const page = changes.page(url.searchParams.get("since") ?? undefined, NOTICES_A_PAGE);
    return page === undefined ? problem(400, "no such cursor") : { status: 200, body: JSON.stringify(page) };
  }

  /** Sends the answer, with what goes wrong on the way. */
  async function spoil(response: ServerResponse, answer: Answer, mishap: Mishap | undefined): Promise<void> {
    const { drip } = plan.faults;
    switch (mishap) {
      case "reset":
        response.writeHead(answer.status, headersOf(answer));
        response.write(answer.body.slice(0, answer.body.length / 2));
        await wait(5);
        return void response.destroy();
      case "malformed":
        return send(response, { ...answer, body: `${answer.body.slice(0, -2)}<html>` });
      case "stranger":
        return send(response, {
          ...answer,
          body: answer.body.replace(
            /"claimKey":"[^"]*"/,
            '"claimKey":"00000000-0000-8000-8000-000000000000"',
          ),
        });
      default:
        if (drip === undefined) return send(response, answer);
    }
    const bytes = Buffer.from(answer.body);
    response.writeHead(answer.status, headersOf(answer));
    for (let from = 0; from < bytes.length && !response.destroyed; from += drip.bytes) {
      response.write(bytes.subarray(from, from + drip.bytes));
      await wait(drip.everyMs);
    }
    response.end();
  }

  async function control(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const told = `${request.method} ${url.pathname}`;
    if (told === "GET /control/stats") {
      const { statistics } = verifications;
      const peakMemoryMb = Math.round(process.resourceUsage().maxRSS / 1024);
      const facts = { people: people.count, changes: changes.count, peakMemoryMb, requests, ...statistics };
      return send(response, { status: 200, body: JSON.stringify(facts) });
    }
    const body = await readJson(request);
    if (told === "POST /control") {
      const faults = Faults.safeParse(body);
      if (!faults.success) return send(response, problem(400, z.prettifyError(faults.error)));
      plan = new FaultPlan(seed, faults.data);
      return send(response, { status: 200, body: JSON.stringify(plan.faults) });
    }
    if (told === "POST /control/change") {
      const orders = z
        .union([ChangeOrder.transform((order) => [order]), z.array(ChangeOrder)])
        .safeParse(body);
      if (!orders.success) return send(response, problem(400, z.prettifyError(orders.error)));
      const registryVersions = orders.data.map((order) => changes.add(order) ?? null);
      return send(response, { status: 200, body: JSON.stringify({ registryVersions }) });
    }
    send(response, problem(404, "no such address"));
  }

  return createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://registry");
    const answering = url.pathname.startsWith("/control") ? control : registry;
    answering(request, response, url).catch((error: unknown) => {
      if (response.headersSent || response.destroyed) return void response.destroy();
      send(response, error instanceof BadRequest ? problem(400, error.message) : problem(500, String(error)));
    });
  });
}

class BadRequest extends Error {}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw new BadRequest("too large");
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch (cause) {
    throw new BadRequest("not JSON", { cause });
  }
}

function isKey(header: string | undefined, key: string | undefined): boolean {
  if (key === undefined) return true;
  const given = Buffer.from(header ?? "");
  const wanted = Buffer.from(`Bearer ${key}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

const problem = (status: number, detail: string): Answer => ({
  status,
  body: JSON.stringify({ status, detail }),
});

function headersOf({ body, retryAfterSeconds }: Answer) {
  return {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
    ...(retryAfterSeconds === undefined ? {} : { "retry-after": String(retryAfterSeconds) }),
  };
}

function send(response: ServerResponse, answer: Answer): void {
  response.writeHead(answer.status, headersOf(answer));
  response.end(answer.body);
}
