import { afterAll, beforeAll } from "vitest";
import { firstDay } from "./first-day.ts";
import type { Journey } from "./journey.ts";
import { provenance } from "./provenance.ts";
import { sameAgain } from "./same-again.ts";
import { secondDay } from "./second-day.ts";
import { openTestHost } from "./test-host.ts";
import { getTinyCity } from "./tiny-city.ts";
import { warehouse } from "./warehouse.ts";

/** One city from its first files to its second day; the parts follow each other on the same database. */
const journey = {} as Journey;

beforeAll(async () => {
  journey.city = await getTinyCity();
  journey.run = await openTestHost();
  journey.first = await journey.run.ingest(journey.city.inbox);
}, 180_000);

afterAll(() => journey.run?.close());

firstDay(journey);
provenance(journey);
warehouse(journey, "after the first day");
sameAgain(journey);
secondDay(journey);
warehouse(journey, "after the second day");
