import { columnsOf, type Dataset, indexColumnsOf, sealedColumnsOf } from "#src/domains/dictionary/dataset.ts";
import type { Client } from "#src/platform/postgres/pool.ts";
import type { Keyring } from "#src/platform/sealing/keyring.ts";
import { openStored } from "#src/platform/sealing/stored-value.ts";
import { recordKeySql } from "./record-key.ts";
import type { Judged } from "./rules.ts";

/**
 * Temporary tables of what a pass over some rows reads: `scored_<table>` with the rows, and `opened_<table>` for each
 * dataset whose encrypted columns the view reads beside them.
 *
 * @param from SQL after `select t.* from`, with the dataset's rows as `t`
 */
export async function createScored(
  client: Client,
  keyring: Keyring,
  datasets: readonly Dataset[],
  { dataset, view }: Pick<Judged, "dataset" | "view">,
  from: string,
): Promise<void> {
  const scored = `scored_${dataset.table}`;
  await createOpened(client, keyring, dataset, { into: scored, from });
  await client.query(`analyze ${scored}`);
  for (const [id, key] of Object.entries(view.opens)) {
    const other = datasets.find((candidate) => candidate.id === id);
    if (other === undefined) throw new Error(`no dataset ${id}`);
    const into = `opened_${other.table}`;
    await client.query(`drop table if exists ${into}`);
    await createOpened(client, keyring, other, {
      into,
      from: `${other.table} t where t.${key} in (select ${key} from ${scored})`,
    });
    await client.query(`analyze ${into}`);
  }
}

/**
 * Temporary table `into` with rows of a dataset as rules read them: encrypted columns in clear. It is the session's own:
 * no other session sees it, no WAL and no dump has it, and it ends with the transaction.
 *
 * @param from SQL after `select t.* from`, with the dataset's rows as `t`
 * @throws HpError `sealed-field-damaged`, `field-key-missing`
 */
async function createOpened(
  client: Client,
  keyring: Keyring,
  dataset: Dataset,
  { into, from }: { readonly into: string; readonly from: string },
): Promise<void> {
  const sealed = sealedColumnsOf(dataset);
  if (sealed.length === 0) {
    await client.query(`create temp table ${into} on commit drop as select t.* from ${from}`);
    return;
  }
  const stored = `stored_${into}`;
  await client.query(
    `create temp table ${stored} on commit drop as select t.*, row_number() over () as opened_row from ${from}`,
  );
  const { rows } = await client.query<[string, string, ...(string | null)[]]>({
    text: `select opened_row, ${recordKeySql(dataset, "t")}, ${sealed.map(({ name }) => name).join(", ")} from ${stored} t
      where ${sealed.map(({ name }) => `${name} is not null`).join(" or ")}`,
    rowMode: "array",
  });
  const names = new Map(sealed.map((column) => [column.name, column.sealed.postgresType]));
  const list = [...columnsOf(dataset), ...indexColumnsOf(dataset)].map(({ name }) => {
    const type = names.get(name);
    return type === undefined ? `s.${name}` : `cast(o.${name} as ${type}) as ${name}`;
  });
  const values = sealed.map(({ field }, at) =>
    rows.map(([, recordId, ...texts]) => {
      const text = texts[at] ?? null;
      return text === null ? null : openStored(keyring, { dataset: dataset.id, field, recordId }, text);
    }),
  );
  const opened = (first: number) =>
    `unnest($${first}::bigint[], ${sealed.map((_, at) => `$${first + 1 + at}::text[]`).join(", ")}) as o (opened_row, ${sealed.map(({ name }) => name).join(", ")})`;
  // A `create table as` takes no values: the table is made empty, then filled.
  const none = `(select null::bigint as opened_row, ${sealed.map(({ name }) => `null::text as ${name}`).join(", ")}) o`;
  await client.query(
    `create temp table ${into} on commit drop as select ${list.join(", ")} from ${stored} s cross join ${none} where false`,
  );
  await client.query(
    `insert into ${into} select ${list.join(", ")} from ${stored} s left join ${opened(1)} on o.opened_row = s.opened_row`,
    [rows.map(([row]) => row), ...values],
  );
  await client.query(`drop table ${stored}`);
}
