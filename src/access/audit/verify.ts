import type { Client } from "#src/platform/postgres/pool.ts";
import { type Archive, listArchives, openArchive } from "./archive-file.ts";
import { findLastInFiles } from "./checkpoint-file.ts";
import type { DayRange } from "./checkpoint-store.ts";
import type { Finding, FindingKind, Report } from "./finding.ts";
import type { AuditStore } from "./seal.ts";
import { tablesSource } from "./source.ts";
import { type CheckpointsVerified, type Standstill, verifyCheckpoints } from "./verify-checkpoints.ts";
import { type RowsVerified, verifyRows } from "./verify-rows.ts";

export interface Verification {
  readonly ok: boolean;
  readonly findings: readonly Finding[];
  /** Findings beyond those listed. */
  readonly more: number;
  readonly events: number;
  readonly checkpoints: number;
  readonly archives: readonly string[];
  readonly lastCheckpoint: { readonly no: number; readonly madeAt: string } | null;
  /** Rows since: their order and content are proven, but the newest of them could have been cut off unseen. */
  readonly unsealed: number;
  readonly oldestUnsealedAt: string | null;
  readonly longestWaitMs: number;
  readonly longestWaitNo: number | null;
  readonly standstills: readonly Standstill[];
  readonly publicKey: string;
}

export interface VerifyOptions {
  /** Rows of these days only; checkpoints are always checked from first to last. */
  readonly days?: DayRange;
  /** Reads archived rows too; else an archive's signature and hashes stand for them. */
  readonly deep?: boolean;
  readonly onProgress?: (events: number) => void;
}

/** A damaged table may have a finding for each of its rows; the count is always whole. */
const listed = 1_000;

/** Holds the whole audit against its MACs, its checkpoints and the folder. Reads only. */
export async function verifyAudit(store: AuditStore, options: VerifyOptions = {}): Promise<Verification> {
  const findings: Finding[] = [];
  let more = 0;
  const report: Report = (kind: FindingKind, place: string): void => {
    if (findings.length < listed) findings.push({ kind, place });
    else more += 1;
  };
  const archives: Archive[] = [];
  for (const month of await listArchives(store.dir)) {
    const archive = await openArchive(store.dir, store.key, month);
    if (archive === undefined) report("archiveAltered", month);
    else archives.push(archive);
  }
  // Taken before the picture of the tables: what the files get meanwhile is then no deletion from the tables.
  const upTo = (await findLastInFiles(store.dir))?.no ?? 0;
  const client = await store.pool.connect();
  try {
    await client.query("begin isolation level repeatable read read only");
    const tables = tablesSource(client, { rows: options.days });
    const sources = [...archives.map(({ source }) => source), tables];
    const chain = await verifyCheckpoints(store.key, sources, { dir: store.dir, upTo }, report);
    const rows = await verifyRows(store.key, tables, chain.last?.snapshot, report, options.onProgress);
    let { events } = rows;
    for (const { source, manifest } of archives) {
      const read = options.deep === true ? await verifyRows(store.key, source, undefined, report) : manifest;
      events += read.events;
    }
    await reportLost(client, chain, report);
    await client.query("commit");
    client.release();
    const months = archives.map(({ manifest }) => manifest.month);
    return {
      ...summary(store, chain, rows),
      ok: findings.length === 0,
      findings,
      more,
      events,
      archives: months,
    };
  } catch (error) {
    client.release(error as Error);
    throw error;
  }
}

function summary(store: AuditStore, chain: CheckpointsVerified, rows: RowsVerified) {
  const { checkpoints, last, longestWaitMs, longestWaitNo, standstills } = chain;
  return {
    checkpoints,
    lastCheckpoint: last === undefined ? null : { no: last.no, madeAt: last.madeAt },
    unsealed: rows.unsealed,
    oldestUnsealedAt: rows.oldestUnsealedAt,
    longestWaitMs,
    longestWaitNo: longestWaitNo ?? null,
    standstills,
    publicKey: store.key.publicKey,
  };
}

/** What a process missed when it looked; rows that stand in an archive by now were not lost. */
async function reportLost(client: Client, { lost }: CheckpointsVerified, report: Report): Promise<void> {
  for (const [day, lane, seq, link] of lost) {
    const { rowCount } = await client.query(
      "select from access.audit_event where day = $1 and lane = $2 and seq = $3 and link = decode($4, 'hex')",
      [day, lane, seq, link],
    );
    if (rowCount === 0) report("rowLost", `${day}/${lane}/${seq}`);
  }
}
