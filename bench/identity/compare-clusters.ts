import type { Lake } from "#src/platform/duckdb.ts";

/** Two results over the same rows held against each other; no truth is needed, only persons for the share of them. */
export interface Agreement {
  /** Rows that both results put into a record. */
  readonly rows: number;
  /** Rows that only one of them put into a record. */
  readonly rowsInOne: number;
  /** Pairs of rows that are one record in both, in the first only, in the second only. */
  readonly pairsInBoth: number;
  readonly pairsInFirst: number;
  readonly pairsInSecond: number;
  /** pairsInBoth of all pairs that are one record in either; 1 when there are none. */
  readonly sharePairs: number;
  readonly persons: number;
  /** Share of persons all of whose rows have the same golden id in both (held in both counts as the same). */
  readonly sharePersonsSameId: number;
  /** Persons whose golden ids differ, by the kinds of mistakes in their rows, commonest first. */
  readonly differing: Readonly<Record<string, number>>;
  /** Some of them, by the truth's ids. */
  readonly differingPersons: readonly string[];
}

const pairs = (n: string) => `(${n} * (${n} - 1) // 2)`;

/**
 * Compares table `compared` (entity, person_id, errors, a, b: the record of a row in either result or null).
 * Pairs are counted over the rows that have a record in both, as an index of the two partitions.
 */
export async function compareClusters(lake: Lake): Promise<Agreement> {
  const [counted] = await lake.rows<Record<string, string | null>>(`
    with both_ as (select entity, a, b, count(*) as n from compared where a is not null and b is not null group by all),
      person as (select entity, person_id, bool_and(a is not distinct from b) as same from compared group by all)
    select (select sum(n) from both_) as rows,
      (select count(*) from compared where (a is null) <> (b is null)) as rows_in_one,
      (select sum(${pairs("n")}) from both_) as in_both,
      (select sum(${pairs("n")}) from (select sum(n) as n from both_ group by entity, a)) as in_a,
      (select sum(${pairs("n")}) from (select sum(n) as n from both_ group by entity, b)) as in_b,
      (select count(*) from person) as persons,
      (select count(*) from person where same) as same`);
  const of = (name: string) => Number(counted?.[name] ?? 0);
  const [pairsInBoth, persons] = [of("in_both"), of("persons")];
  const either = of("in_a") + of("in_b") - pairsInBoth;
  const differing = await lake.rows<{ kinds: string; n: string }>(`
    select kinds, count(*) as n from (
      select entity || ': ' || coalesce(nullif(array_to_string(list_sort(list_distinct(flatten(list(errors)))), '+'), ''), 'none') as kinds
      from compared group by entity, person_id having not bool_and(a is not distinct from b)
    ) group by kinds order by count(*) desc, kinds limit 20`);
  const [some] = await lake.rows<{ persons: string[] }>(`
    select coalesce(list(person_id order by person_id)[:10], []) as persons from (
      select person_id from compared group by entity, person_id having not bool_and(a is not distinct from b))`);
  return {
    rows: of("rows"),
    rowsInOne: of("rows_in_one"),
    pairsInBoth,
    pairsInFirst: of("in_a") - pairsInBoth,
    pairsInSecond: of("in_b") - pairsInBoth,
    sharePairs: either === 0 ? 1 : pairsInBoth / either,
    persons,
    sharePersonsSameId: persons === 0 ? 1 : of("same") / persons,
    differing: Object.fromEntries(differing.map(({ kinds, n }) => [kinds, Number(n)])),
    differingPersons: some?.persons ?? [],
  };
}
