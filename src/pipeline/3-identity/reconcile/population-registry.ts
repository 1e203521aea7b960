/**
 * The national population registry as this program needs it (NĐ 37/2021 line; handbook §2): it is asked whether a
 * number, a name, a birth date and a sex belong together, and answers field by field; it never hands out data.
 * Providers stand in src/exchange/population/; the pipeline knows only this.
 */
export interface PopulationRegistry {
  /** Which provider answers, for the record: `http`, … */
  readonly id: string;
  /** Claims one request may carry. */
  readonly batchSize: number;
  /** Requests that may be under way together. */
  readonly concurrency: number;
  /** Asks about one batch. Answers may miss claims the registry keeps for later (`pending`). @throws RegistryUnavailable */
  verify(batchId: string, claims: readonly IdentityClaim[]): Promise<readonly ClaimAnswer[]>;
  /** People whose data changed in the registry since `cursor` (undefined: from now on); the defect to avoid is verifying once. @throws RegistryUnavailable */
  changesSince(cursor: string | undefined): Promise<ChangePage>;
}

export interface IdentityClaim {
  /** UUID made by HMAC from the four values (after normalising); the same claim has the same key for ever. */
  readonly claimKey: string;
  readonly nationalId: string;
  readonly fullName: string;
  /** yyyy-mm-dd */
  readonly birthDate: string | null;
  /** Code set `sex`: "1" male, "2" female. */
  readonly sex: string | null;
}

export type FieldAnswer = "match" | "mismatch" | "notAsked";

export interface ClaimAnswer {
  readonly claimKey: string;
  readonly outcome: "answered" | "idNotFound" | "pending";
  readonly name: FieldAnswer;
  readonly birthDate: FieldAnswer;
  readonly sex: FieldAnswer;
  /** Version of the person's entry in the registry; grows with each change. */
  readonly registryVersion: number | null;
}

export interface ChangePage {
  readonly cursor: string;
  readonly changes: readonly { readonly nationalId: string; readonly registryVersion: number }[];
  /** There is more: ask again with the new cursor. */
  readonly hasMore: boolean;
}

/** The registry can't answer now: outage, maintenance window, rate limit. Work waits or is left for the next run. */
export class RegistryUnavailable extends Error {
  readonly retryAfterMs: number;
  readonly reason: "outage" | "maintenance" | "rateLimit" | "timeout" | "refused";
  constructor(reason: RegistryUnavailable["reason"], retryAfterMs: number) {
    super(`population registry unavailable: ${reason}`);
    this.name = "RegistryUnavailable";
    this.reason = reason;
    this.retryAfterMs = retryAfterMs;
  }
}
