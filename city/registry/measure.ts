import { spawn } from "node:child_process";
import { createReadStream } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pino } from "pino";
import { populationRegistryOf } from "#src/exchange/population/registry.ts";
import { readConfig } from "#src/platform/config.ts";
import type { Claim } from "./verifications.ts";

export interface Measured {
  claims: number;
  seconds: number;
  claimsPerSecond: number;
  outcomes: Record<string, number>;
  load: unknown;
  /** `GET /control/stats` at the end. */
  stats: unknown;
}

/**
 * Asks a registry, started as its own process, about `n` people of the city through the program's own client, as many
 * requests at once as the client's defaults say. Everybody is asked about with the true values; nothing is asked again
 * that the client gave up.
 */
export async function measure(city: string, n: number, faults: string): Promise<Measured> {
  const program = [join(import.meta.dirname, "cli.ts"), "--city", city, "--faults", faults, "--attached"];
  const child = spawn(process.execPath, program, { stdio: ["pipe", "pipe", "inherit"] });
  const [line] = await Array.fromAsync(firstOf(createInterface({ input: child.stdout })));
  const load = JSON.parse(line ?? "{}") as { url: string };
  const registry = populationRegistryOf(
    readConfig({ HP_POPULATION_URL: load.url }),
    pino({ level: "warn" }, pino.destination(2)),
  );
  if (registry === undefined) throw new Error("no registry is configured");
  const claims = await readClaims(city, n);
  const batches = Array.from({ length: Math.ceil(claims.length / registry.batchSize) }, (_, i) =>
    claims.slice(i * registry.batchSize, (i + 1) * registry.batchSize),
  ).entries();
  const outcomes: Record<string, number> = {};
  const started = performance.now();
  const worker = async (): Promise<void> => {
    for (const [number, batch] of batches) {
      for (const { outcome, name } of await registry.verify(`measured ${number}`, batch)) {
        const told = outcome === "answered" ? name : outcome;
        outcomes[told] = (outcomes[told] ?? 0) + 1;
      }
    }
  };
  await Promise.all(Array.from({ length: registry.concurrency }, worker));
  const seconds = (performance.now() - started) / 1000;
  const stats: unknown = await (await fetch(`${load.url}/control/stats`)).json();
  child.stdin.end();
  return {
    claims: claims.length,
    seconds,
    claimsPerSecond: Math.round(claims.length / seconds),
    outcomes,
    load,
    stats,
  };
}

async function* firstOf(lines: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const line of lines) return yield line;
}

async function readClaims(city: string, n: number): Promise<Claim[]> {
  const claims: Claim[] = [];
  let head: string[] | undefined;
  for await (const line of createInterface({ input: createReadStream(join(city, "truth/persons.csv")) })) {
    const cells = line.split(",");
    if (head === undefined) {
      head = cells;
      continue;
    }
    const of = (name: string): string => cells[head?.indexOf(name) ?? -1] ?? "";
    const nationalId = of("nationalId");
    if (nationalId === "") continue;
    const claimKey = `${nationalId.slice(4)}-${nationalId.slice(0, 4)}-8000-8000-${nationalId}`;
    claims.push({
      claimKey,
      nationalId,
      fullName: of("fullName"),
      birthDate: of("birthDate"),
      sex: of("sex") === "M" ? "1" : "2",
    });
    if (claims.length === n) break;
  }
  return claims;
}
