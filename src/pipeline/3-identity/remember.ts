import type { RunContext } from "../context.ts";

/** What a run remembers of its decisions, step by step; each step leaves a table that can be printed. */
const rememberSteps: readonly { readonly table: string; readonly sql: string }[] = [
  {
    // People whom no list brings, only rows that mention them with a complete identity: leavers of earlier years.
    table: "alone",
    sql: `
      select i.entity, i.record_id from identified i
      left join known_link l on l.entity = i.entity and l.record_id = i.record_id
      where i.creates or i.brings
      group by i.entity, i.record_id having not bool_or(i.brings) and not bool_or(l.record_id is not null)`,
  },
  {
    // Decisions to remember: source keys and ids that are linked for the first time.
    table: "new_link",
    sql: `
      select i.entity, i.source_key as link_key, 'sourceKey' as key_kind, any_value(i.record_id) as record_id,
        arg_min(i.rule, i.source_row_id) as rule, min(i.source_row_id) as source_row_id, false as verified,
        any_value(i.record_before) as previous_record_id
      from identified i
      where (i.creates and i.key_record = i.record_id and i.rule <> 'source-key-reused' or i.was_pointer)
        and not exists (from known_link l where l.entity = i.entity and l.link_key = i.source_key)
      group by i.entity, i.source_key
      union all
      select i.entity, i.national_key, 'nationalId', arg_min(i.record_id, i.source_row_id), 'same-national-id', min(i.source_row_id), bool_or(i.id_verified), any_value(i.record_before)
      from identified i
      where i.creates and i.id_agrees and i.record_id = i.id_record
        and not exists (from known_link l where l.entity = i.entity and l.link_key = i.national_key)
      group by i.entity, i.national_key`,
  },
  {
    // Two records and one id, or one local code and two people: for a person to decide.
    table: "new_case",
    sql: `
      select golden_id(concat_ws(chr(31), 'case', i.entity, cast(i.record_id as varchar), cast(i.id_record as varchar), 'duplicateId')) as case_id,
        i.entity, i.record_id, any_value(i.id_record) as other_record_id, 'duplicateId' as status,
        any_value(i.school_id) as school_id, min(i.source_row_id) as source_row_id,
        {rule: case when bool_or(i.id_disagrees) then 'id-of-another-person' else 'two-records-one-id' end} as evidence
      from identified i
      where i.national_key is not null and i.id_record is not null and i.record_id <> i.id_record
      group by i.entity, i.record_id, i.id_record`,
  },
];

/** Runs the steps over table `identified`; leaves `alone`, `new_link` and `new_case`. */
export async function rememberDecisions(context: RunContext): Promise<void> {
  for (const { table, sql } of rememberSteps) {
    await context.lake.run(`create or replace temp table ${table} as ${sql}`);
  }
}
