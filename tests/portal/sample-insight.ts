import { sampleCommune } from "#src/api/pages/sample-city.ts";
import { openMeasuresOf } from "#src/insight/metrics/open-measures.ts";
import { readOpenData } from "#src/platform/config-open-data.ts";
import type { Pool } from "#src/platform/postgres/pool.ts";

type Measures = Record<string, number>;

/** The same wave at every run, between -1 and 1. */
const wave = (at: number): number => Math.sin(at * 12.9898);
const hundredth = (value: number): number => Math.round(value * 100) / 100;
const dayMs = 86_400_000;
const historyDays = 45;

/**
 * Figures around those that were counted, so that maps, boards and trends have something to show: other communes,
 * the days before, where learners live. Written as figures, not as rows: a count with everything takes them away.
 */
export async function insertSampleInsight(pool: Pool, now: Date): Promise<void> {
  const { rows } = await pool.query<{ kind: string; id: string; measures: Measures }>(
    "select unit_kind as kind, unit_id as id, measures from insight.unit_figures where unit_id <> '-'",
  );
  const measuresOf = (kind: string, id: string): Measures =>
    rows.find((row) => row.kind === kind && row.id === id)?.measures ?? {};
  await insertCommunes(pool, measuresOf("commune", sampleCommune), now);
  for (const { id, measures } of rows.filter(({ kind }) => kind === "school"))
    await pool.query(
      "update insight.unit_figures set measures = $2 where unit_kind = 'school' and unit_id = $1",
      [
        id,
        {
          ...measures,
          "quality.before": hundredth((measures.quality ?? 0) - 0.9 - Number(id.at(-4) ?? 0) / 5),
        },
      ],
    );
  for (const [kind, id] of [
    ["city", "*"],
    ["commune", sampleCommune],
  ] as const)
    for (let back = historyDays; back > 0; back -= 1) {
      const day = new Date(now.getTime() - back * dayMs).toISOString().slice(0, 10);
      const { quality = 0, ...rest } = measuresOf(kind, id);
      const measures = { ...rest, quality: hundredth(quality - back / 12 + wave(back) / 4) };
      await pool.query(
        "insert into insight.figure_history values ($1, $2, $3, $4) on conflict (unit_kind, unit_id, day) do nothing",
        [kind, id, day, measures],
      );
    }
  await insertResidence(pool);
}

/** Who is in no class yet comes into one of the school's; before the count, which counts classes by it. */
export async function fillSampleClasses(pool: Pool): Promise<void> {
  await pool.query(
    `update enrolment e set class_name = coalesce(
       (select m.class_name from class_membership m
        where m.learner_id = e.learner_id and m.school_id = e.school_id limit 1),
       (select c.class_name from class_section c where c.school_id = e.school_id
        order by hashtext(e.learner_id::text || c.class_name) limit 1))
     where class_name is null`,
  );
}

async function insertCommunes(pool: Pool, like: Measures, now: Date): Promise<void> {
  const { rows: units } = await pool.query<{ code: string }>(
    "select code from admin_unit where valid_to is null and length(code) = 5 order by code",
  );
  const made = units.map(({ code }, at) => {
    const size = 1 + Math.abs(wave(at + 1)) * 9;
    const quality = hundredth(93 + wave(at * 3 + 2) * 6);
    const grown = Object.entries(like).map(([name, value]) =>
      /^(quality|rank)/.test(name) ? [name, value] : [name, Math.round(value * size)],
    );
    const measures: Measures = {
      ...Object.fromEntries(grown),
      quality: code === sampleCommune ? (like.quality ?? quality) : quality,
      "quality.before": hundredth(quality - wave(at + 5) * 2),
    };
    return { code, measures };
  });
  const sorted = made.toSorted((a, b) => (b.measures.quality ?? 0) - (a.measures.quality ?? 0));
  const figures = sorted.map(({ code, measures }, at) => {
    const own = code === sampleCommune ? { ...like, "quality.before": (like.quality ?? 0) - 0.6 } : measures;
    const all: Measures = { ...own, rank: at + 1, "rank.of": sorted.length };
    return { kind: "commune" as const, id: code, commune: null, measures: all };
  });
  const open = openMeasuresOf(figures, readOpenData({}));
  for (const [at, { id, measures }] of figures.entries())
    await pool.query(
      `insert into insight.unit_figures (unit_kind, unit_id, commune_code, measures, open_measures, run_seq, counted_at)
       values ('commune', $1, null, $2, $3, 2, $4)
       on conflict (unit_kind, unit_id) do update set measures = excluded.measures`,
      [id, measures, open[at] ?? {}, now],
    );
}

/** Most live where they learn, some come from next door, some go there. */
async function insertResidence(pool: Pool): Promise<void> {
  const { rows: others } = await pool.query<{ code: string }>(
    "select code from admin_unit where valid_to is null and length(code) = 5 and code <> $1 order by code limit 3",
    [sampleCommune],
  );
  const { rows: schools } = await pool.query<{ id: string }>(
    "select school_id as id from school where commune_code = $1 order by school_id",
    [sampleCommune],
  );
  await pool.query("delete from insight.residence_flow where commune_code = $1", [sampleCommune]);
  const flows = schools.flatMap(({ id }, at) => [
    [id, sampleCommune, sampleCommune, 38 + at, at === 0 ? 3 : 0],
    [id, "-", sampleCommune, 4, 0],
    ...others.map(({ code }, near) => [id, code, sampleCommune, 9 - near * 3 + at, 0]),
  ]);
  // A school next door that takes children of here.
  for (const { code } of others.slice(0, 2)) flows.push([`next-to-${code}`, sampleCommune, code, 7, 0]);
  for (const flow of flows)
    await pool.query(
      `insert into insight.residence_flow (school_id, residence_code, commune_code, learners, away)
       values ($1, $2, $3, $4, $5) on conflict do nothing`,
      flow,
    );
}
