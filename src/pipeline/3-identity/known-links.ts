import { toSnakeCase } from "#src/domains/dictionary/text.ts";
import { quote } from "#src/platform/duckdb.ts";
import { askByKey } from "../ask-by-key.ts";
import { atOnce } from "../at-once.ts";
import { getDatasetOf, type RunContext } from "../context.ts";

/**
 * Tables `known_link` (entity, link_key, record_id, key_kind, verified) and `known_person` (entity, record_id, name_key, given,
 * birth_date, full_name): what earlier runs decided about the keys that occur now. Cost follows the incoming keys, not the city.
 */
export async function loadKnownLinks(context: RunContext): Promise<void> {
  const { lake, pool, runSeq } = context;
  await lake.run(
    "create or replace temp table known_link (entity varchar, link_key uuid, record_id uuid, key_kind varchar, verified boolean)",
  );
  await lake.run(
    "create or replace temp table known_person (entity varchar, record_id uuid, name_key varchar, given varchar, birth_date date, full_name varchar)",
  );
  const { rows } = await pool.query<{ any: boolean }>("select exists (select 1 from link) as any");
  if (rows[0]?.any !== true) return;
  await askByKey(context, {
    into: "known_link",
    keys: `select distinct k from (select source_key as k from occurrence union all
      select national_key from occurrence where national_key is not null)`,
    keyType: "uuid",
    answer: `select entity, link_key, record_id, key_kind, verified from asked join link on link_key = k where run_seq < ${runSeq}`,
    columns: {
      entity: "VARCHAR",
      link_key: "UUID",
      record_id: "UUID",
      key_kind: "VARCHAR",
      verified: "BOOLEAN",
    },
  });
  await atOnce(2, context.declarations.matchings, ({ entity }) => loadKnownPeople(context, entity));
}

/** The people behind the known links, by the names and dates that a row is held against. */
async function loadKnownPeople(context: RunContext, entity: string): Promise<void> {
  const dataset = getDatasetOf(context, entity);
  const birthDate = "birthDate" in dataset.fields ? "birth_date" : "null::date";
  const found = `found_${dataset.table}`;
  await context.lake.run(
    `create or replace temp table ${found} (id uuid, full_name varchar, birth_date date)`,
  );
  await askByKey(context, {
    into: found,
    keys: `select distinct record_id from known_link where entity = ${quote(entity)}`,
    keyType: "uuid",
    answer: `select k, full_name, ${birthDate} from asked join ${dataset.table} on ${toSnakeCase(dataset.key[0] ?? "")} = k`,
    columns: { id: "UUID", full_name: "VARCHAR", birth_date: "DATE" },
  });
  await context.lake.run(`
    insert into known_person
    select ${quote(entity)}, id, array_to_string(list_sort(string_split(folded, ' ')), ' '), string_split(folded, ' ')[-1], birth_date, full_name
    from (select id, birth_date, full_name, hp_fold(full_name) as folded from ${found});
    drop table ${found}`);
}
