import { toSnakeCase } from "#src/domains/dictionary/text.ts";
import type { Db } from "#src/platform/postgres/pool.ts";
import type { ExceptionAsked } from "./exception-requests.ts";

/** How the people of a kind stand against the registry. */
export interface StandingFigures {
  /** Records of the kind; the statuses add up to it. */
  readonly records: number;
  readonly byStatus: Readonly<Record<string, number>>;
  /** Verified now; the registry and the golden record agree. */
  readonly verified: number;
  /** Verified at some time, whatever happened since. */
  readonly everVerified: number;
}

export interface CaseFigures {
  readonly open: number;
  readonly overdue: number;
  readonly byNextStep: readonly { readonly owner: string; readonly nextStep: string; readonly n: number }[];
}

export interface ReconciliationFigures {
  readonly entities: Readonly<Record<string, StandingFigures>>;
  readonly cases: CaseFigures;
  readonly exceptions: number;
  /** What the registry was asked, ever, and what it still owes. */
  readonly claims: { readonly asked: number; readonly derived: number; readonly waiting: number };
}

/** The people of the city, a commune or a school. */
export type Within = { readonly schoolId: string } | { readonly communeCode: string } | undefined;

/** SQL condition on column `school_id` of alias `a`, with parameter $1. */
function withinSql(
  within: Within,
  alias: string,
): { readonly where: string; readonly values: readonly string[] } {
  if (within === undefined) return { where: "true", values: [] };
  if ("schoolId" in within) return { where: `${alias}.school_id = $1`, values: [within.schoolId] };
  return {
    where: `${alias}.school_id in (select school_id from school where commune_code = $1)`,
    values: [within.communeCode],
  };
}

/** How many records of a kind stand at a status, in a commune. */
export interface CommuneStanding {
  readonly communeCode: string | null;
  readonly entity: string;
  readonly status: string;
  readonly n: number;
  readonly ever: number;
}

/** The whole city's standing by commune, in one look at all records: 0.5 s of 1.1 million, and nothing else need count them. */
export async function readStandingByCommune(db: Db): Promise<readonly CommuneStanding[]> {
  const { rows } = await db.query<CommuneStanding & { readonly n: string; readonly ever: string }>(
    `select s.commune_code as "communeCode", v.entity, v.status, sum(v.n) as n, sum(v.ever) as ever
     from (select school_id, entity, status, count(*) as n, count(ever_verified_at) as ever from verification group by 1, 2, 3) v
     left join school s on s.school_id = v.school_id group by 1, 2, 3`,
  );
  return rows.map((row) => ({ ...row, n: Number(row.n), ever: Number(row.ever) }));
}

/**
 * @param today yyyy-mm-dd in Hải Phòng; a case is overdue after its due day
 * @param counted the city's standing, where it was counted already
 */
export async function readReconciliation(
  db: Db,
  today: string,
  within?: Within,
  counted?: readonly CommuneStanding[],
): Promise<ReconciliationFigures> {
  const { where, values } = withinSql(within, "v");
  const standing =
    counted === undefined
      ? (
          await db.query<{ entity: string; status: string; n: string; ever: string }>(
            `select entity, status, count(*) as n, count(ever_verified_at) as ever from verification v where ${where} group by 1, 2`,
            [...values],
          )
        ).rows
      : citySums(counted);
  const cases = await db.query<{
    owner: string | null;
    next_step: string | null;
    n: string;
    overdue: string;
  }>(
    `select owner, next_step, count(*) as n, count(*) filter (where due_on < date '${today}') as overdue
     from reconciliation_case v where closed_run is null and ${where} group by 1, 2 order by 3 desc, 1, 2`,
    [...values],
  );
  const exceptions = await db.query<{ n: string }>(
    `select count(*) as n from approved_exception v where revoked_at is null and date '${today}' between valid_from and expires_on and ${where}`,
    [...values],
  );
  const claims = await db.query<{ asked: string; derived: string; waiting: string }>(
    `select count(*) filter (where attempts > 0) as asked, count(*) filter (where attempts = 0) as derived,
       count(*) filter (where status = 'pending' or invalidated_at is not null) as waiting from population_check`,
  );
  const [claim] = claims.rows;
  const sum = (numbers: readonly string[]) => numbers.reduce((total, n) => total + Number(n), 0);
  return {
    entities: Object.fromEntries(
      [...Map.groupBy(standing, (row) => row.entity)].map(([entity, rows]) => [entity, figuresOf(rows)]),
    ),
    cases: {
      open: sum(cases.rows.map((row) => row.n)),
      overdue: sum(cases.rows.map((row) => row.overdue)),
      byNextStep: cases.rows.map((row) => ({
        owner: row.owner ?? "department",
        nextStep: row.next_step ?? "decideDuplicate",
        n: Number(row.n),
      })),
    },
    exceptions: Number(exceptions.rows[0]?.n ?? 0),
    claims: {
      asked: Number(claim?.asked ?? 0),
      derived: Number(claim?.derived ?? 0),
      waiting: Number(claim?.waiting ?? 0),
    },
  };
}

