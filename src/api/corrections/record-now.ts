import type { Reader } from "#src/access/scope/scoped-reader.ts";
import { parseRecordKey } from "#src/pipeline/4-quality/record-key.ts";
import type { Client } from "#src/platform/postgres/pool.ts";
import { asText, rowToJson, type TextRow } from "../read/read-column.ts";
import type { Resource } from "../read/resource.ts";
import { visibleTo } from "../read/visible.ts";

/** A record as the caller may see it now. */
export interface RecordNow {
  readonly recordKey: string;
  readonly version: number;
  readonly changedAt: string;
  /** The school that answers for it; null where none does. */
  readonly schoolId: string | null;
  /** Whether the population registry confirmed who the person is. */
  readonly isVerified: boolean;
  /** Every field the role sees. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** Records of one dataset by their keys, as far as the caller sees them; others are not in the map. */
export async function readRecordsNow(
  client: Client,
  whole: Resource,
  role: Reader["scope"]["role"],
  recordKeys: readonly string[],
): Promise<ReadonlyMap<string, RecordNow>> {
  const { dataset } = whole;
  const resource = visibleTo(whole, role);
  const fields = [...resource.columns.values()];
  const keys = recordKeys.flatMap((recordKey) => {
    try {
      return [parseRecordKey(dataset, recordKey)];
    } catch {
      return [];
    }
  });
  // A key that is no uuid where one must stand names no record.
  const uuids = dataset.key.map((name) => dataset.fields[name]?.kind === "uuid");
  const asked = keys.filter((parts) => parts.every((part, at) => uuids[at] !== true || uuid.test(part)));
  if (asked.length === 0) return new Map();
  const lists = resource.key.map((_, at) => asked.map((parts) => parts[at] ?? ""));
  const text = `select ${fields.map((column) => column.select).join(", ")} from ${resource.table}
    where (${resource.key.map(({ column }) => column).join(", ")}) in (
      select * from unnest(${resource.key.map((column, at) => `$${at + 1}::${column.postgresType}[]`).join(", ")}))`;
  const { rows } = await client.query<(string | null)[]>({ ...asText, text, values: lists });
  const found = rows.map((row) => JSON.parse(rowToJson(fields, row as TextRow)) as Record<string, unknown>);
  const schools = await readSchools(client, dataset, found);
  const verified = await readVerified(client, dataset, found);
  return new Map(
    found.map((values) => {
      const recordKey = dataset.key.map((name) => String(values[name])).join("|");
      const person = String(values[dataset.key[0] ?? ""]);
      return [
        recordKey,
        {
          recordKey,
          version: Number(values.version),
          changedAt: String(values.changedAt),
          schoolId:
            dataset.schoolField === undefined
              ? (schools.get(person) ?? null)
              : ((values[dataset.schoolField] as string | null) ?? null),
          isVerified: verified.has(person),
          values,
        },
      ];
    }),
  );
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whose school answers for what hangs on a person: the person's own. A guardian's is a child's. */
async function readSchools(
  client: Client,
  { key, schoolField }: Resource["dataset"],
  found: readonly Readonly<Record<string, unknown>>[],
): Promise<ReadonlyMap<string, string>> {
  const first = key[0] ?? "";
  const sql = personSchool[first];
  if (schoolField !== undefined || sql === undefined || found.length === 0) return new Map();
  const { rows } = await client.query<{ id: string; school: string }>(sql, [found.map((row) => row[first])]);
  return new Map(rows.map(({ id, school }) => [id, school]));
}

const personSchool: Readonly<Record<string, string>> = {
  learnerId:
    "select learner_id as id, school_id as school from learner where learner_id = any ($1::uuid[]) and school_id is not null",
  staffId:
    "select staff_id as id, school_id as school from staff_member where staff_id = any ($1::uuid[]) and school_id is not null",
  guardianId: `select g.guardian_id as id, min(l.school_id) as school from learner_guardian g
    join learner l on l.learner_id = g.learner_id where g.guardian_id = any ($1::uuid[]) and l.school_id is not null group by 1`,
};

async function readVerified(
  client: Client,
  { id, key }: Resource["dataset"],
  found: readonly Readonly<Record<string, unknown>>[],
): Promise<ReadonlySet<string>> {
  if ((id !== "learner" && id !== "staffMember") || found.length === 0) return new Set();
  const { rows } = await client.query<{ id: string }>(
    "select record_id as id from verification where entity = $1 and status = 'verified' and record_id = any ($2::uuid[])",
    [id, found.map((row) => row[key[0] ?? ""])],
  );
  return new Set(rows.map((row) => row.id));
}

/** Whether the role may see a field: what one can't see one can't mend. */
export function seesField(whole: Resource, role: Reader["scope"]["role"], field: string): boolean {
  return visibleTo(whole, role).columns.has(field);
}
