import type { Lake } from "#src/platform/duckdb.ts";
import { truthTable } from "./truth-table.ts";

/** A pair of rows that was decided wrongly, with the invented people behind it and what is wrong in each row. */
export interface Example {
  readonly entity: string;
  /** Mistakes of the first and of the second row, which is what there are few kinds of. */
  readonly kinds: string;
  /** Pairs of these kinds. */
  readonly pairs: number;
  readonly rows: readonly ExampleRow[];
}

interface ExampleRow {
  readonly place: string;
  readonly sourceRowId: string | null;
  readonly outcome: string;
  readonly recordId: string | null;
  readonly personId: string;
  /** As the truth has it. */
  readonly person: string;
  /** Mistakes: `kind column: true → written`. */
  readonly planted: readonly string[];
}

/**
 * Typical missed pairs and wrongly joined ones: the commonest combinations of mistakes first, one pair of each. Groups
 * are small, so pairs are spelt out only where a person is split or a record mixed.
 */
export async function readExamples(
  lake: Lake,
  city: string,
  count: number,
): Promise<{ readonly missed: readonly Example[]; readonly wrong: readonly Example[] }> {
  await lake.run(`
    create or replace temp table example_row as
      select p.row_no, p.entity, p.person_id, p.record_id, p.errors, p.vendor, {place: concat_ws('/', vendor, school, file, row), "sourceRowId": cast(source_row_id as varchar),
        outcome: outcome, "recordId": cast(record_id as varchar), "personId": p.person_id} as told
      from placed p
      where person_id in (
          select person_id from placed group by person_id having count(*) > 1 and (count(distinct record_id) > 1 or count(record_id) < count(*)))
        or record_id in (select record_id from placed group by record_id having count(distinct person_id) > 1);
    create or replace temp table example_pair as
      select a.entity, 'missed' as sort, a.row_no as a, b.row_no as b, ${kindsSql} as kinds
      from example_row a join example_row b on a.person_id = b.person_id and a.entity = b.entity and a.row_no < b.row_no
        and (a.record_id = b.record_id) is not true
      union all
      select a.entity, 'wrong', a.row_no, b.row_no, ${kindsSql}
      from example_row a join example_row b on a.record_id = b.record_id and a.entity = b.entity and a.row_no < b.row_no
        and a.person_id <> b.person_id;
    create or replace temp table example as
      select * from (
        select sort, entity, kinds, count(*) as pairs, arg_min({a: a, b: b}, hash(a, b)) as pair from example_pair group by all
      ) qualify row_number() over (partition by sort order by pairs desc, kinds) <= ${count}`);
  const rows = await lake.rows<{
    sort: string;
    entity: string;
    kinds: string;
    pairs: string;
    rows: readonly ExampleRow[];
  }>(`
    with person as (
      select "personId", any_value(concat_ws(', ', "fullName", "birthDate", sex, nullif("nationalId", ''), nullif("idCause", ''))) as person
      from ${truthTable(city, "persons")} group by all
    ),
    planted as (
      select vendor || '/' || "schoolCode" || '/' || file || '/' || row as place, "personId", list(concat_ws(' ', kind, "column") || ': ' || "trueValue" || ' → ' || "writtenValue") as planted
      from ${truthTable(city, "errors")} where kind not like 'noId%' group by all
    )
    select e.sort, e.entity, e.kinds, e.pairs, list({place: r.told.place, "sourceRowId": r.told."sourceRowId", outcome: r.told.outcome,
      "recordId": r.told."recordId", "personId": r.told."personId", person: p.person, planted: coalesce(m.planted, [])} order by r.row_no) as rows
    from example e
    join example_row r on r.row_no in (e.pair.a, e.pair.b)
    left join person p on p."personId" = r.told."personId"
    left join planted m on m.place = r.told.place and m."personId" = r.told."personId"
    group by all order by e.sort, e.pairs desc, e.kinds`);
  const of = (sort: string) =>
    rows
      .filter((row) => row.sort === sort)
      .map(({ sort: _, pairs, ...row }) => ({ ...row, pairs: Number(pairs) }));
  return { missed: of("missed"), wrong: of("wrong") };
}

/** A guardian's rows carry no mistakes of their own; which systems named them says more. */
const kindOf = (row: string) =>
  `coalesce(nullif(array_to_string(${row}.errors, '+'), ''), case ${row}.entity when 'guardian' then ${row}.vendor end, '-')`;
const kindsSql = `array_to_string(list_sort([${kindOf("a")}, ${kindOf("b")}]), ' | ')`;
