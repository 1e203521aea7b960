import type { Check } from "#src/domains/dictionary/check.ts";
import type { Text } from "#src/domains/dictionary/text.ts";
import type { Db } from "#src/platform/postgres/pool.ts";
import { criterionScore, type DimensionSet } from "./dimension-sets.ts";
import { noUnit, whole } from "./stage.ts";

export interface Unit {
  readonly kind: "school" | "commune" | "city";
  /** School code, commune code, or `*` for the city; `-` gathers what has no known school or commune. */
  readonly id: string;
}

export const city: Unit = { kind: "city", id: whole };

/** Counts and score of one dataset (or `*`, all) in one dimension (or `*`, overall), as of the unit's last change. */
export interface ScoreRow {
  readonly dataset: string;
  readonly dimension: string;
  readonly records: number;
  readonly failing: number;
  readonly score: number;
  readonly runSeq: number;
}

export interface QualityReport {
  readonly unit: Unit;
  /** Last run that moved any score of the unit; undefined when the unit was never scored. */
  readonly runSeq: number | undefined;
  readonly records: number;
  readonly failing: number;
  readonly score: number | undefined;
  readonly criteria: readonly {
    readonly id: string;
    readonly title: Text;
    readonly score: number | undefined;
  }[];
  readonly datasets: readonly DatasetReport[];
  /** Two figures that are not one (handbook §2): confirmed by the registry once, and free of identity issues now. */
  readonly identity: readonly IdentityReport[];
  readonly topRules: readonly RuleCount[];
}

export interface DatasetReport {
  readonly dataset: string;
  readonly records: number;
  readonly failing: number;
  readonly score: number;
  readonly criteria: Readonly<Record<string, number>>;
}

export interface IdentityReport {
  readonly dataset: string;
  readonly records: number;
  readonly everVerified: number;
  readonly currentlyConsistent: number;
}

export interface RuleCount {
  readonly code: string;
  readonly sentence: Text;
  readonly dimension: string;
  readonly severity: string;
  readonly records: number;
}

/** How good the data of a school, a commune or the city is now, seen through a set of dimensions. */
export async function qualityReport(
  db: Db,
  checks: readonly Check[],
  options: { readonly unit: Unit; readonly dimensionSet: DimensionSet },
): Promise<QualityReport> {
  const { unit, dimensionSet } = options;
  const rows = await latestScores(db, unit);
  const of = (dataset: string) =>
    new Map(rows.filter((row) => row.dataset === dataset).map((row) => [row.dimension, row]));
  const scoresOf = (dataset: string) =>
    new Map([...of(dataset)].map(([dimension, row]) => [dimension, row.score]));
  const all = of(whole).get(whole);
  const datasets = [...new Set(rows.map((row) => row.dataset))].filter((dataset) => dataset !== whole);
  return {
    unit,
    runSeq: rows.length === 0 ? undefined : Math.max(...rows.map((row) => row.runSeq)),
    records: all?.records ?? 0,
    failing: all?.failing ?? 0,
    score: all?.score,
    criteria: dimensionSet.criteria.map((criterion) => ({
      id: criterion.id,
      title: criterion.title,
      score: criterionScore(criterion, scoresOf(whole)),
    })),
    datasets: datasets.flatMap((dataset) => {
      const overall = of(dataset).get(whole);
      if (overall === undefined || overall.records === 0) return [];
      const scores = scoresOf(dataset);
      const criteria = dimensionSet.criteria.flatMap((criterion) => {
        const score = criterionScore(criterion, scores);
        return score === undefined ? [] : [[criterion.id, score] as const];
      });
      const { records, failing, score } = overall;
      return [{ dataset, records, failing, score, criteria: Object.fromEntries(criteria) }];
    }),
    identity: datasets.flatMap((dataset) => {
      const ever = of(dataset).get("everVerified");
      const now = of(dataset).get("currentlyConsistent");
      if (ever === undefined || now === undefined) return [];
      return [
        {
          dataset,
          records: now.records,
          everVerified: ever.records - ever.failing,
          currentlyConsistent: now.records - now.failing,
        },
      ];
    }),
    topRules: await countRules(db, checks, unit),
  };
}

async function latestScores(db: Db, unit: Unit): Promise<readonly ScoreRow[]> {
  const { rows } = await db.query<
    Omit<ScoreRow, "records" | "failing"> & { records: string; failing: string }
  >(
    `select distinct on (dataset, dimension) dataset, dimension, records, failing, score, run_seq as "runSeq"
     from quality_score where unit_kind = $1 and unit_id = $2 order by dataset, dimension, run_seq desc`,
    [unit.kind, unit.id],
  );
  return rows.map((row) => ({ ...row, records: Number(row.records), failing: Number(row.failing) }));
}

