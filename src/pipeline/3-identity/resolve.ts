import type { RunContext } from "../context.ts";

function sameOccurrence(left: string, right: string): string {
  return ["entity", "intake", "role", "source_row_id"]
    .map((column) => `${left}.${column} = ${right}.${column}`)
    .join(" and ");
}

/**
 * Deterministic identity, step by step; each step leaves a table that can be printed.
 *
 * Same valid national id, with name or birth date agreeing, or same source key: one person. An id that belongs to a
 * sibling, or a local code used twice, must not pull two children into one record: the row that disagrees stays a
 * person of its own, without the id, and a case is opened. So does an id that the population registry knows under
 * another name and another birth date (`claim_of.is_foreign`). A wrong merge is worse than a duplicate.
 */
const resolveSteps: readonly { readonly table: string; readonly sql: string }[] = [
  {
    // Who an id belongs to: the golden record that has it, else whom the registry knows by it, else what most rows say
    // (then the most trusted source).
    table: "id_holder",
    sql: `
      with said as (
        select o.entity, o.national_key, o.name_key, o.birth_date, any_value(o.given) as given, any_value(o.full_name) as full_name, any_value(o.sex) as sex, count(*) as n, min(o.trust) as trust,
          coalesce(bool_or(c.verified), false) as verified
        from occurrence o left join claim_of c on ${sameOccurrence("c", "o")}
        where o.creates and o.national_key is not null and not coalesce(c.is_foreign, false)
        group by o.entity, o.national_key, o.name_key, o.birth_date
      ),
      most as (
        select entity, national_key, arg_max({name_key: name_key, given: given, birth_date: birth_date, full_name: full_name, sex: sex},
          {v: verified, n: n, trust: -trust, name_key: name_key, birth_date: birth_date}) as person
        from said group by all
      ),
      known as (
        select l.entity, l.link_key as national_key, l.record_id, p.name_key, p.given, p.birth_date, p.full_name
        from known_link l join known_person p on p.entity = l.entity and p.record_id = l.record_id
        where l.key_kind = 'nationalId'
      )
      select coalesce(k.entity, m.entity) as entity, coalesce(k.national_key, m.national_key) as national_key,
        k.record_id as known_record,
        coalesce(k.name_key, m.person.name_key) as name_key, coalesce(k.given, m.person.given) as given,
        coalesce(k.birth_date, m.person.birth_date) as birth_date,
        coalesce(k.full_name, m.person.full_name) as full_name, case when k.entity is null then m.person.sex end as sex
      from known k full join most m on m.entity = k.entity and m.national_key = k.national_key`,
  },
  {
    // Does the row's person fit the holder of its id? Twins share a birth date and differ in the given name, if only by
    // an accent, or in sex.
    table: "id_agreement",
    sql: `
      select o.entity, o.intake, o.role, o.source_row_id, o.source_key, o.national_key, o.creates, o.brings, o.trust, h.known_record,
        coalesce(case when o.name_key = h.name_key then true
            when o.birth_date = h.birth_date and o.given = h.given
            then hp_same_given(o.full_name, h.full_name) and coalesce(o.sex = h.sex, true) end, false)
          and not coalesce(c.is_foreign, false) as agrees
      from occurrence o
      left join id_holder h on h.entity = o.entity and h.national_key = o.national_key
      left join claim_of c on ${sameOccurrence("c", "o")}
      where o.national_key is not null and (h.entity is not null or c.is_foreign)`,
  },
  {
    // Who a source key means: the golden record it is linked to, else the first row of this run, by trust and place.
    table: "key_holder",
    sql: `
      select entity, source_key, arg_min({name_key: name_key, birth_date: birth_date}, {t: trust, r: source_row_id}) as person
      from occurrence o where creates and not exists (from known_link l where l.entity = o.entity and l.link_key = o.source_key)
      group by all having count(*) > 1
      union all
      select l.entity, l.link_key, {name_key: p.name_key, birth_date: p.birth_date}
      from known_link l join known_person p on p.entity = l.entity and p.record_id = l.record_id
      where l.key_kind = 'sourceKey'`,
  },
  {
    // Ids that stand under one source key beside the same name and birth date: one person, of whose ids one is a slip.
    table: "id_group",
    sql: `
      with recursive several as (
        select entity, source_key from id_agreement where agrees and creates
        group by all having min(national_key) <> max(national_key)
      ),
      claim as (
        select distinct a.entity, a.source_key, a.national_key
        from several s
        join id_agreement a on a.entity = s.entity and a.source_key = s.source_key and a.agrees and a.creates
        join occurrence o on o.entity = a.entity and o.intake = a.intake and o.role = a.role and o.source_row_id = a.source_row_id
        join key_holder h on h.entity = a.entity and h.source_key = a.source_key
          and h.person.name_key = o.name_key and h.person.birth_date = o.birth_date
      ),
      reached as (
        select entity, national_key, national_key as other from claim
        union
        select r.entity, r.national_key, next.national_key
        from reached r
        join claim here on here.entity = r.entity and here.national_key = r.other
        join claim next on next.entity = here.entity and next.source_key = here.source_key
      ),
      standing as (
        select a.entity, a.national_key, coalesce(any_value(a.known_record), min(l.record_id)) as known_record,
          bool_or(a.brings) as brings, min(a.trust) as trust
        from id_agreement a
        left join known_link l on l.entity = a.entity and l.link_key = a.source_key and l.key_kind = 'sourceKey'
        where a.agrees and a.creates and a.national_key in (select national_key from claim)
        group by a.entity, a.national_key
      )
      select r.entity, r.national_key, min(s.known_record) as known_record,
        arg_min(s.national_key, {b: not s.brings, t: s.trust, k: s.national_key}) as first_key
      from reached r join standing s on s.entity = r.entity and s.national_key = r.other
      group by r.entity, r.national_key`,
  },
  {
    // The record of each id: the known one, else the record its source keys or the person's other id already have,
    // else a new one, made from the id that the most trusted list brings.
    table: "id_record",
    sql: `
      select a.entity, a.national_key,
        coalesce(any_value(a.known_record), min(l.record_id), any_value(g.known_record), any_value(g.first_key),
          a.national_key) as record_id,
        any_value(a.known_record) is not null as known
      from id_agreement a
      left join id_group g on g.entity = a.entity and g.national_key = a.national_key
      left join known_link l on l.entity = a.entity and l.link_key = a.source_key and l.key_kind = 'sourceKey'
      where a.agrees and a.creates
      group by a.entity, a.national_key
      union all
      select h.entity, h.national_key, h.known_record, true from id_holder h
      where h.known_record is not null and not exists (
        from id_agreement a where a.entity = h.entity and a.national_key = h.national_key and a.agrees and a.creates)`,
  },
  {
    // The record of each source key: the known one, else the record of the id its rows carry, else a new one.
    table: "key_record",
    sql: `
      select o.entity, o.source_key,
        coalesce(any_value(l.record_id),
          arg_min(r.record_id, {other: coalesce(h.person.name_key <> o.name_key or h.person.birth_date <> o.birth_date, false), row: o.source_row_id})
            filter (where r.record_id is not null),
          o.source_key) as record_id,
        any_value(l.record_id) is not null as known
      from occurrence o
      left join known_link l on l.entity = o.entity and l.link_key = o.source_key
      left join id_agreement a on a.entity = o.entity and a.intake = o.intake and a.role = o.role
        and a.source_row_id = o.source_row_id and a.agrees
      left join id_record r on r.entity = a.entity and r.national_key = a.national_key
      left join key_holder h on h.entity = o.entity and h.source_key = o.source_key
      where o.creates or l.record_id is not null
      group by o.entity, o.source_key`,
  },
  {
    // Whom each row speaks of by keys alone, with the rule that said so; likeness may still join records.
    table: "resolved",
    sql: `
      select o.entity, o.intake, o.role, o.source_row_id, o.creates, o.brings, o.source_key, o.national_key, o.school_id, o.trust, o.received_at,
        case
          when k.known and not foreign_key then k.record_id
          when a.agrees then r.record_id
          when o.creates and foreign_key then golden_id(concat_ws(chr(31), cast(o.source_key as varchar), o.name_key, cast(o.birth_date as varchar)))
          else k.record_id
        end as record_id,
        case
          when k.known and not foreign_key then 'same-source-key'
          when a.agrees then 'same-national-id'
          when o.creates and foreign_key then 'source-key-reused'
          when k.record_id is not null then 'same-source-key'
          else 'unknown'
        end as rule,
        coalesce(a.agrees, false) as id_agrees,
        a.source_row_id is not null and not a.agrees as id_disagrees,
        r.record_id as id_record, k.record_id as key_record, coalesce(a.agrees and c.verified, false) as id_verified
      from (
        -- Another name and another birth date under a code that is taken: another person, unless its id is the record's too.
        select occ.*, coalesce(h.person.name_key <> occ.name_key and h.person.birth_date <> occ.birth_date, false)
            and not coalesce(byId.record_id = byKey.record_id, false) as foreign_key
        from occurrence occ
        left join key_holder h on h.entity = occ.entity and h.source_key = occ.source_key
        left join known_link byKey on byKey.entity = occ.entity and byKey.link_key = occ.source_key
        left join known_link byId on byId.entity = occ.entity and byId.link_key = occ.national_key
      ) o
      left join key_record k on k.entity = o.entity and k.source_key = o.source_key
      left join id_agreement a on a.entity = o.entity and a.intake = o.intake and a.role = o.role and a.source_row_id = o.source_row_id
      left join id_record r on r.entity = o.entity and r.national_key = o.national_key
      left join claim_of c on ${sameOccurrence("c", "o")}`,
  },
];

/** Runs the steps over table `occurrence` and the known links; leaves `resolved`. */
export async function resolveIdentity(context: RunContext): Promise<void> {
  for (const { table, sql } of resolveSteps) {
    await context.lake.run(`create or replace temp table ${table} as ${sql}`);
  }
}
