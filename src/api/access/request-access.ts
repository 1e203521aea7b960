import type { FastifyInstance, FastifyRequest, RouteOptions } from "fastify";
import type { Principal } from "#src/access/principal.ts";
import type { Permission } from "#src/access/roles/permissions.ts";
import { getRole } from "#src/access/roles/roles.ts";
import { publicScope, type Scope } from "#src/access/scope/reach.ts";
import { type Reader, scopedReader } from "#src/access/scope/scoped-reader.ts";
import { HpError } from "#src/platform/errors.ts";
import type { Pool } from "#src/platform/postgres/pool.ts";

/** Who may call a route: anybody, anybody signed in, or roles with a permission. Declared with the route. */
export type RouteAccess = "public" | "signedIn" | Permission;

declare module "fastify" {
  interface FastifyContextConfig {
    access?: RouteAccess;
  }
  interface FastifyRequest {
    /** Who asks; undefined while nobody has signed in. */
    principal: Principal | undefined;
    /** The database as the caller may see it. */
    reader: Reader;
  }
}

/** A signed-in caller and what they may see now. */
export interface SignedIn {
  readonly principal: Principal;
  readonly scope: Scope;
}

/** Finds who sends a request, by its session or its token; undefined when nobody is signed in. */
export type Authenticate = (request: FastifyRequest) => Promise<SignedIn | undefined>;

/**
 * Puts the caller and their view of the database on every request, before anything else reads it. A route that does
 * not say who may call it breaks the start of the program: forgetting is no option.
 * @param appPool connections of the role that owns nothing
 */
export function registerAccess(app: FastifyInstance, appPool: Pool, authenticate: Authenticate): void {
  app.decorateRequest("principal", undefined);
  app.decorateRequest("reader", null as unknown as Reader);
  const routes: RouteOptions[] = [];
  app.addHook("onRoute", (route) => void routes.push(route));
  app.addHook("onReady", async () => {
    const undeclared = routes.filter((route) => route.config?.access === undefined);
    if (undeclared.length > 0)
      throw new Error(
        `who may call ${undeclared.map((route) => `${String(route.method)} ${route.url}`).join(", ")}? (config.access)`,
      );
  });
  app.addHook("onRequest", async (request) => {
    request.reader = scopedReader(appPool, publicScope);
    const access = request.routeOptions.config.access;
    // Asking who it is costs a statement; what everybody may have is served without.
    if (access === undefined || access === "public") return;
    const caller = await authenticate(request);
    if (caller === undefined) throw new HpError("sign-in-needed");
    request.principal = caller.principal;
    request.reader = scopedReader(appPool, caller.scope);
    if (access === "signedIn") return;
    const { may } = getRole(caller.principal.grant.role);
    // What one may not do looks like what does not exist: a refusal would tell that it does.
    if (!may.some((one) => one === access)) throw addressNotFound(request);
  });
}

/** What a caller may not know of is answered like an address that nobody answers. */
export function addressNotFound({ url, method }: FastifyRequest): HpError {
  return new HpError("address-not-found", { path: url.split("?")[0]?.slice(0, 200) ?? "", method });
}

/** Declares for the routes of a plugin that has no place for it. */
export function declareAccess(app: FastifyInstance, access: RouteAccess): void {
  app.addHook("onRoute", (route) => {
    route.config = { ...route.config, access };
  });
}

/** The name a decision is recorded under. @throws HpError `sign-in-needed` on a route that anybody may call */
export function actorOf(request: FastifyRequest): string {
  if (request.principal === undefined) throw new HpError("sign-in-needed");
  return request.principal.displayName;
}
