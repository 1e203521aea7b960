import type { AuditKey } from "./audit-key.ts";
import { RowsHash } from "./checkpoint.ts";
import type { StoredSegment } from "./checkpoint-store.ts";
import { column, contentOf, type StoredRow } from "./event.ts";
import { type Report, span } from "./finding.ts";
import { laneStart } from "./lane.ts";
import type { AuditSource } from "./source.ts";

export interface RowsVerified {
  readonly events: number;
  /** Rows that wait for a checkpoint, and the oldest of their times (ISO). */
  readonly unsealed: number;
  readonly oldestUnsealedAt: string | null;
}

/**
 * Holds every row against its MAC, its lane's numbering and the segment that sealed it.
 * @param snapshot of the last checkpoint: what was decided by then must be in one
 */
export async function verifyRows(
  key: AuditKey,
  source: AuditSource,
  snapshot: string | undefined,
  report: Report,
  onProgress: (events: number) => void = () => undefined,
): Promise<RowsVerified> {
  const isDecided = snapshot === undefined ? () => false : decidedBy(snapshot);
  const segments = new SegmentWalk(source.segments(), report);
  let lane: Lane | undefined;
  let events = 0;
  let unsealed = 0;
  let oldest: bigint | undefined;
  await segments.advance();
  for await (const row of source.rows()) {
    events += 1;
    if (events % 10_000 === 0) onProgress(events);
    if (lane === undefined || row[column.day] !== lane.day || row[column.lane] !== lane.lane) {
      lane = { day: row[column.day] ?? "", lane: row[column.lane] ?? "", seq: 0, link: laneStart.link };
      // What is left of the lane before, and lanes of which no row is left.
      while (segments.current !== undefined && isBefore(segments.current, lane)) await segments.finish();
    }
    const seq = Number(row[column.seq]);
    const place = `${lane.day}/${lane.lane}/${seq}`;
    const link = Buffer.from(row[column.link] ?? "", "hex");
    const follows = seq === lane.seq + 1;
    // The row after a gap has nothing to be linked to; its segment's hash still stands for it.
    if (!follows) report("rowsMissing", `${lane.day}/${lane.lane}/${span(lane.seq + 1, seq - 1)}`);
    else if (!key.link(lane.link, contentOf(row)).equals(link)) report("rowAltered", place);
    lane.seq = seq;
    lane.link = link;
    while (segments.current !== undefined && segments.isOf(lane) && segments.current.toSeq < seq)
      await segments.finish();
    if (segments.current !== undefined && segments.isOf(lane) && segments.current.fromSeq <= seq) {
      segments.add(row);
    } else if (isDecided(row[column.xid] ?? "0")) {
      report("rowUnsealed", place);
    } else {
      unsealed += 1;
      const at = BigInt(row[column.at] ?? "0");
      if (oldest === undefined || at < oldest) oldest = at;
    }
  }
  while (segments.current !== undefined) await segments.finish();
  onProgress(events);
  const oldestUnsealedAt = oldest === undefined ? null : new Date(Number(oldest / 1000n)).toISOString();
  return { events, unsealed, oldestUnsealedAt };
}

interface Lane {
  readonly day: string;
  readonly lane: string;
  seq: number;
  link: Buffer;
}

/** The segments beside the rows, in the same order. */
class SegmentWalk {
  current: StoredSegment | undefined;
  readonly #segments: AsyncIterator<StoredSegment>;
  readonly #report: Report;
  #hash = new RowsHash();
  #rows = 0;
  #lastSeq = 0;

  constructor(segments: AsyncIterable<StoredSegment>, report: Report) {
    this.#segments = segments[Symbol.asyncIterator]();
    this.#report = report;
  }

  isOf({ day, lane }: Lane): boolean {
    return this.current?.day === day && this.current.lane === lane;
  }

  add(row: StoredRow): void {
    this.#hash.add(row[column.link] ?? "", row[column.xid] ?? "0");
    this.#rows += 1;
    this.#lastSeq = Number(row[column.seq]);
  }

  async advance(): Promise<void> {
    const next = await this.#segments.next();
    this.current = next.done === true ? undefined : next.value;
    this.#hash = new RowsHash();
    this.#rows = 0;
    this.#lastSeq = (this.current?.fromSeq ?? 1) - 1;
  }

  /** Says what the segment lacks at its end, or whether its rows are others, and goes on to the next. */
  async finish(): Promise<void> {
    const segment = this.current;
    if (segment !== undefined) {
      const { day, lane, fromSeq, toSeq, rowsHash } = segment;
      const place = (from: number): string => `${day}/${lane}/${span(from, toSeq)}`;
      if (this.#lastSeq < toSeq) this.#report("rowsMissing", place(this.#lastSeq + 1));
      else if (this.#rows === toSeq - fromSeq + 1 && this.#hash.end() !== rowsHash)
        this.#report("rowsReplaced", place(fromSeq));
    }
    await this.advance();
  }
}

function isBefore(segment: StoredSegment, lane: Lane): boolean {
  return segment.day === lane.day ? BigInt(segment.lane) < BigInt(lane.lane) : segment.day < lane.day;
}

/** Whether a transaction had ended when the snapshot (`xmin:xmax:running,…`) was taken. */
function decidedBy(snapshot: string): (xid: string) => boolean {
  const [xmin = "0", xmax = "0", running = ""] = snapshot.split(":");
  const open = new Set(running.split(","));
  return (xid) => {
    const number = BigInt(xid);
    return number < BigInt(xmin) || (number < BigInt(xmax) && !open.has(xid));
  };
}
