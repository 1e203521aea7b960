import { randomUUID } from "node:crypto";
import { markSchoolChanged } from "#src/insight/metrics/changed-schools.ts";
import { inTransaction, type Pool } from "#src/platform/postgres/pool.ts";

/** After this a change counts as never shown. */
const patienceMs = 60_000;

/**
 * Ends an enrolment, in another school each time, and opens it again: milliseconds from each commit until a reader who
 * is told by the event stream, as the page is, reads the new number of the city.
 */
export async function measureFreshness(pool: Pool, url: string, changes: number): Promise<readonly number[]> {
  const watching = new AbortController();
  const news = await fetch(`${url}/api/v1/metrics/watch`, { signal: watching.signal });
  const told = readEvents(news);
  const { rows } = await pool.query<{ school: string; learner: string; year: string }>(
    `select distinct on (school_id) school_id as school, learner_id as learner, school_year as year
     from enrolment join school using (school_id) where exit_date is null
       and school_year = (select pulse ->> 'schoolYear' from insight.count_state) order by school_id limit $1`,
    [changes],
  );
  const times: number[] = [];
  try {
    for (const one of rows)
      for (const exitDate of ["2026-11-01", null]) {
        const before = await learnersOf(url);
        await inTransaction(pool, async (client) => {
          const changed = await client.query(
            "update enrolment set exit_date = $4 where school_id = $1 and learner_id = $2 and school_year = $3",
            [one.school, one.learner, one.year, exitDate],
          );
          if (changed.rowCount !== 1) throw new Error(`${changed.rowCount} enrolments instead of one`);
          await markSchoolChanged(client, randomUUID(), one.school);
        });
        const committedMs = performance.now();
        const wanted = before + (exitDate === null ? 1 : -1);
        for (let found = before; found !== wanted; found = await learnersOf(url)) {
          if (performance.now() - committedMs > patienceMs)
            throw new Error(`the city still says ${found} learners, not ${wanted}`);
          await told.next();
        }
        times.push(performance.now() - committedMs);
      }
  } finally {
    watching.abort();
  }
  return times;
}

async function learnersOf(url: string): Promise<number> {
  const reply = await fetch(`${url}/api/v1/metrics/figures?unit=city&metric=learners`);
  const body = (await reply.json()) as { readonly figures: readonly { readonly value: number | null }[] };
  const [figure] = body.figures;
  if (typeof figure?.value !== "number") throw new Error(`no number of learners: ${reply.status}`);
  return figure.value;
}

/** Each piece the stream sends; its heartbeat too, after which reading anew does no harm. */
async function* readEvents(news: Response): AsyncGenerator<void> {
  if (news.body === null) throw new Error(`no events: ${news.status}`);
  for await (const _piece of news.body) yield;
}
