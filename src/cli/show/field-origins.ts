import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { findIntake } from "#src/domains/catalogue.ts";
import type { Dataset } from "#src/domains/dictionary/dataset.ts";
import type { Intake, Target } from "#src/domains/dictionary/intake.ts";
import { toSnakeCase } from "#src/domains/dictionary/text.ts";
import { candidateSql } from "#src/pipeline/5-publish/candidates.ts";
import type { Folders } from "#src/platform/config.ts";
import { type Lake, quote } from "#src/platform/duckdb.ts";
import { type Row, recordKeyOf } from "./find-record.ts";
import type { SourceRowStory } from "./source-rows.ts";

/** Where one golden value came from. */
export interface FieldOrigin {
  readonly sourceRowId: string;
  /** The sender's columns the value was read from; empty when the whole table says it (its title, its folder). */
  readonly cells: readonly {
    readonly index: number;
    readonly header: string;
    readonly text: string | null;
  }[];
  /** What the table says of all its rows and this value was taken from. */
  readonly context: Readonly<Record<string, string>>;
}

/** Field → origin. The row itself names the source row of each field; its intake says which columns feed it. */
export async function traceFields(
  lake: Lake,
  folders: Folders,
  dataset: Dataset,
  row: Row,
  sources: readonly SourceRowStory[],
): Promise<ReadonlyMap<string, FieldOrigin>> {
  const primary = String(row.sourceRowId);
  const others = (row.fieldSource ?? {}) as Readonly<Record<string, number | string>>;
  const byId = new Map(sources.map((source) => [source.sourceRowId, source]));
  const targets = await matchTargets(lake, folders, dataset, row, sources);
  const origins = new Map<string, FieldOrigin>();
  for (const name of Object.keys(dataset.fields)) {
    if (row[name] === null || row[name] === undefined) continue;
    const source = byId.get(String(others[toSnakeCase(name)] ?? others[name] ?? primary));
    if (source === undefined) continue;
    const intake = findIntake(source.intake ?? "");
    const target = targets.get(source.sourceRowId);
    const columns =
      intake === undefined || target === undefined ? [] : columnsBehind(intake, target, name, row, source);
    origins.set(name, {
      sourceRowId: source.sourceRowId,
      cells: columns.flatMap((column) => {
        const index = source.table?.positions[column];
        if (index === undefined) return [];
        return [
          {
            index,
            header: source.table?.headers[column] ?? "",
            text: source.cells.find((cell) => cell.index === index)?.text ?? null,
          },
        ];
      }),
      context: Object.fromEntries(
        columns.flatMap((column) => {
          const said =
            source.table?.positions[column] === undefined ? source.table?.context[column] : undefined;
          return said === undefined ? [] : [[column, said]];
        }),
      ),
    });
  }
  return origins;
}

/**
 * Which of an intake's targets made this very row (a pupil's row carries father, mother and guardian): each target is
 * worked out again over the kept rows, and the one that gives our key is it.
 */
async function matchTargets(
  lake: Lake,
  folders: Folders,
  dataset: Dataset,
  row: Row,
  sources: readonly SourceRowStory[],
): Promise<ReadonlyMap<string, Target>> {
  const found = new Map<string, Target>();
  const key = recordKeyOf(dataset, row);
  for (const intakeId of new Set(sources.map((source) => source.intake ?? ""))) {
    const ids = sources.filter((source) => source.intake === intakeId).map((source) => source.sourceRowId);
    const targets = findIntake(intakeId)?.targets.filter((target) => target.dataset === dataset.id) ?? [];
    const dir = join(folders.lake, "linked", intakeId);
    const files = existsSync(dir) ? readdirSync(dir).map((name) => join(dir, name)) : [];
    for (const target of targets) {
      if (targets.length === 1 || files.length === 0) {
        for (const id of ids) found.set(id, target);
        continue;
      }
      const rows = `(select * from read_parquet([${files.map(quote).join(", ")}], union_by_name = true) where source_row_id in (${ids.join(", ")}))`;
      const keySql = dataset.key.map((name) => `cast(${toSnakeCase(name)} as varchar)`).join(" || '|' || ");
      const hits = await lake.rows<{ id: string }>(
        `select cast(source_row_id as varchar) as id from (${candidateSql(dataset, target, rows)}) where ${keySql} = ${quote(key)}`,
      );
      for (const { id } of hits) if (!found.has(id)) found.set(id, target);
    }
  }
  return found;
}

/** Intake columns that a target's expression for a field names, as far as the table has them. */
function columnsBehind(
  intake: Intake,
  target: Target,
  field: string,
  row: Row,
  source: SourceRowStory,
): readonly string[] {
  const bySqlName = new Map(Object.keys(intake.columns).map((column) => [toSnakeCase(column), column]));
  // Standardising gives the row's school this name, whether a column or the title says it.
  bySqlName.set("school_id", "schoolCode");
  const has = (column: string) =>
    source.table?.positions[column] !== undefined || source.table?.context[column] !== undefined;
  const named = (sql: string): readonly string[] =>
    [...new Set(sql.match(/[a-z_][a-z0-9_]*/g) ?? [])].flatMap((word) => {
      const column = bySqlName.get(word);
      if (column !== undefined) return has(column) ? [column] : derivedFrom(intake, column, has);
      const cell = /^(mark|level)_(t1|t2|year)$/.exec(word);
      const subject = cell === null ? undefined : `${cell[1]}.${String(row.subjectCode)}.${cell[2]}`;
      return subject !== undefined && has(subject) ? [subject] : [];
    });
  const direct = named(target.values[field] ?? "");
  // A value made by the target's own relation (one item of a list) comes from the columns that relation reads.
  return direct.length > 0 ? direct : named(target.from ?? "");
}

function derivedFrom(intake: Intake, column: string, has: (column: string) => boolean): readonly string[] {
  const sql = intake.derived?.[column] ?? "";
  return Object.keys(intake.columns).filter((other) => has(other) && sql.includes(`$${toSnakeCase(other)}`));
}
