import type { Occurrence } from "#src/domains/dictionary/matching.ts";
import { quote } from "#src/platform/duckdb.ts";
import type { Compared } from "../2-standardise/compare-standing.ts";
import type { RunContext } from "../context.ts";

/** Columns every entity's rows have beside its context: what identifies a person. */
const identifyingColumns = {
  full_name: "varchar",
  birth_date: "date",
  sex: "varchar",
  national_id: "varchar",
} as const;

/** Names of all columns by which an entity's people are told apart. */
function personColumnsOf(context: Pick<RunContext, "declarations">, entity: string): readonly string[] {
  const contexts = occurrencesOf(context, entity).flatMap((occurrence) =>
    Object.keys(occurrence.context ?? {}),
  );
  return [...Object.keys(identifyingColumns), ...new Set(contexts)];
}

function occurrencesOf(
  { declarations }: Pick<RunContext, "declarations">,
  entity: string,
): readonly Occurrence[] {
  return declarations.matchings
    .filter((matching) => matching.entity === entity)
    .flatMap((matching) => matching.occurrences);
}

/**
 * Table `person_row` (row_id, group_id, anchor, identifying columns, context columns): what this run's rows say of
 * an entity's people, for comparing. `group_id` is the record a row was resolved to; its
 * source key is the anchor. A row that points at nobody known has its source key as group and no anchor: it may find its
 * person by likeness. Of a record that a list brings only the
 * lists' rows count, of others every row that identifies them; rows that say the same of a record count once.
 *
 * National ids that could not be read (a lost zero, `3.03E+10`) are compared as they were written.
 */
export async function buildPersonRows(
  context: RunContext,
  entity: string,
  compared: readonly Compared[],
): Promise<void> {
  const columns = personColumnsOf(context, entity);
  const parts = occurrencesOf(context, entity).flatMap((occurrence) => {
    const item = compared.find(({ intakeId }) => intakeId === occurrence.intake);
    return item === undefined ? [] : [partSql(context, occurrence, item, columns)];
  });
  const types = columns.map(
    (name) =>
      `cast(null as ${name in identifyingColumns ? identifyingColumns[name as keyof typeof identifyingColumns] : "varchar"}) as ${name}`,
  );
  await context.lake.run(`
    create or replace temp table person_row as
    select min(row_id) as row_id, group_id, min(anchor) as anchor, ${columns.join(", ")}
    from (
      select cast(null as bigint) as row_id, cast(null as uuid) as group_id, cast(null as uuid) as anchor, ${types.join(", ")} where false
      ${parts.map((part) => `union all ${part}`).join("\n")}
    )
    group by group_id, ${columns.join(", ")}`);
}

function partSql(
  context: RunContext,
  occurrence: Occurrence,
  item: Compared,
  columns: readonly string[],
): string {
  const written = /^[a-z_]+$/.test(occurrence.nationalId)
    ? `coalesce(${occurrence.nationalId}, said_id)`
    : occurrence.nationalId;
  const values: Readonly<Record<string, string>> = {
    full_name: occurrence.fullName,
    birth_date: occurrence.birthDate,
    sex: occurrence.sex,
    national_id: written,
    ...occurrence.context,
  };
  const list = columns.map((name) =>
    name in identifyingColumns
      ? `cast(${values[name] ?? "null"} as ${identifyingColumns[name as keyof typeof identifyingColumns]})`
      : `cast(${values[name] ?? "null"} as varchar)`,
  );
  const resolved = `select source_row_id, coalesce(record_id, source_key) as said_group,
      case when record_id is not null then source_key end as said_anchor
    from resolved i
    where entity = ${quote(occurrence.entity)} and intake = ${quote(occurrence.intake)} and role = ${quote(occurrence.role)}
      and (brings or not exists (from listed l where l.entity = i.entity and l.record_id = i.record_id))`;
  const unread = `select source_row_id, min(raw) as said_id from read_parquet(${quote(item.rejectsFile)})
    where column_name = ${quote(camelCase(occurrence.nationalId))} group by source_row_id`;
  return `
    select source_row_id, said_group, said_anchor, ${list.join(", ")}
    from (
      select r.*, i.said_group, i.said_anchor, u.said_id, m.row_person
      from read_parquet(${quote(item.freshFile)}) r
      join (${resolved}) i on i.source_row_id = r.source_row_id
      left join (${unread}) u on u.source_row_id = r.source_row_id
      left join (${rowPersonSql(context, occurrence)}) m on m.source_row_id = r.source_row_id
    )
    where ${occurrence.fullName} is not null`;
}

/** The record of the row's main person as far as it is known by now: matchings are linked in the order they are declared. */
function rowPersonSql({ declarations }: RunContext, occurrence: Occurrence): string {
  const main = declarations.matchings
    .flatMap((matching) => matching.occurrences)
    .find(({ intake, role }) => intake === occurrence.intake && role === "self");
  const isAsked = Object.values(occurrence.context ?? {}).includes("row_person");
  if (main === undefined || !isAsked)
    return "select cast(null as bigint) as source_row_id, cast(null as uuid) as row_person where false";
  return `select o.source_row_id, coalesce(j.cluster, o.record_id) as row_person
    from resolved o left join joined j on j.entity = o.entity and j.record_id = o.record_id
    where o.entity = ${quote(main.entity)} and o.intake = ${quote(main.intake)} and o.role = 'self'`;
}

function camelCase(column: string): string {
  return column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
