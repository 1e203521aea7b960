import type { PopulationRegistry } from "#src/pipeline/3-identity/reconcile/population-registry.ts";
import type { Config, PopulationConfig } from "#src/platform/config.ts";
import { HpError } from "#src/platform/errors.ts";
import type { Log } from "#src/platform/log.ts";
import { createHttpRegistry } from "./http-registry.ts";

export type PopulationProvider = (settings: PopulationConfig, log: Log) => PopulationRegistry;

/** Every way to a population registry, by the name that `HP_POPULATION_PROVIDER` chooses; README.md shows how to add one. */
const providers: Readonly<Record<string, PopulationProvider>> = { http: createHttpRegistry };

/**
 * The registry this installation is connected to. Undefined without `HP_POPULATION_URL`: nobody is asked, and every
 * record stays `notSent`.
 * @throws HpError config-invalid when no provider has the name given
 */
export function populationRegistryOf(config: Config, log: Log): PopulationRegistry | undefined {
  const { population } = config;
  if (population === undefined) {
    log.info("no population registry is configured (HP_POPULATION_URL): identities stay notSent");
    return undefined;
  }
  const provider = Object.hasOwn(providers, population.provider) ? providers[population.provider] : undefined;
  if (provider === undefined)
    throw new HpError("config-invalid", { name: "HP_POPULATION_PROVIDER", value: population.provider });
  return provider(population, log);
}
