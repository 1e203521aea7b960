import { toSnakeCase } from "#src/domains/dictionary/text.ts";
import type { Client } from "#src/platform/postgres/pool.ts";
import { ownerColumn } from "./build-pass.ts";
import type { Judged } from "./rules.ts";
import { noUnit, whole } from "./stage.ts";

/**
 * A cell is a school's dataset in one dimension: records, failing records, points they lose, and the score that
 * follows from these three. Both ways to the cells of `quality_new` stand here, so that they can't drift apart.
 */
const score = (records: string, lost: string, weight: string) =>
  `case when ${records} = 0 then 100 else round(100 * (1 - ${lost} / (${records} * ${weight})), 2) end`;

/** Cells of all schools, from their records (`quality_pair`) and what these lose (`quality_tally`). */
export async function schoolCells(client: Client): Promise<void> {
  await client.query("analyze quality_pair; analyze quality_tally");
  await client.query(`
    insert into quality_new
    select 'school', p.unit_id, p.dataset, d.dimension, p.records, coalesce(t.failing, 0),
      ${score("p.records", "coalesce(t.lost, 0)", "d.weight")}, coalesce(t.lost, 0)
    from quality_pair p join quality_judged d on d.dataset = p.dataset
      left join quality_tally t on t.dataset = p.dataset and t.unit_id = p.unit_id and t.dimension = d.dimension`);
}

/** Cells that moved: what the memory says, and the difference in records and points. */
export async function differenceCells(client: Client): Promise<void> {
  await client.query("analyze quality_pair; analyze quality_tally");
  // A table of its own with statistics: the planner can't tell how many sums differ from zero. In the memory's order,
  // so that looking up fifty thousand rows there goes page by page.
  await client.query(`
    create temp table quality_difference on commit drop as
      select dataset, unit_id, dimension, sum(records) as records, sum(failing) as failing, sum(lost) as lost
      from (
        select p.dataset, p.unit_id, d.dimension, p.records, 0 as failing, 0 as lost
        from quality_pair p join quality_judged d on d.dataset = p.dataset
        union all
        select dataset, unit_id, dimension, 0, failing, lost from quality_tally
      ) parts group by 1, 2, 3
      having sum(records) <> 0 or sum(failing) <> 0 or sum(lost) <> 0
      order by unit_id, dataset, dimension;
    analyze quality_difference`);
  await client.query(`
    insert into quality_new
    with cell as (
      select c.dataset, c.unit_id, c.dimension, coalesce(m.records, 0) + c.records as records,
        coalesce(m.failing, 0) + c.failing as failing, coalesce(m.lost, 0) + c.lost as lost
      from quality_difference c left join quality.standing m on m.unit_kind = 'school' and m.unit_id = c.unit_id
        and m.dataset = c.dataset and m.dimension = c.dimension
    )
    select 'school', c.unit_id, c.dataset, c.dimension, c.records, c.failing,
      ${score("c.records", "c.lost", "d.weight")}, c.lost
    from cell c join quality_judged d on d.dataset = c.dataset and d.dimension = c.dimension`);
}

/** Which schools' people are counted: all, or those whose records changed, or whose standing did in runs after one. */
export type VerifiedScope = "all" | { readonly told: ReadonlySet<string>; readonly afterRun: number };

/**
 * *Ever verified* (the registry once said yes) and *currently consistent* (no rule on identity is broken now) are two
 * figures that the Đề án's reports mix up (handbook §2); both stand beside the dimensions. The second is a dimension
 * like others; the first is counted here, from `verification`.
 */
export async function addVerified(
  client: Client,
  judged: readonly Judged[],
  scope: VerifiedScope,
): Promise<void> {
  for (const item of judged.filter(({ view }) => view.identityRules.length > 0)) {
    const { dataset } = item;
    await client.query(
      `insert into quality_new
       with unit as (${scope === "all" ? "select unit_id, records from quality_pair where dataset = $1" : movedUnits(item, scope)}),
       verified as (
         select coalesce(school_id, '${noUnit}') as unit_id, count(*) as n from verification
         where entity = $1 and ever_verified_at is not null
           and ${scope === "all" ? "true" : "(school_id in (select unit_id from unit) or school_id is null)"} group by 1
       )
       select 'school', p.unit_id, $1, 'everVerified', p.records, p.records - coalesce(v.n, 0),
         ${score("p.records", "(p.records - coalesce(v.n, 0))", "cast(1 as numeric)")}, p.records - coalesce(v.n, 0)
       from unit p left join verified v on v.unit_id = p.unit_id`,
      [dataset.id],
    );
  }
}

/** Schools that won, lost or changed people, or whose people were verified since the last scoring. */
function movedUnits(item: Judged, { told, afterRun }: Exclude<VerifiedScope, "all">): string {
  const { dataset } = item;
  const key = toSnakeCase(dataset.key[0] ?? "");
  const changed = told.has(dataset.id)
    ? `select coalesce(${ownerColumn(item)}, '${noUnit}') as unit_id from changed_${dataset.table} c join ${dataset.table} r on r.${key} = c.${key} union `
    : "";
  return `select u.unit_id, coalesce(n.records, m.records) as records
    from (${changed}select unit_id from quality_pair where dataset = $1
          union select coalesce(school_id, '${noUnit}') from verification where entity = $1 and run_seq > ${afterRun}) u
    left join quality_new n on n.unit_id = u.unit_id and n.dataset = $1 and n.dimension = '${whole}'
    left join quality.standing m on m.unit_kind = 'school' and m.unit_id = u.unit_id and m.dataset = $1 and m.dimension = '${whole}'
    where coalesce(n.records, m.records) is not null`;
}
