import { createHash } from "node:crypto";
import { type Adapter, type AdapterPayload, errors } from "oidc-provider";
import type { Clock } from "#src/platform/clock.ts";
import type { Pool } from "#src/platform/postgres/pool.ts";

/**
 * What must not be usable by who reads the table: kept under its SHA-256. Sessions and interactions stand under their
 * own id, because the browser's cookie is signed besides (key "oidc").
 */
const secretModels = new Set([
  "AccessToken",
  "AuthorizationCode",
  "ClientCredentials",
  "PushedAuthorizationRequest",
  "RefreshToken",
]);

/** Models that end when their grant is revoked. */
const grantable = new Set(["AccessToken", "AuthorizationCode", "RefreshToken"]);

/** Artifacts without an end of their own; the provider gives every model of ours one. */
const longestSeconds = 30 * 24 * 3600;

/** The field of a provider session that names the city's session it stands on (configuration.ts adds it). */
export const citySessionField = "citySession";

export const artifactHash = (value: string): string => createHash("sha256").update(value).digest("base64url");

/** Postgres under one model of oidc-provider. Whether an artifact has expired the provider judges by its `exp`. */
export function createArtifactStore(pool: Pool, clock: Clock, model: string): Adapter {
  const isSecret = secretModels.has(model);
  const keyOf = (id: string): string => (isSecret ? artifactHash(id) : id);

  async function find(
    column: "id" | "uid" | "user_code",
    value: string,
  ): Promise<AdapterPayload | undefined> {
    const { rows } = await pool.query<{ payload: AdapterPayload }>({
      name: `oidc-find-${column}`,
      text: `select payload from access.oidc_artifact where ${column} = $1 and model = $2`,
      values: [column === "id" ? keyOf(value) : value, model],
    });
    const payload = rows[0]?.payload;
    return payload !== undefined && isSecret ? { ...payload, jti: value } : payload;
  }

  return {
    upsert: async (id, payload, expiresIn = longestSeconds) => {
      const kept = withoutSecrets(model, isSecret, payload);
      await pool.query({
        name: "oidc-upsert",
        text: `insert into access.oidc_artifact (model, id, grant_id, user_code, uid, session_id, payload, expires_at)
               values ($1, $2, $3, $4, $5, $6, $7, $8)
               on conflict (id, model) do update set grant_id = excluded.grant_id, user_code = excluded.user_code,
                 uid = excluded.uid, session_id = excluded.session_id, payload = excluded.payload,
                 expires_at = excluded.expires_at`,
        values: [
          model,
          keyOf(id),
          grantable.has(model) ? (payload.grantId ?? null) : null,
          payload.userCode ?? null,
          model === "Session" ? (payload.uid ?? null) : null,
          model === "Session" ? ((payload[citySessionField] as string | undefined) ?? null) : null,
          JSON.stringify(kept),
          new Date(clock.now().getTime() + expiresIn * 1000),
        ],
      });
    },
    find: (id) => find("id", id),
    findByUid: (uid) => find("uid", uid),
    findByUserCode: (userCode) => find("user_code", userCode),
    // Two requests may bring the same code at the same moment: the second finds it taken, and as for any replay
    // everything the first was given ends with it (RFC 6749 §4.1.2).
    consume: async (id) => {
      const at = clock.now();
      const { rowCount } = await pool.query({
        name: "oidc-consume",
        text: `update access.oidc_artifact
               set consumed_at = $3, payload = payload || jsonb_build_object('consumed', $4::bigint)
               where id = $1 and model = $2 and consumed_at is null`,
        values: [keyOf(id), model, at, Math.floor(at.getTime() / 1000)],
      });
      if (rowCount === 1) return;
      await revokeGrantOf(pool, keyOf(id), model);
      throw new errors.InvalidGrant("already consumed");
    },
    destroy: async (id) => {
      await pool.query({
        name: "oidc-destroy",
        text: "delete from access.oidc_artifact where id = $1 and model = $2",
        values: [keyOf(id), model],
      });
    },
    revokeByGrantId: async (grantId) => {
      await pool.query({
        name: "oidc-revoke",
        text: "delete from access.oidc_artifact where grant_id = $1 and model = $2",
        values: [grantId, model],
      });
    },
  };
}

function withoutSecrets(model: string, isSecret: boolean, payload: AdapterPayload): AdapterPayload {
  if (isSecret) {
    const { jti: _jti, ...rest } = payload;
    return rest;
  }
  if (model !== "Interaction" || payload.params === undefined) return payload;
  // An application may put anything into the hint, a citizen number too.
  const { login_hint: _hint, ...params } = payload.params;
  const { prompt } = payload;
  if (prompt === undefined) return { ...payload, params };
  const { login_hint: _again, ...details } = prompt.details;
  return { ...payload, params, prompt: { ...prompt, details } };
}

async function revokeGrantOf(pool: Pool, key: string, model: string): Promise<void> {
  await pool.query(
    `with gone as (select grant_id from access.oidc_artifact where id = $1 and model = $2)
     delete from access.oidc_artifact a using gone
     where a.grant_id = gone.grant_id or (a.model = 'Grant' and a.id = gone.grant_id)`,
    [key, model],
  );
}

/** Ids of the provider's sessions that stand on a session of the city. */
export async function findProviderSessions(pool: Pool, citySessionId: string): Promise<readonly string[]> {
  const { rows } = await pool.query<{ id: string }>(
    "select id from access.oidc_artifact where model = 'Session' and session_id = $1",
    [citySessionId],
  );
  return rows.map((row) => row.id);
}

/**
 * Sessions of the city that have ended while a session of the provider still stands on them. One that a new sign-in of
 * the same browser replaced is none: the provider's session goes on with the new one.
 * @param accountId only of this account
 */
export async function findEndedCitySessions(
  pool: Pool,
  accountId: string | undefined,
  most: number,
): Promise<readonly string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `select distinct s.session_id as id from access.oidc_artifact a
     join access.session s on s.session_id = a.session_id::uuid
     where a.model = 'Session' and s.ended_at is not null and s.end_reason <> 'replaced'
       and ($1::uuid is null or s.account_id = $1) limit $2`,
    [accountId ?? null, most],
  );
  return rows.map((row) => row.id);
}

/**
 * Deletes what has expired, in portions so that nobody waits for a long lock. An hour's grace lets the provider still
 * say of a late code that it has expired, not that there never was one.
 * @returns rows deleted
 */
export async function sweepExpired(pool: Pool, clock: Clock, portion = 5_000): Promise<number> {
  const before = new Date(clock.now().getTime() - 3_600_000);
  let deleted = 0;
  for (const [table, key] of [
    ["oidc_artifact", "id, model"],
    ["sign_in_attempt", "attempt_id"],
  ] as const) {
    let count = portion;
    while (count === portion) {
      const { rowCount } = await pool.query(
        `delete from access.${table} where (${key}) in
           (select ${key} from access.${table} where expires_at < $1 limit $2)`,
        [before, portion],
      );
      count = rowCount ?? 0;
      deleted += count;
    }
  }
  return deleted;
}
