import type { Dataset } from "#src/domains/dictionary/dataset.ts";
import type { Target } from "#src/domains/dictionary/intake.ts";
import { toSnakeCase } from "#src/domains/dictionary/text.ts";
import { quote } from "#src/platform/duckdb.ts";
import type { Identified } from "../3-identity/identify.ts";
import type { MovedRows } from "../3-identity/move-rows.ts";
import type { RunContext } from "../context.ts";

/** What a dataset takes from one intake, and the files that hold the rows. */
export interface DatasetSource {
  readonly target: Target;
  readonly intakeId: string;
  /** SQL: whether the population registry confirmed the person of the row, where the dataset is of such persons. */
  readonly verified: string;
  /** This run's rows: new, changed, or gone to another record; none when the intake only stands from earlier runs. */
  readonly files: readonly string[];
}

/** Every way a dataset is fed, whether its intake brings anything in this run or not. */
export function sourcesOf(
  context: RunContext,
  dataset: Dataset,
  identified: readonly Identified[],
  moved: readonly MovedRows[],
): readonly DatasetSource[] {
  return context.declarations.intakes.flatMap((intake) => {
    const files = [
      ...identified
        .filter((item) => item.intakeId === intake.id && item.rows > 0)
        .map((item) => item.linkedFile),
      ...moved.filter((item) => item.intakeId === intake.id).map((item) => item.movedFile),
    ];
    return intake.targets
      .filter((target) => target.dataset === dataset.id)
      .map((target) => ({
        target,
        intakeId: intake.id,
        files,
        verified: verifiedSql(context, dataset, intake.id),
      }));
  });
}

/** A pupil's row is confirmed for the pupil, not for the parents it names. */
function verifiedSql(context: RunContext, dataset: Dataset, intakeId: string): string {
  const isOfPerson = context.declarations.matchings.some(
    ({ entity, occurrences }) =>
      entity === dataset.id && occurrences.some(({ intake, role }) => intake === intakeId && role === "self"),
  );
  return isOfPerson ? "coalesce(claim_verified, false)" : "false";
}

/** The dataset's fields out of intake rows, plus what survivorship weighs: the registry's word, trust, time, row. */
export function candidateSql(dataset: Dataset, target: Target, rows: string, verified = "false"): string {
  const values = Object.entries(dataset.fields).map(([name, field]) => {
    const expression = target.values[name] ?? "null";
    return `cast(${expression} as ${field.duckdbType}) as ${toSnakeCase(name)}`;
  });
  const from = target.from === undefined ? rows : `(${target.from.replaceAll("$rows", rows)})`;
  const keyed = dataset.key.map((name) => `(${target.values[name] ?? "null"}) is not null`);
  return `
    select ${values.join(", ")}, source_row_id, trust, received_at, ${verified} as verified
    from ${from} r
    where ${[...(target.where === undefined ? [] : [`(${target.where})`]), ...keyed].join(" and ")}`;
}

export function publishable(files: readonly string[]): string {
  return `(select * from read_parquet([${files.map(quote).join(", ")}], union_by_name = true) where outcome <> 'held')`;
}
