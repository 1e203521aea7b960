import type { Client, Db } from "#src/platform/postgres/pool.ts";
import type { Checkpoint, Segment } from "./checkpoint.ts";

/** A time as checkpoints write it: to the microsecond, so that no edit of a stored time is too small to show. */
export const isoMicros = (date: Date): string => date.toISOString().replace("Z", "000Z");

const micros = (name: string): string =>
  `to_char(${name} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as ${name}`;

interface CheckpointRow {
  readonly no: string;
  readonly made_at: string;
  readonly day: string;
  readonly events: string;
  readonly day_events: string;
  readonly total_events: string;
  readonly oldest_at: string | null;
  readonly segments: string;
  readonly day_head: string;
  readonly snapshot: string;
  readonly lost: string;
  readonly key_id: string;
  readonly previous: string;
  readonly signature: string;
}

const checkpointColumns = `checkpoint_no::text as no, ${micros("made_at")}, day::text, events::text, day_events::text,
  total_events::text, ${micros("oldest_at")}, encode(segments, 'hex') as segments, encode(day_head, 'hex') as day_head,
  snapshot, lost, key_id, encode(previous, 'hex') as previous, encode(signature, 'hex') as signature`;

const checkpointOf = (row: CheckpointRow): Checkpoint => ({
  no: Number(row.no),
  madeAt: row.made_at,
  day: row.day,
  events: Number(row.events),
  dayEvents: Number(row.day_events),
  totalEvents: Number(row.total_events),
  oldestAt: row.oldest_at,
  segments: row.segments,
  dayHead: row.day_head,
  snapshot: row.snapshot,
  lost: row.lost,
  keyId: row.key_id,
  previous: row.previous,
  signature: row.signature,
});

/** The newest checkpoint, of one day when it is named. */
export async function findLastCheckpoint(db: Db, day?: string): Promise<Checkpoint | undefined> {
  const { rows } = await db.query<CheckpointRow>(
    `select ${checkpointColumns} from access.audit_checkpoint where $1::date is null or day = $1
     order by checkpoint_no desc limit 1`,
    [day ?? null],
  );
  return rows[0] === undefined ? undefined : checkpointOf(rows[0]);
}

/** Checkpoints in order of number, from a number on, all of them or those of some days. */
export async function* readCheckpoints(db: Db, after = 0, days?: DayRange): AsyncGenerator<Checkpoint> {
  const size = 5_000;
  for (let last = after; ; ) {
    const { rows } = await db.query<CheckpointRow>(
      `select ${checkpointColumns} from access.audit_checkpoint
       where checkpoint_no > $1 and ($2::date is null or day between $2 and $3)
       order by checkpoint_no limit ${size}`,
      [last, days?.from ?? null, days?.to ?? null],
    );
    yield* rows.map(checkpointOf);
    if (rows.length < size) return;
    last = Number(rows.at(-1)?.no);
  }
}

export async function insertCheckpoint(
  client: Client,
  checkpoint: Checkpoint,
  segments: readonly Segment[],
): Promise<void> {
  const bytes = (hex: string): Buffer => Buffer.from(hex, "hex");
  await client.query(
    "insert into access.audit_checkpoint values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
    [
      checkpoint.no,
      checkpoint.madeAt,
      checkpoint.day,
      checkpoint.events,
      checkpoint.dayEvents,
      checkpoint.totalEvents,
      checkpoint.oldestAt,
      bytes(checkpoint.segments),
      bytes(checkpoint.dayHead),
      checkpoint.snapshot,
      checkpoint.lost,
      checkpoint.keyId,
      bytes(checkpoint.previous),
      bytes(checkpoint.signature),
    ],
  );
  await client.query(
    `insert into access.audit_segment (day, lane, from_seq, to_seq, checkpoint_no, rows_hash)
     select day, lane, from_seq, to_seq, $6, decode(rows_hash, 'hex')
     from unnest($1::date[], $2::bigint[], $3::integer[], $4::integer[], $5::text[]) s (day, lane, from_seq, to_seq, rows_hash)`,
    [
      segments.map((segment) => segment.day),
      segments.map((segment) => segment.lane),
      segments.map((segment) => segment.fromSeq),
      segments.map((segment) => segment.toSeq),
      segments.map((segment) => segment.rowsHash),
      checkpoint.no,
    ],
  );
}

/** A segment and the checkpoint that holds it. */
export interface StoredSegment extends Segment {
  readonly checkpointNo: number;
}

const segmentColumns =
  "day::text, lane::text, from_seq, to_seq, encode(rows_hash, 'hex') as rows_hash, checkpoint_no::text";

/** `rows`: in the order of the rows they hold; `checkpoints`: in that of their checkpoints. */
export type SegmentOrder = "rows" | "checkpoints";

// With the alias: a bare `lane` would be the output column, which is text.
const orders: Readonly<Record<SegmentOrder, string>> = {
  rows: "s.day, s.lane, s.from_seq",
  checkpoints: "s.checkpoint_no, s.day, s.lane, s.from_seq",
};

/** All segments or those of some days, through a cursor of the client's transaction. */
export async function* readSegments(
  client: Client,
  order: SegmentOrder,
  days?: DayRange,
): AsyncGenerator<StoredSegment> {
  for await (const row of readThroughCursor<{
    day: string;
    lane: string;
    from_seq: number;
    to_seq: number;
    rows_hash: string;
    checkpoint_no: string;
  }>(
    client,
    `select ${segmentColumns} from access.audit_segment s ${whereDays(days)} order by ${orders[order]}`,
  )) {
    yield {
      day: row.day,
      lane: row.lane,
      fromSeq: row.from_seq,
      toSeq: row.to_seq,
      rowsHash: row.rows_hash,
      checkpointNo: Number(row.checkpoint_no),
    };
  }
}

/** First and last day, both included, `yyyy-mm-dd`. */
export interface DayRange {
  readonly from: string;
  readonly to: string;
}

export function whereDays(days: DayRange | undefined): string {
  if (days === undefined) return "";
  for (const day of [days.from, days.to])
    if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) throw new Error(`not a day: ${day}`);
  return `where day between '${days.from}' and '${days.to}'`;
}

let cursors = 0;

/** Rows of a query of ours as they are read, some thousand at a time; the client is in a transaction. */
export async function* readThroughCursor<T>(
  client: Client,
  sql: string,
  options: { readonly size?: number; readonly asArrays?: boolean } = {},
): AsyncGenerator<T> {
  cursors += 1;
  const name = `audit_${cursors}`;
  await client.query(`declare ${name} no scroll cursor for ${sql}`);
  const text = `fetch ${options.size ?? 2_000} from ${name}`;
  // The next rows are on their way while these are worked on.
  const fetch = async (): Promise<readonly unknown[]> => {
    const result =
      options.asArrays === true ? await client.query({ text, rowMode: "array" }) : await client.query(text);
    return result.rows;
  };
  let next = fetch();
  next.catch(() => undefined);
  for (;;) {
    const rows = await next;
    if (rows.length === 0) break;
    next = fetch();
    next.catch(() => undefined);
    yield* rows as T[];
  }
  await client.query(`close ${name}`);
}
