import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Principal, Unit } from "#src/access/principal.ts";
import { getRole, type RoleId } from "#src/access/roles/roles.ts";
import { scopeOf } from "#src/access/scope/reach.ts";
import type { Session } from "#src/access/sessions/find-session.ts";
import { insertSampleCity, sampleCommune, sampleId, sampleSchool } from "#src/api/pages/sample-city.ts";
import { insertSamplePair } from "#src/api/pages/sample-pair.ts";
import { builtPortalDir, findPortalFiles } from "#src/api/portal/portal-files.ts";
import type { Services } from "#src/api/services.ts";
import { createTestApp, type TestApp } from "#src/api/test-app.ts";
import { countPass } from "#src/insight/metrics/count-pass.ts";
import { systemClock } from "#src/platform/clock.ts";
import type { Pool } from "#src/platform/postgres/pool.ts";
import { insertSampleAccounts } from "./sample-account.ts";
import { insertSampleDeliveries } from "./sample-deliveries.ts";
import { insertSampleFamily, sampleClass, sampleGuardian, sampleTeacher } from "./sample-family.ts";
import { insertSampleFeedback } from "./sample-feedback.ts";
import { fillSampleClasses, insertSampleInsight } from "./sample-insight.ts";
import { insertSamplePublic } from "./sample-public.ts";
import { insertSampleStatus } from "./sample-status.ts";
import { insertSampleWorklist } from "./sample-worklist.ts";

/** The application with the portal over a small city, listening; `x-test-role` says as whom a browser has signed in. */
export interface PortalWorld extends TestApp {
  readonly url: string;
}

/** Whose eyes: the unit a role's grant names in the test city. */
function unitOf(role: RoleId): Unit {
  const { units } = getRole(role);
  if (units.includes("city")) return { kind: "city" };
  if (units.includes("school")) return { kind: "school", id: sampleSchool };
  if (units.includes("commune")) return { kind: "commune", id: sampleCommune };
  if (units.includes("staff")) return { kind: "staff", id: sampleTeacher };
  if (units.includes("class")) return { kind: "class", id: sampleClass };
  if (units.includes("guardian")) return { kind: "guardian", id: sampleGuardian };
  if (units.includes("learner")) return { kind: "learner", id: sampleId("learner 1") };
  return { kind: "none" };
}

/** A port nobody has, known before anything listens on it: the origin of passkeys names it. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/** @param services what runs behind it; by itself nothing is ingested */
export async function startPortalWorld(services?: (pool: Pool) => Services): Promise<PortalWorld> {
  const portal = findPortalFiles(builtPortalDir);
  if (portal === undefined) throw new Error("the portal is not built: node scripts/build-portal.ts");
  const port = await freePort();
  const at: TestApp = await createTestApp(
    services,
    async (request) => {
      const given = request.headers["x-test-role"];
      // A browser with a session of its own (sample-account.ts), or a guest.
      if (given === undefined) return at.signIn.authenticate(request);
      if (typeof given !== "string" || given === "public") return undefined;
      const { id: role } = getRole(given);
      const from = "2026-01-01T00:00:00Z";
      const principal: Principal = {
        accountId: sampleId(`account ${role}`),
        displayName: "Nguyễn Thị Người Thử",
        grant: { grantId: sampleId(`grant ${role}`), role, unit: unitOf(role), from },
      };
      const now = new Date();
      const session: Session = {
        sessionId: sampleId(`session ${role}`),
        accountId: principal.accountId,
        displayName: principal.displayName,
        personKey: null,
        proofs: [{ method: "vneid2", at: now.toISOString() }],
        provedAt: now,
        activeSince: now,
        lastSeenAt: now,
        expiresAt: new Date(now.getTime() + 3_600_000),
        grant: principal.grant,
      };
      const scope = await scopeOf(at.pool, principal, { schoolYear: "2026-2027", day: "2026-11-23" });
      return { principal, session, scope, isOpenForSensitive: true };
    },
    portal,
    undefined,
    // Browsers have passkeys for names, not for addresses.
    `http://localhost:${port}`,
  );
  await insertSampleCity(at.pool);
  await insertSamplePair(at.pool);
  await insertSampleFamily(at.pool);
  await insertSampleDeliveries(at.pool);
  await insertSampleAccounts(at.pool);
  await insertSampleFeedback(at);
  await insertSamplePublic(at.pool);
  await insertSampleStatus(at.pool);
  await insertSampleWorklist(at.pool);
  await fillSampleClasses(at.pool);
  await countPass(at.pool, systemClock);
  await insertSampleInsight(at.pool, systemClock.now());
  const url = await at.app.listen({ host: "127.0.0.1", port });
  return { ...at, url };
}
