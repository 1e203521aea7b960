import { createHash } from "node:crypto";
import { getRuleOn } from "#src/domains/dictionary/legal-rule.ts";
import { reconciliationReporting } from "#src/domains/exchange/legal-rules.ts";
import { localDay } from "#src/platform/clock.ts";
import { HpError } from "#src/platform/errors.ts";
import { type Client, type Db, inTransaction, type Pool } from "#src/platform/postgres/pool.ts";
import type { Actor } from "./exceptions.ts";

/** Figures of one unit in a month. Statuses without people are left out. */
export interface ReportLine {
  readonly unitKind: "school" | "commune" | "city";
  /** School code, commune code or `*`; `-` for people of no known school. */
  readonly unitId: string;
  readonly unitName: string;
  /** The school's commune. */
  readonly communeCode: string | null;
  readonly records: number;
  readonly byStatus: Readonly<Record<string, number>>;
  readonly everVerified: number;
  /** Verified now. */
  readonly currentlyConsistent: number;
  readonly casesOpened: number;
  readonly casesClosed: number;
  readonly casesOpen: number;
  readonly casesOverdue: number;
  readonly exceptions: number;
  /** Day the first of them ends; null without any. */
  readonly nextExpiry: string | null;
}

export interface MonthlyReport {
  readonly month: string;
  readonly revision: number;
  /** Last day to send it: the day before the one the rule names. */
  readonly dueOn: string;
  readonly madeAt: string;
  readonly madeBy: string;
  readonly runSeq: number;
  /** SHA-256 of the lines as JSON. */
  readonly contentHash: string;
  readonly lines: readonly ReportLine[];
}

/** @throws HpError `argument-invalid` when it is no month like 2026-11 */
function assertMonth(month: string): void {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month))
    throw new HpError("argument-invalid", { name: "month", reason: "2026-11" });
}

/**
 * Makes the month's report from how things stand now, and keeps it: the same month made again is another revision,
 * the earlier one stays as it was sent.
 */
export async function makeReport(pool: Pool, month: string, actor: Actor): Promise<MonthlyReport> {
  assertMonth(month);
  const { beforeDay } = getRuleOn(reconciliationReporting, "reconciliation-reporting", `${month}-01`).params;
  const dueOn = `${month}-${String(beforeDay - 1).padStart(2, "0")}`;
  return inTransaction(
    pool,
    async (client) => {
      const lines = await readLines(client, month, localDay(actor.at));
      const contentHash = createHash("sha256").update(JSON.stringify(lines)).digest("hex");
      const { rows } = await client.query<{ revision: number; run_seq: number }>(
        `insert into reconciliation_report (month, revision, due_on, figures, content_hash, run_seq, made_by, made_at)
         select $1, 1 + coalesce((select max(revision) from reconciliation_report where month = $1), 0), $2, $3, $4,
           coalesce((select max(run_seq) from run), 0), $5, $6
         returning revision, run_seq`,
        [month, dueOn, JSON.stringify({ text: JSON.stringify(lines) }), contentHash, actor.by, actor.at],
      );
      const [row] = rows;
      if (row === undefined) throw new Error("the report was not written");
      await actor.record?.(client, {
        action: "reconciliation.makeReport",
        object: `reconciliationReport/${month}/${row.revision}`,
      });
      return {
        month,
        revision: row.revision,
        dueOn,
        madeAt: actor.at.toISOString(),
        madeBy: actor.by,
        runSeq: row.run_seq,
        contentHash,
        lines,
      };
    },
    "begin isolation level repeatable read",
  );
}

/**
 * A report as it was made; the newest revision unless one is named.
 * @throws HpError `argument-invalid`, `reconciliation-report-not-made`
 */
export async function getReport(db: Db, month: string, revision?: number): Promise<MonthlyReport> {
  assertMonth(month);
  const { rows } = await db.query<{
    revision: number;
    due_on: string;
    text: string;
    content_hash: string;
    run_seq: number;
    made_by: string;
    made_at: Date;
  }>(
    `select revision, due_on, figures ->> 'text' as text, content_hash, run_seq, made_by, made_at from reconciliation_report
     where month = $1 and revision = coalesce($2, revision) order by revision desc limit 1`,
    [month, revision ?? null],
  );
  const [row] = rows;
  if (row === undefined) throw new HpError("reconciliation-report-not-made", { month });
  return {
    month,
    revision: row.revision,
    dueOn: row.due_on,
    madeAt: row.made_at.toISOString(),
    madeBy: row.made_by,
    runSeq: row.run_seq,
    contentHash: row.content_hash,
    // Kept as the text that was hashed: jsonb would order its keys anew.
    lines: JSON.parse(row.text) as readonly ReportLine[],
  };
}

interface SchoolCounts {
  readonly unit: string;
  readonly opened: string;
  readonly closed: string;
  readonly open: string;
  readonly overdue: string;
}

