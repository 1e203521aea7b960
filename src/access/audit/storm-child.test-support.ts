import { createHash, randomUUID } from "node:crypto";
import { systemClock } from "#src/platform/clock.ts";
import { createLog } from "#src/platform/log.ts";
import { createPool } from "#src/platform/postgres/pool.ts";
import { scopedReader } from "../scope/scoped-reader.ts";
import { machineActor, recorderOf } from "./actor.ts";
import { useAuditKey } from "./audit-key.ts";
import { recordAudit } from "./record.ts";
import { startSealer } from "./sealer.ts";
import { lookEvent } from "./test-audit.ts";

/**
 * A program that works until it is killed, over eight connections: half of them write pairs of a row and its event, some
 * rolled back, some slow; half of them look at people; and a sealer at work meanwhile. Arguments: app URL, owner URL,
 * folder, seed. Prints a line for each commit it was told of (`wrote`) and each look it could have answered (`looked`).
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
      process.stdout.write(`wrote ${id}\n`);
    }
    client.release();
  }
}

const record = recorderOf(machineActor("storm"), systemClock);
const reader = scopedReader(
  app,
  { role: "departmentSteward", schools: [], learners: [], staff: [], guardians: [] },
  record,
);

async function looker(): Promise<never> {
  for (;;) {
    const id = randomUUID();
    await reader.read((client) => client.query("select count(*) from learner"), {
      look: () => ({ action: "learner.list", object: `look/${id}` }),
    });
    process.stdout.write(`looked ${id}\n`);
  }
}

await Promise.all(Array.from({ length: connections }, (_, at) => (at % 2 === 0 ? writer() : looker())));
