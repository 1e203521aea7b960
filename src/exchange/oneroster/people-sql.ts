import type { Relation } from "#src/pipeline/1-landing/recognise/package-join.ts";

/**
 * Named relations over {@link relationsOf}: who holds which role at which school, and which row says so.
 * `status = tobedeleted` ends a role or an enrolment; it never removes the person's row.
 */

const alive = (status: string) => `coalesce(lower(${status}), 'active') <> 'tobedeleted'`;

/** CEDS grade codes as OneRoster 1.2 wants them; other spellings pass as they are. */
export function gradeSql(grades: string): string {
  const first = `upper(trim(split_part(${grades}, ',', 1)))`;
  return `case ${first} when 'IT' then 'NT' when 'PR' then 'MG3' when 'PK' then 'MG4' when 'KG' then 'MG5'
    else nullif(regexp_replace(${first}, '^0+([1-9])$', '\\1'), '') end`;
}

/** School year of a class by its terms, else of the package; `2027` is the year that ends in 2027. */
const YEARS: readonly Relation[] = [
  {
    name: "session_years",
    sql: `
  select s.id, s.end_date, s.type,
    case when regexp_full_match(y.year, '20[0-9]{2}') then (y.year::integer - 1) || '-' || y.year
         when regexp_full_match(y.year, '20[0-9]{2}-20[0-9]{2}') then y.year end as school_year,
    coalesce(top.end_date, parent.end_date, s.end_date) as year_end
  from sessions s
  left join sessions parent on parent.id = s.parent_id
  left join sessions top on top.id = parent.parent_id
  cross join lateral (select coalesce(s.school_year, parent.school_year, top.school_year,
    case when regexp_full_match(s.title, '20[0-9]{2}-20[0-9]{2}') then s.title end) as year) y`,
  },
  {
    name: "package_year",
    sql: `
  select max(school_year) as school_year, max(year_end) as year_end from session_years where school_year is not null`,
  },
  {
    name: "class_years",
    sql: `
  select c.id, max(s.school_year) as school_year, max(s.year_end) as year_end
  from (select id, unnest(string_split(coalesce(term_ids, ''), ',')) as term_id from classes) c
  join session_years s on s.id = trim(c.term_id) group by c.id`,
  },
  {
    name: "school_classes",
    sql: `
  select c.*, coalesce(y.school_year, p.school_year) as school_year, coalesce(y.year_end, p.year_end) as year_end,
    lower(c.class_type) = 'homeroom' or not (select bool_or(lower(class_type) = 'homeroom') from classes) as is_section
  from classes c left join class_years y on y.id = c.id cross join package_year p`,
  },
];

/** Enrolments with their class; the class a learner belongs to first. */
const ENROLMENTS: readonly Relation[] = [
  {
    name: "placed_enrollments",
    sql: `
  select e.file_seq, e.sheet_no, e.row_no, e.user_id, e.class_id, lower(e.role) as role, e.is_primary, e.begin_date,
    e.end_date, coalesce(e.school_id, c.school_id) as org_id, c.title, c.grades, c.school_year, c.year_end,
    coalesce(lower(c.class_type) = 'homeroom', false) as is_homeroom, ${alive("e.status")} and ${alive("c.status")} as is_alive
  from enrollments e left join school_classes c on c.id = e.class_id`,
  },
  {
    name: "own_class",
    sql: `
  select user_id, org_id, begin_date, end_date, school_year, year_end, is_alive, grades,
    case when is_homeroom or classes = 1 then title end as class_name
  from (
    select *, count(*) filter (where is_alive) over (partition by user_id, org_id) as classes from placed_enrollments
    where role = 'student'
  )
  qualify row_number() over (
    partition by user_id, org_id
    order by is_alive desc, is_homeroom desc, (lower(is_primary) = 'true') desc nulls last, begin_date desc nulls last, row_no
  ) = 1`,
  },
];

