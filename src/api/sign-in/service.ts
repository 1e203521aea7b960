import { type AccountContext, createAccountContext, openAccountKeys } from "#src/access/accounts/context.ts";
import { recordAudit } from "#src/access/audit/record.ts";
import { createAccountDirectory, createRecorder } from "#src/access/provider/account-directory.ts";
import type { MutualTls } from "#src/access/provider/mutual-tls.ts";
import { createProvider } from "#src/access/provider/provider.ts";
import { syncRecordGrants } from "#src/access/records/sync-record-grants.ts";
import type { VneidSettings } from "#src/access/upstream/settings.ts";
import { createVneid } from "#src/access/upstream/vneid.ts";
import type { Clock } from "#src/platform/clock.ts";
import type { Log } from "#src/platform/log.ts";
import type { Pool } from "#src/platform/postgres/pool.ts";
import { createAuthenticate } from "../access/authenticate.ts";
import type { Authenticate } from "../access/request-access.ts";
import { ScopeMemory } from "../access/scope-memory.ts";
import { cookieJarOf } from "./cookies.ts";
import type { SignInParts } from "./flow.ts";
import { passkeySiteOf } from "./passkey.ts";
import { providerPages } from "./provider-pages.ts";

/** Sign-in of one running program: accounts, the city's OpenID provider, VNeID above it, and who asks by which cookie. */
export interface SignInService {
  readonly accounts: AccountContext;
  readonly parts: SignInParts;
  readonly authenticate: Authenticate;
  /** Whose classes teachers have now, "2026-2027". */
  readonly schoolYear: () => Promise<string>;
}

export interface SignInWiring {
  /** The owner's connections: what a grant reaches is read with them. */
  readonly pool: Pool;
  readonly appPool: Pool;
  readonly keysDir: string;
  /** Where browsers reach this program, `https://host`. */
  readonly origin: string;
  readonly vneid?: VneidSettings;
  /** How machines' certificates reach us; without it none is asked for. */
  readonly mutualTls?: MutualTls;
  readonly clock: Clock;
  readonly log: Log;
}

/** One a process: password hashing takes its turns here. The audit's key must be in use (`useAuditKey`). */
export async function createSignInService(wiring: SignInWiring): Promise<SignInService> {
  const { pool, appPool, keysDir, origin, clock, log } = wiring;
  const accounts = createAccountContext(appPool, clock, openAccountKeys(keysDir), recordAudit);
  const scopes = new ScopeMemory(pool, clock);
  const directory = createAccountDirectory(accounts, async (accountId, citizen, actor) =>
    syncRecordGrants(accounts, pool, { accountId, citizen, schoolYear: await scopes.schoolYear() }, actor),
  );
  const record = createRecorder(accounts);
  const issuer = `${origin}/oidc`;
  const certificates = wiring.mutualTls === undefined ? {} : { mutualTls: wiring.mutualTls };
  const city = await createProvider({
    issuer,
    pool: appPool,
    clock,
    keysDir,
    directory,
    record,
    pages: providerPages,
    log,
    ...certificates,
  });
  const cookies = cookieJarOf(origin);
  return {
    accounts,
    parts: {
      accounts,
      passkeySite: passkeySiteOf(origin),
      city,
      directory,
      record,
      cookies,
      ...(wiring.vneid === undefined
        ? {}
        : { vneid: createVneid(wiring.vneid, `${origin}/sign-in/vneid/callback`) }),
    },
    schoolYear: () => scopes.schoolYear(),
    authenticate: createAuthenticate({ accounts, scopes, cookies, issuer, ...certificates }),
  };
}
