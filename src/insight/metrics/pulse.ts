import type { Db } from "#src/platform/postgres/pool.ts";

/**
 * What tells, in a millisecond, whether any figure may have moved: the day, the last run that ended, and how much waits
 * for people. Two equal pulses mean equal figures.
 */
export interface Pulse {
  readonly day: string;
  readonly schoolYear: string;
  readonly runSeq: number;
  readonly waiting: Readonly<Record<string, string>>;
  /** Names the schools marked as changed. */
  readonly marks: number;
  /** The policy by which figures are published. */
  readonly open?: string;
}

/** @param day yyyy-mm-dd in Hải Phòng */
export async function readPulse(db: Db, day: string): Promise<Pulse> {
  const { rows } = await db.query<{
    year: string | null;
    run: number | null;
    waiting: Readonly<Record<string, string>>;
    marks: string;
  }>(
    // The year as sign-in reads it: in summer the one that ended last.
    `select (select school_year from school_year order by (start_date <= $1::date) desc, abs($1::date - start_date) limit 1) as year,
       (select max(run_seq) from run where status = 'done') as run,
       jsonb_build_object(
         'reviews', (select count(*) from review where status = 'open'),
         'pairs', (select count(*) from identity_decision),
         'undone', (select count(*) from identity_decision where undone_at is not null),
         'exceptions', (select count(*) || '/' || count(revoked_at) from approved_exception),
         'mended', (select count(*) from correction where state in ('waiting', 'undoing')),
         'corrections', (select count(*) || '/' || count(closed_at) from access.correction_task)
       ) as waiting,
       (select count(*) from insight.changed_school) as marks`,
    [day],
  );
  const [row] = rows;
  return {
    day,
    schoolYear: row?.year ?? "",
    runSeq: row?.run ?? 0,
    waiting: row?.waiting ?? {},
    marks: Number(row?.marks ?? 0),
  };
}

/** Nothing moved since. */
export const isSamePulse = (a: Pulse, b: Pulse): boolean =>
  a.marks === 0 &&
  b.marks === 0 &&
  a.day === b.day &&
  a.schoolYear === b.schoolYear &&
  a.runSeq === b.runSeq &&
  a.open === b.open &&
  [...new Set([...Object.keys(a.waiting), ...Object.keys(b.waiting)])].every(
    (key) => String(a.waiting[key]) === String(b.waiting[key]),
  );