/** The unit's score after each run that moved it, oldest first. */
export async function scoreHistory(
  db: Db,
  unit: Unit,
  dataset: string = whole,
  dimension: string = whole,
): Promise<readonly ScoreRow[]> {
  const { rows } = await db.query<
    Omit<ScoreRow, "records" | "failing"> & { records: string; failing: string }
  >(
    `select dataset, dimension, records, failing, score, run_seq as "runSeq" from quality_score
     where unit_kind = $1 and unit_id = $2 and dataset = $3 and dimension = $4 order by run_seq`,
    [unit.kind, unit.id, dataset, dimension],
  );
  return rows.map((row) => ({ ...row, records: Number(row.records), failing: Number(row.failing) }));
}

/** SQL that limits issues `i` to a unit; `$1` is the unit's id. */
function inUnit(unit: Unit): string {
  if (unit.kind === "city") return "$1::text is not null";
  if (unit.kind === "school")
    return unit.id === noUnit ? "i.school_id is null and $1::text is not null" : "i.school_id = $1";
  if (unit.id !== noUnit) return "i.school_id in (select school_id from school where commune_code = $1)";
  return `$1::text is not null and not exists (select 1 from school s where s.school_id = i.school_id and s.commune_code is not null)`;
}

/** Broken rules of the unit with the number of records each, most first; rules nobody breaks are left out. */
async function countRules(db: Db, checks: readonly Check[], unit: Unit): Promise<readonly RuleCount[]> {
  const { rows } = await db.query<{ code: string; records: string }>(
    `select i.check_code as code, count(*) as records from quality_issue i where ${inUnit(unit)} group by 1 order by 2 desc, 1`,
    [unit.id],
  );
  return rows.map((row) => {
    const check = checks.find((candidate) => candidate.code === row.code);
    if (check === undefined) throw new Error(`an issue stands under rule ${row.code}, which is not declared`);
    const { sentence, dimension, severity } = check;
    return { code: row.code, sentence, dimension, severity, records: Number(row.records) };
  });
}

export interface WorklistItem {
  readonly dataset: string;
  readonly recordKey: string;
  readonly checkCode: string;
  readonly schoolId: string | null;
  readonly sourceRowId: string | null;
  readonly openedRun: number;
}

/** Where a page ended; hand it back for the next one. */
export interface WorklistCursor {
  readonly schoolId: string;
  readonly checkCode: string;
  readonly recordKey: string;
}

export interface WorklistPage {
  readonly items: readonly WorklistItem[];
  /** Absent on the last page. */
  readonly next?: WorklistCursor;
}

/**
 * One page of the unit's failing records, by school, rule and record; the last page is as fast as the first.
 * Records of no known school come after those of schools.
 */
export async function worklistPage(
  db: Db,
  options: {
    readonly unit: Unit;
    readonly checkCode?: string;
    readonly after?: WorklistCursor;
    readonly limit: number;
  },
): Promise<WorklistPage> {
  const { unit, checkCode, after, limit } = options;
  // A null falls out of a row comparison, so records of no school are a stretch of their own.
  const noSchool = (unit.kind === "school" && unit.id === noUnit) || after?.schoolId === noUnit;
  const parameters: unknown[] = [unit.id, limit + 1];
  const parameter = (value: string) => `$${parameters.push(value)}`;
  const conditions = [inUnit(unit), `i.school_id is ${noSchool ? "" : "not"} null`];
  if (checkCode !== undefined) conditions.push(`i.check_code = ${parameter(checkCode)}`);
  if (after !== undefined) {
    const [columns, values] = noSchool
      ? ["i.check_code, i.record_key", [after.checkCode, after.recordKey]]
      : ["i.school_id, i.check_code, i.record_key", [after.schoolId, after.checkCode, after.recordKey]];
    conditions.push(`(${columns}) > (${values.map(parameter).join(", ")})`);
  }
  const { rows } = await db.query<WorklistItem>(
    `select i.dataset, i.record_key as "recordKey", i.check_code as "checkCode", i.school_id as "schoolId",
       i.source_row_id as "sourceRowId", i.opened_run as "openedRun"
     from quality_issue i where ${conditions.join(" and ")}
     order by i.school_id, i.check_code, i.record_key limit $2`,
    parameters,
  );
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  if (rows.length > limit && last !== undefined) {
    return {
      items,
      next: { schoolId: last.schoolId ?? noUnit, checkCode: last.checkCode, recordKey: last.recordKey },
    };
  }
  const goesOn = !noSchool && (unit.kind === "city" || unit.id === noUnit);
  return goesOn ? { items, next: { schoolId: noUnit, checkCode: "", recordKey: "" } } : { items };
}
