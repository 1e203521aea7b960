import { toSnakeCase } from "#src/domains/dictionary/text.ts";
import type { Client } from "#src/platform/postgres/pool.ts";
import { buildCount, expandScope, ownerColumn } from "./build-pass.ts";
import { changedTable } from "./changed-tables.ts";
import { keyColumns } from "./record-key.ts";
import type { Judged } from "./rules.ts";
import { noUnit, whole } from "./stage.ts";

/**
 * Adds to `quality_pair` how many records each school has more or fewer than the memory says, for one dataset. No
 * school is counted: what came, went or passed on is told with what it was before.
 *
 * Must not run twice for a run: told changes would be added twice.
 */
export async function countDifference(
  client: Client,
  item: Judged,
  changed: ReadonlySet<string>,
): Promise<void> {
  const { dataset, view } = item;
  const follows = view.owner?.before.of ?? [];
  if (![dataset.id, ...follows].some((id) => changed.has(id))) return;
  const counted = view.owner === undefined ? ownSchool(item) : followedSchool(item, changed.has(dataset.id));
  await client.query(
    `insert into quality_pair
     select '${dataset.id}', coalesce(school_id, '${noUnit}'), sum(n) from (${counted}) c group by 2 having sum(n) <> 0`,
  );
}

/** A dataset that is judged as a whole each time is counted as a whole, too; repeating this changes nothing. */
export async function countAgain(client: Client, item: Judged): Promise<void> {
  await client.query(
    `insert into quality_pair
     select '${item.dataset.id}', unit_id, coalesce(c.records, 0) - coalesce(m.records, 0)
     from (select coalesce(school_id, '${noUnit}') as unit_id, sum(records) as records from (${buildCount(item)}) g group by 1) c
       full join (select unit_id, records from quality.standing
         where unit_kind = 'school' and dataset = $1 and dimension = '${whole}') m using (unit_id)
     where coalesce(c.records, 0) <> coalesce(m.records, 0)`,
    [item.dataset.id],
  );
}

const sameKey = ({ dataset }: Judged, left: string, right: string): string =>
  keyColumns(dataset)
    .map(({ name }) => `${left}.${name} = ${right}.${name}`)
    .join(" and ");

/** Records that carry their school, or have none: minus one where it was, plus one where it is. */
function ownSchool(item: Judged): string {
  const { dataset } = item;
  const { schoolField } = dataset;
  const school = schoolField === undefined ? undefined : toSnakeCase(schoolField);
  const was =
    school === undefined
      ? "cast(null as text)"
      : schoolField !== undefined && dataset.key.includes(schoolField)
        ? `c.${school}`
        : `case when c.before ? '${school}' then c.before ->> '${school}' else r.${school} end`;
  return `
    select ${was} as school_id, -1 as n from ${changedTable(dataset)} c
      left join ${dataset.table} r on ${sameKey(item, "r", "c")} where c.before is not null
    union all
    select ${ownerColumn(item)}, 1 from ${changedTable(dataset)} c join ${dataset.table} r on ${sameKey(item, "r", "c")}`;
}

/** Records that belong to the school of somebody else: of all that are judged, since they follow whom they belong to. */
function followedSchool(item: Judged, isTold: boolean): string {
  const { dataset, view } = item;
  const { owner } = view;
  if (owner === undefined) throw new Error(`${dataset.id} has no owner to follow`);
  const [scored, keys] = [`scored_${dataset.table}`, keyColumns(dataset).map(({ name }) => name)];
  const withClause = (scope: string, relations: Readonly<Record<string, string>> = {}) => {
    const ctes = Object.entries(relations).map(([name, sql]) => `${name} as (${expandScope(sql, scope)})`);
    return ctes.length === 0 ? "" : `with ${ctes.join(", ")}`;
  };
  const told = changedTable(dataset);
  const list = (alias: string) => keys.map((name) => `${alias}.${name}`).join(", ");
  const before = isTold
    ? `(select ${list("s")} from ${scored} s left join ${told} c on ${sameKey(item, "c", "s")}
        where c.${keys[0]} is null or c.before is not null
        union all
        select ${list("c")} from ${told} c
        where c.before is not null and not exists (select 1 from ${scored} s where ${sameKey(item, "c", "s")}))`
    : scored;
  return `
    (${withClause(`scope_${dataset.table}`, owner.before.relations)} select ${owner.before.column} as school_id, -1 as n from ${before} r ${owner.before.join})
    union all
    (${withClause(scored, owner.relations)} select ${owner.column}, 1 from ${scored} r ${owner.join})`;
}
