import type { Clock } from "#src/platform/clock.ts";
import { localDay } from "#src/platform/clock.ts";
import { type OpenDataConfig, readOpenData } from "#src/platform/config-open-data.ts";
import { type Client, type Db, inTransaction, type Pool } from "#src/platform/postgres/pool.ts";
import { addUp, type Measures, type SchoolFigures } from "./add-up.ts";
import { findChangedSchools } from "./changed-schools.ts";
import { type Counted, type Counter, type CountParts, noUnit } from "./counter.ts";
import { counters } from "./counters.ts";
import { isSamePulse, type Pulse, readPulse } from "./pulse.ts";
import { countFlows, type Flow } from "./residence-flow.ts";
import { readScores } from "./scores.ts";
import { writeFigures } from "./write-figures.ts";

/** What a pass did: how many schools were counted anew, and how many units' figures moved. */
export interface Pass {
  readonly schools: number | "all";
  readonly moved: number;
}

/**
 * Brings the figures up to date, if the pulse says that any may have moved. One snapshot of the store for all of them:
 * sums agree with their parts. One pass at a time for a database; who comes second has nothing to do.
 * @param everything counts all anew, whatever the pulse says
 * @param open how much everybody sees of it; another policy than before publishes anew
 * @returns undefined when nothing had to be counted
 */
export async function countPass(
  pool: Pool,
  clock: Clock,
  everything = false,
  open: OpenDataConfig = readOpenData({}),
): Promise<Pass | undefined> {
  const day = localDay(clock.now());
  const readNow = async (db: Db): Promise<Pulse> => ({
    ...(await readPulse(db, day)),
    open: JSON.stringify(open),
  });
  if (!everything) {
    const [known, pulse] = [await findState(pool), await readNow(pool)];
    if (known !== undefined && isSamePulse(known.pulse, pulse)) return undefined;
  }
  return inTransaction(
    pool,
    async (client) => {
      const { rows } = await client.query<{ taken: boolean }>(
        "select pg_try_advisory_xact_lock(hashtext('hoa-phuong.figures')) as taken",
      );
      if (rows[0]?.taken !== true) return undefined;
      return count(client, clock, await readNow(client), everything, open);
    },
    "begin isolation level repeatable read",
  );
}

interface State {
  readonly version: number;
  readonly pulse: Pulse;
  readonly runSeq: number;
  readonly countedAt: Date;
}

/** What was counted last; undefined before the first pass. */
export async function findState(db: Db): Promise<State | undefined> {
  const { rows } = await db.query<State & { readonly version: string }>(
    `select version, pulse, run_seq as "runSeq", counted_at as "countedAt" from insight.count_state`,
  );
  const [row] = rows;
  return row === undefined ? undefined : { ...row, version: Number(row.version) };
}

async function count(
  client: Client,
  clock: Clock,
  pulse: Pulse,
  everything: boolean,
  open: OpenDataConfig,
): Promise<Pass> {
  const state = await findState(client);
  const { rows: marks } = await client.query<{ mark_id: string; school_id: string }>(
    "delete from insight.changed_school returning mark_id, school_id",
  );
  const hasRun = state?.pulse.runSeq !== pulse.runSeq;
  // A new day or year moves what depends on it, and heals what a pass may have missed.
  const isAll =
    everything ||
    state === undefined ||
    state.pulse.day !== pulse.day ||
    state.pulse.schoolYear !== pulse.schoolYear;
  const byRun = isAll || !hasRun ? [] : await findChangedSchools(client, state.pulse.runSeq);
  const changed =
    isAll || byRun === undefined
      ? undefined
      : [...new Set([...byRun, ...marks.map(({ school_id: id }) => id)])];
  const before = await readSchools(client);
  const schools = await countSchools(client, before, { pulse, changed, hasRun });
  const flows = await mergeFlows(client, { changed, schoolYear: pulse.schoolYear });
  const scores = await readScores(client, pulse.day);
  const figures = addUp({ schools, flows, scores });
  const moment = { day: pulse.day, runSeq: pulse.runSeq, at: clock.now() };
  const moved = await writeFigures(client, figures, flows, moment, open);
  await client.query(
    `insert into insight.count_state values (true, 1, $1, $2, $3)
     on conflict (only_row) do update set version = count_state.version + $4, pulse = excluded.pulse,
       run_seq = excluded.run_seq, counted_at = excluded.counted_at`,
    [JSON.stringify({ ...pulse, marks: 0 }), pulse.runSeq, clock.now(), moved === 0 ? 0 : 1],
  );
  return { schools: changed?.length ?? "all", moved };
}

