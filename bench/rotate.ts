/**
 * A new key for every sealed value of a city: 1.03 M national ids are sealed and indexed, then written anew under a
 * second key by a process that is killed with SIGKILL in its middle and called again, while values are looked up by
 * number and by record all the time. Every answer is checked. The limit beside it is the same cryptography without a
 * database, on this machine.
 *
 *   npm run bench -- rotate [--values 1030393] [--seed 1]
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Rng } from "#city/world/random.ts";
import { countByKeyVersion } from "#src/access/encryption/rotate.ts";
import {
  findBySealed,
  findDamagedSealed,
  findSealed,
  writeSealed,
} from "#src/access/encryption/sealed-store.ts";
import { inTransaction, type Pool } from "#src/platform/postgres/pool.ts";
import { blindIndex } from "#src/platform/sealing/blind-index.ts";
import { openSealed, sealWith } from "#src/platform/sealing/cipher.ts";
import { addKeyVersion, type Keyring, openKeyring } from "#src/platform/sealing/keyring.ts";
import { openLearnerCity } from "./measure/learner-city.ts";

const { values } = parseArgs({
  options: { values: { type: "string", default: "1030393" }, seed: { type: "string", default: "1" } },
});
const count = Number(values.values);
const seed = Number(values.seed);
const rng = Rng.of(seed, "rotate");
const dataset = "learner";
const field = "nationalId";
const recordOf = (at: number): string => `record-${String(at).padStart(8, "0")}`;
const numberOf = (at: number): string => `0313${String(at).padStart(8, "0")}`;

async function seal(pool: Pool, keyring: Keyring): Promise<number> {
  const startedMs = performance.now();
  const size = 5_000;
  for (let from = 0; from < count; from += size) {
    const entries = Array.from({ length: Math.min(size, count - from) }, (_, at) => ({
      dataset,
      field,
      recordId: recordOf(from + at),
      text: numberOf(from + at),
      indexed: true,
    }));
    await inTransaction(pool, (client) => writeSealed(client, keyring, entries));
  }
  await pool.query("vacuum analyze access.sealed_field");
  return performance.now() - startedMs;
}

/** Opens, seals and indexes without a database: what no rotation can beat on one core. @returns values a second */
function bareLimit(keyring: Keyring): number {
  const key = keyring.current();
  const place = { dataset, field, recordId: recordOf(0) };
  const sealed = sealWith(key, place, numberOf(0));
  const startedMs = performance.now();
  const turns = 50_000;
  for (let turn = 0; turn < turns; turn += 1) {
    const text = openSealed(keyring, place, sealed);
    sealWith(key, place, text);
    blindIndex(key, dataset, field, text);
  }
  return (turns / (performance.now() - startedMs)) * 1000;
}

interface Looked {
  readonly ms: number[];
  wrong: number;
}

/** Looks up one person by number and one by record, and holds both answers against what was sealed. */
async function look(pool: Pool, keyring: Keyring, into: Looked): Promise<void> {
  const at = rng.int(count);
  const startedMs = performance.now();
  const found = await findBySealed(pool, keyring, dataset, field, numberOf(at));
  const text = await findSealed(pool, keyring, { dataset, field, recordId: recordOf(at) });
  into.ms.push((performance.now() - startedMs) / 2);
  if (found.length !== 1 || found[0] !== recordOf(at) || text !== numberOf(at)) into.wrong += 1;
}

const percentile = ({ ms }: Looked, share: number): number => {
  const sorted = ms.toSorted((a, b) => a - b);
  return Math.round((sorted[Math.floor((sorted.length - 1) * share)] ?? 0) * 100) / 100;
};
const told = (looked: Looked) => ({
  lookups: looked.ms.length * 2,
  p50: percentile(looked, 0.5),
  p99: percentile(looked, 0.99),
  wrong: looked.wrong,
});

function startRotation(url: string, keysDir: string): ChildProcess {
  return spawn(process.execPath, [join(import.meta.dirname, "measure/rotate-child.ts"), url, keysDir], {
    stdio: ["ignore", "pipe", "inherit"],
  });
}

const city = await openLearnerCity(1);
try {
  const keysDir = join(city.dir, "keys");
  const keyring = openKeyring(keysDir);
  keyring.current();
  const sealMs = await seal(city.pool, keyring);
  const limit = bareLimit(keyring);
  const quiet: Looked = { ms: [], wrong: 0 };
  for (let turn = 0; turn < 2_000; turn += 1) await look(city.pool, keyring, quiet);

  addKeyVersion(keysDir);
  keyring.refresh();
  const during: Looked = { ms: [], wrong: 0 };
  const killAt = Math.floor(count * (0.2 + 0.5 * rng.float()));
  const startedMs = performance.now();
  const first = startRotation(city.url, keysDir);
  let reached = 0;
  first.stdout?.setEncoding("utf8").on("data", (text: string) => {
    reached = Number(text.trim().split("\n").at(-1));
    if (reached >= killAt) first.kill("SIGKILL");
  });
  const firstEnded = once(first, "close");
  let running = true;
  void firstEnded.then(() => {
    running = false;
  });
  while (running) await look(city.pool, keyring, during);
  const afterKill = await countByKeyVersion(city.pool);
  const second = startRotation(city.url, keysDir);
  second.stdout?.resume();
  running = true;
  const secondEnded = once(second, "close") as Promise<[number | null]>;
  void secondEnded.then(() => {
    running = false;
  });
  while (running) await look(city.pool, keyring, during);
  const [code] = await secondEnded;
  const rotateMs = performance.now() - startedMs;
  const atEnd = await countByKeyVersion(city.pool);

  const damagedBefore = await findDamagedSealed(city.pool, keyring);
  await city.pool.query(
    "update access.sealed_field set sealed = set_byte(sealed, length(sealed) - 1, get_byte(sealed, length(sealed) - 1) # 1) where record_id = $1",
    [recordOf(rng.int(count))],
  );
  const damagedAfter = await findDamagedSealed(city.pool, keyring);
  const perSecond = (count / rotateMs) * 1000;
  console.log(
    JSON.stringify({
      values: count,
      seed,
      sealedPerSecond: Math.round((count / sealMs) * 1000),
      rotatedPerSecond: Math.round(perSecond),
      bareLimitPerSecond: Math.round(limit),
      shareOfLimit: Math.round((perSecond / limit) * 100) / 100,
      killedAfter: reached,
      afterKill,
      atEnd,
      exitCode: code,
      quiet: told(quiet),
      during: told(during),
      damaged: { untouched: damagedBefore.length, oneBitChanged: damagedAfter.length },
    }),
  );
} finally {
  await city.close();
}
