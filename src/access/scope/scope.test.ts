import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { insertRows, learnerRow } from "#src/api/test-app.ts";
import { datasets } from "#src/domains/catalogue.ts";
import { columnsOf, indexColumnsOf } from "#src/domains/dictionary/dataset.ts";
import { createPool, type Pool } from "#src/platform/postgres/pool.ts";
import { createTestDatabase, type TestDatabase } from "#src/platform/postgres/test-database.ts";
import type { Grant, Principal, Unit } from "../principal.ts";
import { columnClassOf } from "../roles/field-class.ts";
import { getRole, type RoleId, roles } from "../roles/roles.ts";
import { publicScope, type Scope, scopeOf } from "./reach.ts";
import { scopedReader } from "./scoped-reader.ts";

const seed = Number(process.env.HP_TEST_SEED ?? Math.floor(Math.random() * 2 ** 31));
const year = "2026-2027";

let database: TestDatabase;
let app: Pool;

/** A little city: two communes, four schools, two classes each; learners with parents, some of whom have children in two schools. */
const schools = ["S1", "S2", "S3", "S4"].map((schoolId, at) => ({
  schoolId,
  communeCode: at < 2 ? "C1" : "C2",
}));
const teachers = schools.map((school) => ({ staffId: randomUUID(), schoolId: school.schoolId }));
const learners = schools.flatMap(({ schoolId }) =>
  ["A", "B"].flatMap((className) =>
    Array.from({ length: 3 }, () => ({ learnerId: randomUUID(), schoolId, className })),
  ),
);
const parents = [
  { guardianId: randomUUID(), children: [learners[0], learners[8]] },
  { guardianId: randomUUID(), children: [learners[0]] },
  { guardianId: randomUUID(), children: [learners[20]] },
].map(({ guardianId, children }) => ({
  guardianId,
  children: children.map((child) => child?.learnerId ?? ""),
}));

beforeAll(async () => {
  console.log(`scope.test: seed ${seed}`);
  database = await createTestDatabase();
  app = createPool(database.appUrl, 4);
  const { pool } = database;
  await insertRows(
    pool,
    "school",
    schools.map(({ schoolId, communeCode }) => ({
      schoolId,
      communeCode,
      schoolName: `Trường ${schoolId}`,
      levels: ["01"],
    })),
  );
  await insertRows(
    pool,
    "staffMember",
    teachers.map((teacher) => ({ ...teacher, fullName: "Trần Văn Giáo" })),
  );
  await insertRows(
    pool,
    "learner",
    learners.map(({ learnerId, schoolId }) =>
      learnerRow({ learnerId, schoolId, nationalId: "031210000018" }),
    ),
  );
  await insertRows(
    pool,
    "classMembership",
    learners.map((learner) => ({ ...learner, schoolYear: year })),
  );
  await insertRows(
    pool,
    "classSection",
    schools.map(({ schoolId }, at) => ({
      schoolId,
      schoolYear: year,
      className: "A",
      homeroomTeacherId: teachers[at]?.staffId,
    })),
  );
  await insertRows(
    pool,
    "learnerHealth",
    learners.map(({ learnerId }) => ({ learnerId, heightCm: 120 })),
  );
  await insertRows(
    pool,
    "guardian",
    parents.map(({ guardianId }) => ({ guardianId, fullName: "Lê Thị Mẹ", phone: "0912345678" })),
  );
  await insertRows(
    pool,
    "learnerGuardian",
    parents.flatMap(({ guardianId, children }) =>
      children.map((learnerId) => ({ learnerId, guardianId, relation: "mother" })),
    ),
  );
});
afterAll(async () => {
  await app.end();
  await database.drop();
});

const principal = (role: RoleId, unit: Unit): Principal => ({
  accountId: randomUUID(),
  displayName: "thử",
  grant: { grantId: randomUUID(), role, unit, from: "2026-01-01T00:00:00Z" } satisfies Grant,
});
const scope = (role: RoleId, unit: Unit): Promise<Scope> =>
  scopeOf(database.pool, principal(role, unit), { schoolYear: year, day: "2026-11-23" });
