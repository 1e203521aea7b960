import type { UseQueryResult } from "@tanstack/react-query";
import type { ApiProblem } from "../../api/problem.ts";
import { useApi } from "../../api/use-api.ts";

export const accountPath = "/api/v1/me/account";
export const sessionsPath = "/api/v1/me/sessions";

export type Method = "pwd" | "otp" | "recovery" | "passkey" | "vneid1" | "vneid2";

export interface Passkey {
  readonly credentialId: string;
  readonly label: string;
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
}

/** What `GET /api/v1/me/account` tells its owner. */
export interface Account {
  readonly displayName: string;
  /** Null for who signs in by VNeID alone. */
  readonly userName: string | null;
  readonly signedInBy: readonly Method[];
  readonly provedAt: string;
  /** Who it is was proved a moment ago: factors may be changed. */
  readonly mayChangeFactors: boolean;
  readonly totp: boolean;
  readonly recoveryCodes: number;
  readonly passkeyHost: string;
  readonly passkeys: readonly Passkey[];
  readonly applications: readonly {
    readonly clientId: string;
    readonly name: string;
    readonly givenAt: string;
  }[];
}

export interface OwnSession {
  readonly sessionId: string;
  readonly device: string | null;
  readonly from: string | null;
  readonly createdAt: string;
  readonly lastSeenAt: string;
  readonly expiresAt: string;
  readonly isThis: boolean;
}

export const useAccount = (): UseQueryResult<Account, ApiProblem> => useApi<Account>(accountPath);
