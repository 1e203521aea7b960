import type { FastifyInstance, FastifyRequest, RouteOptions } from "fastify";
import type { Principal } from "#src/access/principal.ts";
import type { Permission } from "#src/access/roles/permissions.ts";
import { getRole } from "#src/access/roles/roles.ts";
import { publicScope, type Scope } from "#src/access/scope/reach.ts";
import { type Reader, scopedReader } from "#src/access/scope/scoped-reader.ts";
import type { Session } from "#src/access/sessions/find-session.ts";
import { HpError } from "#src/platform/errors.ts";
import type { Pool } from "#src/platform/postgres/pool.ts";
import { shownBack } from "#src/platform/shown-back.ts";

/**
 * Who may call a route, declared with it: anybody (`optional` looks who it is all the same), anybody signed in, or
 * roles with a permission.
 */
export type RouteAccess = "public" | "optional" | "signedIn" | Permission;

/** Routes of these show or change what is known of people: closed after a pause (TCVN 14423:2026, 15 minutes). */
const sensitive: ReadonlySet<RouteAccess> = new Set([
  "record.read",
  "source.read",
  "upload",
  "record.correct",
  "review.decide",
  "identity.read",
  "identity.decide",
  "reconciliation.read",
  "reconciliation.decide",
  "reconciliation.approve",
  "looks.read",
  "rights.ask",
  "audit.read",
  "alarm.read",
  "account.manage",
] satisfies Permission[]);

declare module "fastify" {
  interface FastifyContextConfig {
    access?: RouteAccess;
  }
  interface FastifyInstance {
    /** Whether the caller may open a path of ours; also for one that nobody answers. */
    mayOpen(request: FastifyRequest, path: string): boolean;
  }
  interface FastifyRequest {
    /** Who asks, and as what; undefined while nobody has signed in, and while no role is chosen. */
    principal: Principal | undefined;
    /** The browser's session, also of who has no role; undefined for machines and while nobody has signed in. */
    session: Session | undefined;
    /** The database as the caller may see it. */
    reader: Reader;
  }
}

/** A signed-in caller and what they may see now. */
export interface SignedIn {
  /** Undefined for who has not chosen a role, or has none. */
  readonly principal: Principal | undefined;
  readonly session?: Session;
  readonly scope: Scope;
  /** Whether what is known of people may be opened: no longer after a pause, until they prove again who they are. */
  readonly isOpenForSensitive: boolean;
  /** What a machine's token was given for; without it all that the role may. */
  readonly scopes?: readonly string[];
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
  app.decorateRequest("session", undefined);
  app.decorateRequest("reader", null as unknown as Reader);
  const routes: RouteOptions[] = [];
  app.addHook("onRoute", (route) => void routes.push(route));
  app.decorate("mayOpen", mayOpenBy(routes));
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
    if (caller === undefined) {
      if (access === "optional") return;
      throw new HpError("sign-in-needed");
    }
    request.principal = caller.principal;
    request.session = caller.session;
    request.reader = scopedReader(appPool, caller.scope);
    if (access === "signedIn" || access === "optional") return;
    if (caller.principal === undefined) throw new HpError("role-needed");
    // What one may not do looks like what does not exist: a refusal would tell that it does.
    if (!mayCall(caller, access)) throw addressNotFound(request);
    if (sensitive.has(access) && !caller.isOpenForSensitive) throw new HpError("step-up-needed");
  });
}

/** What may be opened, by the declarations of the routes themselves: pages show no way that ends before a closed door. */
function mayOpenBy(routes: readonly RouteOptions[]): FastifyInstance["mayOpen"] {
  const known = new Map<string, RouteAccess | undefined>();
  const patterns: { readonly pattern: RegExp; readonly access: RouteAccess | undefined }[] = [];
  let indexed = 0;
  const index = (): void => {
    for (const { url, method, config } of routes.slice(indexed)) {
      if (![method].flat().includes("GET")) continue;
      if (!/[:*]/.test(url)) known.set(url, config?.access);
      else {
        const parts = url.split(/:[A-Za-z]+|\*/).map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&"));
        patterns.push({ pattern: new RegExp(`^${parts.join("[^/]+")}$`), access: config?.access });
      }
    }
    indexed = routes.length;
  };
  return (request, path) => {
    index();
    const access = known.get(path) ?? patterns.find(({ pattern }) => pattern.test(path))?.access;
    if (access === undefined || access === "public" || access === "optional") return true;
    if (access === "signedIn") return request.session !== undefined;
    return mayCall({ principal: request.principal }, access);
  };
}

function mayCall(
  { principal, scopes }: Pick<SignedIn, "principal" | "scopes">,
  permission: Permission,
): boolean {
  if (principal === undefined || scopes?.includes(permission) === false) return false;
  return getRole(principal.grant.role).may.some((one) => one === permission);
}

/** What a caller may not know of is answered like an address that nobody answers. */
export function addressNotFound({ url, method }: FastifyRequest): HpError {
  return new HpError("address-not-found", { path: shownBack(url.split("?")[0] ?? "", 200), method });
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
