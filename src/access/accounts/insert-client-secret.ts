import { randomUUID } from "node:crypto";
import type { Client } from "#src/platform/postgres/pool.ts";
import { hashToken, newToken } from "./secret-token.ts";

/** @returns the secret; only its hash is stored */
export async function insertClientSecret(client: Client, clientId: string, now: Date): Promise<string> {
  const secret = newToken();
  await client.query(
    "insert into access.client_secret (secret_id, client_id, secret_hash, created_at) values ($1, $2, $3, $4)",
    [randomUUID(), clientId, hashToken(secret), now],
  );
  return secret;
}
