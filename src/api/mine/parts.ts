import type { Clock } from "#src/platform/clock.ts";
import type { Pool } from "#src/platform/postgres/pool.ts";
import type { Keyring } from "#src/platform/sealing/keyring.ts";

export interface MineParts {
  /** Of the owner: ledgers of consent and requests are written by nobody else; whose they are is checked here. */
  readonly pool: Pool;
  readonly keyring: Keyring;
  readonly erasureKey: Buffer;
  readonly clock: Clock;
}
