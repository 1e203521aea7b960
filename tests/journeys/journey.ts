import type { RunResult } from "#src/pipeline/walk.ts";
import type { TestHost } from "./test-host.ts";
import type { TinyCity } from "./tiny-city.ts";

/** One city on its way through the days; the parts of the journey look at it one after the other. */
export interface Journey {
  city: TinyCity;
  run: TestHost;
  /** The run of the first day's whole delivery. */
  first: RunResult;
}
