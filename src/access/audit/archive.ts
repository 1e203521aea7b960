import { rm } from "node:fs/promises";
import { join } from "node:path";
import { localDay } from "#src/platform/clock.ts";
import { HpError } from "#src/platform/errors.ts";
import { type Client, inTransaction } from "#src/platform/postgres/pool.ts";
import { type ArchiveManifest, openArchive, writeArchive } from "./archive-file.ts";
import { hashOfSegments, isCheckpointSigned } from "./checkpoint.ts";
import type { DayRange } from "./checkpoint-store.ts";
import type { Report } from "./finding.ts";
import { recordAudit } from "./record.ts";
import { type AuditStore, sealAudit } from "./seal.ts";
import { type AuditSource, tablesSource } from "./source.ts";
import { verifyRows } from "./verify-rows.ts";

/** Whole months that stay in the database beside the current one (handbook §10: logs are kept 12 months). */
const keptMonths = 12;

export interface ArchivableMonth {
  /** `2025-11`. */
  readonly month: string;
  readonly events: number;
  readonly checkpoints: number;
}

/** Months that are due, oldest first. */
export async function findArchivable(store: AuditStore): Promise<readonly ArchivableMonth[]> {
  const before = firstKeptMonth(localDay(store.clock.now()));
  const { rows } = await store.pool.query<{ month: string; events: string; checkpoints: string }>(
    `select to_char(day, 'YYYY-MM') as month, sum(events)::text as events, count(*)::text as checkpoints
     from access.audit_checkpoint where day < $1::date group by 1 order by 1`,
    [`${before}-01`],
  );
  return rows.map(({ month, events, checkpoints }) => ({
    month,
    events: Number(events),
    checkpoints: Number(checkpoints),
  }));
}

function firstKeptMonth(today: string): string {
  const [year = 0, month = 0] = today.split("-").map(Number);
  return new Date(Date.UTC(year, month - 1 - keptMonths, 1)).toISOString().slice(0, 7);
}

/**
 * Takes the months that are due out of the database into signed files: each is verified, written, read again, and only
 * then deleted, a day at a time. Killed anywhere, it goes on when it is called again.
 * @param by who had it done, for the audit itself
 * @throws HpError `audit-damaged` when a month is not what was sealed: evidence is not moved
 */
export async function archiveAudit(store: AuditStore, by: string): Promise<readonly ArchiveManifest[]> {
  const client = await store.pool.connect();
  try {
    const { rows } = await client.query<{ taken: boolean }>(
      "select pg_try_advisory_lock(hashtext('hoa-phuong.audit-archive')) as taken",
    );
    // Two at once would write the same files; who comes second leaves it to the first.
    const isTaken = rows[0]?.taken === true;
    const done = isTaken ? await archiveMonths(store, by) : [];
    if (isTaken) await client.query("select pg_advisory_unlock(hashtext('hoa-phuong.audit-archive'))");
    client.release();
    return done;
  } catch (error) {
    client.release(error as Error);
    throw error;
  }
}

async function archiveMonths(store: AuditStore, by: string): Promise<readonly ArchiveManifest[]> {
  // A fresh checkpoint stays behind, whatever goes: the chain continues from it.
  await sealAudit(store, true);
  const done: ArchiveManifest[] = [];
  for (const { month } of await findArchivable(store)) {
    const manifest =
      (await openArchive(store.dir, store.key, month))?.manifest ?? (await makeArchive(store, month));
    await deleteMonth(store, manifest, by);
    // Its checkpoints stand in the archive. The file may hold the first of the month after: it goes with that one.
    await rm(join(store.dir, `checkpoints-${monthBefore(month)}.jsonl`), { force: true });
    done.push(manifest);
  }
  return done;
}

async function makeArchive(store: AuditStore, month: string): Promise<ArchiveManifest> {
  const client = await store.pool.connect();
  try {
    await client.query("begin isolation level repeatable read read only");
    const days = daysOf(month);
    const source = tablesSource(client, { rows: days, checkpoints: days });
    const events = await assertSound(store, month, source);
    const manifest = await writeArchive(store.dir, store.key, month, source, store.clock.now());
    await client.query("commit");
    client.release();
    const written = await openArchive(store.dir, store.key, month);
    if (written === undefined || manifest.events !== events) throw damaged(month, 1);
    await assertSound(store, month, written.source);
    return manifest;
  } catch (error) {
    client.release(error as Error);
    throw error;
  }
}

/** @returns how many rows there are */
async function assertSound(store: AuditStore, month: string, source: AuditSource): Promise<number> {
  let findings = 0;
  const report: Report = () => {
    findings += 1;
  };
  for await (const { checkpoint, segments } of source.checkpoints()) {
    if (!isCheckpointSigned(store.key, checkpoint)) findings += 1;
    if (hashOfSegments(segments) !== checkpoint.segments) findings += 1;
  }
  const { events, unsealed } = await verifyRows(store.key, source, undefined, report);
  if (findings + unsealed > 0) throw damaged(month, findings + unsealed);
  return events;
}

const damaged = (month: string, count: number): HpError => new HpError("audit-damaged", { month, count });

/** Rows, segments and checkpoints of each day in a transaction of its own; nothing that the archive does not have. */
async function deleteMonth(store: AuditStore, manifest: ArchiveManifest, by: string): Promise<void> {
  const { month, events, lastCheckpoint } = manifest;
  const { from, to } = daysOf(month);
  const { rows } = await store.pool.query<{ day: string; last: string }>(
    `select day, max(checkpoint_no)::text as last from access.audit_checkpoint
     where day between $1 and $2 group by 1 order by 1`,
    [from, to],
  );
  for (const { day, last } of rows) {
    if (Number(last) > lastCheckpoint) throw damaged(month, 1);
    await inTransaction(store.pool, (client) => deleteDay(client, day));
  }
  await inTransaction(store.pool, (client) =>
    recordAudit(client, {
      at: store.clock.now(),
      accountId: null,
      role: null,
      unit: null,
      action: "audit.archive",
      object: `audit/${month}`,
      purpose: null,
      from: null,
      requestId: null,
      result: "ok",
      detail: { events, by },
    }),
  );
}

async function deleteDay(client: Client, day: string): Promise<void> {
  for (const table of ["audit_event", "audit_segment", "audit_checkpoint"])
    await client.query(`delete from access.${table} where day = $1`, [day]);
}

function daysOf(month: string): DayRange {
  const [year = 0, number = 0] = month.split("-").map(Number);
  const last = new Date(Date.UTC(year, number, 0)).getUTCDate();
  return { from: `${month}-01`, to: `${month}-${last}` };
}

function monthBefore(month: string): string {
  const [year = 0, number = 0] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number - 2, 1)).toISOString().slice(0, 7);
}
