import type { FastifyInstance } from "fastify";
import type { Clock } from "#src/platform/clock.ts";
import type { Pool } from "#src/platform/postgres/pool.ts";
import { registerGeo } from "../geo/routes.ts";
import { registerOpenSchools } from "../public/routes.ts";
import { registerConsolidations } from "./consolidation-routes.ts";
import { registerMetricEvents } from "./events.ts";
import { registerFeedHealth } from "./feed-routes.ts";
import { registerPlaces } from "./place-routes.ts";
import { registerReminders } from "./reminder-routes.ts";
import { registerMetrics } from "./routes.ts";

/** Everything dashboards and maps ask for. */
export function registerInsight(app: FastifyInstance, pool: Pool, clock: Clock): void {
  registerMetrics(app, clock);
  registerFeedHealth(app, clock);
  registerPlaces(app);
  registerConsolidations(app, pool, clock);
  registerReminders(app, pool, clock);
  registerMetricEvents(app, pool);
  registerGeo(app);
  registerOpenSchools(app);
}
