import { createHash } from "node:crypto";
import { getRuleOn } from "#src/domains/dictionary/legal-rule.ts";
import { reconciliationReporting } from "#src/domains/exchange/legal-rules.ts";
import { type Clock, localDay } from "#src/platform/clock.ts";
import type { RecordDeed } from "#src/platform/deed.ts";
import { HpError } from "#src/platform/errors.ts";
import { type Db, inTransaction, type Pool } from "#src/platform/postgres/pool.ts";
import type { Measures } from "./add-up.ts";
import { findFigures } from "./read-figures.ts";

/** A commune's month: sent, or to be sent by a day. */
export interface Consolidation {
  readonly communeCode: string;
  readonly month: string;
  /** The last day on which it is in time, yyyy-mm-dd. */
  readonly dueOn: string;
  readonly state: "sent" | "open" | "overdue";
  readonly revision: number | null;
  readonly sentAt: Date | null;
  readonly sentBy: string | null;
  readonly note: string | null;
  /** Figures as they were sent; null while nothing was. */
  readonly measures: Measures | null;
}

/** The last day in time: reports go out before a day of the month (rule `reconciliation-reporting`). */
function dueDayOf(month: string): string {
  const { beforeDay } = getRuleOn(reconciliationReporting, "reconciliation-reporting", `${month}-01`).params;
  return `${month}-${String(beforeDay - 1).padStart(2, "0")}`;
}

/** Each commune that the caller sees whole, with how its month stands. @param today yyyy-mm-dd */
export async function listConsolidations(
  db: Db,
  month: string,
  today: string,
): Promise<readonly Consolidation[]> {
  const dueOn = dueDayOf(month);
  const { rows } = await db.query<Omit<Consolidation, "month" | "dueOn" | "state">>(
    `select f.unit_id as "communeCode", c.revision, c.sent_at as "sentAt", c.sent_by as "sentBy", c.note, c.measures
     from insight.unit_figures f
     left join lateral (
       select * from insight.consolidation c where c.month = $1 and c.commune_code = f.unit_id order by revision desc limit 1
     ) c on true
     where f.unit_kind = 'commune' and f.unit_id <> '-' order by f.unit_id`,
    [month],
  );
  return rows.map((row) => ({
    ...row,
    month,
    dueOn,
    state: row.revision !== null ? "sent" : today > dueOn ? "overdue" : "open",
  }));
}

/**
 * Sends a commune's figures of this month as they stand now. Figures that are those already sent are not sent again.
 * @throws HpError `consolidation-not-this-month`, `record-not-found` for a commune without figures
 */
export async function sendConsolidation(
  pool: Pool,
  clock: Clock,
  wanted: { readonly communeCode: string; readonly month: string; readonly note?: string | undefined },
  by: { readonly name: string; readonly record: RecordDeed },
): Promise<{ readonly revision: number; readonly isNew: boolean }> {
  const { communeCode, month, note } = wanted;
  const now = clock.now();
  // What stood last month nobody can count any more.
  if (localDay(now).slice(0, 7) !== month)
    throw new HpError("consolidation-not-this-month", { month, now: localDay(now).slice(0, 7) });
  return inTransaction(pool, async (client) => {
    await client.query("select pg_advisory_xact_lock(hashtext('hoa-phuong.consolidation'), hashtext($1))", [
      communeCode,
    ]);
    const figures = await findFigures(client, { kind: "commune", id: communeCode });
    if (figures === undefined) throw new HpError("record-not-found", { id: communeCode, dataset: "metrics" });
    const { rows } = await client.query<{ revision: number; content_hash: string }>(
      `select revision, content_hash from insight.consolidation
       where month = $1 and commune_code = $2 order by revision desc limit 1`,
      [month, communeCode],
    );
    const hash = createHash("sha256").update(canonical(figures.measures)).digest("hex");
    const [last] = rows;
    if (last?.content_hash === hash) return { revision: last.revision, isNew: false };
    const revision = (last?.revision ?? 0) + 1;
    await client.query(
      `insert into insight.consolidation (month, commune_code, revision, due_on, measures, content_hash, run_seq, note, sent_by, sent_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        month,
        communeCode,
        revision,
        dueDayOf(month),
        JSON.stringify(figures.measures),
        hash,
        figures.runSeq,
        note?.trim() || null,
        by.name,
        now,
      ],
    );
    await by.record(client, {
      action: "consolidation.send",
      object: `consolidation/${month}/${communeCode}/${revision}`,
    });
    return { revision, isNew: true };
  });
}

/** The same text for the same numbers, in whatever order they came. */
const canonical = (measures: Measures): string =>
  JSON.stringify(Object.entries(measures).toSorted(([a], [b]) => (a < b ? -1 : 1)));
