/**
 * What it costs that every look and every write is recorded in its own transaction: the API's own single record and
 * list of 50, and small writes over eight connections, without and with the event, in turns in one run; then how fast
 * what was recorded is sealed and verified.
 *
 *   npm run bench -- audit [--learners 100000] [--seconds 3]
 *
 * `share`: how many a second are left with the audit, 1 = all of them. Below HTTP: of a whole request the share is higher.
 */
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { recorderOf } from "#src/access/audit/actor.ts";
import { useAuditKey } from "#src/access/audit/audit-key.ts";
import { sealAudit } from "#src/access/audit/seal.ts";
import { verifyAudit } from "#src/access/audit/verify.ts";
import { type Reader, scopedReader } from "#src/access/scope/scoped-reader.ts";
import { findRecord, readPage } from "#src/api/read/list.ts";
import { readListRequest } from "#src/api/read/list-request.ts";
import { createResource } from "#src/api/read/resource.ts";
import { getDataset } from "#src/domains/catalogue.ts";
import { systemClock } from "#src/platform/clock.ts";
import { inTransaction } from "#src/platform/postgres/pool.ts";
import { openLearnerCity } from "./measure/learner-city.ts";

const { values } = parseArgs({
  options: { learners: { type: "string", default: "100000" }, seconds: { type: "string", default: "3" } },
});
const seconds = Number(values.seconds);
const city = await openLearnerCity(Number(values.learners));
const store = {
  pool: city.pool,
  dir: join(city.dir, "audit"),
  key: useAuditKey(Buffer.alloc(32, 7)),
  clock: systemClock,
};
const record = recorderOf(
  {
    accountId: randomUUID(),
    role: "departmentSteward",
    unit: "city",
    purpose: "sector-database",
    from: "127.0.0.1",
    requestId: randomUUID(),
  },
  systemClock,
);
const recorded = scopedReader(
  city.appPool,
  { role: "departmentSteward", schools: [], learners: [], staff: [], guardians: [] },
  record,
);
/** The same reads with nothing to record. */
const plain: Reader = {
  ...recorded,
  read: (work, { timeoutMs } = {}) => recorded.read(work, timeoutMs === undefined ? {} : { timeoutMs }),
};
const resource = createResource(getDataset("learner"), [["school_id"]]);
const fields = [...resource.columns.values()];

/** How many a second, over so many workers; a worker's next begins when its last has ended. */
async function rate(workers: number, work: (turn: number) => Promise<unknown>): Promise<number> {
  let done = 0;
  const startedMs = performance.now();
  const untilMs = startedMs + seconds * 1_000;
  await Promise.all(
    Array.from({ length: workers }, async (_, worker) => {
      while (performance.now() < untilMs) {
        await work(worker * 7_919 + done);
        done += 1;
      }
    }),
  );
  return Math.round(done / ((performance.now() - startedMs) / 1_000));
}

interface Compared {
  readonly without: number;
  readonly withAudit: number;
  readonly share: number;
}

/** Three rounds in turns; the middle of each, so that a busy moment of the machine counts for neither. */
async function compare(
  name: string,
  workers: number,
  without: (turn: number) => Promise<unknown>,
  withAudit: (turn: number) => Promise<unknown>,
): Promise<Compared> {
  const rates: [number[], number[]] = [[], []];
  for (let round = 0; round < 3; round += 1) {
    rates[0].push(await rate(workers, without));
    rates[1].push(await rate(workers, withAudit));
  }
  const [a = 0, b = 0] = rates.map((list) => list.sort((x, y) => x - y)[1]);
  const result = { without: a, withAudit: b, share: Math.round((b / a) * 100) / 100 };
  console.error(`${name}: ${a}/s, recorded ${b}/s, share ${result.share}`);
  return result;
}

try {
  const { rows } = await city.pool.query<{ id: string }>("select learner_id as id from learner limit 5000");
  const one = (reader: Reader) => (turn: number) =>
    findRecord(reader, resource, [rows[turn % rows.length]?.id ?? ""], fields);
  const list = (reader: Reader) => () => {
    const parsed = readListRequest(resource, { schoolId: "311194800042" });
    if (parsed.kind !== "list") throw new Error("a list was asked for");
    return readPage(reader, resource, parsed.request);
  };
  await city.pool.query("create table bench_write (id uuid primary key, n integer)");
  await city.pool.query("grant insert on bench_write to hp_app");
  const write = (isRecorded: boolean) => (n: number) =>
    inTransaction(city.appPool, async (client) => {
      const id = randomUUID();
      await client.query("insert into bench_write values ($1, $2)", [id, n]);
      if (isRecorded) await record(client, { action: "bench.write", object: `bench/${id}` });
    });
  const measured = {
    lookup: await compare("lookup", 1, one(plain), one(recorded)),
    lookup8: await compare("lookup, 8 at once", 8, one(plain), one(recorded)),
    list8: await compare("list of a school, 8 at once", 8, list(plain), list(recorded)),
    write8: await compare("write, 8 at once", 8, write(false), write(true)),
  };
  const sealingMs = performance.now();
  const sealed = await sealAudit(store);
  const sealPerSecond = Math.round(sealed.events / ((performance.now() - sealingMs) / 1_000));
  const verifyingMs = performance.now();
  const verified = await verifyAudit(store);
  const verifyPerSecond = Math.round(verified.events / ((performance.now() - verifyingMs) / 1_000));
  const { rows: size } = await city.pool.query<{ bytes: number }>(
    "select pg_total_relation_size('access.audit_event')::float8 / greatest(count(*), 1) as bytes from access.audit_event",
  );
  console.log(
    JSON.stringify({
      learners: Number(values.learners),
      ...measured,
      events: verified.events,
      sealPerSecond,
      verifyPerSecond,
      verified: verified.ok,
      bytesPerEvent: Math.round(size[0]?.bytes ?? 0),
    }),
  );
} finally {
  await city.close();
}
