import type { FastifyInstance } from "fastify";
import { type Check, recordChecks } from "#src/access/status/record-check.ts";
import type { Clock } from "#src/platform/clock.ts";
import type { Config, Folders } from "#src/platform/config.ts";
import type { Log } from "#src/platform/log.ts";
import { inTransaction, type Pool } from "#src/platform/postgres/pool.ts";
import { probeServices } from "./probe.ts";

const everyMs = 60_000;

interface Followed {
  readonly app: FastifyInstance;
  readonly pool: Pool;
  readonly config: Config;
  readonly folders: Folders;
  readonly clock: Clock;
  readonly log: Log;
}

/** Looks at the services each minute as long as the program serves, and writes what it found. */
export function followServices(at: Followed): { readonly stop: () => Promise<void> } {
  const { app, pool, config, folders, clock, log } = at;
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  let unkept: readonly Check[] = [];
  const round = async (): Promise<void> => {
    const checks = await probeServices({ app, config, folders });
    const bad = checks.filter(({ isGood }) => !isGood).map(({ service }) => service);
    if (bad.length > 0) log.warn({ services: bad }, "services do not answer");
    try {
      // What could not be written while the database was away is told once it is back.
      const late = unkept;
      await inTransaction(pool, (client) => recordChecks(client, [...late, ...checks], clock.now()));
      unkept = [];
    } catch (error) {
      unkept = [...unkept, ...checks].slice(-600);
      log.error({ err: error }, "the state of the services could not be kept");
    }
  };
  let pass: Promise<void> = Promise.resolve();
  const turn = (): void => {
    pass = round();
    void pass.then(() => {
      if (!isStopped) timer = setTimeout(turn, everyMs).unref();
    });
  };
  turn();
  return {
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await pass;
    },
  };
}
