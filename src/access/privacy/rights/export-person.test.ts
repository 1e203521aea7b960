import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { useAuditKey } from "#src/access/audit/audit-key.ts";
import { insertRows, type Row } from "#src/api/test-app.ts";
import { datasets } from "#src/domains/catalogue.ts";
import { inTransaction } from "#src/platform/postgres/pool.ts";
import { createTestDatabase, type TestDatabase } from "#src/platform/postgres/test-database.ts";
import { openKeyring } from "#src/platform/sealing/keyring.ts";
import { machineAct } from "../act.ts";
import { recordConsent } from "../consent/ledger.ts";
import { type PlantedPerson, plant, plantedPerson } from "../planted.test-support.ts";
import { exportDocument } from "./export-document.ts";
import { exportFile, exportPerson, type PersonExport } from "./export-person.ts";
import { openRequest } from "./handle.ts";
import { carriedKinds, impersonalKinds, personKinds } from "./person-references.ts";

useAuditKey(randomBytes(32));
const scratch = mkdtempSync(join(tmpdir(), "hp-export-"));
const keyring = openKeyring(scratch);
const at = new Date("2026-11-23T03:00:00Z");
const act = machineAct("thử", at);
let database: TestDatabase;

const learner = plantedPerson("learner");
const mother = plantedPerson("guardian");
const teacher = plantedPerson("staffMember");
const otherLearner = plantedPerson("learner");
const otherMother = plantedPerson("guardian");
const otherTeacher = plantedPerson("staffMember");
const everyone = [learner, mother, teacher, otherLearner, otherMother, otherTeacher];
const former = "5f000000-0000-8000-8000-000000000001";
const officer = "Cán bộ Bí Mật";

beforeAll(async () => {
  database = await createTestDatabase();
  const { pool } = database;
  const insert = (datasetId: string, row: Row) => insertRows(pool, datasetId, [row]);
  await plant(insert, learner, mother, otherLearner);
  await plant(insert, mother, otherLearner, otherMother);
  await plant(insert, teacher, otherLearner, otherTeacher);
  await plant(insert, otherLearner, otherMother, learner);
  await plant(insert, otherMother, learner, mother);
  await plant(insert, otherTeacher, learner, teacher);
  await insertRows(pool, "recordAlias", [
    {
      entity: "learner",
      recordId: former,
      intoRecordId: learner.recordId,
      reason: "merged",
      runSeq: 1,
      aliasedAt: at.toISOString(),
    },
  ]);
  // A row written before the record merged; refused cells of the pupil and of the mother in one list's row.
  await insertRows(pool, "changeLog", [
    {
      recordId: former,
      dataset: "learnerGuardian",
      recordKey: `${former}|${mother.recordId}|mother`,
      version: 2,
      operation: "update",
      before: { guardian_id: mother.recordId, relation: "mother", learner_id: former },
      after: { guardian_id: otherMother.recordId },
      actor: officer,
      runSeq: 1,
      changedAt: at.toISOString(),
    },
  ]);
  const sourceRowId = String(7n << 31n);
  await insertRows(pool, "sourceRow", [
    {
      sourceRowId,
      intake: "learnerRow",
      sourceSystem: "vnedu",
      rowKey: former,
      rowHash: former,
      recordId: learner.recordId,
      outcome: "published",
      runSeq: 1,
    },
  ]);
  const refused = (columnName: string, raw: string) => ({
    sourceRowId,
    columnName,
    reason: "phone-lost-zero",
    raw,
    intake: "learnerRow",
    runSeq: 1,
  });
  await insertRows(pool, "rowRejection", [
    refused("phone", `${learner.mark} 91`),
    refused("motherPhone", `${mother.mark} 92`),
    refused("@C", `${mother.mark} 93`),
    refused("*", `${mother.mark} 94`),
  ]);
  await insertRows(pool, "qualityIssue", [
    {
      dataset: "learnerGuardian",
      recordKey: `${learner.recordId}|${mother.recordId}|father`,
      checkCode: "learnerGuardian.x",
      openedRun: 1,
    },
    { dataset: "learner", recordKey: learner.recordId, checkCode: "learner.x", openedRun: 1 },
    { dataset: "learner", recordKey: otherLearner.recordId, checkCode: "learner.x", openedRun: 1 },
  ]);
  await inTransaction(pool, async (client) => {
    await client.query(
      "update learner set birth_date = '2018-01-01', birth_precision = 'day' where learner_id = $1",
      [learner.recordId],
    );
    await client.query("update learner_guardian set relation = 'mother' where learner_id = $1", [
      learner.recordId,
    ]);
    await recordConsent(
      client,
      {
        subject: { entity: "learner", recordId: former },
        purpose: "outside-apps",
        act: "give",
        by: { guardianId: mother.recordId },
        channel: "portal",
      },
      act,
    );
    await openRequest(
      client,
      keyring,
      {
        kind: "see",
        subject: learner,
        askedBy: "representative",
        guardianId: mother.recordId,
        channel: "counter",
        detail: "Xin xem dữ liệu của cháu",
      },
      act,
    );
  });
});
afterAll(async () => {
  await database.drop();
  rmSync(scratch, { recursive: true, force: true });
});

const exported = (person: PlantedPerson): Promise<PersonExport> =>
  exportPerson(database.pool, keyring, person, at);