async function readLines(client: Client, month: string, today: string): Promise<readonly ReportLine[]> {
  const from = `timestamp '${month}-01' at time zone 'Asia/Ho_Chi_Minh'`;
  const to = `(timestamp '${month}-01' + interval '1 month') at time zone 'Asia/Ho_Chi_Minh'`;
  const inMonth = (column: string) => `${column} >= ${from} and ${column} < ${to}`;
  const standing = await client.query<{ unit: string; status: string; n: string; ever: string }>(
    `select coalesce(school_id, '-') as unit, status, count(*) as n, count(ever_verified_at) as ever from verification group by 1, 2 order by 1, 2`,
  );
  const cases = await client.query<SchoolCounts>(
    `select coalesce(school_id, '-') as unit, count(*) filter (where ${inMonth("opened_at")}) as opened,
       count(*) filter (where ${inMonth("closed_at")}) as closed, count(*) filter (where closed_run is null) as open,
       count(*) filter (where closed_run is null and due_on < date '${today}') as overdue
     from reconciliation_case group by 1`,
  );
  const exceptions = await client.query<{ unit: string; n: string; next: string }>(
    `select coalesce(school_id, '-') as unit, count(*) as n, min(expires_on) as next from approved_exception
     where revoked_at is null and date '${today}' between valid_from and expires_on group by 1`,
  );
  const schools = await client.query<{ id: string; name: string; commune: string | null }>(
    "select school_id as id, school_name as name, commune_code as commune from school order by 1",
  );
  const communes = await client.query<{ code: string; name: string }>(
    "select code, full_name as name from admin_unit where valid_to is null and length(code) = 5 order by 1",
  );
  const byUnit = {
    standing: Map.groupBy(standing.rows, (row) => row.unit),
    cases: new Map(cases.rows.map((row) => [row.unit, row])),
    exceptions: new Map(exceptions.rows.map((row) => [row.unit, row])),
  };
  const known = new Set(schools.rows.map(({ id }) => id));
  const others = [...byUnit.standing.keys(), ...byUnit.cases.keys()].filter((unit) => !known.has(unit));
  const units = [
    ...schools.rows,
    ...[...new Set(others)].sort().map((id) => ({ id, name: "", commune: null })),
  ];
  const lines = units.map(({ id, name, commune }): ReportLine => {
    const rows = byUnit.standing.get(id) ?? [];
    const byStatus = Object.fromEntries(rows.map((row) => [row.status, Number(row.n)]));
    const own = byUnit.cases.get(id);
    return {
      unitKind: "school",
      unitId: id,
      unitName: name,
      communeCode: commune,
      records: rows.reduce((sum, row) => sum + Number(row.n), 0),
      byStatus,
      everVerified: rows.reduce((sum, row) => sum + Number(row.ever), 0),
      currentlyConsistent: byStatus.verified ?? 0,
      casesOpened: Number(own?.opened ?? 0),
      casesClosed: Number(own?.closed ?? 0),
      casesOpen: Number(own?.open ?? 0),
      casesOverdue: Number(own?.overdue ?? 0),
      exceptions: Number(byUnit.exceptions.get(id)?.n ?? 0),
      nextExpiry: byUnit.exceptions.get(id)?.next ?? null,
    };
  });
  const byCommune = Map.groupBy(lines, (line) => line.communeCode ?? "-");
  const summed = [...communes.rows, { code: "-", name: "" }].flatMap(({ code, name }) => {
    const parts = byCommune.get(code);
    return parts === undefined ? [] : [addUp("commune", code, name, parts)];
  });
  return [addUp("city", "*", "Hải Phòng", lines), ...summed, ...lines];
}

/** A unit is the sum of its parts, so that nobody has to explain two figures for one thing. */
function addUp(
  unitKind: "commune" | "city",
  unitId: string,
  unitName: string,
  parts: readonly ReportLine[],
): ReportLine {
  const total = (of: (line: ReportLine) => number) => parts.reduce((sum, line) => sum + of(line), 0);
  const statuses = [...new Set(parts.flatMap((line) => Object.keys(line.byStatus)))].sort();
  const expiries = parts.flatMap((line) => (line.nextExpiry === null ? [] : [line.nextExpiry])).sort();
  return {
    unitKind,
    unitId,
    unitName,
    communeCode: null,
    records: total((line) => line.records),
    byStatus: Object.fromEntries(
      statuses.map((status) => [status, total((line) => line.byStatus[status] ?? 0)]),
    ),
    everVerified: total((line) => line.everVerified),
    currentlyConsistent: total((line) => line.currentlyConsistent),
    casesOpened: total((line) => line.casesOpened),
    casesClosed: total((line) => line.casesClosed),
    casesOpen: total((line) => line.casesOpen),
    casesOverdue: total((line) => line.casesOverdue),
    exceptions: total((line) => line.exceptions),
    nextExpiry: expiries[0] ?? null,
  };
}
