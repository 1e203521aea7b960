import { randomUUID } from "node:crypto";
import type { BrowserContext } from "playwright-core";
import { createLocalAccount } from "#src/access/accounts/credential.ts";
import type { FactorMethod } from "#src/access/accounts/proof.ts";
import { type RoleId, roles } from "#src/access/roles/roles.ts";
import { startSession } from "#src/access/sessions/start-session.ts";
import { sampleId, sampleSchool } from "#src/api/pages/sample-city.ts";
import { systemClock } from "#src/platform/clock.ts";
import type { Pool } from "#src/platform/postgres/pool.ts";
import type { PortalWorld } from "./portal-world.ts";

const nobody = { accountId: null, role: null, unit: null, from: null, requestId: null };

/** The accounts that `x-test-role` names, so that their own pages have something to tell. */
export async function insertSampleAccounts(pool: Pool): Promise<void> {
  const ids = roles.map(({ id }) => sampleId(`account ${id}`));
  await pool.query(
    `insert into access.account (account_id, kind, display_name, state, created_at)
     select id, 'person', 'Nguyễn Thị Người Thử', 'active', '2026-01-01T00:00:00Z' from unnest($1::uuid[]) as id
     on conflict do nothing`,
    [ids],
  );
  await insertFullAccount(pool, sampleId("account principal"));
}

/** One with two roles, two places and a passkey: what an account's page looks like in use. */
async function insertFullAccount(pool: Pool, accountId: string): Promise<void> {
  for (const role of ["principal", "nurse"] as const)
    await pool.query(
      `insert into access.grant (grant_id, account_id, role, unit_kind, unit_id, valid_from, reason)
       values ($1, $2, $3, 'school', $4, '2026-01-01', 'thử') on conflict do nothing`,
      [sampleId(`grant ${role}`), accountId, role, sampleSchool],
    );
  const android = "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0";
  const windows = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/141.0.0.0 Safari/537.36 Edg/141.0";
  for (const [name, device] of [
    ["session principal", windows],
    ["session phone", android],
  ] as const)
    await pool.query(
      `insert into access.session (session_id, token_hash, account_id, proofs, proved_at, active_since, last_seen_at,
         idle_minutes, created_at, expires_at, device, from_address)
       values ($1, sha256(convert_to($2, 'utf8')), $3, '[]', $4, $4, $4, 600, $4, $5, $6, '203.0.113.7')`,
      [sampleId(name), name, accountId, new Date(), new Date(Date.now() + 3_600_000), device],
    );
  await pool.query(
    `insert into access.passkey (credential_id, account_id, public_key, sign_count, transports, backed_up, label, created_at)
     values ('c2FtcGxl', $1, '\\x00', 0, '{internal}', true, 'Máy ở phòng làm việc', '2026-09-05T01:00:00Z')`,
    [accountId],
  );
}

export interface Person {
  readonly accountId: string;
  readonly userName: string;
  readonly password: string;
}

/** Somebody with a password of the unit, who acts in these roles at the sample school. */
export async function addPerson(world: PortalWorld, held: readonly RoleId[]): Promise<Person> {
  const userName = `nguoi.${randomUUID().slice(0, 8)}`;
  const { account, temporaryPassword } = await createLocalAccount(
    world.signIn.accounts,
    { displayName: "Trần Thị Thử", userName },
    nobody,
  );
  for (const role of held)
    await world.pool.query(
      `insert into access.grant (grant_id, account_id, role, unit_kind, unit_id, valid_from, reason)
       values ($1, $2, $3, 'school', $4, '2026-01-01', 'thử')`,
      [randomUUID(), account.accountId, role, sampleSchool],
    );
  return { accountId: account.accountId, userName, password: temporaryPassword };
}

/** Signs a browser in by a real session, as if the person had proved these factors just now. */
export async function signInto(
  world: PortalWorld,
  context: BrowserContext,
  url: string,
  { accountId }: Person,
  methods: readonly FactorMethod[] = ["pwd"],
): Promise<void> {
  const proofs = methods.map((method) => ({ method, at: systemClock.now().toISOString() }));
  const { token } = await startSession(
    world.signIn.accounts,
    { accountId, proofs },
    { device: "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0" },
    nobody,
  );
  await context.addCookies([{ name: "hp_session", value: token, url }]);
}
