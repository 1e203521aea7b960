import { checks } from "#src/domains/catalogue.ts";
import { classCounter } from "./class-counter.ts";
import { type Counter, countBy } from "./counter.ts";
import { staffNeedCounter } from "./staff-need.ts";

/** Rules whose breach is more than a remark, as SQL text: names of ours. */
const graveChecks = checks
  .filter(({ severity }) => severity === "blocking" || severity === "error")
  .map(({ code }) => `'${code.replaceAll("'", "''")}'`)
  .join(", ");

/** A feed is late when no file came for so long: the rule of quality check `feed.stale`. */
export const lateAfterDays = 35;

/** Everything that is counted of a school. A measure's name is its column; metrics speak of measures by name. */
export const counters: readonly Counter[] = [
  countBy(
    "learner",
    "heavy",
    (only) =>
      `select school_id, count(*) as "records.learner" from learner where ${only("school_id")} group by 1`,
  ),
  countBy(
    "enrolment",
    "heavy",
    (only) =>
      `select e.school_id, count(*) as "learners",
         count(*) filter (where level = '01') as "learners.01",
         count(*) filter (where level = '02') as "learners.02",
         count(*) filter (where level = '03') as "learners.03",
         count(*) filter (where level = '04') as "learners.04",
         count(*) filter (where level = '05') as "learners.05",
         count(*) filter (where level is null) as "learners.noGrade",
         count(*) filter (where class_name is null) as "learners.noClass"
       from (
         -- A school of continuing education alone teaches grades 10-12 as level 05.
         select e.school_id, e.class_name, case when s.levels = '{05}' then '05' else g.school_level end as level
         from enrolment e left join school s using (school_id) left join grade_level g using (grade_level)
         where e.school_year = $2 and e.exit_date is null and ${only("e.school_id")}
       ) e group by 1`,
  ),
  classCounter,
  staffNeedCounter,
  countBy(
    "staff",
    "heavy",
    (only) => `select school_id, count(*) as "staff" from staff_member where ${only("school_id")} group by 1`,
  ),
  countBy(
    "employment",
    "heavy",
    (only) =>
      `select school_id, count(*) filter (where staff_group = 'GV') as "teachers",
         count(*) filter (where staff_group = 'CBQL') as "managers",
         count(*) filter (where staff_group = 'NV') as "supportStaff"
       from employment where (end_date is null or end_date >= $3) and ${only("school_id")} group by 1`,
  ),
  countBy(
    "room",
    "heavy",
    (only) =>
      `select school_id, count(*) as "rooms", count(*) filter (where room_kind = 'classroom') as "classrooms"
       from room where ${only("school_id")} group by 1`,
  ),
  countBy(
    "verification",
    "run",
    (only) =>
      `select school_id, count(*) filter (where entity = 'learner') as "checked.learner",
         count(*) filter (where entity = 'learner' and status = 'verified') as "verified.learner",
         count(ever_verified_at) filter (where entity = 'learner') as "everVerified.learner",
         count(*) filter (where entity = 'staffMember') as "checked.staff",
         count(*) filter (where entity = 'staffMember' and status = 'verified') as "verified.staff",
         count(ever_verified_at) filter (where entity = 'staffMember') as "everVerified.staff"
       from verification where ${only("school_id")} group by 1`,
  ),
  countBy(
    "issue",
    "run",
    (only) =>
      `select school_id, count(*) as "issues", count(*) filter (where check_code in (${graveChecks})) as "issues.grave"
       from quality_issue where ${only("school_id")} group by 1`,
  ),
  countBy(
    "case",
    "light",
    (only) =>
      `select school_id, count(*) as "cases", count(*) filter (where due_on < $3) as "cases.overdue"
       from reconciliation_case where closed_run is null and ${only("school_id")} group by 1`,
  ),
  countBy(
    "review",
    "light",
    (only) =>
      `select school_id, sum(file) as "reviews.file", sum(person) as "reviews.person" from (
         select school_id, count(*) as file, 0 as person from review where status = 'open' and ${only("school_id")} group by 1
         union all
         select school_id, 0, count(*) from identity_review where status = 'open' and ${only("school_id")} group by 1
       ) waiting group by 1`,
  ),
  countBy(
    "rejection",
    "light",
    (only) =>
      `select school_id, count(*) as "rows.held" from row_rejection
       where column_name = '*' and resolved_run is null and ${only("school_id")} group by 1`,
  ),
  countBy(
    "correction",
    "light",
    (only) =>
      `select school_id, sum(asked) as "corrections.asked", sum(overdue) as "corrections.overdue", sum(made) as "corrections.made" from (
         select school_id, count(*) as asked, count(*) filter (where due_on < $3) as overdue, 0 as made
         from access.correction_task where closed_at is null and ${only("school_id")} group by 1
         union all
         -- Made by a steward, and not yet taken in by a run.
         select school_id, 0, 0, count(*) from correction where state in ('waiting', 'undoing') and ${only("school_id")} group by 1
       ) waiting group by 1`,
  ),
  countBy(
    "feed",
    "light",
    (only) =>
      `select school_id, count(*) as "feeds",
         count(*) filter (where last_received_at is null or (last_received_at at time zone 'Asia/Ho_Chi_Minh')::date < $3 - ${lateAfterDays}) as "feeds.late"
       from feed where ${only("school_id")} group by 1`,
  ),
];
