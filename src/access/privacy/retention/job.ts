import { toSnakeCase } from "#src/domains/dictionary/text.ts";
import { localDay } from "#src/platform/clock.ts";
import { HpError } from "#src/platform/errors.ts";
import { type Client, type Db, inTransaction, type Pool } from "#src/platform/postgres/pool.ts";
import { type Act, audit } from "../act.ts";
import { dueSql } from "./due.ts";
import { erase } from "./erase.ts";
import { allKeepGroups, type KeepGroup } from "./keep-of.ts";
import { appendErasures, syncErasureFile } from "./ledger.ts";

/** What the rules ask for on a day, group by group; `due` is undefined where nothing ends by itself. */
export interface RetentionLine {
  readonly group: KeepGroup;
  readonly due?: number;
}

/** A dry run: counts, changes nothing. */
export async function planRetention(db: Db, day: string): Promise<readonly RetentionLine[]> {
  const lines: RetentionLine[] = [];
  for (const group of allKeepGroups(day)) {
    if (group.ends === undefined) {
      lines.push({ group });
      continue;
    }
    const { rows } = await db.query<{ due: number }>(dueSql(group, "count(*)::integer as due", "$1"), [day]);
    lines.push({ group, due: rows[0]?.due ?? 0 });
  }
  return lines;
}

export interface RetentionJob {
  /** Key "erasure" of the keys folder. */
  readonly key: Buffer;
  /** erasures.jsonl of the data folder. */
  readonly ledgerFile: string;
  readonly batch?: number;
  readonly onBatch?: (done: { readonly dataset: string; readonly rows: number }) => void;
}

/**
 * Erases what is over, in batches of their own transactions. The rows themselves say what is left: killed anywhere, the
 * same call goes on.
 * @returns rows erased, by dataset
 * @throws HpError `pipeline-busy` while a run publishes
 */
export async function runRetention(
  pool: Pool,
  job: RetentionJob,
  act: Act,
): Promise<Readonly<Record<string, number>>> {
  const day = localDay(act.at);
  await syncErasureFile(pool, job.ledgerFile);
  const erased: Record<string, number> = {};
  for (const group of allKeepGroups(day)) {
    if (group.ends === undefined) continue;
    for (;;) {
      const rows = await eraseBatch(pool, group, day, job, act);
      if (rows === 0) break;
      erased[group.dataset.id] = (erased[group.dataset.id] ?? 0) + rows;
      job.onBatch?.({ dataset: group.dataset.id, rows });
    }
  }
  return erased;
}

async function eraseBatch(
  pool: Pool,
  group: KeepGroup,
  day: string,
  job: RetentionJob,
  act: Act,
): Promise<number> {
  const { rows, erasures } = await inTransaction(pool, async (client) => {
    await assertNoRun(client);
    const key = group.dataset.key.map((name) => `t.${toSnakeCase(name)}::text`).join(", ");
    const due = await client.query<{ key: readonly string[] }>(
      `${dueSql(group, `array[${key}] as key`, "$1")} limit ${job.batch ?? 1000}`,
      [day],
    );
    const reason = `retention:${group.rule?.ruleId ?? "without-purpose"}`;
    const done = await erase(
      client,
      { ...group, keys: due.rows.map((row) => row.key), reason },
      act,
      job.key,
    );
    if (done.rows > 0)
      await audit(client, act, "retention.erase", group.dataset.id, {
        detail: { rows: done.rows, fields: group.fields, reason, erases: group.erases },
      });
    return done;
  });
  appendErasures(job.ledgerFile, erasures);
  return rows;
}

/**
 * A run that publishes would write back what is erased beside it. The lock is the pipeline's own, for this
 * transaction.
 * @throws HpError `pipeline-busy`
 */
export async function assertNoRun(client: Client): Promise<void> {
  const { rows } = await client.query<{ taken: boolean }>(
    "select pg_try_advisory_xact_lock(hashtext('hoa-phuong.pipeline')) as taken",
  );
  if (rows[0]?.taken !== true) throw new HpError("pipeline-busy");
}
