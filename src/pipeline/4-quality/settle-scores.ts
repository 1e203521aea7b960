import { toSnakeCase } from "#src/domains/dictionary/text.ts";
import type { Client } from "#src/platform/postgres/pool.ts";
import { ownerColumn } from "./build-pass.ts";
import type { Judged } from "./rules.ts";
import { noUnit, whole } from "./stage.ts";

/** When a score was taken, and in which run. */
export interface ScoringMoment {
  readonly runSeq: number;
  readonly now: Date;
}

/** Units whose scores are worked out anew; absent: all. */
type Units = readonly string[] | undefined;

/**
 * Works out the scores of the schools in `quality_pair` from `quality_tally`, then of their communes and the city from
 * their schools. A row is written only where it differs from the unit's last one, so the history says when a
 * score moved and a repeat writes nothing. Returns the rows written.
 */
export async function settleScores(
  client: Client,
  judged: readonly Judged[],
  moment: ScoringMoment,
  scope: { readonly schools: Units; readonly communes: Units },
): Promise<number> {
  await client.query("analyze quality_pair");
  await schoolScores(client, judged);
  let written = await writeScores(client, "school", scope.schools, moment);
  written += await allDatasets(client, "school", scope.schools, moment);
  await rollUp(client, "commune", "coalesce(s.commune_code, '-')", "school", scope.communes);
  written += await writeScores(client, "commune", scope.communes, moment);
  written += await allDatasets(client, "commune", scope.communes, moment);
  await rollUp(client, "city", `'${whole}'`, "commune", undefined);
  written += await writeScores(client, "city", undefined, moment);
  return written + (await allDatasets(client, "city", undefined, moment));
}

/** Records, failing records and score of each school's dataset in each dimension and overall. */
async function schoolScores(client: Client, judged: readonly Judged[]): Promise<void> {
  await client.query("analyze quality_tally");
  await client.query(`
    insert into quality_new
    with judged as (
      select dataset, dimension, 1 as weight from quality_dimension
      union all select dataset, '${whole}', sum(weight) from quality_dimension group by 1
    )
    select 'school', p.unit_id, p.dataset, d.dimension, p.records, coalesce(t.failing, 0),
      case when p.records = 0 then 100 else round(100 * (1 - coalesce(t.lost, 0) / (p.records * d.weight)), 2) end
    from quality_pair p join judged d on d.dataset = p.dataset
      left join quality_tally t on t.dataset = p.dataset and t.unit_id = p.unit_id and t.dimension = d.dimension`);
  for (const item of judged) {
    if (item.view.identityRules.length > 0) await identityFigures(client, item);
  }
}

/**
 * *Ever verified* (the registry once said yes) and *currently consistent* (no rule on identity is broken now) are two
 * figures that the Đề án's reports mix up (handbook §2); both stand beside the dimensions.
 */
async function identityFigures(client: Client, item: Judged): Promise<void> {
  const { dataset, view } = item;
  const key = toSnakeCase(dataset.key[0] ?? "");
  const share = (failing: string) =>
    `case when p.records = 0 then 100 else round(100 * (1 - ${failing} / cast(p.records as numeric)), 2) end`;
  await client.query(
    `insert into quality_new
     with failing as (
       select coalesce(school_id, '${noUnit}') as unit_id, count(distinct record_key) as n
       from quality_issue where dataset = $1 and check_code = any($2) group by 1
     )
     select 'school', p.unit_id, p.dataset, 'currentlyConsistent', p.records, coalesce(f.n, 0), ${share("coalesce(f.n, 0)")}
     from quality_pair p left join failing f on f.unit_id = p.unit_id where p.dataset = $1`,
    [dataset.id, view.identityRules],
  );
  await client.query(
    `insert into quality_new
     with verified as (
       select coalesce(${ownerColumn(item)}, '${noUnit}') as unit_id, count(distinct c.record_id) as n
       from reconciliation_case c join ${dataset.table} r on r.${key} = c.record_id ${view.owner?.join ?? ""}
       where c.status = 'verified' group by 1
     )
     select 'school', p.unit_id, p.dataset, 'everVerified', p.records, p.records - coalesce(v.n, 0), ${share("(p.records - coalesce(v.n, 0))")}
     from quality_pair p left join verified v on v.unit_id = p.unit_id where p.dataset = $1`,
    [dataset.id],
  );
}

