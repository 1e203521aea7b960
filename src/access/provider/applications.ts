import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { AllClientMetadata, ClientMetadata } from "oidc-provider";
import type { Clock } from "#src/platform/clock.ts";
import { HpError } from "#src/platform/errors.ts";
import { type Db, inTransaction, type Pool } from "#src/platform/postgres/pool.ts";

/** How long a replaced secret works on, so that a vendor can change it without an hour of silence. */
const overlapMs = 7 * 24 * 3_600_000;

export interface NewApplication {
  readonly clientId: string;
  readonly name: string;
  /** The city's own application: no question whether it may know who signs in. */
  readonly own: boolean;
  /** In the words of OpenID Connect Dynamic Registration; id, name and secret are set here. */
  readonly metadata: AllClientMetadata;
}

/** Authentication by a secret; the others bring a key or a certificate of their own. */
const needsSecret = ({ metadata }: NewApplication): boolean =>
  ["client_secret_basic", "client_secret_post"].includes(
    metadata.token_endpoint_auth_method ?? "client_secret_basic",
  );

/**
 * Registers an application. Its secret is told once and kept as a hash.
 * @returns the secret, when it authenticates by one
 * @throws HpError `application-known` when the id is taken
 */
export async function registerApplication(
  db: Db,
  clock: Clock,
  client: NewApplication,
): Promise<string | undefined> {
  const secret = needsSecret(client) ? newSecret() : undefined;
  const { rowCount } = await db.query(
    `insert into access.oidc_client
       (client_id, name, own, metadata, secret_hash, state, created_at, changed_at)
     values ($1, $2, $3, $4, $5, 'active', $6, $6) on conflict do nothing`,
    [
      client.clientId,
      client.name,
      client.own,
      JSON.stringify(client.metadata),
      secret === undefined ? null : hashSecret(secret),
      clock.now(),
    ],
  );
  if (rowCount === 0) throw new HpError("application-known", { clientId: client.clientId });
  return secret;
}

/**
 * Gives an application a new secret; the one before works on for seven days, the one before that no more.
 * @throws HpError `application-not-found` when there is none or it has no secret
 */
export async function rotateApplicationSecret(db: Db, clock: Clock, clientId: string): Promise<string> {
  const secret = newSecret();
  const now = clock.now();
  const { rowCount } = await db.query(
    `update access.oidc_client set former_secret_hash = secret_hash, former_secret_until = $3, secret_hash = $2,
       changed_at = $4 where client_id = $1 and secret_hash is not null`,
    [clientId, hashSecret(secret), new Date(now.getTime() + overlapMs), now],
  );
  if (rowCount === 0) throw new HpError("application-not-found", { clientId });
  return secret;
}

/** Disables an application: its tokens end at once, its sign-ins within seconds. @throws HpError `application-not-found` */
export async function disableApplication(pool: Pool, clock: Clock, clientId: string): Promise<void> {
  await inTransaction(pool, async (client) => {
    const { rowCount } = await client.query(
      "update access.oidc_client set state = 'disabled', changed_at = $2 where client_id = $1",
      [clientId, clock.now()],
    );
    if (rowCount === 0) throw new HpError("application-not-found", { clientId });
    await client.query(
      "delete from access.oidc_artifact where model <> 'Session' and payload ->> 'clientId' = $1",
      [clientId],
    );
  });
}

interface ClientRow {
  readonly client_id: string;
  readonly name: string;
  readonly own: boolean;
  readonly metadata: ClientMetadata;
  readonly secret_hash: string | null;
  readonly former_secret_hash: string | null;
  readonly former_secret_until: Date | null;
}

/** An active application as oidc-provider reads it; in place of its secret the hashes that one may match now. */
export async function findApplicationMetadata(
  db: Db,
  clock: Clock,
  clientId: string,
): Promise<ClientMetadata | undefined> {
  const { rows } = await db.query<ClientRow>({
    name: "oidc-client",
    text: `select client_id, name, own, metadata, secret_hash, former_secret_hash, former_secret_until
           from access.oidc_client where client_id = $1 and state = 'active'`,
    values: [clientId],
  });
  const row = rows[0];
  if (row === undefined) return undefined;
  const isFormerGood = row.former_secret_until !== null && row.former_secret_until > clock.now();
  const hashes = [row.secret_hash, isFormerGood ? row.former_secret_hash : null].filter(
    (hash) => hash !== null,
  );
  return {
    // The city's applications share one name for a person; each of the others has its own.
    subject_type: row.own ? "public" : "pairwise",
    ...row.metadata,
    client_id: row.client_id,
    client_name: row.name,
    own: row.own,
    ...(hashes.length === 0 ? {} : { client_secret: hashes.join(" ") }),
  };
}

/** Whether a secret is one of those whose hashes are given, told apart in constant time. */
export function matchesSecret(hashes: string, presented: string): boolean {
  const actual = Buffer.from(hashSecret(presented));
  // No early end: how far down the list a secret stands is nobody's business.
  return hashes
    .split(" ")
    .map((hash) => Buffer.from(hash))
    .reduce(
      (found, hash) => (hash.length === actual.length && timingSafeEqual(hash, actual)) || found,
      false,
    );
}

/** 256 random bits need no slow hash: there is nothing to guess. */
const newSecret = (): string => randomBytes(32).toString("base64url");
const hashSecret = (secret: string): string => createHash("sha256").update(secret).digest("base64url");
