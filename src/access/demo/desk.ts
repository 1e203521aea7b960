import { type Clock, localDay } from "#src/platform/clock.ts";
import type { Pool } from "#src/platform/postgres/pool.ts";
import type { AccountContext } from "../accounts/context.ts";
import { type DemoCode, demoCodeAt, demoSecret } from "./code.ts";
import { type DemoAccount, listDemoAccounts } from "./list.ts";
import { demoPassword } from "./people.ts";
import { seedDemoAccounts } from "./seed.ts";

/** What the start page says about the demo. */
export interface DemoView {
  /** The sample city is still on its way. */
  readonly isLoading: boolean;
  readonly accounts: readonly DemoAccount[];
  readonly password: string;
  readonly code: DemoCode;
  /** VNeID is there to sign in by, with the last six digits of a number as passcode. */
  readonly hasVneid: boolean;
}

/** The demo of one running program. */
export interface DemoDesk {
  /**
   * Makes what is missing, once the city is there.
   * @param isSample of one's own data nobody is made a sample of
   */
  seed(isSample: boolean): Promise<void>;
  view(): Promise<DemoView>;
}

export function createDemoDesk(parts: {
  readonly accounts: AccountContext;
  /** The owner's connections. */
  readonly pool: Pool;
  readonly keysDir: string;
  readonly clock: Clock;
  readonly schoolYear: () => Promise<string>;
  readonly hasVneid: boolean;
}): DemoDesk {
  const { accounts, pool, clock, hasVneid } = parts;
  const secret = demoSecret(parts.keysDir);
  let isLoading = true;
  return {
    seed: async (isSample) => {
      const day = localDay(clock.now());
      if (isSample)
        await seedDemoAccounts({
          accounts,
          pool,
          secret,
          day,
          schoolYear: await parts.schoolYear(),
        });
      isLoading = false;
    },
    view: async () => {
      const now = clock.now();
      return {
        isLoading,
        accounts: isLoading ? [] : await listDemoAccounts(pool, accounts.keys.fields, now),
        password: demoPassword,
        code: await demoCodeAt(secret, now),
        hasVneid,
      };
    },
  };
}
