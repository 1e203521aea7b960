import type { Client } from "#src/platform/postgres/pool.ts";
import type { Checkpoint, Segment } from "./checkpoint.ts";
import {
  type DayRange,
  readCheckpoints,
  readSegments,
  readThroughCursor,
  type StoredSegment,
  whereDays,
} from "./checkpoint-store.ts";
import { type StoredRow, storedColumns } from "./event.ts";

/** A part of the audit that can be held against itself: the tables, or a month's archive. */
export interface AuditSource {
  /** In order of number, each with its segments. */
  checkpoints(): AsyncIterable<SealedStretch>;
  /** In order of day, lane, number. */
  rows(): AsyncIterable<StoredRow>;
  /** In the order of the rows they hold. */
  segments(): AsyncIterable<StoredSegment>;
}

export interface SealedStretch {
  readonly checkpoint: Checkpoint;
  readonly segments: readonly Segment[];
}

/**
 * The tables.
 * @param client in a transaction whose snapshot does not move (`repeatable read`)
 * @param within the days to read, of rows and of checkpoints; all of them without
 */
export function tablesSource(
  client: Client,
  within: { readonly rows?: DayRange | undefined; readonly checkpoints?: DayRange } = {},
): AuditSource {
  return {
    checkpoints: () => stretches(client, within.checkpoints),
    rows: () =>
      readThroughCursor<StoredRow>(
        client,
        `select ${storedColumns} from access.audit_event e ${whereDays(within.rows)} order by e.day, e.lane, e.seq`,
        { asArrays: true },
      ),
    segments: () => readSegments(client, "rows", within.rows),
  };
}

/** Checkpoints and segments side by side, both in order of number. A segment of no checkpoint is left out: rows tell. */
async function* stretches(client: Client, days?: DayRange): AsyncGenerator<SealedStretch> {
  const segments = readSegments(client, "checkpoints", days);
  let next = await segments.next();
  for await (const checkpoint of readCheckpoints(client, 0, days)) {
    while (next.done !== true && next.value.checkpointNo < checkpoint.no) next = await segments.next();
    const own: Segment[] = [];
    while (next.done !== true && next.value.checkpointNo === checkpoint.no) {
      own.push(next.value);
      next = await segments.next();
    }
    yield { checkpoint, segments: own };
  }
}
