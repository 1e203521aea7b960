import type { Client } from "#src/platform/postgres/pool.ts";
import type { Judged } from "./rules.ts";
import { addVerified, differenceCells, schoolCells } from "./school-cells.ts";
import { noUnit, whole } from "./stage.ts";

/** When a score was taken, and in which run. */
export interface ScoringMoment {
  readonly runSeq: number;
  readonly now: Date;
}

/** Units whose scores are worked out anew; absent: all. */
type Units = readonly string[] | undefined;

/** What new scores are compared with: the memory, or the history where the memory itself is made anew. */
type Last = "quality.standing" | "quality_last";

/**
 * Works out all scores: of every school from `quality_pair` and `quality_tally`, of communes from their schools, of the
 * city from its communes. A row is written only where it differs from the unit's last one, so the history says when
 * a score moved and a repeat writes nothing. The memory is made anew. Returns the rows written.
 */
export async function settleScores(
  client: Client,
  judged: readonly Judged[],
  moment: ScoringMoment,
): Promise<number> {
  await client.query(`
    create temp table quality_last on commit drop as
      select distinct on (unit_kind, unit_id, dataset, dimension)
        unit_kind, unit_id, dataset, dimension, records, failing, score, cast(null as numeric) as lost
      from quality_score order by unit_kind, unit_id, dataset, dimension, run_seq desc;
    analyze quality_last;
    delete from quality.standing`);
  await schoolCells(client);
  await addVerified(client, judged, "all");
  return writeAll(client, moment, "quality_last", { schools: undefined, communes: undefined });
}

/**
 * Moves scores by what changed: `quality_pair` and `quality_tally` say how many records and points more or fewer there
 * are than the memory says. Communes whose schools moved are summed up from the memory, and so are those of `regrouped`,
 * which won or lost a school.
 */
export async function moveScores(
  client: Client,
  judged: readonly Judged[],
  moment: ScoringMoment,
  {
    told,
    afterRun,
    regrouped,
  }: {
    readonly told: ReadonlySet<string>;
    /** The last run that was scored. */
    readonly afterRun: number;
    readonly regrouped: readonly string[];
  },
): Promise<number> {
  await differenceCells(client);
  await addVerified(client, judged, { told, afterRun });
  const { rows } = await client.query<{ unit_id: string; commune: string }>(
    `select n.unit_id, coalesce(s.commune_code, '${noUnit}') as commune
     from (select distinct unit_id from quality_new) n left join school s on s.school_id = n.unit_id`,
  );
  const schools = rows.map((row) => row.unit_id);
  const communes = [...new Set([...rows.map((row) => row.commune), ...regrouped])];
  if (communes.length === 0) return 0;
  return writeAll(client, moment, "quality.standing", { schools, communes });
}

/** Writes the cells of schools in `quality_new`, then what follows from them, each level from the one below. */
async function writeAll(
  client: Client,
  moment: ScoringMoment,
  last: Last,
  { schools, communes }: { readonly schools: Units; readonly communes: Units },
): Promise<number> {
  const write = (kind: string, units: Units, dataset?: string) =>
    writeScores(client, { kind, units, moment, last, dataset });
  const both = async (kind: string, units: Units) => {
    const written = await write(kind, units);
    await allDatasets(client, kind, units);
    return written + (await write(kind, units, whole));
  };
  let written = await both("school", schools);
  await rollUp(client, "commune", `coalesce(s.commune_code, '${noUnit}')`, "school", communes);
  written += await both("commune", communes);
  await rollUp(client, "city", `'${whole}'`, "commune", undefined);
  return written + (await both("city", undefined));
}

const among = (units: Units, parameter: string) =>
  units === undefined ? "true" : `unit_id = any(${parameter})`;

/** Sums the parts of each unit; parts of a unit add up to it in records and failing records by construction. */
async function rollUp(
  client: Client,
  kind: "commune" | "city",
  parent: string,
  partKind: "school" | "commune",
  units: Units,
): Promise<void> {
  // Few communes: only their own schools are read. Schools of no known commune can't be looked up so.
  const parts =
    units === undefined || units.includes(noUnit)
      ? "true"
      : "l.unit_id in (select school_id from school where commune_code = any($1))";
  await client.query(
    `insert into quality_new
     select '${kind}', ${parent}, l.dataset, l.dimension, sum(l.records), sum(l.failing),
       case when sum(l.records) = 0 then 100 else round(sum(l.records * l.score) / sum(l.records), 2) end, null
     from quality.standing l left join school s on s.school_id = l.unit_id
     where l.unit_kind = '${partKind}' and l.dataset <> '${whole}' and ${parts}
       and ${units === undefined ? "true" : `${parent} = any($1)`} group by 2, 3, 4`,
    units === undefined ? [] : [units],
  );
}

