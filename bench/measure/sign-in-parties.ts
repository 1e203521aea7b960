import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { relyingPartyMetadata } from "#city/relying-party/listen.ts";
import { registerApplication } from "#src/access/provider/applications.ts";
import { startNeighbour } from "#src/cli/neighbour.ts";
import { systemClock } from "#src/platform/clock.ts";
import { readConfig } from "#src/platform/config.ts";
import { openDatabase } from "#src/platform/postgres/open.ts";
import type { Pool } from "#src/platform/postgres/pool.ts";

const root = join(import.meta.dirname, "../..");
const clientId = "thu-vien-so";

export interface Parties {
  /** Address of the application people sign in to. */
  readonly application: string;
  /** The city's database, as its owner. */
  readonly pool: Pool;
  stop(): Promise<void>;
}

/**
 * Starts the city on an empty data folder, VNeID and an application of the city's own, each as a program of its own.
 * @param citizens at VNeID
 */
export async function startParties(citizens: number): Promise<Parties> {
  const dir = mkdtempSync(join(tmpdir(), "hp-bench-sign-in-"));
  const vneid = await startNeighbour(join(root, "city/vneid/cli.ts"), ["--citizens", String(citizens)]);
  const city = await startCity(dir, vneid.url);
  const database = await openDatabase(readConfig({ HP_DATA: dir }));
  const port = await freePort();
  const secret = await registerApplication(database.pool, systemClock, {
    clientId,
    name: "Thư viện số",
    own: true,
    metadata: relyingPartyMetadata(`http://127.0.0.1:${port}`),
  });
  const application = await startNeighbour(
    join(root, "city/relying-party/cli.ts"),
    ["--issuer", `${city.url}/oidc`, "--client", clientId, "--port", String(port)],
    { ...process.env, HP_RP_SECRET: secret },
  );
  return {
    application: application.url,
    pool: database.pool,
    stop: async () => {
      await application.stop();
      await database.close();
      await city.stop();
      await vneid.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

async function startCity(
  dir: string,
  vneidUrl: string,
): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const profile = process.env.HP_BENCH_PROFILE;
  const flags = profile === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${profile}`];
  const child = spawn(process.execPath, [...flags, join(root, "src/cli/hp.ts"), "up", "--json"], {
    env: { ...process.env, HP_DATA: dir, HP_PORT: "0", HP_HOST: "127.0.0.1", HP_VNEID_URL: vneidUrl },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "close");
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /"url":"([^"]+)"/.exec(line)?.[1];
    if (url === undefined) continue;
    // Nobody reads on; the pipe must not fill up.
    child.stdout.resume();
    return {
      url,
      stop: async () => {
        child.kill("SIGTERM");
        await ended;
      },
    };
  }
  throw new Error("the city did not start");
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  return port;
}
