import type { Client } from "#src/platform/postgres/pool.ts";
import { type Checkpoint, RowsHash, type Segment } from "./checkpoint.ts";
import { isoMicros, readThroughCursor } from "./checkpoint-store.ts";

/** What was committed and is in no checkpoint. */
export interface Fresh {
  /** In order of day, lane, number. */
  readonly segments: readonly Segment[];
  readonly oldestAt: ReadonlyMap<string, string>;
  /** Transactions decided by now (`pg_snapshot`). */
  readonly snapshot: string;
  /** Where a lane lacks rows that must have been there, in words. */
  readonly gaps: readonly string[];
}

interface FreshRow {
  readonly day: string;
  readonly lane: string;
  readonly seq: number;
  readonly link: string;
  readonly xid: string;
  readonly at: Date;
}

export async function readFresh(
  client: Client,
  base: Checkpoint | undefined,
  sweep: boolean,
): Promise<Fresh> {
  // The snapshot is told by a statement before the one that reads: what is committed in between is read now, skipped as
  // sealed by the next pass, and never missed.
  const { rows } = await client.query<{ snapshot: string; restored: boolean }>(
    `select pg_current_snapshot()::text as snapshot,
       pg_snapshot_xmax(pg_current_snapshot()) < pg_snapshot_xmax($1::pg_snapshot) as restored`,
    [base?.snapshot ?? null],
  );
  const state = rows[0];
  if (state === undefined) throw new Error("audit: no snapshot");
  // Numbers below those of the last checkpoint: a copy in another cluster, which counts from its own beginning.
  const how = base === undefined ? "all" : sweep || state.restored ? "days" : "transactions";
  const segments: Segment[] = [];
  const oldest = new Map<string, number>();
  let open: (Omit<Segment, "rowsHash"> & { readonly hash: RowsHash }) | undefined;
  const close = (): void => {
    if (open === undefined) return;
    const { hash, ...place } = open;
    segments.push({ ...place, rowsHash: hash.end() });
  };
  for await (const row of readThroughCursor<FreshRow>(client, freshSql(base, how))) {
    const goesOn = open?.day === row.day && open.lane === row.lane && open.toSeq === row.seq - 1;
    if (open === undefined || !goesOn) {
      close();
      open = { day: row.day, lane: row.lane, fromSeq: row.seq, toSeq: row.seq, hash: new RowsHash() };
    } else {
      open = { ...open, toSeq: row.seq };
    }
    open.hash.add(row.link, row.xid);
    oldest.set(row.day, Math.min(oldest.get(row.day) ?? Number.POSITIVE_INFINITY, row.at.getTime()));
  }
  close();
  return {
    segments,
    oldestAt: new Map([...oldest].map(([day, ms]) => [day, isoMicros(new Date(ms))])),
    snapshot: state.snapshot,
    gaps: await findGaps(client, segments),
  };
}

/**
 * Transactions that were not decided at the last checkpoint: those under way then and those that began since. Two days
 * of rows when numbers of transactions can't be trusted, all of them at the very first.
 */
function freshSql(base: Checkpoint | undefined, how: "all" | "days" | "transactions"): string {
  const snapshot = base?.snapshot ?? "";
  if (how === "transactions" && !/^\d+:\d+:[\d,]*$/.test(snapshot)) throw new Error("audit: no snapshot");
  const conditions = {
    all: "true",
    days: `e.day >= date '${base?.day.replaceAll(/[^\d-]/g, "")}' - 2`,
    transactions: `(e.xid >= pg_snapshot_xmax('${snapshot}') or e.xid = any (array(select pg_snapshot_xip('${snapshot}'))))`,
  } as const;
  return `select e.day::text, e.lane::text, e.seq, encode(e.link, 'hex') as link, e.xid::text, e.at from access.audit_event e
    where ${conditions[how]} and not exists (select from access.audit_segment s
      where s.day = e.day and s.lane = e.lane and e.seq between s.from_seq and s.to_seq)
    order by e.day, e.lane, e.seq`;
}

/** A lane's rows are numbered without a gap and committed in that order: what is new begins where the sealed ends. */
async function findGaps(client: Client, segments: readonly Segment[]): Promise<readonly string[]> {
  const { rows } = await client.query<{ day: string; lane: string; sealed: number }>(
    `select n.day::text, n.lane::text, max(s.to_seq) as sealed
     from (select distinct * from unnest($1::date[], $2::bigint[]) n (day, lane)) n
     join access.audit_segment s on s.day = n.day and s.lane = n.lane group by 1, 2`,
    [segments.map(({ day }) => day), segments.map(({ lane }) => lane)],
  );
  const last = new Map(rows.map(({ day, lane, sealed }) => [`${day}/${lane}`, sealed]));
  const gaps: string[] = [];
  for (const { day, lane, fromSeq, toSeq } of segments) {
    const place = `${day}/${lane}`;
    const expected = (last.get(place) ?? 0) + 1;
    if (fromSeq !== expected) gaps.push(`rows ${place}/${expected} to ${fromSeq - 1} are gone`);
    last.set(place, toSeq);
  }
  return gaps;
}
