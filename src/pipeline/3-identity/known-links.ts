import { join } from "node:path";
import { toSnakeCase } from "#src/domains/dictionary/text.ts";
import { quote } from "#src/platform/duckdb.ts";
import { copiedCsv, copyIn, copyOut } from "../5-publish/copy.ts";
import { getDatasetOf, type RunContext } from "../context.ts";

/**
 * Tables `known_link` (entity, link_key, record_id, key_kind) and `known_person` (entity, record_id, name_key, given,
 * birth_date): what earlier runs decided about the keys that occur now. Cost follows the incoming keys, not the city.
 */
export async function loadKnownLinks(context: RunContext): Promise<void> {
  const { lake, pool, runDir } = context;
  await lake.run(
    "create or replace temp table known_link (entity varchar, link_key uuid, record_id uuid, key_kind varchar)",
  );
  await lake.run(
    "create or replace temp table known_person (entity varchar, record_id uuid, name_key varchar, given varchar, birth_date date)",
  );
  const { rows } = await pool.query<{ any: boolean }>("select exists (select 1 from link) as any");
  if (rows[0]?.any !== true) return;
  const client = await pool.connect();
  try {
    await client.query("create temp table asked_key (link_key uuid primary key)");
    const asked = join(runDir, "asked-keys.csv");
    await lake.run(
      `copy (select distinct k from (select source_key as k from occurrence union all
         select national_key from occurrence where national_key is not null)) to ${quote(asked)} (format csv, header false)`,
    );
    await copyIn(client, "asked_key (link_key)", asked);
    await client.query("analyze asked_key");
    const links = join(runDir, "known-links.csv");
    await copyOut(
      client,
      `select entity, l.link_key, record_id, key_kind from asked_key a join link l on l.link_key = a.link_key where l.run_seq < ${context.runSeq}`,
      links,
    );
    await lake.run(
      `insert into known_link select * from read_csv(${quote(links)}, ${copiedCsv},
         columns = {entity: 'VARCHAR', link_key: 'UUID', record_id: 'UUID', key_kind: 'VARCHAR'})`,
    );
    for (const matching of context.declarations.matchings) {
      const dataset = getDatasetOf(context, matching.entity);
      const idColumn = toSnakeCase(dataset.key[0] ?? "");
      const people = join(runDir, `known-${matching.entity}.csv`);
      await copyOut(
        client,
        `select p.${idColumn}, p.full_name, ${"birthDate" in dataset.fields ? "p.birth_date" : "null::date"} from ${dataset.table} p
         where p.${idColumn} in (select record_id from asked_key a join link l on l.link_key = a.link_key
                                 where l.entity = '${matching.entity}' and l.run_seq < ${context.runSeq})`,
        people,
      );
      await lake.run(
        `insert into known_person
         select '${matching.entity}', id, array_to_string(list_sort(string_split(hp_fold(full_name), ' ')), ' '),
           string_split(hp_fold(full_name), ' ')[-1], birth_date
         from read_csv(${quote(people)}, ${copiedCsv}, columns = {id: 'UUID', full_name: 'VARCHAR', birth_date: 'DATE'})`,
      );
    }
  } finally {
    await client.query("drop table if exists asked_key");
    client.release();
  }
}