/** The last row of every dataset and dimension of the units that `where` names. */
function latest(kind: string, where = "true"): string {
  return `select distinct on (unit_kind, unit_id, dataset, dimension) unit_kind, unit_id, dataset, dimension, records, failing, score
    from quality_score where unit_kind = '${kind}' and ${where}
    order by unit_kind, unit_id, dataset, dimension, run_seq desc`;
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
  // Few communes: only the history of their own schools is read. Schools of no known commune can't be looked up so.
  const parts =
    units === undefined || units.includes(noUnit)
      ? "true"
      : "unit_id in (select school_id from school where commune_code = any($1))";
  await client.query(
    `insert into quality_new
     select '${kind}', ${parent}, l.dataset, l.dimension, sum(l.records), sum(l.failing),
       case when sum(l.records) = 0 then 100 else round(sum(l.records * l.score) / sum(l.records), 2) end
     from (${latest(partKind, parts)}) l
       left join school s on s.school_id = l.unit_id
     where l.dataset <> '${whole}' and ${units === undefined ? "true" : `${parent} = any($1)`} group by 2, 3, 4`,
    units === undefined ? [] : [units],
  );
}

/** The row `*` over all datasets of each unit: counts add up, scores are weighted by dataset. */
async function allDatasets(
  client: Client,
  kind: string,
  units: Units,
  moment: ScoringMoment,
): Promise<number> {
  await client.query(
    `insert into quality_new
     select '${kind}', l.unit_id, '${whole}', l.dimension, sum(l.records), sum(l.failing),
       coalesce(round(sum(l.score * d.weight) filter (where l.records > 0) / sum(d.weight) filter (where l.records > 0), 2), 100)
     from (${latest(kind, among(units, "$1"))}) l join quality_dataset d on d.dataset = l.dataset
     where l.dataset <> '${whole}' group by 2, 4`,
    units === undefined ? [] : [units],
  );
  return writeScores(client, kind, units, moment, whole);
}

/**
 * Writes what differs from the last rows. Where a unit in question has no new row, its last one was about records
 * that are gone: it gets a row of zero records, or the sums above it would still count them.
 */
async function writeScores(
  client: Client,
  kind: string,
  units: Units,
  moment: ScoringMoment,
  dataset?: string,
): Promise<number> {
  const parameters: unknown[] = [moment.runSeq, moment.now];
  if (units !== undefined) parameters.push(units);
  // A school's datasets that were not judged this time keep their last row.
  const vanished =
    kind === "school" && dataset === undefined
      ? `(l.dataset, l.unit_id) in (select dataset, unit_id from quality_pair)`
      : dataset === undefined
        ? `l.dataset <> '${whole}'`
        : `l.dataset = '${whole}'`;
  const { rowCount } = await client.query(
    `insert into quality_score as q (unit_kind, unit_id, dataset, dimension, run_seq, records, failing, score, scored_at)
     with last_row as (${latest(kind, among(units, "$3"))}),
     now_row as (
       select unit_kind, unit_id, dataset, dimension, records, failing, score from quality_new where unit_kind = '${kind}'
       union all
       select l.unit_kind, l.unit_id, l.dataset, l.dimension, 0, 0, 100 from last_row l
       where ${vanished} and not exists (
         select 1 from quality_new n where n.unit_kind = l.unit_kind and n.unit_id = l.unit_id and n.dataset = l.dataset and n.dimension = l.dimension)
     )
     select n.unit_kind, n.unit_id, n.dataset, n.dimension, $1, n.records, n.failing, n.score, $2
     from now_row n left join last_row l on l.unit_id = n.unit_id and l.dataset = n.dataset and l.dimension = n.dimension
     where (n.records, n.failing, n.score) is distinct from (l.records, l.failing, l.score)
     on conflict (unit_kind, unit_id, dataset, dimension, run_seq)
       do update set records = excluded.records, failing = excluded.failing, score = excluded.score, scored_at = excluded.scored_at`,
    parameters,
  );
  await client.query("truncate quality_new");
  return rowCount ?? 0;
}
