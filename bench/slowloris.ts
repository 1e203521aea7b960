/**
 * Slow clients against the HTTP application: 200, then 2,000 connections that say nothing, drip headers, drip bodies,
 * sit idle or take no answer, and dial anew when they are closed. Beside them ordinary visitors read records, from the
 * same address. Server, attackers and visitors are three processes.
 *
 *   npm run bench -- slowloris [--seconds 18] [--learners 20000] [--kinds silent,headers]
 *
 * Bars: the others' p99 under 1 s, no failed request of theirs, and every slow connection closed within 15 s.
 */
import { spawn } from "node:child_process";
import type { Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { pino } from "pino";
import { createApp } from "#src/api/app.ts";
import { serverLimits } from "#src/api/limits/limits.ts";
import { noServices, steward } from "#src/api/test-app.ts";
import { foldersOf, readConfig } from "#src/platform/config.ts";
import { openLearnerCity } from "./measure/learner-city.ts";
import { attack, type Dialled, type Kind, kinds } from "./slow-clients/attack.ts";
import { type VisitReport, visit } from "./slow-clients/visits.ts";

const { values } = parseArgs({
  options: {
    learners: { type: "string", default: "20000" },
    seconds: { type: "string", default: "18" },
    // What a process of its own plays; set by this program.
    play: { type: "string" },
    port: { type: "string", default: "0" },
    connections: { type: "string", default: "0" },
    paths: { type: "string", default: "[]" },
    kinds: { type: "string", default: kinds.join() },
  },
});
const seconds = Number(values.seconds);
const port = Number(values.port);

if (values.play === "attack")
  console.log(
    JSON.stringify(
      await attack(port, Number(values.connections), seconds, values.kinds.split(",") as readonly Kind[]),
    ),
  );
else if (values.play === "visit")
  console.log(JSON.stringify(await visit(port, JSON.parse(values.paths) as string[], seconds)));
else await measure();

async function measure(): Promise<void> {
  const city = await openLearnerCity(Number(values.learners));
  const app = createApp({
    pool: city.pool,
    appPool: city.appPool,
    authenticate: async () => steward,
    config: readConfig({ HP_DATA: city.dir }),
    folders: foldersOf(city.dir),
    log: pino({ level: "silent" }),
    services: noServices,
  });
  try {
    await app.listen({ host: "127.0.0.1", port: 0, backlog: serverLimits.backlog });
    const at = (app.server.address() as AddressInfo).port;
    const { rows } = await city.pool.query<{ id: string }>(
      "select learner_id as id from learner order by md5(learner_id::text) limit 200",
    );
    const paths = JSON.stringify(rows.map(({ id }) => `/api/v1/learners/${id}`));
    const visitors = (forSeconds: number) => play<VisitReport>("visit", at, { paths, seconds: forSeconds });
    await visitors(2);
    const alone = await visitors(6);
    const attacks: object[] = [];
    for (const connections of [200, 2_000]) {
      const lives = watchLives(app.server);
      const cpuMs = process.cpuUsage();
      const loop = monitorEventLoopDelay({ resolution: 10 });
      loop.enable();
      const [others, dialled] = await Promise.all([
        visitors(seconds),
        play<readonly Dialled[]>("attack", at, { connections, seconds, kinds: values.kinds }),
      ]);
      const { user, system } = process.cpuUsage(cpuMs);
      const serverCpu = Math.round((user + system) / 10_000 / seconds) / 100;
      loop.disable();
      // The longest the server did nothing else, milliseconds.
      const serverStall = Math.round(loop.max / 1e6);
      attacks.push({ connections, others, serverCpu, serverStall, slow: reportOf(dialled, lives()) });
    }
    console.log(
      JSON.stringify({ bench: "slowloris", learners: Number(values.learners), alone, attacks }, null, 1),
    );
  } finally {
    await app.close();
    await city.close();
  }
}

/** How long a connection stood at the server. */
interface Life {
  readonly seconds: number;
}

/** Notes when connections come and go from now on. @returns what was seen so far, by the other end's port */
function watchLives(server: Server): () => ReadonlyMap<number, Life> {
  const begun = new Map<number, { readonly sinceMs: number; untilMs?: number }>();
  server.on("connection", (socket: Socket) => {
    const life: { readonly sinceMs: number; untilMs?: number } = { sinceMs: performance.now() };
    begun.set(socket.remotePort ?? 0, life);
    socket.once("close", () => {
      life.untilMs = performance.now();
    });
  });
  return () => {
    const nowMs = performance.now();
    return new Map(
      [...begun].map(([at, { sinceMs, untilMs }]) => [
        at,
        { seconds: ((untilMs ?? nowMs) - sinceMs) / 1_000 },
      ]),
    );
  };
}

/** By kind: dialled, and the longest that one stood in seconds, whoever ended it. Over all: those above 15 s. */
function reportOf(dialled: readonly Dialled[], lives: ReadonlyMap<number, Life>) {
  const stood = (kind: Kind): readonly number[] =>
    dialled.filter((one) => one.kind === kind).map((one) => lives.get(one.port)?.seconds ?? 0);
  const round = (value: number): number => Math.round(value * 10) / 10;
  const played = kinds.filter((kind) => dialled.some((one) => one.kind === kind));
  return {
    dialled: Object.fromEntries(played.map((kind) => [kind, stood(kind).length])),
    stoodMaxS: Object.fromEntries(played.map((kind) => [kind, round(Math.max(0, ...stood(kind)))])),
    over15s: played.flatMap((kind) => stood(kind)).filter((one) => one > 15).length,
  };
}

/** Runs this file again in another part, and gives what it printed. */
function play<T>(part: string, at: number, options: Readonly<Record<string, string | number>>): Promise<T> {
  const args = Object.entries({ ...options, play: part, port: at }).flatMap(([name, value]) => [
    `--${name}`,
    String(value),
  ]);
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [import.meta.filename, ...args], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let text = "";
    child.stdout.on("data", (chunk: Buffer) => {
      text += String(chunk);
    });
    child.once("error", reject);
    child.once("exit", (code) =>
      code === 0 ? resolve(JSON.parse(text) as T) : reject(new Error(`${part} ended with ${code}`)),
    );
  });
}
