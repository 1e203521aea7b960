import { openRow } from "#src/access/encryption/opened-row.ts";
import { datasets, findDataset } from "#src/domains/catalogue.ts";
import { columnsOf, type Dataset, sealedColumnsOf } from "#src/domains/dictionary/dataset.ts";
import { toSnakeCase } from "#src/domains/dictionary/text.ts";
import { findIdInUse } from "#src/pipeline/3-identity/decide/record-keys.ts";
import { parseRecordKey } from "#src/pipeline/4-quality/record-key.ts";
import { HpError } from "#src/platform/errors.ts";
import type { Db } from "#src/platform/postgres/pool.ts";
import type { Keyring } from "#src/platform/sealing/keyring.ts";
import { indexesOf } from "#src/platform/sealing/stored-value.ts";

/** A golden row by field name; dates and bigints are text as in the database. */
export type Row = Readonly<Record<string, unknown>>;

/** Short words for datasets that people ask for every day. */
const shortNames: Readonly<Record<string, string>> = {
  staff: "staffMember",
  class: "classSection",
  result: "yearResult",
};

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** @throws HpError `argument-invalid` when no dataset of that name is published */
export function getShownDataset(name: string): Dataset {
  const found =
    findDataset(shortNames[name] ?? name) ??
    datasets.find((one) => one.table === name || one.id.toLowerCase() === name.toLowerCase());
  if (found === undefined || found.origin === "system") {
    const known = datasets.filter((one) => one.origin !== "system").map((one) => one.id);
    throw new HpError("argument-invalid", { name: "<dataset>", reason: `${name}; ${known.join(", ")}` });
  }
  return found;
}

/**
 * The rows an id may mean: the key itself (parts joined by `|`), a national id, or a code that schools use.
 * More than one is no error: a local code may stand in several schools.
 */
export async function findRecords(
  db: Db,
  keyring: Keyring,
  dataset: Dataset,
  id: string,
): Promise<readonly Row[]> {
  const rows = await findStored(db, keyring, dataset, id);
  return rows.map((row) => openRow(keyring, dataset, row));
}

async function findStored(db: Db, keyring: Keyring, dataset: Dataset, id: string): Promise<readonly Row[]> {
  const byKey = await findByKey(db, dataset, id);
  if (byKey.length > 0) return byKey;
  const conditions = searchColumns(dataset).map((column) => `${column} = $1`);
  const numbers = /^\d{12}$/.test(id) ? sealedColumnsOf(dataset) : [];
  for (const { name, sealed } of numbers) {
    if (sealed.indexed === undefined) continue;
    const found = await select(db, dataset, `${name}_index = any ($1)`, [
      indexesOf(keyring, sealed.indexed, id),
    ]);
    if (found.length > 0) return found;
  }
  // Codes that a school gave are on the employment or in the source rows, not on the person.
  const found = conditions.length === 0 ? [] : await select(db, dataset, conditions.join(" or "), [id]);
  if (found.length > 0 || dataset.id !== "school") return found;
  return select(db, dataset, "school_id in (select school_id from school_alias where alias_code = $1)", [id]);
}

/** The id in use of a record that another took over, when `id` is its former one. */
export async function findFormerId(db: Db, dataset: Dataset, id: string): Promise<string | undefined> {
  return uuid.test(id) ? findIdInUse(db, dataset.id, id) : undefined;
}

async function findByKey(db: Db, dataset: Dataset, id: string): Promise<readonly Row[]> {
  let parts: readonly string[];
  try {
    parts = dataset.key.length === 1 ? [id] : parseRecordKey(dataset, id);
  } catch {
    // Not a key; it may still be a code.
    return [];
  }
  const values = dataset.key.map((name, index) => ({
    field: dataset.fields[name],
    value: parts[index] ?? "",
  }));
  if (values.some(({ field, value }) => field?.kind === "uuid" && !uuid.test(value))) return [];
  const where = dataset.key.map((name, index) => `cast(${toSnakeCase(name)} as text) = $${index + 1}`);
  return select(
    db,
    dataset,
    where.join(" and "),
    values.map(({ value, field }) => (field?.kind === "uuid" ? value.toLowerCase() : value)),
  );
}

/** Text columns that name one record: codes. */
function searchColumns(dataset: Dataset): readonly string[] {
  return Object.entries(dataset.fields)
    .filter(
      ([name, field]) =>
        field.kind === "text" && /Code$|^lifelongLearningId$/.test(name) && field.refersTo === undefined,
    )
    .map(([name]) => toSnakeCase(name));
}

async function select(
  db: Db,
  dataset: Dataset,
  where: string,
  values: readonly (string | readonly string[])[],
): Promise<readonly Row[]> {
  const { rows } = await db.query<Row>(
    `select ${selectList(dataset)} from ${dataset.table} where ${where} order by ${dataset.key.map(toSnakeCase).join(", ")}`,
    [...values],
  );
  return rows;
}

/** Columns under their field names; instants as ISO text, so that JSON and screen show the same. */
export function selectList(dataset: Dataset): string {
  return columnsOf(dataset)
    .map(({ name, field, postgresType }) =>
      postgresType === "timestamptz"
        ? `to_char(${name} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "${field}"`
        : `${name} as "${field}"`,
    )
    .join(", ");
}

/** `key|parts`: how quality lists and the change log call the row. */
export function recordKeyOf(dataset: Dataset, row: Row): string {
  return dataset.key.map((name) => String(row[name])).join("|");
}
