import type { Clock } from "#src/platform/clock.ts";
import type { Db } from "#src/platform/postgres/pool.ts";

/** Scopes the person lets an application of others have; empty when they never said yes or took it back. */
export async function findConsent(db: Db, accountId: string, clientId: string): Promise<readonly string[]> {
  const { rows } = await db.query<{ scopes: string[] }>({
    name: "oidc-consent",
    text: "select scopes from access.oidc_consent where account_id = $1 and client_id = $2 and withdrawn_at is null",
    values: [accountId, clientId],
  });
  return rows[0]?.scopes ?? [];
}

export async function giveConsent(
  db: Db,
  clock: Clock,
  accountId: string,
  clientId: string,
  scopes: readonly string[],
): Promise<void> {
  await db.query(
    `insert into access.oidc_consent (account_id, client_id, scopes, given_at) values ($1, $2, $3, $4)
     on conflict (account_id, client_id) do update
       set scopes = excluded.scopes, given_at = excluded.given_at, withdrawn_at = null`,
    [accountId, clientId, scopes, clock.now()],
  );
}

/** Takes a consent back; the application's tokens end with its grants. @returns false when there was none */
export async function withdrawConsent(
  db: Db,
  clock: Clock,
  accountId: string,
  clientId: string,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `update access.oidc_consent set withdrawn_at = $3
     where account_id = $1 and client_id = $2 and withdrawn_at is null`,
    [accountId, clientId, clock.now()],
  );
  await db.query(
    `delete from access.oidc_artifact
     where model in ('Grant', 'AccessToken', 'AuthorizationCode')
       and payload ->> 'accountId' = $1 and payload ->> 'clientId' = $2`,
    [accountId, clientId],
  );
  return rowCount === 1;
}

/** An application of others that may know who somebody is. */
export interface GivenConsent {
  readonly clientId: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly givenAt: Date;
}

export async function listConsents(db: Db, accountId: string): Promise<readonly GivenConsent[]> {
  const { rows } = await db.query<GivenConsent>(
    `select client_id as "clientId", name, scopes, given_at as "givenAt"
     from access.oidc_consent join access.oidc_client using (client_id)
     where account_id = $1 and withdrawn_at is null order by given_at desc, client_id`,
    [accountId],
  );
  return rows;
}
