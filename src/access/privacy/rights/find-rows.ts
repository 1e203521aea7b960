import { openColumns, openRow } from "#src/access/encryption/opened-row.ts";
import { datasets, findDataset } from "#src/domains/catalogue.ts";
import { columnsOf, type Dataset } from "#src/domains/dictionary/dataset.ts";
import type { Db } from "#src/platform/postgres/pool.ts";
import type { Keyring } from "#src/platform/sealing/keyring.ts";
import { openStored } from "#src/platform/sealing/stored-value.ts";
import type { KnownSubject } from "../subject.ts";
import {
  aboutPersonSql,
  carriedFields,
  carriedKinds,
  personFields,
  selectList,
} from "./person-references.ts";

export type FoundRow = Readonly<Record<string, unknown>>;

export interface FoundRows {
  readonly dataset: Dataset;
  readonly rows: readonly FoundRow[];
}

/** What of a person's is known by its key: everything else that is named in a row is somebody else's. */
export interface OwnKeys {
  readonly records: ReadonlySet<string>;
  readonly carried: ReadonlyMap<string, ReadonlySet<string>>;
}

export interface PersonRows {
  readonly found: readonly FoundRows[];
  readonly own: OwnKeys;
}

/**
 * Every row of every dataset that speaks of a person, found by walking the dictionary's references:
 *
 * 1. rows that name the record, by any id it ever had;
 * 2. rows that name a key of the person (a source's key, a claim) found in step 1;
 * 3. what hangs on the text keys of those rows: refused cells of their source rows, broken quality rules.
 *
 * Rows as they are stored: what is encrypted is opened by {@link inClear}.
 */
export async function findPersonRows(db: Db, subject: KnownSubject): Promise<PersonRows> {
  const found = new Map<string, { dataset: Dataset; rows: Map<string, FoundRow> }>();
  const add = (dataset: Dataset, rows: readonly FoundRow[]): void => {
    if (rows.length === 0) return;
    const known = found.get(dataset.id) ?? { dataset, rows: new Map<string, FoundRow>() };
    for (const row of rows) known.rows.set(recordKeyOf(dataset, row), row);
    found.set(dataset.id, known);
  };
  for (const dataset of datasets) {
    const fields = personFields(dataset, subject.entity);
    if (fields.length === 0) continue;
    add(
      dataset,
      await select(db, dataset, aboutPersonSql(dataset, fields, "$1", subject.entity), subject.ids),
    );
  }
  const carried = new Map<string, ReadonlySet<string>>();
  for (const { kind, dataset: from, field } of carriedKinds) {
    const keys = new Set<string>();
    for (const row of found.get(from)?.rows.values() ?? []) {
      const isOwn = subject.ids.includes(String(row.recordId));
      if (isOwn && row[field] !== null) keys.add(String(row[field]));
    }
    carried.set(kind, keys);
    if (keys.size === 0) continue;
    for (const dataset of datasets) {
      const fields = carriedFields(dataset, kind);
      // Rows of the dataset the keys come from are found already, and its other rows are other people's.
      if (fields.length === 0 || dataset.id === from) continue;
      add(dataset, await select(db, dataset, aboutPersonSql(dataset, fields, "$1"), [...keys]));
    }
  }
  await addByTextKey(db, found, add);
  return {
    found: datasets.flatMap((dataset) => {
      const known = found.get(dataset.id);
      return known === undefined ? [] : [{ dataset, rows: [...known.rows.values()] }];
    }),
    own: { records: new Set(subject.ids), carried },
  };
}

/** A found row with its encrypted values in clear. @throws HpError `sealed-field-damaged`, `field-key-missing` */
export function inClear(keyring: Keyring, dataset: Dataset, row: FoundRow): FoundRow {
  if (dataset.id === "correction") return openCorrection(keyring, row);
  if (dataset.id !== "changeLog") return openRow(keyring, dataset, row);
  const of = findDataset(String(row.dataset));
  const change = (name: string) =>
    openColumns(keyring, of, String(row.recordKey), (row[name] ?? null) as FoundRow | null);
  return { ...row, before: change("before"), after: change("after") };
}

/** A mended value is bound to its correction. */
function openCorrection(keyring: Keyring, row: FoundRow): FoundRow {
  const place = { dataset: "correction", field: String(row.field), recordId: String(row.correctionId) };
  const value = (stored: unknown) =>
    typeof stored === "string" ? openStored(keyring, place, stored) : stored;
  return { ...row, before: value(row.before), after: value(row.after) };
}

/** The dictionary knows these two by text or number, not by reference. */
async function addByTextKey(
  db: Db,
  found: ReadonlyMap<string, { dataset: Dataset; rows: ReadonlyMap<string, FoundRow> }>,
  add: (dataset: Dataset, rows: readonly FoundRow[]) => void,
): Promise<void> {
  const byId = new Map(datasets.map((dataset) => [dataset.id, dataset]));
  const rejections = byId.get("rowRejection");
  const issues = byId.get("qualityIssue");
  const sourceRows = [...(found.get("sourceRow")?.rows.values() ?? [])].map((row) => String(row.sourceRowId));
  if (rejections !== undefined && sourceRows.length > 0)
    add(
      rejections,
      await select(db, rejections, "row_rejection.source_row_id = any ($1::bigint[])", sourceRows),
    );
  if (issues === undefined) return;
  for (const { dataset, rows } of [...found.values()]) {
    const { rows: broken } = await db.query<FoundRow>(
      `select ${selectList(issues, columnsOf(issues))} from ${issues.table}
        where dataset = $1 and record_key = any ($2::text[])`,
      [dataset.id, [...rows.keys()]],
    );
    add(issues, broken);
  }
}

async function select(
  db: Db,
  dataset: Dataset,
  where: string,
  values: readonly string[],
): Promise<readonly FoundRow[]> {
  const { rows } = await db.query<FoundRow>(
    `select ${selectList(dataset, columnsOf(dataset))} from ${dataset.table} where ${where}`,
    [values],
  );
  return rows;
}

/** The key's values joined by `|`: how quality lists and the change log call a row. */
function recordKeyOf(dataset: Dataset, row: FoundRow): string {
  return dataset.key.map((name) => String(row[name])).join("|");
}