/** A role at a school with the row that states it. `said_by`: roles before users before enrolments. */
const ROLES: readonly Relation[] = [
  {
    name: "stated_roles",
    sql: `
  select user_id, org_id, lower(role) as role, begin_date, end_date, ${alive("status")} as is_alive,
    file_seq, sheet_no, row_no, case when lower(role_type) = 'primary' then 1 else 2 end as said_by
  from roles
  union all
  select u.id, trim(u.org_id), lower(u.role), null, null, ${alive("u.status")},
    coalesce(e.file_seq, case when u.place = 1 then u.file_seq end),
    coalesce(e.sheet_no, case when u.place = 1 then u.sheet_no end),
    coalesce(e.row_no, case when u.place = 1 then u.row_no end), 2 + u.place
  from (
    select *, unnest(string_split(coalesce(org_ids, primary_org, ''), ',')) as org_id,
      generate_subscripts(string_split(coalesce(org_ids, primary_org, ''), ','), 1) as place
    from users where role is not null
  ) u
  left join (
    select user_id, org_id, min(file_seq) as file_seq, min(sheet_no) as sheet_no, min(row_no) as row_no
    from placed_enrollments group by all
  ) e on u.place > 1 and e.user_id = u.id and e.org_id = trim(u.org_id)
  union all
  select user_id, org_id, role, begin_date, end_date, is_alive, file_seq, sheet_no, row_no, 90
  from placed_enrollments e
  where not exists (select 1 from roles r where r.user_id = e.user_id)
    and not exists (select 1 from users u where u.id = e.user_id and u.role is not null)`,
  },
  {
    name: "posts",
    sql: `
  select r.*, u.file_seq as user_file, u.sheet_no as user_sheet, u.row_no as user_row,
    case when r.role = 'student' then 'learner'
         when r.role in ('guardian', 'parent', 'relative', 'observer') then 'family' else 'staff' end as kind
  from stated_roles r join users u on u.id = r.user_id
  where r.row_no is not null and r.role is not null
  qualify row_number() over (
    partition by r.user_id, r.org_id, kind order by r.is_alive desc, r.said_by, r.row_no) = 1`,
  },
  // A person's first post is told by the person's own row, every further one by the row that adds it.
  {
    name: "seats",
    sql: `
  select p.* exclude (file_seq, sheet_no, row_no),
    case when seat = 1 then user_file else file_seq end as file_seq,
    case when seat = 1 then user_sheet else sheet_no end as sheet_no,
    case when seat = 1 then user_row else row_no end as row_no
  from (
    select p.*, row_number() over (
      partition by p.user_id
      order by (p.org_id = u.primary_org) desc nulls last, p.is_alive desc, p.said_by, p.row_no) as seat
    from posts p join users u on u.id = p.user_id where p.kind <> 'family'
  ) p`,
  },
];

/** What is known of a person, under the names of the intakes' columns. */
const PERSONS: readonly Relation[] = [
  {
    name: "numbered_ids",
    sql: `
  select id, regexp_extract(user_ids, '(?i)\\{(?:cccd|ddcn|sddcn|nationalid|national_id):([^}]*)\\}', 1) as national_id from users`,
  },
  {
    name: "persons",
    sql: `
  select u.id, u.family_name, u.middle_name, u.given_name, u.email, coalesce(u.phone, u.sms) as phone, u.ethnicity,
    u.religion, u.address, u.state, u.status, u.modified, u.grades, u.agents,
    -- identifier is anybody's number: only one written in digits can be meant as a national id.
    coalesce(nullif(n.national_id, ''), u.national_id,
      case when regexp_full_match(u.identifier, '[0-9 .,]+([eE]\\+?[0-9]+)?') then u.identifier end) as national_id,
    d.birth_date, d.sex, d.city
  from users u join numbered_ids n on n.id = u.id left join demographics d on d.id = u.id`,
  },
  {
    name: "guardians",
    sql: `
  select p.id, trim(concat_ws(' ', g.family_name, g.middle_name, g.given_name)) as name, coalesce(g.phone, g.sms) as phone
  from persons p join users g on g.id = trim(split_part(p.agents, ',', 1))`,
  },
];

export const PEOPLE: readonly Relation[] = [...YEARS, ...ENROLMENTS, ...ROLES, ...PERSONS];