/** All schools there are, with what was counted of them before. */
async function readSchools(client: Client): Promise<ReadonlyMap<string, SchoolFigures>> {
  const { rows } = await client.query<{
    id: string;
    commune: string | null;
    levels: string[] | null;
    measures: Measures | null;
    operates: boolean;
  }>(
    `select s.school_id as id, s.commune_code as commune, s.levels, f.measures,
       coalesce(s.operating_status, 'active') not in ('merged', 'dissolved') as operates
     from school s left join insight.unit_figures f on f.unit_kind = 'school' and f.unit_id = s.school_id
     union all
     select '${noUnit}', null, null, (select measures from insight.unit_figures where unit_kind = 'school' and unit_id = '${noUnit}'), false`,
  );
  return new Map(
    rows.map(({ id, commune, levels, measures, operates }) => [
      id,
      { commune: commune ?? noUnit, levels: levels ?? [], operates, measures: measures ?? {} },
    ]),
  );
}

async function countSchools(
  client: Client,
  before: ReadonlyMap<string, SchoolFigures>,
  {
    pulse,
    changed,
    hasRun,
  }: { readonly pulse: Pulse; readonly changed: readonly string[] | undefined; readonly hasRun: boolean },
): Promise<ReadonlyMap<string, SchoolFigures>> {
  const after = new Map(
    [...before].map(([id, school]) => [id, { ...school, measures: { ...school.measures } }]),
  );
  const base = { schoolYear: pulse.schoolYear, day: pulse.day };
  for (const counter of counters) {
    const isWhole =
      changed === undefined || counter.weight === "light" || (counter.weight === "run" && hasRun);
    // Schools that no register knows share one sum, which can only be counted as a whole: adding one of them again
    // would count it twice. The next count of everything (each day) brings it up to date.
    const schools = isWhole ? undefined : changed.filter((id) => before.has(id));
    if (schools?.length === 0) continue;
    replace(after, counter, schools, await counter.count(client, { ...base, schools } satisfies CountParts));
  }
  return after;
}

/** Puts what a counter counted in the place of what it counted before; a measure without a row is none any more. */
function replace(
  figures: Map<
    string,
    {
      readonly commune: string;
      readonly levels: readonly string[];
      readonly measures: Record<string, number>;
    }
  >,
  counter: Counter,
  schools: readonly string[] | undefined,
  counted: readonly Counted[],
): void {
  for (const id of schools ?? figures.keys()) {
    const measures = figures.get(id)?.measures;
    if (measures !== undefined) for (const measure of counter.measures) delete measures[measure];
  }
  for (const { schoolId, measure, value } of counted) {
    if (value === 0) continue;
    // A school that no register knows counts with those of no school.
    const measures = (figures.get(schoolId) ?? figures.get(noUnit))?.measures;
    if (measures !== undefined) measures[measure] = (measures[measure] ?? 0) + value;
  }
}

async function mergeFlows(
  client: Client,
  parts: { readonly changed: readonly string[] | undefined; readonly schoolYear: string },
): Promise<readonly Flow[]> {
  const { changed, schoolYear } = parts;
  const counted = changed?.length === 0 ? [] : await countFlows(client, { schools: changed, schoolYear });
  if (changed === undefined) return counted;
  const { rows } = await client.query<Flow>(
    `select school_id as "schoolId", residence_code as residence, learners, away from insight.residence_flow where school_id <> all($1)`,
    [changed],
  );
  return [...rows, ...counted];
}
