import { sourceRowSql } from "#src/domains/dictionary/source-row-id.ts";
import type { Db } from "#src/platform/postgres/pool.ts";
import {
  type DeliveredFile,
  describeDelivered,
  type FileRow,
  fileColumns,
  rowsOf,
  waitingRowsOf,
} from "./delivered-file.ts";

/**
 * Where the rows of a delivery went, in people's terms: they add up to `rowsIn`.
 */
export interface RowFigures {
  readonly rowsIn: number;
  /** In the records as they came. */
  readonly clean: number;
  /** In the records, but a cell of the row could not be used. */
  readonly toLook: number;
  /** As in the file before: nothing to do. */
  readonly unchanged: number;
  /** Not in the records: whose they are is not known, or somebody must answer first. */
  readonly held: number;
}

export interface Delivery extends RowFigures {
  readonly runSeq: number;
  readonly status: string;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly files: number;
  /** Files that wait for a person's answer, and that could not be read. */
  readonly filesWaiting: number;
  readonly filesRefused: number;
}

/** Whose deliveries: all that the reader sees, or a school's or commune's among them. */
export interface Whose {
  readonly schoolId?: string | undefined;
  readonly communeCode?: string | undefined;
}

/** Ids of a file's rows lie between these. */
const first = (fileSeq: string): string => sourceRowSql.pack(fileSeq, "0", "0");
const between = (id: string): string =>
  `${id} >= ${first("f.file_seq")} and ${id} < ${first("f.file_seq + 1")}`;

/** Outcomes of each file `f`, read by its rows' place in the primary key. */
const outcomes = `
  left join lateral (
    select count(*) filter (where s.outcome in ('published', 'merged'))::int as used,
      count(*) filter (where s.outcome = 'held')::int as held
    from source_row s where ${between("s.source_row_id")}
  ) o on true
  left join lateral (
    select count(*)::int as look from (
      select 1 from row_rejection x where x.run_seq = f.run_seq and ${between("x.source_row_id")}
      group by x.source_row_id having bool_and(x.column_name <> '*')
    ) odd
  ) l on true`;

interface CountedRow extends FileRow {
  readonly used: number;
  readonly held: number;
  readonly look: number;
}

function whoseSql({ schoolId, communeCode }: Whose, values: unknown[]): string {
  const conditions = [
    ...(schoolId === undefined ? [] : [`f.school_id = $${values.push(schoolId)}`]),
    ...(communeCode === undefined
      ? []
      : [`f.school_id in (select school_id from school where commune_code = $${values.push(communeCode)})`]),
  ];
  return conditions.length === 0 ? "true" : conditions.join(" and ");
}

function figuresOf(row: CountedRow): RowFigures {
  const known = row.held + waitingRowsOf(row);
  const toLook = Math.min(row.look, row.used);
  const rowsIn = Math.max(rowsOf(row), row.used + known);
  const rest = rowsIn - row.used - known;
  // Rows of a settled file without a place of their own stood in the file before; of any other they are not in yet.
  const isSettled = row.status === "published" || row.status === "superseded";
  return {
    rowsIn,
    clean: row.used - toLook,
    toLook,
    unchanged: isSettled ? rest : 0,
    held: isSettled ? known : known + rest,
  };
}

const none: RowFigures = { rowsIn: 0, clean: 0, toLook: 0, unchanged: 0, held: 0 };
const add = (a: RowFigures, b: RowFigures): RowFigures => ({
  rowsIn: a.rowsIn + b.rowsIn,
  clean: a.clean + b.clean,
  toLook: a.toLook + b.toLook,
  unchanged: a.unchanged + b.unchanged,
  held: a.held + b.held,
});

interface RunRow {
  readonly run_seq: number;
  readonly status: string;
  readonly started_at: Date;
  readonly ended_at: Date | null;
}

/** The newest runs first that took in a file of `whose`; a page before run `before`. */
export async function readDeliveries(
  db: Db,
  whose: Whose,
  page: { readonly before: number; readonly limit: number },
): Promise<readonly Delivery[]> {
  const values: unknown[] = [page.before, page.limit];
  const { rows } = await db.query<RunRow>(
    `select r.run_seq, r.status, r.started_at, r.ended_at from run r
     where r.run_seq < $1 and exists (select 1 from file f where f.run_seq = r.run_seq and ${whoseSql(whose, values)})
     order by r.run_seq desc limit $2`,
    values,
  );
  const found: Delivery[] = [];
  for (const run of rows) found.push(await accountOf(db, run, whose));
  return found;
}