const seenBy = async (of: Scope, table = "learner", key = "learner_id"): Promise<readonly string[]> => {
  const { rows } = await scopedReader(app, of).query<{ key: string }>(`select ${key} as key from ${table}`);
  return rows.map((row) => row.key).sort();
};
const where = (test: (learner: (typeof learners)[number]) => boolean): readonly string[] =>
  learners
    .filter(test)
    .map((learner) => learner.learnerId)
    .sort();

describe("rows", () => {
  test.each<[RoleId, Unit, () => readonly string[]]>([
    ["departmentSteward", { kind: "city" }, () => where(() => true)],
    [
      "communeOfficer",
      { kind: "commune", id: "C2" },
      () => where((one) => ["S3", "S4"].includes(one.schoolId)),
    ],
    ["principal", { kind: "school", id: "S2" }, () => where((one) => one.schoolId === "S2")],
    ["nurse", { kind: "school", id: "none" }, () => []],
    [
      "homeroomTeacher",
      { kind: "staff", id: teachers[2]?.staffId ?? "" },
      () => where((one) => one.schoolId === "S3" && one.className === "A"),
    ],
    ["subjectTeacher", { kind: "staff", id: teachers[2]?.staffId ?? "" }, () => []],
    [
      "homeroomTeacher",
      { kind: "class", id: `S1/${year}/B` },
      () => where((one) => one.schoolId === "S1" && one.className === "B"),
    ],
    [
      "guardian",
      { kind: "guardian", id: parents[0]?.guardianId ?? "" },
      () => [...(parents[0]?.children ?? [])].sort(),
    ],
    ["learner", { kind: "learner", id: learners[4]?.learnerId ?? "" }, () => [learners[4]?.learnerId ?? ""]],
    ["systemAdministrator", { kind: "none" }, () => []],
    ["researcher", { kind: "none" }, () => []],
    ["public", { kind: "none" }, () => []],
  ])(
    "%s in %j sees the learners of the unit and no other, and what hangs on them",
    async (role, unit, oracle) => {
      const of = await scope(role, unit);
      expect(await seenBy(of)).toEqual(oracle());
      expect(await seenBy(of, "class_membership")).toEqual(oracle());
      const health = seenBy(of, "learner_health");
      if (getRole(role).sees.includes("health")) expect(await health).toEqual(oracle());
      else await expect(health).rejects.toThrow("permission denied");
    },
  );

  test("a learner who left a class is no longer its teacher's from the day after", async () => {
    const mine = learners.find((one) => one.schoolId === "S3" && one.className === "A")?.learnerId ?? "";
    const unit = { kind: "staff", id: teachers[2]?.staffId ?? "" } as const;
    const seenOn = async (day: string): Promise<readonly string[]> =>
      (await scopeOf(database.pool, principal("homeroomTeacher", unit), { schoolYear: year, day })).learners;
    await database.pool.query("update class_membership set end_date = '2026-11-23' where learner_id = $1", [
      mine,
    ]);
    expect(await seenOn("2026-11-23")).toContain(mine);
    expect(await seenOn("2026-11-24")).not.toContain(mine);
    await database.pool.query("update class_membership set end_date = null");
  });

  test("a parent sees their own contact, not the other parent's; the school sees both", async () => {
    const [first, second, third] = parents.map((parent) => parent.guardianId);
    expect(
      await seenBy(await scope("guardian", { kind: "guardian", id: first ?? "" }), "guardian", "guardian_id"),
    ).toEqual([first]);
    expect(
      await seenBy(await scope("registrar", { kind: "school", id: "S1" }), "guardian", "guardian_id"),
    ).toEqual([first, second].sort());
    expect(
      await seenBy(await scope("registrar", { kind: "school", id: "S4" }), "guardian", "guardian_id"),
    ).toEqual([third]);
  });

  test("10,000 random callers over four connections: nobody gets another's rows, whatever failed before", async () => {
    const units: readonly [RoleId, Unit][] = [
      ...schools.map(({ schoolId }) => ["registrar", { kind: "school", id: schoolId }] as [RoleId, Unit]),
      ...learners.map(({ learnerId }) => ["learner", { kind: "learner", id: learnerId }] as [RoleId, Unit]),
      ["auditor", { kind: "none" }],
      ["departmentOfficer", { kind: "city" }],
    ];
    const scopes = await Promise.all(units.map(([role, unit]) => scope(role, unit)));
    const wanted = await Promise.all(scopes.map((one) => seenBy(one)));
    const order = fc.sample(fc.integer({ min: 0, max: scopes.length - 1 }), { numRuns: 10_000, seed });
    let wrong = 0;
    const next = order.values();
    const caller = async (): Promise<void> => {
      for (const at of next) {
        const of = scopes[at] ?? publicScope;
        if (at % 7 === 0)
          await expect(scopedReader(app, of).query("select 1 / 0")).rejects.toThrow("division");
        const seen = await seenBy(of);
        if (seen.join() !== wanted[at]?.join()) wrong += 1;
      }
    };
    await Promise.all(Array.from({ length: 8 }, caller));
    expect(wrong).toBe(0);
  }, 120_000);

  test.each(["S1'; reset role; select '", "S1\\'; reset role; --", 'Trường $1 "S1"'])(
    "a unit called %j is a value, never a statement",
    async (id) => {
      const of = { ...publicScope, role: "registrar" as const, schools: [id] };
      const reader = scopedReader(app, of);
      const { rows } = await reader.query<{ who: string; schools: string[] }>(
        "select current_user as who, access.schools() as schools",
      );
      expect(rows).toEqual([{ who: "hp_as_registrar", schools: [id] }]);
      expect(await seenBy(of)).toEqual([]);
    },
  );

  test("an id that would read as two is refused", () => {
    const of = { ...publicScope, role: "registrar" as const, schools: ["S9\u001fS1"] };
    expect(() => scopedReader(app, of)).toThrow("control character");
  });

  test("without a scope the API's own role reads nothing at all", async () => {
    for (const { table } of datasets) {
      await expect(app.query(`select 1 from public.${table}`), table).rejects.toThrow("permission denied");
    }
  });

  test("nobody writes through a reader, and no role may", async () => {
    const of = await scope("departmentSteward", { kind: "city" });
    await expect(scopedReader(app, of).query("update learner set full_name = 'x'")).rejects.toThrow();
    const client = await app.connect();
    try {
      await client.query("begin");
      await client.query("set local role hp_as_department_steward");
      await expect(client.query("delete from learner")).rejects.toThrow("permission denied");
    } finally {
      await client.query("rollback");
      client.release();
    }
  });
});

describe("fields", () => {
  test.each(roles.map((role) => [role.id] as const))(
    "%s reads the columns of its classes and no others",
    async (id) => {
      const role = roles.find((one) => one.id === id);
      const client = await app.connect();
      try {
        await client.query("begin read only");
        await client.query(
          `set local role hp_as_${id.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`,
        );
        const { rows } = await client.query<{ column: string }>(
          `select table_name || '.' || column_name as column from information_schema.column_privileges
         where table_schema = 'public' and privilege_type = 'SELECT' and grantee in (select rolname from pg_roles where pg_has_role(current_user, oid, 'usage'))`,
        );
        const wanted = datasets.flatMap((dataset) =>
          [...columnsOf(dataset), ...indexColumnsOf(dataset)]
            .filter((column) => role?.sees.includes(columnClassOf(dataset, column.field)) === true)
            .map((column) => `${dataset.table}.${column.name}`),
        );
        expect([...new Set(rows.map((row) => row.column))].sort()).toEqual(wanted.sort());
      } finally {
        await client.query("rollback");
        client.release();
      }
    },
  );
});
