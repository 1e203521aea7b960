import { toSnakeCase } from "#src/domains/dictionary/text.ts";
import type { Db } from "#src/platform/postgres/pool.ts";
import type { KeepGroup } from "./keep-of.ts";

/** The last day of the last school year a learner is enrolled in; years end by 31 May (frame of the school year). */
const leavingOfLearner =
  "(select learner_id, max(make_date(right(school_year, 4)::integer, 5, 31)) as left_on from enrolment group by learner_id)";
const leavingOfGuardian = `(select guardian_id, max(left_on) as left_on from learner_guardian
  join ${leavingOfLearner} of_learner using (learner_id) group by guardian_id)`;

/** Which relation says when a person left, joined to table `t`, and the day the years are counted from. */
function startSql({ dataset, ends }: KeepGroup): { readonly join: string; readonly day: string } {
  if (ends?.from === "run") return { join: "join run r on r.run_seq = t.run_seq", day: "r.started_at::date" };
  if (ends?.from === "leaving" && "learnerId" in dataset.fields)
    return {
      join: `left join ${leavingOfLearner} l on l.learner_id = t.learner_id`,
      day: "coalesce(l.left_on, t.changed_at::date)",
    };
  if (ends?.from === "leaving" && "guardianId" in dataset.fields)
    return {
      join: `left join ${leavingOfGuardian} l on l.guardian_id = t.guardian_id`,
      day: "coalesce(l.left_on, t.changed_at::date)",
    };
  if (ends?.from === "leaving")
    throw new Error(`${dataset.id}: whose leaving its rows go by can't be told from its fields`);
  return { join: "", day: "t.changed_at::date" };
}

/**
 * SQL of the rows of a group that are over: kept through the last day, `start + years`, and gone after it. Rows that
 * are empty already are not among them, so the same question may be asked again and again.
 *
 * @param select select list over table `t`
 * @param today placeholder of the day, `$1`
 */
export function dueSql(group: KeepGroup, select: string, today: string): string {
  const { join, day } = startSql(group);
  const years = group.ends?.years ?? 0;
  const some = group.fields.map((field) => `t.${toSnakeCase(field)} is not null`).join(" or ");
  // No purpose, no day to wait for.
  const over =
    group.rule === null
      ? `${today}::date is not null`
      : `(${day} + interval '${years} years')::date < ${today}::date`;
  return `select ${select} from ${group.dataset.table} t ${join} where (${some}) and ${over}`;
}

/** The last day rows of a person are kept, `yyyy-mm-dd`, latest of several; null when there is no such row. */
export async function readLastDay(
  db: Db,
  group: KeepGroup,
  where: { readonly sql: string; readonly values: readonly unknown[] },
): Promise<string | null> {
  const { join, day } = startSql(group);
  const { rows } = await db.query<{ last: string | null }>(
    `select max((${day} + interval '${group.ends?.years ?? 0} years')::date)::text as last
       from ${group.dataset.table} t ${join} where ${where.sql}`,
    [...where.values],
  );
  return rows[0]?.last ?? null;
}
