import { type Clock, localDay } from "#src/platform/clock.ts";
import type { Client, Pool } from "#src/platform/postgres/pool.ts";
import type { AuditKey } from "./audit-key.ts";
import {
  type Checkpoint,
  hashOfCheckpoint,
  hashOfSegments,
  isCheckpointSigned,
  nextDayHead,
  noHash,
  type Segment,
  signCheckpoint,
} from "./checkpoint.ts";
import { appendCheckpoints, findLastInFiles } from "./checkpoint-file.ts";
import { findLastCheckpoint, insertCheckpoint, isoMicros, readCheckpoints } from "./checkpoint-store.ts";
import { forgetWitness, type Witness, witnessesOf } from "./lane.ts";
import { type Fresh, readFresh } from "./unsealed.ts";

/** The audit's two places: tables, and the folder beside the database that no database role reaches. */
export interface AuditStore {
  /** Connections of the owner. */
  readonly pool: Pool;
  /** `folders.audit`. */
  readonly dir: string;
  readonly key: AuditKey;
  readonly clock: Clock;
}

export interface Sealed {
  /** False when another process was at it. */
  readonly done: boolean;
  readonly events: number;
  readonly checkpoints: readonly Checkpoint[];
  /** What showed at once to be wrong, in words; `hp audit verify` says more. */
  readonly damage: readonly string[];
}

const lock = "hashtext('hoa-phuong.audit')";

/** Even when nothing happens a checkpoint says once an hour that somebody was watching. */
const heartbeatMs = 3_600_000;

/**
 * Seals what was committed since the last checkpoint: one new checkpoint for each day that has new rows, in the database
 * and then in the folder. Long transactions hold nobody up: each pass takes what is committed by then.
 * @param sweep also looks for unsealed rows of the last days in another way than by transaction number, which starts
 *   anew in a restored database
 */
export async function sealAudit(store: AuditStore, sweep = false): Promise<Sealed> {
  const client = await store.pool.connect();
  let broken: Error | undefined;
  try {
    const { rows } = await client.query<{ taken: boolean }>(`select pg_try_advisory_lock(${lock}) as taken`);
    if (rows[0]?.taken !== true) return { done: false, events: 0, checkpoints: [], damage: [] };
    return await sealUnderLock(store, client, sweep);
  } catch (error) {
    broken = error as Error;
    throw error;
  } finally {
    // A connection that failed in the middle is thrown away, and lock and transaction with it.
    if (broken === undefined) await client.query(`select pg_advisory_unlock(${lock})`);
    client.release(broken);
  }
}

async function sealUnderLock(store: AuditStore, client: Client, sweep: boolean): Promise<Sealed> {
  const inFiles = await findLastInFiles(store.dir);
  const known = witnessesOf(client.database ?? "");
  await client.query("begin");
  const inTables = await findLastCheckpoint(client);
  const parted = damageOf(store, inFiles, inTables);
  // What was taken out of the tables stays taken out, for all to see: the chain goes on from what the folder has.
  const base = parted === undefined ? inTables : inFiles;
  const lastNo = Math.max(inFiles?.no ?? 0, inTables?.no ?? 0);
  const fresh = await readFresh(client, base, sweep);
  const lost = await findLost(client, known);
  const checkpoints = await makeCheckpoints(store, client, { base, lastNo }, fresh, lost);
  for (const { checkpoint, segments } of checkpoints) await insertCheckpoint(client, checkpoint, segments);
  await client.query("commit");
  for (const witness of known) forgetWitness(witness);
  const made = checkpoints.map(({ checkpoint }) => checkpoint);
  if (parted === undefined) await copyToFiles(store, client, inFiles?.no ?? 0);
  else await appendCheckpoints(store.dir, made);
  return {
    done: true,
    events: made.reduce((sum, { events }) => sum + events, 0),
    checkpoints: made,
    damage: [
      ...(parted === undefined ? [] : [parted]),
      ...lost.map(({ day, lane, seq }) => `committed row ${day}/${lane}/${seq} is gone`),
      ...fresh.gaps,
    ],
  };
}

