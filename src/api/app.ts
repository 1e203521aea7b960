import { randomUUID } from "node:crypto";
import { join } from "node:path";
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from "fastify";
import { validatorCompiler as zodValidator } from "fastify-type-provider-zod";
import { z } from "zod";
import type { DemoDesk } from "#src/access/demo/desk.ts";
import { datasets } from "#src/domains/catalogue.ts";
import { systemClock } from "#src/platform/clock.ts";
import type { Config, Folders } from "#src/platform/config.ts";
import { getOrCreateKey } from "#src/platform/keys.ts";
import type { Log } from "#src/platform/log.ts";
import type { Pool } from "#src/platform/postgres/pool.ts";
import { openKeyring } from "#src/platform/sealing/keyring.ts";
import { registerAudit } from "./access/register-audit.ts";
import { type Authenticate, registerAccess } from "./access/request-access.ts";
import { registerAccount } from "./account/routes.ts";
import { registerAdmin } from "./admin/register.ts";
import { registerOwnRequests } from "./correction-requests/own-routes.ts";
import { registerSchoolRequests } from "./correction-requests/school-routes.ts";
import { registerCorrections } from "./corrections/routes.ts";
import { registerDeliveries } from "./deliveries/routes.ts";
import { registerDocs } from "./docs/routes.ts";
import { registerGuard, registerSecurityHeaders } from "./guard.ts";
import { registerHealth } from "./health.ts";
import { registerHelpdesk } from "./helpdesk/routes.ts";
import { registerHistory } from "./history/routes.ts";
import { DecisionRuns } from "./identity/decision-runs.ts";
import { registerIdentityReadRoutes } from "./identity/read-routes.ts";
import { registerIdentityRoutes } from "./identity/routes.ts";
import { registerLimits } from "./limits/register.ts";
import { serverOptionsOf } from "./limits/server-options.ts";
import { registerLooks } from "./looks/routes.ts";
import { registerInsight } from "./metrics/register.ts";
import { registerMine } from "./mine/routes.ts";
import { registerNotifications } from "./notifications/routes.ts";
import { registerOpenapi } from "./openapi/document.ts";
import { registerPageAssets } from "./pages/routes.ts";
import { registerPortalCaller } from "./portal/caller-routes.ts";
import { registerPortalHome } from "./portal/home-routes.ts";
import type { PortalFiles } from "./portal/portal-files.ts";
import { registerPortal } from "./portal/routes.ts";
import { registerProblems } from "./problems/plugin.ts";
import { sendProblem, toHpError } from "./problems/problem.ts";
import { readIndexes } from "./read/indexes.ts";
import { createResource } from "./read/resource.ts";
import { registerReadRoutes } from "./read/routes.ts";
import { registerReconciliationCases } from "./reconciliation/case-routes.ts";
import { registerReconciliationReadRoutes } from "./reconciliation/read-routes.ts";
import { registerExceptionRequests } from "./reconciliation/request-routes.ts";
import { registerReconciliationRoutes } from "./reconciliation/routes.ts";
import { registerResearch } from "./research/routes.ts";
import { registerReviewRoutes } from "./reviews/routes.ts";
import { registerWaitingReviews } from "./reviews/waiting-routes.ts";
import { registerRoll } from "./roll/routes.ts";
import { registerRunEvents } from "./runs/events.ts";
import type { Services } from "./services.ts";
import type { SignInParts } from "./sign-in/flow.ts";
import { mountProvider } from "./sign-in/mount-provider.ts";
import { registerSignIn } from "./sign-in/routes.ts";
import { registerStatus } from "./status/routes.ts";
import { registerTemplates } from "./templates/routes.ts";
import { registerUploadRoutes } from "./uploads/routes.ts";
import { registerWorklist } from "./worklist/routes.ts";

export interface AppParts {
  /** The owner's connections, for what the program does by itself: runs, decisions, health. */
  readonly pool: Pool;
  /** Connections of the role that owns nothing: everything a person sees is read through these. */
  readonly appPool: Pool;
  readonly authenticate: Authenticate;
  /** Sign-in pages and the city's OpenID provider; a test that says itself who asks does without. */
  readonly signIn?: SignInParts;
  /** Sample accounts, listed on the start page (`HP_DEMO=1`). */
  readonly demo?: DemoDesk;
  /** The built web portal; without it the server's own pages stand alone. */
  readonly portal?: PortalFiles;
  readonly config: Config;
  readonly folders: Folders;
  readonly log: Log;
  readonly services: Services;
}

