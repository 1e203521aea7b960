import type { FastifyInstance } from "fastify";
import type { AccountContext } from "#src/access/accounts/context.ts";
import type { Pool } from "#src/platform/postgres/pool.ts";
import { registerAccountAdmin } from "./account-routes.ts";
import { registerClientAdmin } from "./client-routes.ts";
import { registerGrantReviews } from "./review-routes.ts";

/** Accounts, roles and machines, for who administers the system and sees no data. */
export function registerAdmin(app: FastifyInstance, pool: Pool, accounts: AccountContext): void {
  const owner = { ...accounts, pool };
  registerAccountAdmin(app, owner);
  registerGrantReviews(app, owner);
  registerClientAdmin(app, owner);
}
