/**
 * How a row names its learner, as DuckDB SQL over standardised columns. One definition for the intakes (which
 * rows can't be keyed) and the matching (which key they get), so that the two can't drift apart.
 */

/** Nothing to tell this learner from another: no code, no national id, and no birth date beside the name. */
export const unidentifiable = "learner_code is null and national_id is null and birth_date is null";

/**
 * The key a source calls the learner by: its own code or, where the list has none, sender, name and birth date
 * (the sender, because a row of history carries the code of a past school). The sign in front keeps made keys
 * apart from real codes. Never null: two rows without a key would else be one person.
 */
export const learnerKey = `coalesce(learner_code, '~' || coalesce(feed_school_id, school_id, '') || '|'
  || coalesce(hp_fold(full_name), '') || '|'
  || coalesce(cast(birth_date as varchar), national_id, cast(source_row_id as varchar)))`;

/** Columns of a guardian in `learnerRow`, by role. */
export type GuardianRole = "father" | "mother" | "guardian";

/**
 * The key of a guardian without a valid national id: phone and name say the same person in every child's row
 * and every vendor's system; without a phone he or she is known as this learner's father, mother, guardian.
 */
export function guardianKey(role: GuardianRole): string {
  return `case when ${role}_phone is not null then 'tel|' || ${role}_phone || '|' || hp_fold(${role}_name)
    else 'of|' || source_system || '|' || ${learnerKey} || '|${role}' end`;
}
