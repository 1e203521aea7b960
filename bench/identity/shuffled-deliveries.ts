import { constants, cpSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Rng } from "#city/world/random.ts";

/** Deliveries of one order: enough that most schools' second systems come apart from their first. */
const leastDeliveries = 3;
const mostDeliveries = 6;

/** A sender's folder, as `vendor/school`. */
type Sender = string;

/** The senders of an inbox in a drawn order, cut into deliveries at drawn places; none is empty. */
export function shuffleSenders(inbox: string, rng: Rng): readonly (readonly Sender[])[] {
  const senders = readdirSync(inbox)
    .sort()
    .flatMap((vendor) =>
      readdirSync(join(inbox, vendor))
        .sort()
        .map((school) => `${vendor}/${school}`),
    );
  rng.shuffle(senders);
  const wanted = leastDeliveries + rng.int(mostDeliveries - leastDeliveries + 1);
  const cuts = new Set([0, ...Array.from({ length: wanted - 1 }, () => rng.int(senders.length))]);
  const starts = [...cuts].sort((a, b) => a - b);
  return starts.map((start, index) => senders.slice(start, starts[index + 1]));
}

/** A delivery as a folder of its own, of the shape of an inbox: folders say who sent a file. */
export function layOut(inbox: string, senders: readonly Sender[], folder: string): void {
  for (const sender of senders)
    cpSync(join(inbox, sender), join(folder, sender), { recursive: true, mode: constants.COPYFILE_FICLONE });
}