/** The folder is written after the tables, so it may be behind them, never ahead and never different. */
function damageOf(
  store: AuditStore,
  inFiles: Checkpoint | undefined,
  inTables: Checkpoint | undefined,
): string | undefined {
  if (inTables !== undefined && !isCheckpointSigned(store.key, inTables))
    return `checkpoint ${inTables.no} of the tables is not signed by this system`;
  if (inFiles === undefined) return undefined;
  if (inTables === undefined || inTables.no < inFiles.no)
    return `checkpoint ${inFiles.no} is in the folder and not in the tables`;
  if (inTables.no === inFiles.no && hashOfCheckpoint(inTables) !== hashOfCheckpoint(inFiles))
    return `checkpoint ${inFiles.no} is another one in the tables than in the folder`;
  return undefined;
}

/** Rows this process knows to be committed and that are not there. */
async function findLost(client: Client, known: readonly Witness[]): Promise<readonly Witness[]> {
  if (known.length === 0) return [];
  const { rows } = await client.query<{ lane: string }>(
    `select e.lane::text from access.audit_event e
     join unnest($1::date[], $2::bigint[], $3::integer[], $4::text[]) w (day, lane, seq, link)
       on e.day = w.day and e.lane = w.lane and e.seq = w.seq and e.link = decode(w.link, 'hex')`,
    [
      known.map(({ day }) => day),
      known.map(({ lane }) => lane),
      known.map(({ seq }) => seq),
      known.map(({ link }) => link),
    ],
  );
  const found = new Set(rows.map(({ lane }) => lane));
  return known.filter(({ lane }) => !found.has(lane));
}

async function makeCheckpoints(
  store: AuditStore,
  client: Client,
  { base, lastNo }: { readonly base: Checkpoint | undefined; readonly lastNo: number },
  fresh: Fresh,
  lost: readonly Witness[],
): Promise<readonly { readonly checkpoint: Checkpoint; readonly segments: readonly Segment[] }[]> {
  const now = store.clock.now();
  const byDay = Map.groupBy(fresh.segments, ({ day }) => day);
  const isQuiet = base !== undefined && now.getTime() - Date.parse(base.madeAt) < heartbeatMs;
  if (byDay.size === 0 && (lost.length > 0 || !isQuiet)) byDay.set(localDay(now), []);
  const made: { checkpoint: Checkpoint; segments: readonly Segment[] }[] = [];
  for (const [day, segments] of [...byDay].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const before = made.at(-1)?.checkpoint ?? base;
    const ofDay = base?.day === day ? base : await findLastCheckpoint(client, day);
    const events = segments.reduce((sum, { fromSeq, toSeq }) => sum + toSeq - fromSeq + 1, 0);
    const hash = hashOfSegments(segments);
    const checkpoint = signCheckpoint(store.key, {
      no: (made.at(-1)?.checkpoint.no ?? lastNo) + 1,
      madeAt: isoMicros(now),
      day,
      events,
      dayEvents: (ofDay?.dayEvents ?? 0) + events,
      totalEvents: (before?.totalEvents ?? 0) + events,
      oldestAt: fresh.oldestAt.get(day) ?? null,
      segments: hash,
      dayHead: nextDayHead(ofDay?.dayHead ?? noHash, hash),
      snapshot: fresh.snapshot,
      lost: JSON.stringify(
        made.length > 0 ? [] : lost.map(({ day: of, lane, seq, link }) => [of, lane, seq, link]),
      ),
      previous: before === undefined ? noHash : hashOfCheckpoint(before),
    });
    made.push({ checkpoint, segments });
  }
  return made;
}

/** Brings the folder up to the tables: a crash in between, or a folder on another machine, may have left it behind. */
async function copyToFiles(store: AuditStore, client: Client, after: number): Promise<void> {
  let some: Checkpoint[] = [];
  for await (const checkpoint of readCheckpoints(client, after)) {
    some.push(checkpoint);
    if (some.length < 1_000) continue;
    await appendCheckpoints(store.dir, some);
    some = [];
  }
  if (some.length > 0) await appendCheckpoints(store.dir, some);
}
