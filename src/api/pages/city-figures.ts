import type { Reader } from "#src/access/scope/scoped-reader.ts";
import type { Client } from "#src/platform/postgres/pool.ts";

export interface UnitFigures {
  readonly learners: number;
  readonly staff: number;
  readonly issues: number;
}

/** What is counted of each school, as of one state of the store. */
export interface CityFigures {
  readonly bySchool: ReadonlyMap<string, UnitFigures>;
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
  const units = new Set([...learners.keys(), ...staff.keys(), ...issues.keys()]);
  return {
    bySchool: new Map(
      [...units].map((unit) => [
        unit,
        { learners: learners.get(unit) ?? 0, staff: staff.get(unit) ?? 0, issues: issues.get(unit) ?? 0 },
      ]),
    ),
  };
}
