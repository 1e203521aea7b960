import { constants } from "node:fs";
import { access, mkdir } from "node:fs/promises";
import type { FastifyInstance } from "fastify";
import type { Check } from "#src/access/status/record-check.ts";
import type { ServiceId } from "#src/access/status/services.ts";
import type { Config, Folders } from "#src/platform/config.ts";
import { neededFreeMb, readFreeMb } from "../health.ts";

/** A service that doesn't answer in this time is missing for who waits for it. */
const timeoutMs = 5_000;

interface Probed {
  readonly app: FastifyInstance;
  readonly config: Pick<Config, "population">;
  readonly folders: Folders;
}

type Probe = (at: Probed) => Promise<boolean>;

/** Asks as a visitor does: through every hook and limit of the application. */
async function answers({ app }: Probed, url: string, accept: string, has: string): Promise<boolean> {
  const reply = await app.inject({ url, headers: { accept, host: "localhost" } });
  return reply.statusCode === 200 && reply.body.includes(has);
}

const probes: Readonly<Record<ServiceId, Probe>> = {
  portal: (at) => answers(at, "/tinh-trang", "text/html", "<script"),
  api: (at) => answers(at, "/health/ready", "application/json", '"ready"'),
  signIn: (at) =>
    answers(at, "/oidc/.well-known/openid-configuration", "application/json", "authorization_endpoint"),
  // A file that comes in needs a place to lie and room on the disk.
  intake: async ({ folders }) => {
    await mkdir(folders.uploads, { recursive: true, mode: 0o700 });
    await access(folders.uploads, constants.W_OK);
    return (await readFreeMb(folders.root)) >= neededFreeMb;
  },
  // Any answer below 500 says that the line and the other side are there; nobody is asked about.
  registry: async ({ config: { population } }) => {
    if (population === undefined) return false;
    const reply = await fetch(population.url, {
      method: "HEAD",
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
    });
    return reply.status < 500;
  },
  // Extracts are read from the warehouse and written beside it.
  exports: async ({ folders }) => {
    await Promise.all(
      [folders.warehouse, folders.temporary].map((dir) => mkdir(dir, { recursive: true, mode: 0o700 })),
    );
    await access(folders.warehouse, constants.R_OK);
    await access(folders.temporary, constants.W_OK);
    return true;
  },
};

/** Looks at every service this installation has; what throws or is late counts as failed. */
export async function probeServices(at: Probed): Promise<readonly Check[]> {
  const here = (Object.keys(probes) as ServiceId[]).filter((id) => !notConnected(at.config).includes(id));
  return Promise.all(
    here.map(async (service) => ({ service, isGood: await within(probes[service](at), timeoutMs) })),
  );
}

/** Services that are not set up here: no failure, and nothing to check. */
export const notConnected = ({ population }: Pick<Config, "population">): readonly ServiceId[] =>
  population === undefined ? ["registry"] : [];

async function within(probe: Promise<boolean>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((done) => {
    timer = setTimeout(() => done(false), ms).unref();
  });
  try {
    return await Promise.race([probe, late]);
  } catch {
    // Why it failed stands in the log of the request; here it counts only that it did.
    return false;
  } finally {
    clearTimeout(timer);
  }
}