/** What a run made of the files of `whose`; undefined when there is none, or no such run. */
export async function findDelivery(db: Db, runSeq: number, whose: Whose): Promise<Delivery | undefined> {
  const { rows } = await db.query<RunRow>(
    "select run_seq, status, started_at, ended_at from run where run_seq = $1",
    [runSeq],
  );
  const [run] = rows;
  return run === undefined ? undefined : accountOf(db, run, whose);
}

async function accountOf(db: Db, run: RunRow, whose: Whose): Promise<Delivery> {
  const values: unknown[] = [run.run_seq];
  const { rows } = await db.query<CountedRow>(
    `select ${fileColumns}, o.used, o.held, l.look from file f ${outcomes}
     where f.run_seq = $1 and ${whoseSql(whose, values)}`,
    values,
  );
  const having = (status: string): number => rows.filter((row) => row.status === status).length;
  return {
    runSeq: run.run_seq,
    status: run.status,
    startedAt: run.started_at.toISOString(),
    endedAt: run.ended_at?.toISOString() ?? null,
    files: rows.length,
    filesWaiting: having("waiting"),
    filesRefused: having("refused"),
    ...rows.map(figuresOf).reduce(add, none),
  };
}

/** A run of the whole city is told by its own account; counting its files one by one would read every row. */
export async function findWholeRun(db: Db, runSeq: number): Promise<Delivery | undefined> {
  return (await readWholeRuns(db, { before: runSeq + 1, limit: 1 })).find((one) => one.runSeq === runSeq);
}

/** Runs with what the whole city sent, newest first. */
export async function readWholeRuns(
  db: Db,
  page: { readonly before: number; readonly limit: number },
): Promise<readonly Delivery[]> {
  const { rows } = await db.query<
    RunRow & {
      readonly files: number;
      readonly rows_in: string;
      readonly used: string;
      readonly unchanged: string;
      readonly held: string;
      readonly waiting: number;
      readonly refused: number;
      readonly look: string;
    }
  >(
    `select r.run_seq, r.status, r.started_at, r.ended_at, r.files, r.rows_in, r.published + r.merged as used, r.unchanged,
       r.held, n.waiting, n.refused, l.look
     from (select * from run where run_seq < $1 order by run_seq desc limit $2) r
     cross join lateral (
       select count(*) filter (where f.status = 'waiting')::int as waiting,
         count(*) filter (where f.status = 'refused')::int as refused
       from file f where f.run_seq = r.run_seq
     ) n
     cross join lateral (
       select count(*) as look from (
         select 1 from row_rejection x where x.run_seq = r.run_seq
         group by x.source_row_id having bool_and(x.column_name <> '*')
       ) odd
     ) l
     order by r.run_seq desc`,
    [page.before, page.limit],
  );
  return rows.map((row) => {
    const used = Number(row.used);
    const toLook = Math.min(Number(row.look), used);
    return {
      runSeq: row.run_seq,
      status: row.status,
      startedAt: row.started_at.toISOString(),
      endedAt: row.ended_at?.toISOString() ?? null,
      files: row.files,
      filesWaiting: row.waiting,
      filesRefused: row.refused,
      rowsIn: Number(row.rows_in),
      clean: used - toLook,
      toLook,
      unchanged: Number(row.unchanged),
      held: Number(row.held),
    };
  });
}

export type CountedFile = DeliveredFile & RowFigures;

/** Files of a run in the order they came in; a page after `after`. */
export async function readDeliveredFiles(
  db: Db,
  runSeq: number,
  whose: Whose,
  page: { readonly after: number; readonly limit: number },
): Promise<readonly CountedFile[]> {
  const values: unknown[] = [runSeq, page.after, page.limit];
  const { rows } = await db.query<CountedRow>(
    `with f as (
       select ${fileColumns} from file f where f.run_seq = $1 and f.file_seq > $2 and ${whoseSql(whose, values)}
       order by f.file_seq limit $3
     ) select f.*, o.used, o.held, l.look from f ${outcomes} order by f.file_seq`,
    values,
  );
  return rows.map((row) => ({ ...describeDelivered(row), ...figuresOf(row) }));
}
