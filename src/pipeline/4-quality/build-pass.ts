import { columnsOf } from "#src/domains/dictionary/dataset.ts";
import type { QualityView } from "#src/domains/dictionary/quality-view.ts";
import { toSnakeCase } from "#src/domains/dictionary/text.ts";
import { quote } from "#src/platform/duckdb.ts";
import { keyColumns, recordKeySql } from "./record-key.ts";
import type { Judged, ScoringDay } from "./rules.ts";

/** Name of the relation of rows of the dataset's table that a pass is limited to. */
export type Scope = string | undefined;

/**
 * One pass over one dataset: a select of `record_key, school_id, source_row_id, broken` for every record that breaks
 * a rule, where `broken` lists the codes, comma-separated. Portable between DuckDB and Postgres.
 *
 * With a scope only the rows of that relation are judged, and the view's relations are limited with them, so the cost
 * follows the scope.
 */
export function buildPass(judged: Judged, day: ScoringDay, scope?: Scope): string {
  const { dataset, view, checks } = judged;
  const names = columnsOf(dataset).map((column) => column.name);
  const extra = { ...clockColumns(day), ...view.columns };
  for (const name of Object.keys(extra)) {
    if (names.includes(name)) throw new Error(`${dataset.id}: the view's column ${name} hides the field`);
  }
  const relations = { ...view.relations, ...view.owner?.relations };
  const keys = keyColumns(dataset).map((column) => `v.${column.name}`);
  const sourceRow = names.includes("source_row_id") ? "v.source_row_id" : "cast(null as bigint)";
  const verdicts = checks.map((check, index) => `(${check.fails}) as f${index}`);
  const codes = checks.map((check, index) => `case when f${index} then ${quote(check.code)} end`);
  return `
    with ${withClause(relations, scope)}
    judged as not materialized (
      select ${keys.join(", ")}, v.record_owner, ${sourceRow} as source_row_id,
        ${verdicts.join(",\n        ")}
      from (
        select r.*, ${ownerColumn(judged)} as record_owner,
          ${Object.entries(extra)
            .map(([name, expression]) => `${expression} as ${name}`)
            .join(", ")}
        from ${from(judged, scope)}
      ) v
    )
    select ${recordKeySql(dataset, "judged")} as record_key, record_owner as school_id, source_row_id,
      concat_ws(',', ${codes.join(", ")}) as broken
    from judged where ${checks.map((_, index) => `f${index}`).join(" or ")}`.replaceAll(
    /\$(current|previous)_year/g,
    (_, which) => quote(which === "current" ? day.currentYear : day.previousYear),
  );
}

/** How many records each school has: a select of `school_id, records`; the school is null where none is known. */
export function buildCount(judged: Judged, where = "true"): string {
  const { dataset, view } = judged;
  const relations = Object.entries(view.owner?.relations ?? {});
  const ctes = relations.map(([name, sql]) => `${name} as (${expandScope(sql, undefined)})`);
  return `${ctes.length === 0 ? "" : `with ${ctes.join(", ")}`}
    select ${ownerColumn(judged)} as school_id, count(*) as records
    from ${dataset.table} r ${view.owner?.join ?? ""}
    where ${where} group by 1`;
}

/** SQL of the school that owns a row `r`. */
export function ownerColumn({ dataset, view }: Pick<Judged, "dataset" | "view">): string {
  if (view.owner !== undefined) return view.owner.column;
  return dataset.schoolField === undefined
    ? "cast(null as varchar)"
    : `r.${toSnakeCase(dataset.schoolField)}`;
}

function clockColumns(day: ScoringDay): Readonly<Record<string, string>> {
  return { today: `date '${day.today}'`, current_year: "$current_year", previous_year: "$previous_year" };
}

function from({ dataset, view }: Judged, scope: Scope): string {
  return `${scope ?? dataset.table} r ${scope === undefined ? view.join : opened(view)} ${view.owner?.join ?? ""}`;
}

/** In Postgres, rows beside the scored one whose encrypted columns are read come from tables that hold them in clear. */
function opened({ join, opens }: QualityView): string {
  return Object.keys(opens).reduce(
    (sql, id) => sql.replaceAll(`join ${toSnakeCase(id)} `, `join opened_${toSnakeCase(id)} `),
    join,
  );
}

function withClause(relations: Readonly<Record<string, string>>, scope: Scope): string {
  return Object.entries(relations)
    .map(([name, sql]) => `${name} as (${expandScope(sql, scope)}),`)
    .join("\n    ");
}

/** `$scope(m.school_id, m.class_name)` → the same columns of the scored rows; `$scope(l.x = y)` compares with `y`. */
export function expandScope(sql: string, scope: Scope): string {
  return sql.replaceAll(/\$scope\(([^)]*)\)/g, (_, list: string) => {
    if (scope === undefined) return "true";
    const pairs = list.split(",").map((item) => {
      const [column = "", other] = item.split("=").map((part) => part.trim());
      return { column, row: other ?? column.slice(column.indexOf(".") + 1) };
    });
    return `(${pairs.map((pair) => pair.column).join(", ")}) in (select ${pairs.map((pair) => pair.row).join(", ")} from ${scope})`;
  });
}
