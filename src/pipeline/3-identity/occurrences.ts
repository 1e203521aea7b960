import type { Occurrence } from "#src/domains/dictionary/matching.ts";
import { quote } from "#src/platform/duckdb.ts";
import type { Standardised } from "../2-standardise/standardise.ts";
import type { RunContext } from "../context.ts";

/** One declared place where a person occurs, together with its rows in this run. */
export interface PresentOccurrence {
  readonly occurrence: Occurrence;
  readonly rowsFile: string;
}

export function presentOccurrences(
  context: RunContext,
  standardised: readonly Standardised[],
): readonly PresentOccurrence[] {
  return context.declarations.matchings
    .flatMap((matching) => matching.occurrences)
    .flatMap((occurrence) => {
      const found = standardised.find((item) => item.intakeId === occurrence.intake);
      return found === undefined ? [] : [{ occurrence, rowsFile: found.rowsFile }];
    });
}

/**
 * Table `occurrence`: every person in every row, with what identifies them.
 *
 * entity, intake, role, source_row_id, creates (may make a new person), brings (is a list of such persons), source_key, national_id, national_key, full_name, name_key (folded words in
 * order of the alphabet: swapped name parts agree), given, birth_date, sex, trust, received_at, school_id
 */
export async function buildOccurrences(
  context: RunContext,
  present: readonly PresentOccurrence[],
): Promise<void> {
  await context.lake.run(`
    create or replace temp table occurrence (
      entity varchar, intake varchar, role varchar, source_row_id bigint, creates boolean, brings boolean, source_key uuid,
      national_id varchar, national_key uuid, full_name varchar, name_key varchar, given varchar, birth_date date, sex varchar,
      trust integer, received_at timestamptz, school_id varchar)`);
  for (const { occurrence, rowsFile } of present) {
    await context.lake.run(`insert into occurrence ${occurrenceSql(occurrence, rowsFile)}`);
  }
}

/** SQL for the key by which the row's source calls the person: the same for every row under the same code. */
export function sourceKeySql(occurrence: Occurrence): string {
  if (occurrence.sourceKeyScope === "link") return occurrence.sourceKey.join("");
  const localKey = `concat_ws(chr(30), ${occurrence.sourceKey.map((part) => `coalesce(cast(${part} as varchar), '')`).join(", ")})`;
  // A sector code names the learner in every system; a vendor's own code only inside that vendor's school.
  const scope =
    occurrence.sourceKeyScope === "sector"
      ? "'sector'"
      : `case when key_issuer = 'sector' then 'sector'
    else concat_ws(chr(30), source_system, coalesce(feed_school_id, school_id, '')) end`;
  return `golden_id(concat_ws(chr(31), ${quote(`${occurrence.entity}.source`)}, ${scope}, ${localKey}))`;
}

function occurrenceSql(occurrence: Occurrence, rowsFile: string): string {
  const folded = `hp_fold(${occurrence.fullName})`;
  return `
    select ${quote(occurrence.entity)}, ${quote(occurrence.intake)}, ${quote(occurrence.role)}, source_row_id, ${createsSql(occurrence)}, ${occurrence.creates === "always"},
      ${sourceKeySql(occurrence)},
      case when hp_valid_national_id(${occurrence.nationalId}) then ${occurrence.nationalId} end,
      case when hp_valid_national_id(${occurrence.nationalId})
        then golden_id(concat_ws(chr(31), ${quote(`${occurrence.entity}.national`)}, ${occurrence.nationalId})) end,
      ${occurrence.fullName},
      array_to_string(list_sort(string_split(${folded}, ' ')), ' '),
      string_split(${folded}, ' ')[-1],
      cast(${occurrence.birthDate} as date), cast(${occurrence.sex} as varchar), trust, received_at, coalesce(school_id, feed_school_id)
    from read_parquet(${quote(rowsFile)}) r
    where ${occurrence.where ?? "true"}`;
}

/** Without a list that brings the person, only a complete identity may make one: a typing slip must not. */
function createsSql(occurrence: Occurrence): string {
  if (occurrence.creates !== "identified") return String(occurrence.creates === "always");
  return `coalesce(hp_valid_national_id(${occurrence.nationalId}) and ${occurrence.fullName} is not null and ${occurrence.birthDate} is not null, false)`;
}
