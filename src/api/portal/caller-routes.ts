import type { FastifyInstance } from "fastify";
import type { DemoDesk } from "#src/access/demo/desk.ts";
import { getRole } from "#src/access/roles/roles.ts";
import { listGrants } from "#src/access/sessions/acting-grant.ts";
import type { Clock } from "#src/platform/clock.ts";
import type { Pool } from "#src/platform/postgres/pool.ts";
import { offeredRoles } from "../sign-in/offered-roles.ts";
import type { OfferedRole } from "../sign-in/pages.ts";

export interface PortalParts {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly demo: DemoDesk | undefined;
}

const tags = ["account"];

/**
 * `GET /api/v1/portal/caller`: who looks at the portal. A guest gets an answer too, no refusal: the shell asks before
 * it knows whether anybody has signed in.
 */
export function registerPortalCaller(app: FastifyInstance, { pool, clock, demo }: PortalParts): void {
  app.get(
    "/api/v1/portal/caller",
    {
      config: { access: "optional" },
      schema: { operationId: "getPortalCaller", tags, summary: "Ai đang xem cổng, trong vai trò nào" },
    },
    async ({ principal, session, reader }) => {
      const person = session?.displayName ?? principal?.displayName;
      const [acting] = await offeredRoles(reader, principal === undefined ? [] : [principal.grant]);
      const grants = session === undefined ? [] : await listGrants(pool, session.accountId, clock.now());
      const offered = await offeredRoles(reader, grants);
      return {
        person: person === undefined ? null : { displayName: person },
        role: acting === undefined ? null : tellRole(acting),
        roles: offered.map((one) => ({
          ...tellRole(one),
          isActing: one.grant.grantId === principal?.grant.grantId,
        })),
        permissions: principal === undefined ? [] : getRole(principal.grant.role).may,
        isDemo: demo !== undefined,
      };
    },
  );
}

function tellRole({ grant, unit }: OfferedRole): object {
  const { title } = getRole(grant.role);
  return {
    grantId: grant.grantId,
    role: grant.role,
    title,
    unit: { ...grant.unit, ...(unit === undefined ? {} : { name: unit }) },
  };
}