function citySums(
  counted: readonly CommuneStanding[],
): { readonly entity: string; readonly status: string; readonly n: string; readonly ever: string }[] {
  return [...Map.groupBy(counted, ({ entity, status }) => `${entity} ${status}`).values()].flatMap((rows) => {
    const [first] = rows;
    const sum = (of: (row: CommuneStanding) => number) => rows.reduce((total, row) => total + of(row), 0);
    return first === undefined
      ? []
      : [
          {
            entity: first.entity,
            status: first.status,
            n: String(sum((row) => row.n)),
            ever: String(sum((row) => row.ever)),
          },
        ];
  });
}

function figuresOf(
  rows: readonly { readonly status: string; readonly n: string; readonly ever: string }[],
): StandingFigures {
  const byStatus = Object.fromEntries(rows.map((row) => [row.status, Number(row.n)]));
  return {
    records: rows.reduce((total, row) => total + Number(row.n), 0),
    byStatus,
    verified: byStatus.verified ?? 0,
    everVerified: rows.reduce((total, row) => total + Number(row.ever), 0),
  };
}

export interface CaseFilter {
  readonly within?: Within;
  readonly status?: string;
  readonly overdueOn?: string;
  /** Only those an exception is asked for, and not refused. */
  readonly isAsked?: boolean;
}

export interface CaseRow {
  readonly caseId: string;
  readonly entity: string;
  readonly recordId: string;
  readonly otherRecordId: string | null;
  readonly status: string;
  readonly cause: string | null;
  readonly owner: string | null;
  readonly nextStep: string | null;
  readonly dueOn: string | null;
  readonly schoolId: string | null;
  readonly sourceRowId: string;
  readonly evidence: Readonly<Record<string, unknown>>;
  readonly exceptionRequest: ExceptionAsked | null;
  readonly openedRun: number;
  readonly openedAt: Date | null;
  readonly closedRun: number | null;
  readonly closedAt: Date | null;
}

const caseFields = [
  "caseId",
  "entity",
  "recordId",
  "otherRecordId",
  "status",
  "cause",
  "owner",
  "nextStep",
  "dueOn",
  "schoolId",
  "sourceRowId",
  "evidence",
  "exceptionRequest",
  "openedRun",
  "openedAt",
  "closedRun",
  "closedAt",
] as const satisfies readonly (keyof CaseRow)[];
const caseColumns = caseFields
  .map((field) => `v.${toSnakeCase(field)}${field === "sourceRowId" ? "::text" : ""} as "${field}"`)
  .join(", ");

/** Open cases, the most urgent first; a page after `after`. */
export async function readCases(
  db: Db,
  filter: CaseFilter,
  page: { readonly size: number; readonly after?: { readonly dueOn: string; readonly caseId: string } },
): Promise<readonly CaseRow[]> {
  const { where, values } = withinSql(filter.within, "v");
  const parameters: unknown[] = [...values];
  const parameter = (value: unknown) => `$${parameters.push(value)}`;
  const conditions = ["v.closed_run is null", where];
  if (filter.status !== undefined) conditions.push(`v.status = ${parameter(filter.status)}`);
  if (filter.overdueOn !== undefined) conditions.push(`v.due_on < ${parameter(filter.overdueOn)}::date`);
  if (filter.isAsked === true)
    conditions.push("v.exception_request is not null and v.exception_request ->> 'refusedAt' is null");
  if (page.after !== undefined)
    conditions.push(
      `(v.due_on, v.case_id) > (${parameter(page.after.dueOn)}::date, ${parameter(page.after.caseId)}::uuid)`,
    );
  const { rows } = await db.query<CaseRow>(
    `select ${caseColumns} from reconciliation_case v where ${conditions.join(" and ")} order by v.due_on, v.case_id limit ${parameter(page.size)}`,
    parameters,
  );
  return rows;
}

export async function findCase(db: Db, caseId: string): Promise<CaseRow | undefined> {
  const { rows } = await db.query<CaseRow>(
    `select ${caseColumns} from reconciliation_case v where v.case_id = $1`,
    [caseId],
  );
  return rows[0];
}