/** The row `*` over all datasets of each unit: counts add up, scores are weighted by dataset. */
async function allDatasets(client: Client, kind: string, units: Units): Promise<void> {
  await client.query(
    `insert into quality_new
     select '${kind}', l.unit_id, '${whole}', l.dimension, sum(l.records), sum(l.failing),
       coalesce(round(sum(l.score * d.weight) filter (where l.records > 0) / sum(d.weight) filter (where l.records > 0), 2), 100), null
     from quality.standing l join quality_dataset d on d.dataset = l.dataset
     where l.unit_kind = '${kind}' and ${among(units, "$1")} group by 2, 4`,
    units === undefined ? [] : [units],
  );
}

/**
 * Writes what differs from the last rows. Where a unit in question has no new row, its last one was about records
 * that are gone: it gets a row of zero records, or the sums above it would still count them.
 */
async function writeScores(
  client: Client,
  target: {
    readonly kind: string;
    readonly units: Units;
    readonly moment: ScoringMoment;
    readonly last: Last;
    readonly dataset: string | undefined;
  },
): Promise<number> {
  const { kind, units, moment, last, dataset } = target;
  const isFull = last === "quality_last";
  const parameters: unknown[] = [moment.runSeq, moment.now];
  if (units !== undefined) parameters.push(units);
  // A school's cells that did not move keep their row: by difference, and in full those of datasets without rules.
  const vanished =
    kind === "school" && dataset === undefined
      ? isFull
        ? "(l.dataset, l.unit_id) in (select dataset, unit_id from quality_pair)"
        : "false"
      : dataset === undefined
        ? `l.dataset <> '${whole}'`
        : `l.dataset = '${whole}'`;
  await client.query("analyze quality_new");
  const { rows } = await client.query<{ n: string }>(
    `with last_row as not materialized (select * from ${last} where unit_kind = '${kind}' and ${among(units, "$3")}),
     now_row as (
       select unit_kind, unit_id, dataset, dimension, records, failing, score, lost from quality_new
       union all
       select l.unit_kind, l.unit_id, l.dataset, l.dimension, 0, 0, 100, null from last_row l
       where ${vanished} and not exists (
         select 1 from quality_new n where n.unit_kind = l.unit_kind and n.unit_id = l.unit_id and n.dataset = l.dataset and n.dimension = l.dimension)
     ),
     compared as materialized (
       select n.*, (n.records, n.failing, n.score) is distinct from (l.records, l.failing, l.score) as moved
       from now_row n left join last_row l on l.unit_id = n.unit_id and l.dataset = n.dataset and l.dimension = n.dimension
       where ${isFull ? "true" : "(n.records, n.failing, n.score, n.lost) is distinct from (l.records, l.failing, l.score, l.lost)"}
     ),
     remembered as (
       insert into quality.standing (unit_kind, unit_id, dataset, dimension, records, failing, score, lost)
       select unit_kind, unit_id, dataset, dimension, records, failing, score, lost from compared order by 2, 3, 4
       on conflict (unit_kind, unit_id, dataset, dimension)
         do update set records = excluded.records, failing = excluded.failing, score = excluded.score, lost = excluded.lost
     ),
     written as (
       insert into quality_score (unit_kind, unit_id, dataset, dimension, run_seq, records, failing, score, scored_at)
       select unit_kind, unit_id, dataset, dimension, $1, records, failing, score, $2 from compared where moved order by 2, 3, 4
       on conflict (unit_kind, unit_id, dataset, dimension, run_seq)
         do update set records = excluded.records, failing = excluded.failing, score = excluded.score, scored_at = excluded.scored_at
       returning 1
     )
     select count(*) as n from written`,
    parameters,
  );
  await client.query("truncate quality_new");
  return Number(rows[0]?.n ?? 0);
}
