import { generateKeyPairSync, sign, verify } from "node:crypto";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { startNeighbour } from "#src/cli/neighbour.ts";
import type { Pool } from "#src/platform/postgres/pool.ts";

/** What this machine does a second of nothing but one thing. */
export interface BareRates {
  /** Round trips of `fetch` to a server that answers at once. */
  readonly httpPerSecond: number;
  /** Transactions of one inserted row. */
  readonly writesPerSecond: number;
  /** Transactions that read one row by its key. */
  readonly readsPerSecond: number;
  /** ES256 signatures made and checked once, on all cores. */
  readonly signaturesPerSecond: number;
}

const seconds = 4;

export async function measureBareRates(pool: Pool, atOnce: number): Promise<BareRates> {
  const server = await startNeighbour(join(import.meta.dirname, "trivial-server.ts"), []);
  const http = await rateOf(atOnce, async () => {
    await (await fetch(server.url)).text();
  });
  await server.stop();
  await pool.query("create table public.bare_sign_in (id bigint primary key, text text)");
  let id = 0;
  const writes = await rateOf(atOnce, async () => {
    id += 1;
    await pool.query({
      name: "bare-write",
      text: "insert into public.bare_sign_in values ($1, $2)",
      values: [id, "x".repeat(200)],
    });
  });
  const reads = await rateOf(atOnce, async () => {
    await pool.query({
      name: "bare-read",
      text: "select * from public.bare_sign_in where id = $1",
      values: [1 + Math.floor(Math.random() * id)],
    });
  });
  await pool.query("drop table public.bare_sign_in");
  return {
    httpPerSecond: http,
    writesPerSecond: writes,
    readsPerSecond: reads,
    signaturesPerSecond: signatureRate() * availableParallelism(),
  };
}

async function rateOf(atOnce: number, work: () => Promise<void>): Promise<number> {
  const run = async (untilMs: number): Promise<number> => {
    let done = 0;
    await Promise.all(
      Array.from({ length: atOnce }, async () => {
        while (performance.now() < untilMs) {
          await work();
          done += 1;
        }
      }),
    );
    return done;
  };
  await run(performance.now() + 500);
  const startedMs = performance.now();
  const done = await run(startedMs + seconds * 1000);
  return Math.round(done / ((performance.now() - startedMs) / 1000));
}

function signatureRate(): number {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const text = Buffer.alloc(600, "x");
  const times = 2_000;
  const startedMs = performance.now();
  for (let i = 0; i < times; i += 1) verify("sha256", text, publicKey, sign("sha256", text, privateKey));
  return Math.round(times / ((performance.now() - startedMs) / 1000));
}
