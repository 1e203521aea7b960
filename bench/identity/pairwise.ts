import type { Lake } from "#src/platform/duckdb.ts";

/** How well rows were put together, counted over pairs of rows. */
export interface PairMeasure {
  readonly rows: number;
  /** Rows that no record came of; each stands for itself. */
  readonly heldRows: number;
  readonly persons: number;
  readonly records: number;
  /** Pairs of rows of one person. */
  readonly truthPairs: number;
  /** Pairs of rows in one record. */
  readonly foundPairs: number;
  /** Pairs of rows of one person in one record. */
  readonly rightPairs: number;
  readonly wrongPairs: number;
  readonly missedPairs: number;
  /** Records that hold rows of more than one person. */
  readonly wrongMerges: number;
  /** Persons whose rows are in more than one record, or held. */
  readonly splitPersons: number;
  /** rightPairs / foundPairs; 1 when nothing was put together, for then nothing was put together wrongly. */
  readonly precision: number;
  /** rightPairs / truthPairs; 1 when there was nothing to put together. */
  readonly recall: number;
  readonly f1: number;
}

/** Pairs of which at least one row carries a mistake of this kind. */
export interface KindMeasure {
  readonly rows: number;
  readonly truthPairs: number;
  readonly missedPairs: number;
  readonly recall: number;
  readonly wrongPairs: number;
}

/** Rows that differ from the truth in nothing: a pair counts here when both are such. */
export const noError = "none";

const pairs = (n: string) => `(${n} * (${n} - 1) // 2)`;

/**
 * Measures table `placed` (entity, person_id, record_id or null, errors varchar[], row_no unique): counts of groups
 * instead of pairs, so a city of 1.2 M rows takes seconds.
 */
export async function measurePairs(lake: Lake, entity?: string): Promise<PairMeasure> {
  const { rows, ...sums } = await sumGroups(lake, entity);
  const { truthPairs, foundPairs, rightPairs } = sums;
  const precision = foundPairs === 0 ? 1 : rightPairs / foundPairs;
  const recall = truthPairs === 0 ? 1 : rightPairs / truthPairs;
  return {
    rows,
    ...sums,
    wrongPairs: foundPairs - rightPairs,
    missedPairs: truthPairs - rightPairs,
    precision,
    recall,
    f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall),
  };
}

type Sums = Pick<
  PairMeasure,
  | "rows"
  | "heldRows"
  | "persons"
  | "records"
  | "truthPairs"
  | "foundPairs"
  | "rightPairs"
  | "wrongMerges"
  | "splitPersons"
>;

async function sumGroups(lake: Lake, entity: string | undefined): Promise<Sums> {
  await clusters(lake, entity);
  const [sums] = await lake.rows<Record<keyof Sums, string | null>>(`
    with both_ as (select entity, person_id, cluster, count(*) as n from clustered group by all),
      person as (select entity, person_id, sum(n) as n, count(*) as parts from both_ group by all),
      record as (select entity, cluster, sum(n) as n, count(*) as parts from both_ group by all)
    select (select count(*) from clustered) as rows,
      (select count(*) from clustered where record_id is null) as "heldRows",
      (select count(*) from person) as persons,
      (select count(distinct (entity, record_id)) from clustered where record_id is not null) as records,
      (select sum(${pairs("n")}) from person) as "truthPairs",
      (select sum(${pairs("n")}) from record) as "foundPairs",
      (select sum(${pairs("n")}) from both_) as "rightPairs",
      (select count(*) from record where parts > 1) as "wrongMerges",
      (select count(*) from person where parts > 1) as "splitPersons"`);
  const of = (name: keyof Sums) => Number(sums?.[name] ?? 0);
  return {
    rows: of("rows"),
    heldRows: of("heldRows"),
    persons: of("persons"),
    records: of("records"),
    truthPairs: of("truthPairs"),
    foundPairs: of("foundPairs"),
    rightPairs: of("rightPairs"),
    wrongMerges: of("wrongMerges"),
    splitPersons: of("splitPersons"),
  };
}

/** Table `clustered`: `placed` with the cluster of each row; a held row is a cluster of its own. */
async function clusters(lake: Lake, entity: string | undefined): Promise<void> {
  await lake.run(`create or replace temp table clustered as
    select *, coalesce(cast(record_id as varchar), 'held ' || row_no) as cluster from placed
    ${entity === undefined ? "" : `where entity = '${entity}'`}`);
}

/**
 * The same by kind of mistake. Pairs with at least one such row are all pairs of a group less those among its other
 * rows: C(n) − C(n − k).
 */
export async function measureKinds(
  lake: Lake,
  entity?: string,
): Promise<Readonly<Record<string, KindMeasure>>> {
  await clusters(lake, entity);
  await lake.run(`create or replace temp table row_kind as
    select distinct row_no, unnest(errors) as kind from clustered where len(errors) > 0`);
  const grouped = (keys: string) => `
    select kind, sum(${pairs("n")} - ${pairs("(n - k)")}) as pairs from (
      select kind, ${keys}, any_value(n) as n, count(*) as k
      from (select *, count(*) over (partition by ${keys}) as n from clustered) join row_kind using (row_no)
      group by kind, ${keys}
    ) group by kind`;
  const clean = (keys: string) => `
    select '${noError}' as kind, sum(${pairs("n")}) as pairs from (
      select count(*) as n from clustered where len(errors) = 0 group by ${keys})`;
  const both = (keys: string) => `(${grouped(keys)} union all ${clean(keys)})`;
  const rows = await lake.rows<Record<string, string | null>>(`
    with counted as (
      select kind, count(*) as rows from row_kind group by kind
      union all select '${noError}', count(*) from clustered where len(errors) = 0 having count(*) > 0
    )
    select c.kind, c.rows, t.pairs as truth, f.pairs as found, r.pairs as right_
    from counted c
    left join ${both("entity, person_id")} t using (kind)
    left join ${both("entity, cluster")} f using (kind)
    left join ${both("entity, person_id, cluster")} r using (kind)
    order by c.kind`);
  return Object.fromEntries(
    rows.map((row) => {
      const [truth, found, right] = [row.truth, row.found, row.right_].map((value) => Number(value ?? 0)) as [
        number,
        number,
        number,
      ];
      return [
        row.kind ?? "",
        {
          rows: Number(row.rows),
          truthPairs: truth,
          missedPairs: truth - right,
          recall: truth === 0 ? 1 : right / truth,
          wrongPairs: found - right,
        },
      ];
    }),
  );
}
