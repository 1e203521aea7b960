import type { Clock } from "#src/platform/clock.ts";
import type { RecordDeed } from "#src/platform/deed.ts";
import { recordAudit } from "./record.ts";

/** Who acts, in which role, what for and from where: what all events of one request have in common. */
export interface Actor {
  readonly accountId: string | null;
  readonly role: string | null;
  /** `kind/id`. */
  readonly unit: string | null;
  /** Id of the register of purposes. */
  readonly purpose: string | null;
  /** Network address, or `cli`. */
  readonly from: string | null;
  readonly requestId: string | null;
  /** User of the operating system, where nobody signs in. */
  readonly user?: string;
}

/** Who works on the machine itself, without an account: whoever may run `hp` there. */
export const machineActor = (user: string): Actor => ({
  accountId: null,
  role: null,
  unit: null,
  purpose: null,
  from: "cli",
  requestId: null,
  user,
});

/** Writes down what this actor does, each deed with the time it is done. */
export function recorderOf({ user, ...who }: Actor, clock: Clock): RecordDeed {
  return (client, { result = "ok", detail, ...deed }) => {
    const all = { ...detail, ...(user === undefined ? {} : { by: user }) };
    return recordAudit(client, {
      ...who,
      ...deed,
      at: clock.now(),
      result,
      ...(Object.keys(all).length === 0 ? {} : { detail: all }),
    });
  };
}