/** The HTTP application. It does not listen yet; `app.ready()` reads which sorts the database can serve. */
export function createApp(parts: AppParts): FastifyInstance {
  const app = fastify({
    // Nothing has a limit by itself (architecture §8): src/api/limits/limits.ts says them all.
    ...serverOptionsOf(parts.config.security, parts.log),
    loggerInstance: parts.log as FastifyBaseLogger,
    // Fastify's own request lines hold addresses, and addresses hold names that were searched for.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    // Addresses the router can't read never reach a route, a hook or the error handler.
    frameworkErrors: (error, request, reply) => {
      sendProblem(reply, toHpError(error, request));
    },
  });
  // A form on another site can post text/plain without asking first; nothing here wants it.
  app.removeContentTypeParser("text/plain");
  registerSecurityHeaders(app, parts.config.security);
  registerGuard(app, parts.config.security);
  registerProblems(app);
  registerLimits(app);
  app.addHook("onRequest", async (request, reply) => {
    reply.header("x-request-id", request.id);
  });
  registerAccess(app, parts.appPool, parts.authenticate);
  registerAudit(app, parts.appPool, parts.folders.keys);
  if (parts.signIn !== undefined) {
    mountProvider(app, parts.signIn.city);
    registerSignIn(app, parts.signIn);
  }
  app.addHook("onResponse", async (request, reply) => {
    request.log.info(
      {
        requestId: request.id,
        method: request.method,
        route: request.routeOptions.url,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      "request",
    );
  });

  app.register(async (scope) => {
    const indexes = await readIndexes(parts.pool);
    const keyring = openKeyring(parts.folders.keys);
    const resources = datasets.map((target) => createResource(target, indexes.get(target.table), keyring));
    await registerOpenapi(scope, resources);
    setCompilers(scope);
    registerReadRoutes(scope, resources);
    registerLooks(scope);
    registerMine(scope, {
      pool: parts.pool,
      keyring,
      erasureKey: getOrCreateKey(parts.folders.keys, "erasure"),
      clock: systemClock,
    });
    if (parts.signIn !== undefined) {
      registerAccount(scope, parts.signIn);
      registerAdmin(scope, parts.pool, parts.signIn.accounts);
    }
    registerNotifications(scope, parts.pool, systemClock);
    registerHelpdesk(scope, { pool: parts.pool, keyring, clock: systemClock });
    registerReviewRoutes(scope, parts, resources);
    registerWaitingReviews(scope);
    const runs = new DecisionRuns(parts.services, parts.log);
    scope.addHook("onClose", async () => runs.close());
    registerIdentityReadRoutes(scope, keyring);
    registerIdentityRoutes(scope, parts.pool, keyring, runs);
    registerReconciliationReadRoutes(scope);
    registerReconciliationCases(scope, keyring);
    registerExceptionRequests(scope, parts.pool);
    registerReconciliationRoutes(scope, parts.pool, runs);
    registerInsight(scope, parts.pool, systemClock);
    const corrections = {
      pool: parts.pool,
      keyring,
      identityKey: getOrCreateKey(parts.folders.keys, "identity"),
      clock: systemClock,
      resources: new Map(resources.map((resource) => [resource.dataset.id, resource])),
    };
    registerCorrections(scope, corrections, runs);
    const requests = {
      ...corrections,
      erasureKey: getOrCreateKey(parts.folders.keys, "erasure"),
      evidenceDir: join(parts.folders.root, "evidence"),
    };
    registerOwnRequests(scope, requests);
    registerSchoolRequests(scope, requests, runs);
    registerWorklist(scope, corrections.resources);
    registerHistory(scope, corrections);
    registerTemplates(scope);
    const learners = corrections.resources.get("learner");
    if (learners !== undefined) registerRoll(scope, learners);
    registerUploadRoutes(scope, parts);
    registerDeliveries(scope, { services: parts.services, keyring });
    registerResearch(scope, parts);
    registerRunEvents(scope, parts);
    registerHealth(scope, parts.pool, parts.folders.root);
    registerStatus(scope, { pool: parts.pool, config: parts.config, clock: systemClock });
    await registerDocs(scope);
    await registerPageAssets(scope, parts.portal);
    registerPortalCaller(scope, { pool: parts.appPool, clock: systemClock, demo: parts.demo });
    registerPortalHome(scope, { clock: systemClock, demo: parts.demo });
    await registerPortal(scope, parts.portal);
  });
  return app;
}

/**
 * Only routes that declare a zod type are validated; the others' JSON Schemas are documentation, their parameters
 * are read by code that can say in Vietnamese what is wrong. Set in the scope that holds the shared schemas:
 * Fastify builds new compilers for a scope with schemas of its own.
 */
function setCompilers(scope: FastifyInstance): void {
  scope.setValidatorCompiler((route) =>
    route.schema instanceof z.ZodType
      ? zodValidator(route as Parameters<typeof zodValidator>[0])
      : () => true,
  );
  scope.setSerializerCompiler(() => JSON.stringify);
}
