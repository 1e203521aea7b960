import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Db } from "#src/platform/postgres/pool.ts";
import { readCheckpoints } from "./checkpoint-store.ts";
import { type StoredRow, storedColumns } from "./event.ts";
import { type ExportFormat, exportCheckpoint, exportEvent, formatRecord } from "./export.ts";
import type { AuditStore } from "./seal.ts";
import type { Sink } from "./sink.ts";

export interface ExportOptions {
  /** Each place has a position of its own; without it, the one the running program follows. */
  readonly to?: string;
  /** All that the tables hold, not only what is new. */
  readonly fromStart?: boolean;
}

/**
 * Sends what was sealed since the last time, checkpoint by checkpoint, and remembers how far it came. What was handed
 * over when the program died may be sent twice (its `id` tells); nothing is left out.
 * @returns how many events went
 */
export async function exportSealed(
  store: AuditStore,
  sink: Sink,
  format: ExportFormat,
  options: ExportOptions = {},
): Promise<number> {
  const name =
    options.to === undefined ? "" : `-${createHash("sha256").update(options.to).digest("hex").slice(0, 12)}`;
  const position = join(store.dir, `exported${name}.json`);
  let events = 0;
  const from = options.fromStart === true ? 0 : await readPosition(position);
  for await (const checkpoint of readCheckpoints(store.pool, from)) {
    const rows = await rowsOf(store.pool, checkpoint.no);
    const records = [...rows.map((row) => exportEvent(store.key, row)), exportCheckpoint(checkpoint)];
    await sink.send(records.map((record) => formatRecord(record, format)));
    await mkdir(store.dir, { recursive: true, mode: 0o700 });
    await writeFile(`${position}.new`, JSON.stringify({ checkpoint: checkpoint.no }), { mode: 0o600 });
    await rename(`${position}.new`, position);
    events += rows.length;
  }
  return events;
}

async function readPosition(path: string): Promise<number> {
  if (!existsSync(path)) return 0;
  return (JSON.parse(await readFile(path, "utf8")) as { checkpoint: number }).checkpoint;
}

async function rowsOf(db: Db, checkpointNo: number): Promise<readonly StoredRow[]> {
  const { rows } = await db.query({
    text: `select ${storedColumns} from access.audit_segment s join access.audit_event e
             on e.day = s.day and e.lane = s.lane and e.seq between s.from_seq and s.to_seq
           where s.checkpoint_no = $1 order by e.at, e.lane, e.seq`,
    values: [checkpointNo],
    rowMode: "array",
  });
  return rows as StoredRow[];
}
