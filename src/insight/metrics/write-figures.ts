import type { OpenDataConfig } from "#src/platform/config-open-data.ts";
import type { Client } from "#src/platform/postgres/pool.ts";
import type { UnitFigures } from "./add-up.ts";
import { openMeasuresOf } from "./open-measures.ts";
import type { Flow } from "./residence-flow.ts";

interface Moment {
  readonly day: string;
  readonly runSeq: number;
  readonly at: Date;
}

/** Writes what differs from what stands, and takes away units that are gone. Returns how many rows that was. */
export async function writeFigures(
  client: Client,
  figures: readonly UnitFigures[],
  flows: readonly Flow[],
  { day, runSeq, at }: Moment,
  open: OpenDataConfig,
): Promise<number> {
  const published = openMeasuresOf(figures, open);
  const units = figures.map(({ kind, id, commune, measures }, place) => ({
    kind,
    id,
    commune,
    measures,
    open: published[place],
  }));
  const rows = "jsonb_to_recordset($1) as n(kind text, id text, commune text, measures jsonb, open jsonb)";
  const given = JSON.stringify(units);
  const written = await client.query(
    `insert into insight.unit_figures (unit_kind, unit_id, commune_code, measures, open_measures, run_seq, counted_at)
     select n.kind, n.id, n.commune, n.measures, n.open, $2, $3 from ${rows}
     on conflict (unit_kind, unit_id) do update set commune_code = excluded.commune_code, measures = excluded.measures,
       open_measures = excluded.open_measures, run_seq = excluded.run_seq, counted_at = excluded.counted_at
     where (unit_figures.commune_code, unit_figures.measures, unit_figures.open_measures)
       is distinct from (excluded.commune_code, excluded.measures, excluded.open_measures)`,
    [given, runSeq, at],
  );
  const gone = await client.query(
    `delete from insight.unit_figures f where not exists (select from ${rows} where n.kind = f.unit_kind and n.id = f.unit_id)`,
    [given],
  );
  const flowed = await writeFlows(client, flows, figures);
  await client.query(
    `insert into insight.figure_history (unit_kind, unit_id, day, measures)
     select n.kind, n.id, $2::date, n.measures from ${rows} where n.kind <> 'school'
     on conflict (unit_kind, unit_id, day) do update set measures = excluded.measures
     where figure_history.measures is distinct from excluded.measures`,
    [given, day],
  );
  return (written.rowCount ?? 0) + (gone.rowCount ?? 0) + flowed;
}

async function writeFlows(
  client: Client,
  flows: readonly Flow[],
  figures: readonly UnitFigures[],
): Promise<number> {
  const communes = new Map(
    figures.filter(({ kind }) => kind === "school").map(({ id, commune }) => [id, commune]),
  );
  const given = JSON.stringify(
    flows.map((flow) => ({ ...flow, commune: communes.get(flow.schoolId) ?? null })),
  );
  const rows =
    'jsonb_to_recordset($1) as n("schoolId" text, residence text, commune text, learners integer, away integer)';
  const written = await client.query(
    `insert into insight.residence_flow (school_id, residence_code, commune_code, learners, away)
     select "schoolId", residence, commune, learners, away from ${rows}
     on conflict (school_id, residence_code) do update set commune_code = excluded.commune_code,
       learners = excluded.learners, away = excluded.away
     where (residence_flow.commune_code, residence_flow.learners, residence_flow.away)
       is distinct from (excluded.commune_code, excluded.learners, excluded.away)`,
    [given],
  );
  const gone = await client.query(
    `delete from insight.residence_flow f
     where not exists (select from ${rows} where n."schoolId" = f.school_id and n.residence = f.residence_code)`,
    [given],
  );
  return (written.rowCount ?? 0) + (gone.rowCount ?? 0);
}
