import { getDataset } from "#src/domains/catalogue.ts";
import { type Dataset, fieldTitle } from "#src/domains/dictionary/dataset.ts";
import type { Field } from "#src/domains/dictionary/field.ts";
import { type Text, toSnakeCase } from "#src/domains/dictionary/text.ts";
import type { Db } from "#src/platform/postgres/pool.ts";
import { readableColumns, readableRow } from "./readable-columns.ts";

/** A row that hangs on a record, by the facts of it that tell people apart. */
export interface Surrounding {
  readonly dataset: string;
  readonly facts: readonly Fact[];
}

interface Fact {
  readonly name: string;
  readonly title: Text;
  readonly field: Field;
  readonly value: unknown;
  /** Of a reference to a school or a person, the name. */
  readonly named: string | null;
}

/** What helps to tell two people apart beside their own data: dataset, and the fields of it worth reading. */
const around: Readonly<Record<string, readonly (readonly [string, readonly string[]])[]>> = {
  learner: [
    ["enrolment", ["schoolYear", "schoolId", "className"]],
    ["learnerGuardian", ["relation", "guardianId"]],
  ],
  guardian: [["learnerGuardian", ["relation", "learnerId"]]],
  staffMember: [["employment", ["schoolId", "positionTitle", "startDate"]]],
};

type Values = Readonly<Record<string, unknown>>;

/** What hangs on a record now. `keep` may leave out rows, told their own facts and the run that wrote them last. */
export async function readSurroundings(
  db: Db,
  entity: string,
  recordId: string,
  keep: (item: Surrounding, runSeq: number) => boolean = () => true,
): Promise<readonly Surrounding[]> {
  return readAround(db, entity, keep, async (dataset, order) => {
    const pointer = Object.entries(dataset.fields).find(([, field]) => field.refersTo === entity)?.[0] ?? "";
    const { rows } = await db.query<{ row: Values }>(
      `select ${await readableRow(db, dataset.table)} from ${dataset.table} t where ${toSnakeCase(pointer)} = $1 order by ${order.join(", ")}`,
      [recordId],
    );
    return rows.map(({ row }) => row);
  });
}

/** What hung on a record when another took it over, from the change log. */
export async function readLastSurroundings(
  db: Db,
  entity: string,
  formerId: string,
  runSeq: number,
): Promise<readonly Surrounding[]> {
  if (!(await readableColumns(db, "change_log")).includes("before")) return [];
  return readAround(
    db,
    entity,
    () => true,
    async (dataset) => {
      const { rows } = await db.query<{ before: Values }>(
        `select before from change_log where record_id = $1 and dataset = $2 and operation = 'delete' and run_seq = $3
         order by record_key`,
        [formerId, dataset.id, runSeq],
      );
      return rows.map(({ before }) => before);
    },
  );
}

async function readAround(
  db: Db,
  entity: string,
  keep: (item: Surrounding, runSeq: number) => boolean,
  read: (dataset: Dataset, order: readonly string[]) => Promise<readonly Values[]>,
): Promise<readonly Surrounding[]> {
  const found: Surrounding[] = [];
  for (const [datasetId, names] of around[entity] ?? []) {
    const dataset = getDataset(datasetId);
    for (const row of await read(dataset, [...names, ...dataset.key].map(toSnakeCase))) {
      const facts: Fact[] = [];
      for (const name of names) {
        const field = dataset.fields[name];
        const value = row[toSnakeCase(name)] ?? null;
        if (field === undefined || value === null) continue;
        facts.push({
          name,
          title: fieldTitle(name, field),
          field,
          value,
          named: await findName(db, field, String(value)),
        });
      }
      const item = { dataset: datasetId, facts };
      if (keep(item, Number(row.run_seq))) found.push(item);
    }
  }
  return found;
}

/** Whether two rows say the same of two records. */
export function saySame(one: Surrounding, other: Surrounding): boolean {
  const plain = ({ dataset, facts }: Surrounding) =>
    JSON.stringify([dataset, facts.map(({ value }) => value)]);
  return plain(one) === plain(other);
}

async function findName(db: Db, field: Field, id: string): Promise<string | null> {
  const target = field.refersTo === undefined ? undefined : getDataset(field.refersTo);
  const name = ["fullName", "schoolName"].find((one) => target?.fields[one] !== undefined);
  if (target === undefined || name === undefined) return null;
  const { rows } = await db.query<{ name: string | null }>(
    `select ${toSnakeCase(name)} as name from ${target.table} where ${toSnakeCase(target.key[0] ?? "")} = $1`,
    [id],
  );
  return rows[0]?.name ?? null;
}
