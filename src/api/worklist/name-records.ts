import { findCode } from "#src/domains/catalogue.ts";
import { type Dataset, getField } from "#src/domains/dictionary/dataset.ts";
import type { Client } from "#src/platform/postgres/pool.ts";
import type { RecordNow } from "../corrections/record-now.ts";

export interface RecordName {
  readonly name: string;
  readonly place: string | null;
}

/** What people call records: a person's name and class, a room's name; else the parts of the key that are no ids. */
export async function nameRecords(
  client: Client,
  dataset: Dataset,
  records: readonly RecordNow[],
): Promise<ReadonlyMap<string, RecordName>> {
  const personField = dataset.key.find((field) => getField(dataset, field).kind === "uuid");
  const ids = personField === undefined ? [] : records.map(({ values }) => String(values[personField]));
  const people = await readPeople(client, personField, ids);
  return new Map(
    records.map((record) => {
      const person = people.get(String(record.values[personField ?? ""]));
      const own = ["fullName", "schoolName", "roomName", "buildingName", "campusName"]
        .map((field) => record.values[field])
        .find((value): value is string => typeof value === "string");
      const rest = keyWords(dataset, record, personField);
      return [
        record.recordKey,
        person === undefined
          ? {
              name: own ?? (rest === "" ? record.recordKey : rest),
              place: own === undefined ? null : rest || null,
            }
          : {
              name: person.name,
              place: [person.place, rest].filter((word) => word !== null && word !== "").join(" · ") || null,
            },
      ];
    }),
  );
}

/** Parts of the key that tell records of one person apart; the school is known, ids say nothing. */
function keyWords(dataset: Dataset, { values }: RecordNow, personField: string | undefined): string {
  return dataset.key
    .filter(
      (field) => field !== personField && field !== "schoolId" && getField(dataset, field).kind !== "uuid",
    )
    .map((field) => {
      const value = String(values[field] ?? "");
      const { codeSet } = getField(dataset, field);
      return codeSet === undefined ? value : (findCode(codeSet, value)?.title.vi ?? value);
    })
    .join(", ");
}

const queries: Readonly<Record<string, string>> = {
  learnerId: `select l.learner_id as id, l.full_name as name, (
      select e.class_name from enrolment e where e.learner_id = l.learner_id and e.school_id = l.school_id
      order by e.school_year desc limit 1) as place
    from learner l where l.learner_id = any ($1::uuid[])`,
  staffId:
    "select staff_id as id, full_name as name, null as place from staff_member where staff_id = any ($1::uuid[])",
  guardianId:
    "select guardian_id as id, full_name as name, null as place from guardian where guardian_id = any ($1::uuid[])",
};

async function readPeople(
  client: Client,
  field: string | undefined,
  ids: readonly string[],
): Promise<ReadonlyMap<string, RecordName>> {
  const sql = queries[field ?? ""];
  if (sql === undefined || ids.length === 0) return new Map();
  const { rows } = await client.query<{ id: string } & RecordName>(sql, [[...new Set(ids)]]);
  return new Map(rows.map(({ id, name, place }) => [id, { name, place }]));
}
