import type { JsonWebKey } from "node:crypto";
import { HpError } from "#src/platform/errors.ts";
import { type Client, type Db, inTransaction } from "#src/platform/postgres/pool.ts";
import { insertAccount } from "./account.ts";
import { checkClientKeys } from "./client-keys.ts";
import { type AccountContext, type Actor, eventOf } from "./context.ts";
import { insertClientSecret } from "./insert-client-secret.ts";

/** How a machine proves who it is: RFC 6749 §2.3.1, RFC 7523, RFC 8705. */
export type ClientAuth =
  | { readonly method: "client_secret" }
  | { readonly method: "private_key_jwt"; readonly keys: readonly JsonWebKey[] }
  | { readonly method: "tls_client_auth"; readonly subject: string };

export interface MachineClient {
  readonly clientId: string;
  readonly accountId: string;
  readonly displayName: string;
  readonly state: "active" | "disabled";
  readonly sourceSystem: string | null;
  readonly authMethod: ClientAuth["method"];
  readonly scopes: readonly string[];
  readonly jwks: { readonly keys: readonly JsonWebKey[] } | null;
  readonly tlsSubject: string | null;
}

export const clientColumns = `c.client_id as "clientId", c.account_id as "accountId", a.display_name as "displayName", a.state,
  c.source_system as "sourceSystem", c.auth_method as "authMethod", c.scopes, c.jwks, c.tls_subject as "tlsSubject"`;

export async function findClient(db: Db, clientId: string): Promise<MachineClient | undefined> {
  const { rows } = await db.query<MachineClient>(
    `select ${clientColumns} from access.client c join access.account a using (account_id) where c.client_id = $1`,
    [clientId],
  );
  return rows[0];
}

/** @throws HpError `client-not-found` */
export async function getClient(db: Db, clientId: string): Promise<MachineClient> {
  const found = await findClient(db, clientId);
  if (found === undefined) throw new HpError("client-not-found", { clientId });
  return found;
}

export async function listClients(db: Db): Promise<readonly MachineClient[]> {
  const { rows } = await db.query<MachineClient>(
    `select ${clientColumns} from access.client c join access.account a using (account_id) order by c.client_id`,
  );
  return rows;
}

/**
 * A vendor's system with an account of its own, which grants are given to like to a person.
 * @returns the client, and its secret where it has one: shown once
 * @throws HpError `client-unfit`, `client-id-taken`
 */
export async function createClient(
  context: AccountContext,
  wanted: {
    readonly clientId: string;
    readonly displayName: string;
    readonly sourceSystem?: string;
    readonly scopes: readonly string[];
    readonly auth: ClientAuth;
  },
  actor: Actor,
): Promise<{ readonly client: MachineClient; readonly secret: string | undefined }> {
  const now = context.clock.now();
  if (!/^[a-z0-9][a-z0-9-]{2,63}$/.test(wanted.clientId))
    throw new HpError("client-unfit", { field: "clientId" });
  assertScopes(wanted.scopes);
  const { auth } = wanted;
  const keys = auth.method === "private_key_jwt" ? checkClientKeys(auth.keys) : undefined;
  return inTransaction(context.pool, async (client) => {
    const { accountId } = await insertAccount(
      client,
      { kind: "client", displayName: wanted.displayName },
      now,
    );
    const { rowCount } = await client.query(
      `insert into access.client (client_id, account_id, source_system, auth_method, scopes, jwks, tls_subject, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (client_id) do nothing`,
      [
        wanted.clientId,
        accountId,
        wanted.sourceSystem ?? null,
        auth.method,
        wanted.scopes,
        keys === undefined ? null : JSON.stringify({ keys }),
        auth.method === "tls_client_auth" ? auth.subject : null,
        now,
      ],
    );
    if (rowCount === 0) throw new HpError("client-id-taken", { clientId: wanted.clientId });
    const secret =
      auth.method === "client_secret" ? await insertClientSecret(client, wanted.clientId, now) : undefined;
    await context.audit(
      client,
      eventOf(actor, now, {
        action: "client.create",
        object: `client/${wanted.clientId}`,
        detail: { scopes: wanted.scopes, method: auth.method },
      }),
    );
    return { client: await getClient(client, wanted.clientId), secret };
  });
}

/** @throws HpError `client-unfit`, `client-not-found` */
export async function setClientScopes(
  context: AccountContext,
  clientId: string,
  scopes: readonly string[],
  actor: Actor,
): Promise<void> {
  assertScopes(scopes);
  await changeClient(context, clientId, "client.scopes", actor, { scopes }, (client) =>
    client.query("update access.client set scopes = $2 where client_id = $1", [clientId, scopes]),
  );
}

/**
 * Replaces the public keys of `private_key_jwt`. For a change without a gap the old key stands in the list too until
 * the vendor signs with the new one.
 * @throws HpError `client-unfit`, `client-not-found`
 */
export async function setClientKeys(
  context: AccountContext,
  clientId: string,
  keys: readonly JsonWebKey[],
  actor: Actor,
): Promise<void> {
  const checked = checkClientKeys(keys);
  await changeClient(context, clientId, "client.keys", actor, { keys: checked.length }, (client) =>
    client.query(
      "update access.client set jwks = $2 where client_id = $1 and auth_method = 'private_key_jwt'",
      [clientId, JSON.stringify({ keys: checked })],
    ),
  );
}

/** Changes a client and puts it on record. @throws HpError `client-not-found` when `work` meets no row */
export async function changeClient(
  context: AccountContext,
  clientId: string,
  action: string,
  actor: Actor,
  detail: Record<string, unknown>,
  work: (client: Client) => Promise<{ rowCount: number | null }>,
): Promise<void> {
  const now = context.clock.now();
  await inTransaction(context.pool, async (client) => {
    const { rowCount } = await work(client);
    if (rowCount !== 1) throw new HpError("client-not-found", { clientId });
    await context.audit(client, eventOf(actor, now, { action, object: `client/${clientId}`, detail }));
  });
}

function assertScopes(scopes: readonly string[]): void {
  // RFC 6749 §3.3 allows more characters; ours are words with dots.
  if (scopes.length === 0 || scopes.some((scope) => !/^[a-z][A-Za-z0-9.:-]{0,63}$/.test(scope)))
    throw new HpError("client-unfit", { field: "scopes" });
}
