import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { ingest, resume } from "#src/pipeline/run.ts";
import { type Config, foldersOf, readConfig } from "#src/platform/config.ts";
import { HpError } from "#src/platform/errors.ts";
import { isAlive } from "#src/platform/postgres/open.ts";
import { type Call, type Command, isSet } from "../command.ts";
import type { Neighbour } from "../neighbour.ts";
import type { OpenHost } from "../open-host.ts";
import { progressLines } from "../progress-lines.ts";
import {
  generateSample,
  isSampleFolder,
  type SampleRegistry,
  sampleInbox,
  startSampleRegistry,
} from "../sample-city.ts";
import { greet } from "../up/greet.ts";
import { startSampleVneid } from "../up/sample-vneid.ts";
import { printRun } from "./ingest.ts";

export const upCommand: Command = {
  name: "up",
  summary: {
    vi: "bật hệ thống: cơ sở dữ liệu, API, trang trạng thái",
    en: "start everything: database, API, status page",
  },
  options: {
    sample: {
      type: "boolean",
      help: {
        vi: "lần đầu: sinh thành phố mẫu 2 % và nhập qua đúng quy trình",
        en: "first time: generate the 2 % sample city and ingest it",
      },
    },
  },
  run: async (call) => {
    const { config } = call;
    mkdirSync(config.dataDir, { recursive: true });
    const release = lockData(config);
    try {
      return await start(call);
    } finally {
      release();
    }
  },
};

/** One server a data folder: a second one is told who the first is. The lock of a dead process is taken over. */
function lockData(config: Config): () => void {
  const path = join(config.dataDir, "up.pid");
  if (existsSync(path)) {
    const pid = Number(readFileSync(path, "utf8"));
    if (pid !== process.pid && isAlive(pid))
      throw new HpError("data-in-use", { dataDir: config.dataDir, pid });
  }
  writeFileSync(path, String(process.pid));
  return () => rmSync(path, { force: true });
}

async function start(call: Call): Promise<number> {
  const stopped = stopSignal();
  // The port is tried first: nobody wants to wait for a city to load and then read that the port is taken.
  const port = await choosePort(call.config);
  if (call.config.databaseUrl !== undefined && call.config.appDatabaseUrl === undefined)
    throw new HpError("app-database-missing");
  const registry = await startRegistry(call);
  const { publicUrl, tls } = call.config.security;
  const origin = publicUrl ?? `${tls === undefined ? "http" : "https"}://${call.config.host}:${port}`;
  const vneid = registry === undefined ? undefined : await startVneid(call.config, origin);
  try {
    const environment = {
      ...process.env,
      ...registry?.environment,
      ...(vneid === undefined ? {} : { HP_VNEID_URL: vneid.url }),
    };
    const { population } = readConfig(environment);
    const config = { ...call.config, port, ...(population === undefined ? {} : { population }) };
    const calling = { ...call, config };
    // The application is two thirds of the program's modules, and every other command does without it.
    const { serve } = await import("../up/serve.ts");
    await serve(calling, { environment, origin }, stopped, async (open, demo) => {
      if (isSet(call, "sample")) await loadSample(calling, open);
      await demo?.seed(isSampleFolder(config));
      greet(calling, origin);
    });
    return 0;
  } finally {
    await vneid?.stop();
    await registry?.stop();
  }
}

/** The sample city has a population registry of its own, at every start; undefined where another one is set, or other data are held. */
async function startRegistry(call: Call): Promise<SampleRegistry | undefined> {
  const { config } = call;
  if (!isSet(call, "sample") || config.population !== undefined || !isSampleFolder(config)) return undefined;
  await generateFirst(call);
  return startSampleRegistry(config);
}

/** Unless one is set, the sample city's people sign in at a VNeID of their own. */
const startVneid = (config: Config, origin: string): Promise<Neighbour> | undefined =>
  (process.env.HP_VNEID_URL ?? "") === "" ? startSampleVneid(config, origin) : undefined;

async function generateFirst(call: Call): Promise<void> {
  if (existsSync(foldersOf(call.config.dataDir).city)) return;
  call.print(
    call.say({
      vi: "Lần đầu chạy: sinh thành phố mẫu (2 % Hải Phòng) và nhập qua đúng quy trình.",
      en: "First start: generating the sample city (2 % of Hải Phòng) and ingesting it.",
    }),
  );
  await generateSample(call.config, progressLines(call.language));
}

/** Ctrl-C or a stop from outside, once; a second one ends the program at once. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
}

/** The port to listen on: the one that is set when nobody has it, any free one for 0. */
async function choosePort(config: Config): Promise<number> {
  const probe = createServer();
  probe.listen(config.port, config.host);
  try {
    await once(probe, "listening");
    return (probe.address() as AddressInfo).port;
  } catch (cause) {
    throw new HpError("port-taken", { port: config.port }, cause);
  } finally {
    probe.close();
  }
}

/** Loads the sample once: a run that ended is the mark; one that was interrupted is finished. */
async function loadSample(call: Call, open: OpenHost): Promise<void> {
  const { rows } = await open.database.pool.query<{ done: boolean; any: boolean }>(
    "select coalesce(bool_or(status = 'done'), false) as done, count(*) > 0 as any from run",
  );
  if (rows[0]?.done === true) return;
  if (rows[0]?.any === true) {
    const result = await resume(open.host);
    if (result !== undefined) printRun(call, result);
    return;
  }
  await generateFirst(call);
  printRun(call, await ingest(open.host, { paths: [sampleInbox(call.config)] }));
}
