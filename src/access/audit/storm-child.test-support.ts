import { createHash, randomUUID } from "node:crypto";
import { systemClock } from "#src/platform/clock.ts";
import { createLog } from "#src/platform/log.ts";
import { createPool } from "#src/platform/postgres/pool.ts";
import { useAuditKey } from "./audit-key.ts";
import { recordAudit } from "./record.ts";
import { startSealer } from "./sealer.ts";
import { lookEvent } from "./test-audit.ts";

/**
 * A program that writes until it is killed: pairs of a row and its event over eight connections, some rolled back, some
 * slow, and a sealer at work meanwhile. Arguments: app URL, owner URL, folder, seed. Prints a line for each commit it
 * was told of.
 */
const [appUrl = "", ownerUrl = "", dir = "", seed = "0"] = process.argv.slice(2);
const connections = 8;
let drawn = 0;
/** A whole number below `most`, the same sequence for the same seed. */
const draw = (most: number): number => {
  drawn += 1;
  return createHash("sha256").update(`${seed} ${drawn}`).digest().readUInt32BE(0) % most;
};
const app = createPool(appUrl, connections);
const key = useAuditKey(Buffer.alloc(32, 7));
startSealer({ pool: createPool(ownerUrl, 1), dir, key, clock: systemClock }, createLog("silent"), {
  everyMs: 5,
});

async function writer(): Promise<never> {
  for (;;) {
    const client = await app.connect();
    const id = randomUUID();
    await client.query("begin");
    await client.query("insert into storm values ($1)", [id]);
    await recordAudit(client, lookEvent({ at: new Date(), object: `storm/${id}` }));
    if (draw(4) === 0) await new Promise((resolve) => setTimeout(resolve, draw(20)));
    if (draw(5) === 0) {
      await client.query("rollback");
    } else {
      await client.query("commit");
      process.stdout.write(`${id}\n`);
    }
    client.release();
  }
}

await Promise.all(Array.from({ length: connections }, writer));
