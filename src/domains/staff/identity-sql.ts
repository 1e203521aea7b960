/**
 * How a row names a staff member, as DuckDB SQL over standardised columns; one definition for the intakes (which
 * rows can't be keyed) and the matching (which key they get).
 */

/** Nothing to tell this person from a namesake: no code, no national id, and no birth date beside the name. */
export const unidentifiable =
  "staff_code is null and ministry_code is null and national_id is null and birth_date is null";

/**
 * The key a school's list calls the person by: its own code or, where the list has none, name and birth date. The
 * sign in front keeps made keys apart from real codes. Never null: two rows without a key would else be one person.
 */
export const staffKey = `coalesce(staff_code, ministry_code, '~' || coalesce(hp_fold(full_name), '') || '|'
  || coalesce(cast(birth_date as varchar), national_id, cast(source_row_id as varchar)))`;

/** A list that only points at a person has no birth date; without a code it can't point at all. */
export function pointerKey(codeColumn: string): string {
  return `coalesce(${codeColumn}, '?' || cast(source_row_id as varchar))`;
}
