import type { Db } from "#src/platform/postgres/pool.ts";

interface RunStepState {
  readonly step: string;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly rows: number;
}

/** A run as it stands now, with the steps that are done. */
export interface RunState {
  readonly runSeq: number;
  readonly status: string;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly files: number;
  readonly rowsIn: number;
  readonly published: number;
  readonly unchanged: number;
  readonly merged: number;
  readonly held: number;
  readonly error: string | null;
  readonly steps: readonly RunStepState[];
}

interface RunRow {
  readonly run_seq: number;
  readonly status: string;
  readonly started_at: Date;
  readonly ended_at: Date | null;
  readonly files: number;
  readonly rows_in: string;
  readonly published: string;
  readonly unchanged: string;
  readonly merged: string;
  readonly held: string;
  readonly error: string | null;
}

export async function readRunState(db: Db, runSeq: number): Promise<RunState | undefined> {
  const runs = await db.query<RunRow>("select * from run where run_seq = $1", [runSeq]);
  const row = runs.rows[0];
  if (row === undefined) return undefined;
  const steps = await db.query<{ step: string; started_at: Date; ended_at: Date; rows: string }>(
    "select step, started_at, ended_at, rows from run_step where run_seq = $1 order by started_at, step",
    [runSeq],
  );
  return {
    ...toRun(row),
    steps: steps.rows.map((step) => ({
      step: step.step,
      startedAt: step.started_at.toISOString(),
      endedAt: step.ended_at.toISOString(),
      rows: Number(step.rows),
    })),
  };
}

function toRun(row: RunRow): Omit<RunState, "steps"> {
  return {
    runSeq: row.run_seq,
    status: row.status,
    startedAt: row.started_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
    files: row.files,
    rowsIn: Number(row.rows_in),
    published: Number(row.published),
    unchanged: Number(row.unchanged),
    merged: Number(row.merged),
    held: Number(row.held),
    error: row.error,
  };
}
