import type { Client } from "#src/platform/postgres/pool.ts";

/**
 * What was known of a record goes with it to the record that takes it over. In: temporary table `moved_record` (entity,
 * from_record, to_record) of this connection. A run's settling then judges the record anew by its golden values.
 */
export async function moveReconciliation(client: Client): Promise<void> {
  // Ever verified is a fact about the person: the earliest of all records that became one.
  await client.query(`
    update verification v set ever_verified_at = least(v.ever_verified_at, m.ever)
    from (
      select m.entity, m.to_record, min(o.ever_verified_at) as ever
      from moved_record m join verification o on o.entity = m.entity and o.record_id = m.from_record group by 1, 2
    ) m where v.entity = m.entity and v.record_id = m.to_record`);
  await client.query(`
    insert into verification
    select distinct on (m.entity, m.to_record) m.entity, m.to_record, o.status, o.found_status, o.claim_key,
      min(o.ever_verified_at) over (partition by m.entity, m.to_record), o.verified_at, o.registry_version, o.school_id, o.run_seq, o.changed_at
    from moved_record m join verification o on o.entity = m.entity and o.record_id = m.from_record
    order by m.entity, m.to_record, o.changed_at desc, o.record_id
    on conflict (entity, record_id) do nothing`);
  await client.query(`
    delete from verification v using moved_record m where m.entity = v.entity and m.from_record = v.record_id
      and not exists (select 1 from moved_record t where t.entity = v.entity and t.to_record = v.record_id)`);
  await client.query(
    "update reconciliation_case c set record_id = m.to_record from moved_record m where m.entity = c.entity and m.from_record = c.record_id",
  );
  await client.query(
    "update reconciliation_case c set other_record_id = m.to_record from moved_record m where m.entity = c.entity and m.from_record = c.other_record_id",
  );
  await client.query(
    "update approved_exception e set record_id = m.to_record from moved_record m where m.entity = e.entity and m.from_record = e.record_id",
  );
}