/** Tables of people's data and how many rows hold one of the ids in any uuid column, asked of the database alone. */
async function countByTable(ids: readonly string[]): Promise<Record<string, number>> {
  const { rows: columns } = await database.pool.query<{ table: string; column: string }>(
    `select c.table_name as table, c.column_name as column from information_schema.columns c
       join information_schema.tables t using (table_schema, table_name)
      where c.table_schema = 'public' and c.data_type = 'uuid' and t.table_type = 'BASE TABLE'`,
  );
  const byTable = Map.groupBy(columns, ({ table }) => table);
  const counts: Record<string, number> = {};
  for (const [table, named] of byTable) {
    const any = named.map(({ column }) => `${column} = any ($1::uuid[])`).join(" or ");
    const { rows } = await database.pool.query<{ n: number }>(
      `select count(*)::integer as n from "${table}" where ${any}`,
      [ids],
    );
    if ((rows[0]?.n ?? 0) > 0) counts[table] = rows[0]?.n ?? 0;
  }
  return counts;
}

test("every kind of reference in the dictionary is either walked or known to lead to no person", () => {
  const lists = [personKinds, carriedKinds.map(({ kind }) => kind), impersonalKinds];
  const unknown = datasets.flatMap(({ id, fields }) =>
    Object.entries(fields)
      .filter(([, { refersTo }]) => refersTo !== undefined)
      .filter(([, { refersTo = "" }]) => lists.filter((list) => list.includes(refersTo)).length !== 1)
      .map(([name, { refersTo }]) => `${id}.${name} → ${refersTo}`),
  );
  expect(unknown).toEqual([]);
});

test.each([
  ["learner", learner, [former]],
  ["guardian", mother, []],
  ["staffMember", teacher, []],
  ["learner", otherLearner, []],
] as const)(
  "nothing about a %s is missing: row counts agree with the database's own",
  async (_, person, more) => {
    const counted = await countByTable([person.recordId, ...more]);
    const made = await exported(person);
    const rows = Object.fromEntries(
      made.datasets.map(({ dataset, rows: found }) => [
        datasets.find(({ id }) => id === dataset)?.table,
        found.length,
      ]),
    );
    for (const [table, count] of Object.entries(counted))
      expect([table, rows[table]]).toEqual([table, count]);
    expect(Object.keys(counted).length).toBeGreaterThan(person.entity === "guardian" ? 8 : 12);
    // Their own mark stands in every dataset that has a text field with the person's name on it.
    expect(JSON.stringify(made.datasets.find(({ dataset }) => dataset === person.entity))).toContain(
      person.mark,
    );
  },
);

test.each(everyone.map((person) => [person.entity, person] as const))(
  "nothing about anybody else is in the export of a %s, as file and as page",
  async (_, person) => {
    const made = await exported(person);
    for (const text of [
      exportFile(made).text,
      JSON.stringify([exportDocument(made, "vi"), exportDocument(made, "en")]),
    ]) {
      for (const other of everyone) {
        if (other === person) continue;
        expect(text.includes(other.mark), `${other.entity} ${other.mark}`).toBe(false);
        expect(text.includes(other.recordId), `${other.entity} ${other.recordId}`).toBe(false);
      }
      expect(text).not.toContain(officer);
    }
  },
);

test("refused cells: one's own text is there, the mother's and that of unknown columns is not", async () => {
  const made = await exported(learner);
  const cells = made.datasets.find(({ dataset }) => dataset === "rowRejection")?.rows ?? [];
  const shown = Object.fromEntries(
    cells
      .filter(({ values }) => values.sourceRowId === String(7n << 31n))
      .map(({ values, withheld }) => [values.columnName, withheld.includes("raw") ? null : values.raw]),
  );
  expect(shown).toEqual({ phone: `${learner.mark} 91`, motherPhone: null, "@C": null, "*": null });
});

test("what was written under a former id, broken rules, consents, requests and notes belong to it", async () => {
  const made = await exported({ ...learner, recordId: former });
  expect(made.subject).toMatchObject({ recordId: learner.recordId, formerIds: [former] });
  const changes = made.datasets.find(({ dataset }) => dataset === "changeLog")?.rows ?? [];
  const old = changes.find(({ values }) => values.recordId === former);
  expect(old?.values).toMatchObject({
    recordKey: `${former}|…|mother`,
    before: { relation: "mother", learner_id: former },
    after: {},
  });
  expect(old?.withheld).toContain("actor");
  const issues = made.datasets.find(({ dataset }) => dataset === "qualityIssue")?.rows ?? [];
  expect(issues.map(({ values }) => values.recordKey)).toContain(learner.recordId);
  expect(issues.map(({ values }) => values.recordKey)).not.toContain(otherLearner.recordId);
  expect(made.consents).toMatchObject([{ purpose: "outside-apps", act: "give", by: { guardianId: "…" } }]);
  expect(made.requests).toMatchObject([{ kind: "see", notes: { detail: "Xin xem dữ liệu của cháu" } }]);
  expect(made.readFirst).toContain("enrolment.schoolViolenceNote");
  expect(made.purposes.map(({ id }) => id)).toContain("learning-record");
});

test("a record there is not is refused", async () => {
  await expect(
    exportPerson(database.pool, keyring, { entity: "learner", recordId: mother.recordId }, at),
  ).rejects.toMatchObject({ code: "record-not-found" });
});
