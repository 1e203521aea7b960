import type { ClientMetadata } from "oidc-provider";
import type { Clock } from "#src/platform/clock.ts";
import type { Db } from "#src/platform/postgres/pool.ts";
import { artifactHash } from "./artifact-store.ts";
import { findSchoolOf } from "./configuration.ts";

/**
 * A vendor's machine (access.client) as oidc-provider reads it; in place of its secret the hashes that one may match
 * now: two while the vendor changes over.
 */
export async function findMachineMetadata(
  db: Db,
  clock: Clock,
  clientId: string,
): Promise<ClientMetadata | undefined> {
  const { rows } = await db.query<{
    name: string;
    method: "client_secret" | "private_key_jwt" | "tls_client_auth";
    jwks: ClientMetadata["jwks"] | null;
    subject: string | null;
    hashes: readonly string[];
  }>({
    name: "oidc-machine",
    text: `select a.display_name as name, c.auth_method as method, c.jwks, c.tls_subject as subject,
             array(select encode(s.secret_hash, 'base64') from access.client_secret s
                   where s.client_id = c.client_id and s.revoked_at is null
                     and (s.expires_at is null or s.expires_at > $2)) as hashes
           from access.client c join access.account a using (account_id)
           where c.client_id = $1 and a.state = 'active'`,
    values: [clientId, clock.now()],
  });
  const row = rows[0];
  if (row === undefined) return undefined;
  const common = {
    client_id: clientId,
    client_name: row.name,
    grant_types: ["client_credentials"],
    response_types: [],
    redirect_uris: [],
  };
  switch (row.method) {
    case "private_key_jwt":
      return { ...common, token_endpoint_auth_method: row.method, jwks: row.jwks ?? undefined };
    case "tls_client_auth":
      return {
        ...common,
        token_endpoint_auth_method: row.method,
        tls_client_auth_subject_dn: row.subject ?? undefined,
        tls_client_certificate_bound_access_tokens: true,
      };
    case "client_secret": {
      const hashes = row.hashes.map((hash) => Buffer.from(hash, "base64").toString("base64url"));
      // Without any that is good the machine stays known, and no secret matches.
      return { ...common, client_secret: hashes.length === 0 ? "none" : hashes.join(" ") };
    }
  }
}

/** Grants that hold at `$2`, of the account of machine `$1`. */
const machineGrants = `access.client c join access.account a using (account_id) join access.grant g using (account_id)
  where c.client_id = $1 and a.state = 'active' and g.role = 'vendorClient' and g.unit_kind = 'school'
    and g.revoked_at is null and g.valid_from <= $2 and (g.valid_to is null or g.valid_to > $2)`;

/** What a machine may ask for in a school: its own scopes, where a grant lets it into the school; else nothing. */
export async function findMachineScopes(
  db: Db,
  clientId: string,
  schoolId: string,
  at: Date,
): Promise<readonly string[]> {
  const { rows } = await db.query<{ scopes: readonly string[] }>({
    name: "oidc-machine-scopes",
    text: `select c.scopes from ${machineGrants} and g.unit_id = $3 limit 1`,
    values: [clientId, at, schoolId],
  });
  return rows[0]?.scopes ?? [];
}

/** A machine calling the API. */
export interface Machine {
  readonly clientId: string;
  readonly accountId: string;
  readonly displayName: string;
  readonly schoolId: string;
  /** The grant it acts in. */
  readonly grantId: string;
  /** Those its token was given for and it still has. */
  readonly scopes: readonly string[];
  /** Thumbprint of the certificate the token is bound to (RFC 8705 `x5t#S256`): the caller must present it. */
  readonly certificateThumbprint?: string;
}

/**
 * Whose bearer token this is. What was given is looked at anew each time: a client disabled, a grant that ended or a
 * scope taken away ends the token's use at once.
 */
export async function findMachine(
  db: Db,
  clock: Clock,
  issuer: string,
  token: string,
): Promise<Machine | undefined> {
  if (!/^[\w-]{20,100}$/.test(token)) return undefined;
  const now = clock.now();
  const found = await db.query<{
    payload: { clientId: string; aud?: string; scope?: string; "x5t#S256"?: string };
  }>({
    name: "oidc-bearer",
    text: `select payload from access.oidc_artifact
           where id = $1 and model = 'ClientCredentials' and expires_at > $2`,
    values: [artifactHash(token), now],
  });
  const payload = found.rows[0]?.payload;
  const schoolId = payload?.aud === undefined ? undefined : findSchoolOf(issuer, payload.aud);
  if (payload === undefined || schoolId === undefined) return undefined;
  const { rows } = await db.query<{
    accountId: string;
    displayName: string;
    grantId: string;
    scopes: readonly string[];
  }>({
    name: "oidc-machine-grant",
    text: `select a.account_id as "accountId", a.display_name as "displayName", g.grant_id as "grantId", c.scopes
           from ${machineGrants} and g.unit_id = $3 order by g.valid_from limit 1`,
    values: [payload.clientId, now, schoolId],
  });
  const machine = rows[0];
  if (machine === undefined) return undefined;
  const asked = new Set(payload.scope?.split(" "));
  return {
    clientId: payload.clientId,
    schoolId,
    ...machine,
    scopes: machine.scopes.filter((scope) => asked.has(scope)),
    ...(payload["x5t#S256"] === undefined ? {} : { certificateThumbprint: payload["x5t#S256"] }),
  };
}
