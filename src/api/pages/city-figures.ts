import type { Reader } from "#src/access/scope/scoped-reader.ts";
import {
  type ReconciliationFigures,
  readReconciliation,
} from "#src/pipeline/3-identity/reconcile/read-figures.ts";
import { localDay } from "#src/platform/clock.ts";
import type { Client } from "#src/platform/postgres/pool.ts";

interface LevelFigures {
  /** Code of code set schoolLevel; undefined where no grade tells it. */
  readonly level: string | undefined;
  readonly schools: number;
  readonly classes: number;
  readonly learners: number;
}

export interface UnitFigures {
  readonly learners: number;
  readonly staff: number;
  readonly issues: number;
}

interface BrokenCheck {
  readonly checkCode: string;
  readonly dataset: string;
  readonly records: number;
}

/** The city in numbers, as of one state of the store. */
export interface CityFigures {
  readonly schoolYear: string | undefined;
  readonly schools: number;
  readonly learners: number;
  readonly staff: number;
  readonly classes: number;
  readonly levels: readonly LevelFigures[];
  readonly bySchool: ReadonlyMap<string, UnitFigures>;
  /** Most broken first; all of them. */
  readonly brokenChecks: readonly BrokenCheck[];
  readonly reconciliation: ReconciliationFigures;
}

/**
 * Counting a city reads whole tables (about a second at a million learners), so it is done once a state: the
 * store changes only by runs, and the newest run's number and status name the state. Each scope counts what it sees.
 */
export class CityFiguresCache {
  #state = "";
  readonly #figures = new Map<string, Promise<CityFigures>>();

  async get(reader: Reader): Promise<CityFigures> {
    const state = await readState(reader);
    if (state !== this.#state) this.#figures.clear();
    this.#state = state;
    // What one scope counts is no other scope's business.
    const key = JSON.stringify(reader.scope);
    const known = this.#figures.get(key);
    if (known !== undefined) return known;
    const counting = reader.read(countCity, { timeoutMs: 25_000 });
    if (this.#figures.size >= keptScopes) this.#figures.clear();
    this.#figures.set(key, counting);
    // A failed count is not kept: the next reader counts anew.
    counting.catch(() => {
      if (this.#figures.get(key) === counting) this.#figures.delete(key);
    });
    return counting;
  }
}

/** More scopes than a department has units. */
const keptScopes = 2_000;

async function readState(reader: Reader): Promise<string> {
  const { rows } = await reader.query<{ state: string | null }>(
    "select run_seq || status || coalesce(ended_at::text, '') as state from run order by run_seq desc limit 1",
  );
  return rows[0]?.state ?? "none";
}

async function countCity(client: Client): Promise<CityFigures> {
  const counted = async (text: string): Promise<ReadonlyMap<string, number>> => {
    const { rows } = await client.query<{ unit: string | null; n: string }>(text);
    return new Map(rows.map((row) => [row.unit ?? "", Number(row.n)]));
  };
  const learners = await counted("select school_id as unit, count(*) as n from learner group by 1");
  const staff = await counted("select school_id as unit, count(*) as n from staff_member group by 1");
  const issues = await counted("select school_id as unit, count(*) as n from quality_issue group by 1");
  const schools = await counted(
    "select level as unit, count(*) as n from school cross join lateral unnest(levels) as level group by 1",
  );
  const schoolTotal = await counted("select '' as unit, count(*) as n from school");
  // A school of continuing education alone teaches grades 10-12 as level 05.
  const level = `case when s.levels = '{05}' then '05' else g.school_level end`;
  const enrolled = await byYearAndLevel(
    client,
    `select e.school_year, ${level} as level, count(*) as n
    from enrolment e left join school s using (school_id) left join grade_level g using (grade_level)
    where e.exit_date is null group by 1, 2`,
  );
  const classes = await byYearAndLevel(
    client,
    `select c.school_year, ${level} as level, count(*) as n
    from class_section c left join school s using (school_id) left join grade_level g using (grade_level)
    group by 1, 2`,
  );
  const broken = await client.query<{ check_code: string; dataset: string; n: string }>(
    "select check_code, dataset, count(*) as n from quality_issue group by 1, 2 order by 3 desc, 1",
  );
  const schoolYear = [...enrolled.keys(), ...classes.keys()].sort().at(-1);
  const enrolledNow = enrolled.get(schoolYear ?? "");
  const classesNow = classes.get(schoolYear ?? "");
  const levels = [
    ...new Set([...schools.keys(), ...(enrolledNow?.keys() ?? []), ...(classesNow?.keys() ?? [])]),
  ];
  const sum = (map: ReadonlyMap<string, number> | undefined): number =>
    [...(map?.values() ?? [])].reduce((a, b) => a + b, 0);
  const units = new Set([...learners.keys(), ...staff.keys(), ...issues.keys()]);
  return {
    schoolYear,
    schools: sum(schoolTotal),
    learners: sum(learners),
    staff: sum(staff),
    classes: sum(classesNow),
    levels: levels
      .sort((a, b) => (a === "" ? 1 : b === "" ? -1 : a.localeCompare(b)))
      .map((code) => ({
        level: code === "" ? undefined : code,
        schools: schools.get(code) ?? 0,
        classes: classesNow?.get(code) ?? 0,
        learners: enrolledNow?.get(code) ?? 0,
      })),
    bySchool: new Map(
      [...units].map((unit) => [
        unit,
        { learners: learners.get(unit) ?? 0, staff: staff.get(unit) ?? 0, issues: issues.get(unit) ?? 0 },
      ]),
    ),
    reconciliation: await readReconciliation(client, localDay(new Date())),
    brokenChecks: broken.rows.map((row) => ({
      checkCode: row.check_code,
      dataset: row.dataset,
      records: Number(row.n),
    })),
  };
}

async function byYearAndLevel(
  client: Client,
  text: string,
): Promise<ReadonlyMap<string, ReadonlyMap<string, number>>> {
  const { rows } = await client.query<{ school_year: string; level: string | null; n: string }>(text);
  const years = new Map<string, Map<string, number>>();
  for (const row of rows) {
    const levels = years.get(row.school_year) ?? new Map<string, number>();
    levels.set(row.level ?? "", Number(row.n));
    years.set(row.school_year, levels);
  }
  return years;
}
