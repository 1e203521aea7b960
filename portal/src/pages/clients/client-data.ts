/** A vendor's machine as `/api/v1/clients` lists it. */
export interface MachineClient {
  readonly clientId: string;
  readonly accountId: string;
  readonly displayName: string;
  readonly state: "active" | "disabled";
  readonly sourceSystem: string | null;
  readonly authMethod: "client_secret" | "private_key_jwt" | "tls_client_auth";
  readonly scopes: readonly string[];
  /** Public keys it has given. */
  readonly keys: number;
  readonly schools?: number;
  readonly lastUsedAt?: string | null;
}

export interface ClientList {
  readonly data: readonly MachineClient[];
  /** What a client may be let do. */
  readonly scopes: readonly string[];
}

/** Answered once, when a secret is made. */
export interface MadeSecret {
  readonly clientId: string;
  readonly secret: string;
}

export const clientsPath = "/api/v1/clients";
export const isClientId = (text: string): boolean => /^[a-z0-9][a-z0-9-]{2,63}$/.test(text);
